"""One answer, three forms: card, JSON and ITL bytes say the same things in the same order."""

from hypothesis import HealthCheck, given, settings
from tests.answers import NOON, answers
from tests.asking import conformant

from openbitmap import itl
from openbitmap.node import exchange
from openbitmap.node.exchange import Tone
from openbitmap.vocabulary import Verdict
from openbitmap.wire import Answer, NextStep, answer_from_json, to_json

# What an answer must repeat of its question, whatever its type: attention, name as asserted, agency.
QUESTION = itl.compose(
    itl.Header("CAR", "TCN-000001", NOON.date(), "CLOPENBIT", "SYNARICA1"),
    [itl.type_2({"ATN": "SYNTHETIC PRACTICE DATA", "NAM": "SYNTHETIC, PERSON", "CRI": "SYNARICA1"})],
)
MOST_MESSAGES, LONGEST_MESSAGE = 11, 300
FINDINGS = {
    "RPISR": {"no_candidate": "G", "possible_match": "Y", "quality": "Y", "pending": "P", "confirmed": "Y",
              "not_confirmed": "G", "inconclusive": "Y", "withdrawn": "Y"},
    "SRE": {"no_candidate": "N", "possible_match": "P", "quality": "P", "pending": "P", "confirmed": "I",
            "not_confirmed": "N", "inconclusive": "P", "withdrawn": "P"},
}  # fmt: skip
FINDINGS["SRT"] = FINDINGS["SRE"]

many = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(answers())
def test_the_itl_text_is_the_english_card_line_by_line(answer: Answer) -> None:
    lines = exchange.card_lines(exchange.card_of(answer, "en"))
    messages = conformant(exchange.transaction_bytes(answer, QUESTION)).messages()
    assert len(messages) <= MOST_MESSAGES
    parts = [line[at : at + LONGEST_MESSAGE] for line in lines for at in range(0, len(line), LONGEST_MESSAGE)]
    if len(parts) <= MOST_MESSAGES:
        assert [m.strip() for m in messages] == [part.strip() for part in parts]
    else:
        shown = parts[: MOST_MESSAGES - 1]
        assert [m.strip() for m in messages[:-1]] == [part.strip() for part in shown]
        assert messages[-1].startswith(f"{len(parts) - len(shown)} more lines")


@many
@given(answers())
def test_the_itl_header_repeats_the_answers_control_numbers(answer: Answer) -> None:
    written = conformant(exchange.transaction_bytes(answer, QUESTION))
    control = answer.control
    assert (written.tot, written.control_number, written.reference) == (
        control.tot,
        control.control_number,
        control.reference,
    )
    assert (written.destination, written.originator) == (control.originator, control.answered_by)
    if control.tot in FINDINGS:
        red = answer.next_step is NextStep.FOLLOW_HANDLING and control.tot == "RPISR"
        assert written.text(59) == ("R" if red else FINDINGS[control.tot][answer.verdict.value])


@many
@given(answers())
def test_the_card_of_an_answer_read_from_its_json_is_the_same_card(answer: Answer) -> None:
    read = answer_from_json(to_json(answer))
    assert read == answer
    for language in ("en", "es"):
        assert exchange.card_of(read, language) == exchange.card_of(answer, language)
    assert exchange.transaction_bytes(read, QUESTION) == exchange.transaction_bytes(answer, QUESTION)


@many
@given(answers())
def test_both_languages_have_the_same_rows_in_the_same_order(answer: Answer) -> None:
    english, spanish = exchange.card_of(answer, "en"), exchange.card_of(answer, "es")
    assert (english.tone, english.icon, len(english.rows)) == (spanish.tone, spanish.icon, len(spanish.rows))
    labels = [row.label for row in english.rows]
    kept = [label for label in ORDER if label in labels]
    assert list(dict.fromkeys(labels)) == kept
    for row in (*english.rows, *spanish.rows):
        assert row.label and row.text


ORDER = (
    "Refused for",
    "Searched",
    "Not yet",
    "Not searched",
    "By chance",
    "Prints",
    "Case",
    "Your number",
    "Control",
    "Time",
)


@many
@given(answers())
def test_the_card_leaves_nothing_out(answer: Answer) -> None:
    text = "\n".join(row.text for row in exchange.card_of(answer, "en").rows)
    for refusal in answer.refusals:
        assert refusal.code in text
    assert str(answer.control.reference) in text
    assert str(answer.control.control_number) in text
    assert str(answer.submission) in text
    if answer.case:
        assert str(answer.case.case) in text
    for gallery in answer.coverage:
        if gallery.people is not None and gallery.state == "searched":
            assert f"{gallery.people:,}" in text
        if gallery.reason == "no_agreement":
            assert "no agreement in force" in text


@many
@given(answers())
def test_red_is_for_a_confirmed_match_with_a_handling_to_follow_and_for_nothing_else(answer: Answer) -> None:
    red = answer.verdict is Verdict.CONFIRMED and answer.next_step is NextStep.FOLLOW_HANDLING
    assert (exchange.card_of(answer, "en").tone is Tone.ADVERSE) is red
