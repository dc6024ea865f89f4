"""Repositories for tests: simulated ones as real servers, a node's `connectors.toml` for them, and prints to ask by."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from tests.drawn_prints import drawn_print

from openbitmap import itl
from openbitmap.images import encode_wsq
from openbitmap.node.connectors import Claim, Consultation
from openbitmap.simulators import Simulated, connections, read_simulation, running
from openbitmap.vocabulary import Compression, ExchangePurpose, FingerPosition, PersonCategory, Priority

KINDS = ("ident", "ngi", "abis", "screening", "interpol", "registry")
PRINTED = ("ident", "ngi", "abis")
KEY = "a key of the tests"
KNOWN, STRANGER = 1, 2
"""Seeds of drawn prints: who is on record at every repository, and who is at none."""
DAY = date(2026, 11, 24)


@cache
def card(seed: int, sender: str = "ARICA0001", node: str = "NODE00001", *, fingers: int = 2) -> bytes:
    """RPIS with two drawn index fingers, or one; nobody's, and the same seed is the same person."""
    taken = itl.Capture(sender, DAY)
    drawn = []
    for n, position in enumerate((FingerPosition.RIGHT_INDEX, FingerPosition.LEFT_INDEX)[:fingers]):
        pixels = drawn_print(seed * 10 + n)
        image = itl.EncodedImage(encode_wsq(pixels), Compression.WSQ, pixels.shape[1], pixels.shape[0], 500.0)
        drawn.append(itl.type_14(position, image, taken))
    text = itl.type_2({"ATN": "TEST", "CRI": sender, "NDR": ["6"], "NAM": "QUISPE MAMANI,ANA", "DOB": "19910704"})
    header = itl.Header("RPIS", f"{sender}-{seed:06d}", DAY, node, sender, priority=Priority.RAPID)
    return itl.write(itl.compose(header, [text, *drawn]))


def question(repository: str, name: str = "q", **given: Any) -> Consultation:
    """A question about a traveller, or about an own national where a registry is asked."""
    own = repository == "registry"
    values: dict[str, Any] = {
        "inquiry": "inq-1",
        "purpose": ExchangePurpose.BORDER_CHECK,
        "category": PersonCategory.OWN_NATIONAL if own else PersonCategory.THIRD_COUNTRY_TRAVELLER,
        "probe": card(STRANGER),
        "claim": Claim(("Li Wei",), date(1970, 1, 2)),
    }
    return Consultation(f"{name}-{repository}", repository, **(values | given))


@dataclass(frozen=True)
class Abroad:
    """The simulated repositories while they run."""

    addresses: dict[str, str]
    simulated: tuple[Simulated, ...]

    def behave(self, *names: str, **conduct: Any) -> None:
        for name in names or self.addresses:
            response = httpx.post(f"{self.addresses[name]}/conduct", json=conduct, headers=SHOWN)
            assert response.is_success, response.text

    def status(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = httpx.get(f"{self.addresses[name]}/status", headers=SHOWN).json()
        return found

    def connect(self, home: Path, *, terms: str = "", names: Sequence[str] = ()) -> None:
        """Write the node's configuration, with these lines as terms of each repository (or of the named ones)."""
        (home / "keys").mkdir(parents=True, exist_ok=True)
        text = connections(self.addresses, self.simulated)
        for s in self.simulated:
            (home / "keys" / f"{s.name}.repository").write_text(f"{s.key}\n")
            (home / "keys" / f"{s.name}.notices").write_text(f"{s.notice_key}\n")
            if terms and (not names or s.name in names):
                text += f"\n[repository.{s.name}.terms]\n{terms}\n"
        (home / "connectors.toml").write_text(text)


SHOWN = {"authorization": f"Bearer {KEY}"}


@contextmanager
def abroad(
    folder: Path, *, node: str = "http://127.0.0.1:9", kinds: Sequence[str] = KINDS
) -> Iterator[Abroad]:  # fmt: skip
    """All six kinds, or some, one server each; `KNOWN` is on record everywhere, with images and a document."""
    (folder / "known.eft").write_bytes(card(KNOWN))
    (folder / "simulators.toml").write_text("\n".join(_table(kind, node) for kind in kinds))
    simulated = read_simulation(folder / "simulators.toml")
    with running(simulated, loaded=True) as addresses:
        yield Abroad(addresses, simulated)


def _table(kind: str, node: str) -> str:
    return f"""
[simulator.{kind}]
kind = "{kind}"
key = "{KEY}"
strangers = 50
node = "{node}"
notice_key = "notices of {kind}"
[[simulator.{kind}.known]]
reference = "R00000001"
file = "known.eft"
document = "SYN-12.345.678-5"
handling = "CALL THE DESK"
notice = "red"
[[simulator.{kind}.known]]
reference = "R00000002"
names = ["Ramón Ortega Salas"]
born = "1984-05-06"
document = "SYN-11.111.111-1"
notice = "yellow"
"""
