"""The Merkle library against the vectors of Certificate Transparency, against the definition itself, and against
everybody who changes a bit."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openbitmap.merkle import (
    EMPTY_ROOT,
    Growing,
    Node,
    Whole,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    root,
)

# The eight entries and the roots of their first 1 to 8 of the Certificate Transparency reference implementation.
ENTRIES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
# Published proofs of the same implementation: (old, new) -> path.
CONSISTENCY = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
# (number from 0, size) -> path.
INCLUSION = {
    (0, 8): CONSISTENCY[1, 8],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
MOST = 70
BIG = [n.to_bytes(2, "big") for n in range(MOST)]
TREE = Whole(BIG)

sizes = st.integers(1, MOST)


def defined_root(entries: list[bytes]) -> bytes:
    """MTH as RFC 9162 2.1.1 writes it."""
    if not entries:
        return hashlib.sha256().digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = 1
    while 2 * k < len(entries):
        k *= 2
    return hashlib.sha256(b"\x01" + defined_root(entries[:k]) + defined_root(entries[k:])).digest()


def defined_path(number: int, entries: list[bytes]) -> list[bytes]:
    """PATH as RFC 9162 2.1.3.1 writes it."""
    if len(entries) == 1:
        return []
    k = 1
    while 2 * k < len(entries):
        k *= 2
    if number < k:
        return [*defined_path(number, entries[:k]), defined_root(entries[k:])]
    return [*defined_path(number - k, entries[k:]), defined_root(entries[:k])]


def defined_subproof(old: int, entries: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF as RFC 9162 2.1.4.1 writes it."""
    if old == len(entries):
        return [] if whole else [defined_root(entries)]
    k = 1
    while 2 * k < len(entries):
        k *= 2
    if old <= k:
        return [*defined_subproof(old, entries[:k], whole), defined_root(entries[k:])]
    return [*defined_subproof(old - k, entries[k:], whole=False), defined_root(entries[:k])]


def test_roots_are_those_of_certificate_transparency() -> None:
    tree = Whole(ENTRIES)
    assert [root(n, tree.read).hex() for n in range(1, 9)] == ROOTS
    assert root(0, tree.read) == EMPTY_ROOT == defined_root([])


@pytest.mark.parametrize(("pair", "path"), CONSISTENCY.items())
def test_consistency_proofs_are_those_of_certificate_transparency(pair: tuple[int, int], path: list[str]) -> None:
    old, new = pair
    assert [step.hex() for step in consistency_proof(old, new, Whole(ENTRIES).read)] == path
    roots = (bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1]))
    assert is_consistent(old, new, roots=roots, path=[bytes.fromhex(step) for step in path])


@pytest.mark.parametrize(("pair", "path"), INCLUSION.items())
def test_inclusion_proofs_are_those_of_certificate_transparency(pair: tuple[int, int], path: list[str]) -> None:
    number, size = pair
    assert [step.hex() for step in inclusion_proof(number, size, Whole(ENTRIES).read)] == path
    steps = [bytes.fromhex(step) for step in path]
    assert is_included(ENTRIES[number], number, size, path=steps, root=bytes.fromhex(ROOTS[size - 1]))


@settings(max_examples=60)
@given(sizes, st.data())
def test_every_proof_is_the_one_defined_and_holds(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    path = inclusion_proof(number, size, TREE.read)
    step = consistency_proof(old, size, TREE.read)
    assert root(size, TREE.read) == defined_root(BIG[:size])
    assert path == defined_path(number, BIG[:size])
    assert step == defined_subproof(old, BIG[:size], whole=True)
    assert is_included(BIG[number], number, size, path=path, root=defined_root(BIG[:size]))
    assert is_consistent(old, size, roots=(defined_root(BIG[:old]), defined_root(BIG[:size])), path=step)


def mutated(path: list[bytes], data: st.DataObject) -> list[bytes]:
    """A path with one step less, one more, two exchanged, or one bit of one step turned."""
    kinds = ["more"] + (["less", "bit", "short"] if path else []) + (["order"] if len(path) > 1 else [])
    kind = data.draw(st.sampled_from(kinds))
    at = data.draw(st.integers(0, max(0, len(path) - 1)))
    changed = list(path)
    if kind == "more":
        changed.insert(at, hashlib.sha256(b"more").digest())
    elif kind == "less":
        del changed[at]
    elif kind == "short":
        changed[at] = changed[at][:-1]
    elif kind == "order":
        changed[0], changed[-1] = changed[-1], changed[0]
    else:
        turned = bytearray(changed[at])
        turned[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
        changed[at] = bytes(turned)
    return changed


@settings(max_examples=60)
@given(sizes, st.data())
def test_no_altered_proof_holds(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    path = mutated(inclusion_proof(number, size, TREE.read), data)
    step = mutated(consistency_proof(old, size, TREE.read), data)
    roots = (root(old, TREE.read), root(size, TREE.read))
    assert not is_included(BIG[number], number, size, path=path, root=roots[1])
    assert not is_consistent(old, size, roots=roots, path=step)


@settings(max_examples=60)
@given(sizes, st.data())
def test_no_proof_holds_for_another_entry_place_or_history(size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, size - 1))
    path, end = inclusion_proof(number, size, TREE.read), root(size, TREE.read)
    assert not is_included(b"another", number, size, path=path, root=end)
    elsewhere = data.draw(st.integers(-1, size).filter(lambda n: n != number))
    assert not is_included(BIG[number], elsewhere, size, path=path, root=end)
    old = data.draw(st.integers(1, size))
    proof = consistency_proof(old, size, TREE.read)
    forged = Whole([b"forged", *BIG[1:]])
    assert not is_consistent(old, size, roots=(root(old, forged.read), end), path=proof)
    assert not is_consistent(old, size, roots=(root(old, TREE.read), root(size, forged.read)), path=proof)
    shorter = data.draw(st.integers(0, size - 1))
    assert not is_consistent(size, shorter, roots=(end, root(shorter, TREE.read)), path=[])


@settings(max_examples=20)
@given(st.integers(0, MOST))
def test_a_growing_tree_keeps_what_the_whole_one_has(size: int) -> None:
    growing, kept = Growing(), dict[Node, bytes]()
    for entry in BIG[:size]:
        kept.update(growing.append(entry))
    assert growing.root() == root(size, Whole(BIG[:size]).read)
    assert kept == {node: TREE.read([node])[node] for node in kept}
    complete = {Node(level, n) for level in range(1, 7) for n in range(size >> level)}
    assert kept.keys() == complete


def test_impossible_questions_are_refused() -> None:
    with pytest.raises(ValueError, match="leaf 3 is not in a tree of 3"):
        inclusion_proof(3, 3, TREE.read)
    with pytest.raises(ValueError, match="is not the head of"):
        consistency_proof(4, 3, TREE.read)
    assert is_consistent(0, 5, roots=(EMPTY_ROOT, root(5, TREE.read)), path=[])
    assert not is_consistent(0, 5, roots=(root(1, TREE.read), root(5, TREE.read)), path=[])
