"""Questions between nations, in stages: hit or no hit, reference images, personal data. And what became of each.

Promises: nothing leaves without a permit, each stage with its own; a probe that was asked with is searched in memory,
kept nowhere and answered at a fixed tick whatever was found; an answer carries no score and no rank; who answers
attributes nobody, the asker's two blind examiners do; every repository asked has one line of coverage from the first
moment, and what is late says so.
"""

from openbitmap.node.inquiries.anew import LONGEST_NUMBER, Anew, ask_anew
from openbitmap.node.inquiries.asking import expire, partners_to_ask
from openbitmap.node.inquiries.attribution import undo
from openbitmap.node.inquiries.concluding import tell_untold
from openbitmap.node.inquiries.coverage import Abroad, abroad_of, title_of
from openbitmap.node.inquiries.fishing import FEWEST, measures_of
from openbitmap.node.inquiries.fishing import look as look_for_fishing
from openbitmap.node.inquiries.fishing_store import alarms
from openbitmap.node.inquiries.gates import Prospect, prospect_of
from openbitmap.node.inquiries.knowing import encounter_behind
from openbitmap.node.inquiries.model import (
    About,
    Basis,
    FishingAlarm,
    Handling,
    Hit,
    Inquiry,
    InquiryState,
    Line,
    Measure,
    Outcome,
    Result,
    Side,
    Stage,
    Step,
    Times,
)
from openbitmap.node.inquiries.personal import (
    Offer,
    Release,
    ask_data,
    data_held,
    offer_of,
    refuse_request,
    release_data,
)
from openbitmap.node.inquiries.probe import Probe, probe_in, probe_of
from openbitmap.node.inquiries.references import ask_reference, release_reference
from openbitmap.node.inquiries.releasing import release_due
from openbitmap.node.inquiries.store import (
    hits_of,
    inquiries_of,
    inquiry_named,
    lines_of,
    listed,
    steps_of,
)
from openbitmap.node.inquiries.taking import REFUSABLE
from openbitmap.node.inquiries.transitions import TRANSITIONS

__all__ = [
    "FEWEST",
    "LONGEST_NUMBER",
    "REFUSABLE",
    "TRANSITIONS",
    "About",
    "Abroad",
    "Anew",
    "Basis",
    "FishingAlarm",
    "Handling",
    "Hit",
    "Inquiry",
    "InquiryState",
    "Line",
    "Measure",
    "Offer",
    "Outcome",
    "Probe",
    "Prospect",
    "Release",
    "Result",
    "Side",
    "Stage",
    "Step",
    "Times",
    "abroad_of",
    "alarms",
    "ask_anew",
    "ask_data",
    "ask_reference",
    "data_held",
    "encounter_behind",
    "expire",
    "hits_of",
    "inquiries_of",
    "inquiry_named",
    "lines_of",
    "listed",
    "look_for_fishing",
    "measures_of",
    "offer_of",
    "partners_to_ask",
    "probe_in",
    "probe_of",
    "prospect_of",
    "refuse_request",
    "release_data",
    "release_due",
    "release_reference",
    "steps_of",
    "tell_untold",
    "title_of",
    "undo",
]
