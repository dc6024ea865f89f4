-- What binds this nation takes two people: the first of them is kept here until the second comes.

CREATE TABLE agreement_initial (
    step          text NOT NULL CHECK (step IN ('sign', 'resume')),
    thing         text NOT NULL,                               -- hash of the text; agreement and beginning of its suspension
    person        text NOT NULL,                               -- account of the first
    initialled_at timestamptz NOT NULL,
    PRIMARY KEY (step, thing)
);
