"""Holding ledgers against what was attested of them: this node's own, a partner's, or a file of either."""

from collections.abc import Iterator
from dataclasses import dataclass

from openbitmap import merkle
from openbitmap.node import ledger, partners
from openbitmap.node.database import Transaction
from openbitmap.node.witness import store
from openbitmap.node.witness.exports import Exported, UnfitExport
from openbitmap.node.witness.model import Attested, Fault, Seen
from openbitmap.node.witness.statements import attested_at, checkpoint_of, name_of
from openbitmap.vocabulary import PartnerId


@dataclass(frozen=True)
class Finding:
    """What does not fit: in whose ledger, how, and from which entry to which the difference lies."""

    node: PartnerId
    fault: Fault
    first: int
    last: int
    what: str


def compare_own(tx: Transaction, partner: PartnerId) -> tuple[int, list[Finding]]:
    """This node's ledger, computed again from its texts, against everything the partner attested of it: how many
    attestations were held against it, and what does not fit."""
    me = partners.me(tx)
    attested = store.all_cosigned(tx, partner)
    computed = ledger.verify(tx, sizes={a.size for a in attested})
    findings = [Finding(me, Fault.REWRITTEN, f.seq, f.seq, f.what) for f in computed.faults]
    findings += [_unsigned(a, me) for a in attested if not _is_attestation(tx, a)]
    findings += _first_difference(me, attested, dict(computed.roots), size=computed.entries)
    return len(attested), findings


def compare_partner(tx: Transaction, partner: PartnerId) -> tuple[int, list[Finding]]:
    """The partner's statements against each other: signed by it, and each proved to go on from the one before. What
    broke is told again until people have dealt with it."""
    seen = store.all_seen(tx, partner)
    findings = [f for before, after in zip([None, *seen], seen, strict=False) for f in _between(tx, before, after)]
    for found in store.breaks_with(tx, partner):
        if found.is_open and not found.fault.is_own:
            findings.append(Finding(partner, found.fault, 1, found.size, found.what))
    return len(seen), findings


def compare_file(tx: Transaction, partner: PartnerId, exported: Exported) -> tuple[int, list[Finding]]:
    """A ledger that somebody exported: the partner's against its statements, this node's own entry by entry. Raises
    UnfitExport for anybody else's."""
    me = partners.me(tx)
    if exported.origin == name_of(me):
        return _own_file(tx, me, exported)
    if exported.origin != name_of(partner):
        raise UnfitExport(f"the file is of {exported.origin}, not of {name_of(partner)}")
    seen = [s.attested for s in store.all_seen(tx, partner)]
    roots = {size: root.hex() for size, root in exported.roots(a.size for a in seen).items()}
    findings = [Finding(partner, Fault.REWRITTEN, seq, seq, f"entry {seq}: {what}") for seq, what in exported.faults]
    findings += _own_word(tx, partner, exported)
    return len(seen), findings + _first_difference(partner, seen, roots, size=len(exported.hashes))


def _own_word(tx: Transaction, node: PartnerId, exported: Exported) -> list[Finding]:
    """The file against the note it brings along."""
    size = len(exported.hashes)
    read = checkpoint_of(tx, node, exported.note, ever=True)
    root = exported.roots([size]).get(size, merkle.EMPTY_ROOT)
    if read and (read[0].size, read[0].root) == (size, root):
        return []
    return [Finding(node, Fault.FORKED, 1, size, "the file is not what its own signed note states")]


def _own_file(tx: Transaction, me: PartnerId, exported: Exported) -> tuple[int, list[Finding]]:
    findings = [Finding(me, Fault.REWRITTEN, seq, seq, f"entry {seq}: {what}") for seq, what in exported.faults]
    size = ledger.head(tx).seq
    if size < len(exported.hashes):
        what = f"the ledger ends at entry {size}; the file reaches {len(exported.hashes)}"
        findings.append(Finding(me, Fault.TRUNCATED, size + 1, len(exported.hashes), what))
    for seq, _, own in ledger.leaves(tx, len(exported.hashes)):
        if exported.hashes[seq - 1] != own:
            what = f"entry {seq} is not the one exported; all after it follow from it"
            return len(exported.hashes), [*findings, Finding(me, Fault.REWRITTEN, seq, seq, what)]
    return len(exported.hashes), findings


def _first_difference(node: PartnerId, attested: list[Attested], roots: dict[int, str], *, size: int) -> list[Finding]:
    """Where a ledger of `size` entries first leaves what was attested of it; nothing where it does not."""
    sound = 0
    for a in sorted(attested, key=lambda a: a.size):
        at = f"{a.at:%Y-%m-%d %H:%M:%S}"
        if a.size > size:
            what = f"the ledger ends at entry {size}; {a.size} entries were attested on {at}"
            return [Finding(node, Fault.TRUNCATED, size + 1, a.size, what)]
        if roots.get(a.size) != a.root:
            what = f"an entry from {sound + 1} to {a.size} is not the one attested on {at}; up to {sound} all stand"
            return [Finding(node, Fault.REWRITTEN, sound + 1, a.size, what)]
        sound = a.size
    return []


def _between(tx: Transaction, before: Seen | None, after: Seen) -> Iterator[Finding]:
    if checkpoint_of(tx, after.partner, after.note, ever=True) is None:
        yield _unsigned(after.attested, after.partner)
    if before is None or after.since != before.size:
        return  # the first one, or the first after a break was settled
    roots, path = (bytes.fromhex(before.root), bytes.fromhex(after.root)), [bytes.fromhex(p) for p in after.proof]
    if not merkle.is_consistent(before.size, after.size, roots=roots, path=path):
        what = f"the state of {after.size} entries does not go on from that of {before.size}"
        yield Finding(after.partner, Fault.REWRITTEN, 1, before.size, what)


def _is_attestation(tx: Transaction, attested: Attested) -> bool:
    read = checkpoint_of(tx, partners.me(tx), attested.note, ever=True)
    if read is None or attested_at(tx, attested.partner, read[1], ever=True) is None:
        return False
    return (read[0].size, read[0].root.hex()) == (attested.size, attested.root)


def _unsigned(attested: Attested, node: PartnerId) -> Finding:
    what = f"the kept statement of {attested.size} entries is not signed as it should be"
    return Finding(node, Fault.FORKED, 1, attested.size, what)
