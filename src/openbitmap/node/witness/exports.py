"""A ledger as a file for somebody else's auditor: every entry's hash, and the texts of those that concern them.

The hashes alone give every root, so that a checkpoint is checked from the file; a text is checked against its own hash.
One JSON object a line; the first says whose ledger it is and states it, signed.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openbitmap.merkle import Growing
from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.partners import Keyring
from openbitmap.node.witness.statements import name_of, own_checkpoint
from openbitmap.vocabulary import PartnerId

FORMAT = "openbitmap-ledger/1"


class UnfitExport(ValueError):
    """A file that is no exported ledger; the message says where."""


@dataclass(frozen=True)
class Exported:
    """What a file holds: whose ledger, the signed note of its state, the hash of every entry in order, and what in it
    contradicts itself."""

    origin: str
    note: str
    hashes: tuple[bytes, ...]
    faults: tuple[tuple[int, str], ...]

    def roots(self, sizes: Iterable[int]) -> dict[int, bytes]:
        """At those of the sizes that the file reaches."""
        wanted, tree, found = set(sizes), Growing(), {}
        for own in self.hashes:
            tree.append(own)
            if tree.size in wanted:
                found[tree.size] = tree.root()
        return found


def export(tx: Transaction, keyring: Keyring, *, about: PartnerId | None) -> Iterator[str]:
    """Lines of the ledger as it is now; texts of what concerns a partner, or of everything where `about` is None."""
    size = ledger.head(tx).seq
    _, note = own_checkpoint(tx, keyring, size)
    yield _line({"format": FORMAT, "origin": name_of(partners.me(tx)), "size": size, "note": note.render()})
    for seq, text, own in ledger.leaves(tx, size):
        shown = {"leaf": text} if about is None or _concerns(text, about) else {}
        yield _line({"seq": seq, "hash": own.hex(), **shown})


def read_export(lines: Iterable[str]) -> Exported:
    """Raises UnfitExport."""
    remaining = iter(lines)
    try:
        head = json.loads(next(remaining, ""))
        if head["format"] != FORMAT:
            raise UnfitExport(f"it is {head['format']!r}, not {FORMAT}")
        entries = [json.loads(line) for line in remaining if line.strip()]
        hashes = tuple(bytes.fromhex(entry["hash"]) for entry in entries)
        seqs = [entry["seq"] for entry in entries]
        texts = {entry["seq"]: entry["leaf"] for entry in entries if "leaf" in entry}
        origin, size, note = str(head["origin"]), int(head["size"]), str(head["note"])
    except (ValueError, KeyError, TypeError) as wrong:
        raise UnfitExport(f"it is no exported ledger: {wrong}") from wrong
    if seqs != list(range(1, size + 1)):
        raise UnfitExport(f"it says that it has {size} entries, and they are not all there")
    return Exported(origin, note, hashes, tuple(_text_faults(hashes, texts)))


def _text_faults(hashes: tuple[bytes, ...], texts: dict[int, str]) -> Iterator[tuple[int, str]]:
    for seq, text in sorted(texts.items()):
        before = hashes[seq - 2] if seq > 1 else ledger.GENESIS
        if ledger.chain_hash(before, text) != hashes[seq - 1]:
            yield seq, "its text is not the one that was hashed"


def _concerns(text: str, partner: PartnerId) -> bool:
    """Whether a fact names the partner in a field of that name."""
    body = json.loads(text)["body"]
    return partner in (body.get("partner"), body.get("giver"), body.get("taker"))


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
