"""What stands right in the place of what was given wrongly, as it was typed: the same for the page and the command."""

from collections.abc import Mapping, Sequence

from openbitmap.node.problems import CORRECTION_TOO_LONG, NOTHING_PUT_RIGHT, Refused
from openbitmap.vocabulary import FieldGroup

CORRECTABLE = (FieldGroup.NAMES, FieldGroup.BIRTH, FieldGroup.NATIONALITY, FieldGroup.DOCUMENTS)
"""Groups of personal data that a person can put right by hand."""
SEVERAL = frozenset({FieldGroup.NAMES, FieldGroup.DOCUMENTS})
"""Groups of which somebody may have more than one."""
LONGEST = 2_000
"""Characters in one group: nothing is cut, what is longer is refused."""


def correction_of(typed: Mapping[FieldGroup, Sequence[str]]) -> dict[str, object]:
    """Lines as they were typed, in the shape in which they were given; empty groups were right. Raises Refused where
    nothing was typed, or too much."""
    lines = {group: [line.strip() for line in typed.get(group, ()) if line.strip()] for group in CORRECTABLE}
    for group, said in lines.items():
        length = len("\n".join(said))
        if length > LONGEST:
            raise Refused(CORRECTION_TOO_LONG, group=group.value, most=LONGEST, length=length)
    right = {g.value: said if g in SEVERAL else " ".join(said) for g, said in lines.items() if said}
    if not right:
        raise Refused(NOTHING_PUT_RIGHT)
    return dict(right)
