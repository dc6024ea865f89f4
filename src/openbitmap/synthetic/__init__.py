"""A synthetic world for practice, tests and load: people, their papers and prints, galleries and transactions.

Promises: the same seed gives the same bytes; nothing reads a clock, the environment or the network; every image and
every record says that it is synthetic, so that practice data never passes for a real person's.

Its parts are doors of their own: `people`, `faces` (drawn portraits), `ridges` (master fingers), `prints`
(impressions), `galleries` (templates),
`transactions` (good and bad files), `population` (who is enrolled where) and `stories` (the demo).
"""

from openbitmap.synthetic.crowds import crowd, slipped
from openbitmap.synthetic.galleries import TemplateBatch, enrolled_template, mated_probe, template_gallery
from openbitmap.synthetic.people import Identity, Person, assumed_identity, people, person
from openbitmap.synthetic.population import Enrolment, Population, population
from openbitmap.synthetic.prints import Condition, Kind, Look, Sensor, impression, in_condition, slap, usual_look
from openbitmap.synthetic.ridges import Finger, FingerSpec, Hands, grow_finger, hands_of
from openbitmap.synthetic.stories import Expectation, Story, StoryName, stories
from openbitmap.synthetic.transactions import DEFECTS, Presentation, arrest_card, enrolment_card, rapid_query

__all__ = [
    "DEFECTS",
    "Condition",
    "Enrolment",
    "Expectation",
    "Finger",
    "FingerSpec",
    "Hands",
    "Identity",
    "Kind",
    "Look",
    "Person",
    "Population",
    "Presentation",
    "Sensor",
    "Story",
    "StoryName",
    "TemplateBatch",
    "arrest_card",
    "assumed_identity",
    "crowd",
    "enrolled_template",
    "enrolment_card",
    "grow_finger",
    "hands_of",
    "impression",
    "in_condition",
    "mated_probe",
    "people",
    "person",
    "population",
    "rapid_query",
    "slap",
    "slipped",
    "stories",
    "template_gallery",
    "usual_look",
]
