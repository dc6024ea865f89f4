"""Names into the index and out of it. The index is derived: filing again makes the same one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter

from openbitmap.names import filed_under, filed_words, nearness, parse
from openbitmap.node import identities, watchlists
from openbitmap.node.database import Transaction
from openbitmap.node.identities import Asserted
from openbitmap.node.screening import store
from openbitmap.node.screening.model import FiledName, document_numbers, written_names
from openbitmap.node.watchlists import EntryId
from openbitmap.vocabulary import EncounterId

BATCH, BULK = 500, 50_000
_EMPTY: frozenset[int] = frozenset()


def file_encounter(tx: Transaction, encounter: EncounterId) -> int:
    """What the person of an encounter said, findable from now on, if it is kept searchable (R59); done again it
    changes nothing. How many names."""
    store.take_turns(tx, entry=False)
    held = next(iter(identities.encounters_named(tx, [encounter])), None)
    if held is None or not held.retained or identities.withdrawal_of(tx, encounter):
        return 0
    if store.filed_of_encounter(tx, encounter):
        return 0
    asserted = identities.asserted_of(tx, encounter)
    return _file(tx, asserted, encounter=encounter, entry=None) if asserted else 0


def file_entry(tx: Transaction, entry: EntryId) -> int:
    """The names of an entry that is in force; none where it is not."""
    store.take_turns(tx, entry=True)
    found = watchlists.entries_named(tx, [entry]).get(entry)
    if found is None or found.state is not watchlists.EntryState.ACTIVE or store.filed_of_entry(tx, entry):
        return 0
    return _file(tx, found.asserted, encounter=None, entry=entry)


def drop_encounter(tx: Transaction, encounter: EncounterId) -> None:
    store.take_turns(tx, entry=True)
    for filed in store.filed_of_encounter(tx, encounter):
        _drop(tx, filed)


def drop_entry(tx: Transaction, entry: EntryId) -> None:
    store.take_turns(tx, entry=True)
    for filed in store.filed_of_entry(tx, entry):
        _drop(tx, filed)


def rebuild(tx: Transaction) -> int:
    """Empties the index and files everybody again, in the caller's transaction; how many names it holds then."""
    store.take_turns(tx, entry=True)
    store.empty(tx)
    after = 0
    while batch := identities.encounters_after(tx, after, most=BATCH):
        for encounter in batch:
            file_encounter(tx, encounter.encounter)
        after = batch[-1].number
    for entry in watchlists.entries_in_force(tx):
        file_entry(tx, entry)
    return store.count_names(tx)


def import_names(tx: Transaction, people: Iterable[tuple[EncounterId, str]]) -> None:
    """Fills the emptied index with one name an encounter, in bulk: for a measurement, with nothing beside the names."""
    store.empty(tx)
    forms: set[tuple[int, str]] = set()
    met: set[str] = set()
    numbered = enumerate(people, 1)
    while batch := list(islice(numbered, BULK)):
        keys: list[tuple[int, bool, int, int]] = []
        for number, (_, written) in batch:
            name = parse(written)
            filed = filed_under(name)
            keys += [(key, False, len(name.tokens), number) for key in filed.pairs | filed.singles]
            forms.update(_near_rows(word for word in filed_words(name) if word not in met))
            met.update(filed_words(name))
        store.copy_names(tx, ((n, encounter, None, written, "", "") for n, (encounter, written) in batch))
        keys.sort(key=itemgetter(0))  # in the order of the index; whole rows would take far longer to sort
        store.copy_keys(tx, keys)
    store.copy_forms(tx, sorted(forms))


def _near_rows(words: Iterable[str]) -> Iterator[tuple[int, str]]:
    for word in words:
        for form, numbers in nearness(word).items():
            yield from ((number, form) for number in numbers)


def _file(tx: Transaction, asserted: Asserted, *, encounter: EncounterId | None, entry: EntryId | None) -> int:
    written = written_names(asserted)
    documents = document_numbers(asserted)
    near: dict[str, frozenset[int]] = {}
    for text in written or ("",):
        name = parse(text)
        filed = FiledName(0, encounter, entry, text, birth_date=asserted.birth_date, nationality=asserted.nationality)
        number = store.insert_name(tx, filed, filed_under(name), size=len(name.tokens))
        if documents:
            store.insert_documents(tx, number, documents)
        for word in filed_words(name):
            near |= nearness(word)
    store.insert_forms(tx, near)
    return len(written)


def _drop(tx: Transaction, filed: FiledName) -> None:
    name = parse(filed.written)
    store.drop_name(tx, filed, filed_under(name), size=len(name.tokens))


def near_of(tx: Transaction, words: Sequence[str], *, most: int = 12) -> dict[str, list[str]]:
    """For each word the forms in the index that lie nearest to it, by how much they share; its own are left out."""
    own = {word: nearness(word) for word in words}
    numbers = {word: _EMPTY.union(*forms.values()) for word, forms in own.items()}
    held = store.near_forms(tx, _EMPTY.union(*numbers.values()))
    found = {}
    for word in words:
        shared = Counter(form for number in numbers[word] for form in held.get(number, ()) if form not in own[word])
        found[word] = [form for form, _ in shared.most_common(most)]
    return found
