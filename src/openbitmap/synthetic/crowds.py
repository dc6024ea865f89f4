"""Very many names at once, for measuring a search: words drawn by Zipf's law from the lists of `people` and from words
made of syllables, so that a few are borne by thousands and most by few."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from openbitmap.synthetic.people.cultures import Culture, words
from openbitmap.synthetic.people.given_names import GIVEN_NAMES
from openbitmap.synthetic.people.surnames import SURNAMES
from openbitmap.synthetic.seeds import Stream, generator

_SYLLABLES = words(
    "ba|be|bi|bo|bra|ca|ce|co|cha|da|de|di|do|fa|fe|fi|flo|ga|go|gre|ha|ja|je|jo|la|le|li|lo|lla|ma|me|mi|mo|na|ne|"
    "ni|no|ña|pa|pe|pi|po|pra|que|ra|re|ri|ro|sa|se|si|so|ta|te|ti|to|tre|va|ve|vi|ya|yo|za"
)
_ENDINGS = ("n", "s", "r", "l", "z", "", "", "", "no", "ro", "les", "ndo", "ria", "que", "res", "lva")
GIVEN_WORDS, FAMILY_WORDS = 9_000, 30_000
TWO_GIVEN, TWO_FAMILY = 0.62, 0.72
SLIPS = ("typo", "dropped", "rotated")


def crowd(seed: int, count: int) -> Iterator[str]:
    """So many full names; of one seed the same names in the same order, drawn 10,000 at a time."""
    given, family = _words(seed, 0, GIVEN_WORDS), _words(seed, 1, FAMILY_WORDS)
    for batch, first in enumerate(range(0, count, 10_000)):
        rng = generator(Stream.CROWD, seed, 2, batch)
        n = min(10_000, count - first)
        drawn = [_zipf(rng, len(words), n) for words in (given, given, family, family)]
        two_given, two_family = rng.random(n) < TWO_GIVEN, rng.random(n) < TWO_FAMILY
        for i in range(n):
            full = [given[drawn[0][i]], given[drawn[1][i]], family[drawn[2][i]], family[drawn[3][i]]]
            yield " ".join(w for w, kept in zip(full, (True, two_given[i], True, two_family[i]), strict=True) if kept)


def slipped(seed: int, number: int, name: str) -> str:
    """The name as a clerk or its bearer might give it: one slip of the pen, one word left out, or turned round. Which
    of the three goes by the number; a name of two words keeps both."""
    rng = generator(Stream.CROWD, seed, 3, number)
    parts = name.split(" ")
    slip = SLIPS[number % len(SLIPS)]
    if slip == "dropped" and len(parts) > 2:
        del parts[int(rng.integers(len(parts)))]
    elif slip == "rotated":
        turn = int(rng.integers(1, len(parts)))
        parts = parts[turn:] + parts[:turn]
    else:
        k = max(range(len(parts)), key=lambda i: len(parts[i]))
        parts[k] = _typo(rng, parts[k])
    return " ".join(parts)


def _typo(rng: np.random.Generator, word: str) -> str:
    """One letter left out, doubled, changed, or two neighbours in each other's place."""
    k = int(rng.integers(1, max(len(word) - 1, 2)))
    other = "aeiorstnl"[int(rng.integers(9))]
    kinds = (word[:k] + word[k + 1 :], word[:k] + word[k] + word[k:], word[:k] + other + word[k + 1 :],
             word[:k] + word[k + 1 : k + 2] + word[k] + word[k + 2 :])  # fmt: skip
    return kinds[int(rng.integers(len(kinds)))]


def _words(seed: int, stream: int, count: int) -> Sequence[str]:
    """The list's words first, which makes them the frequent ones, then made ones."""
    rng = generator(Stream.CROWD, seed, stream)
    listed = [w for c in Culture for w in (SURNAMES[c] if stream else [n for s in GIVEN_NAMES[c].values() for n in s])]
    made = dict.fromkeys(w for w in listed if " " not in w)
    while len(made) < count:
        parts = [_SYLLABLES[int(i)] for i in rng.integers(len(_SYLLABLES), size=int(rng.integers(2, 4)))]
        made.setdefault(("".join(parts) + _ENDINGS[int(rng.integers(len(_ENDINGS)))]).capitalize())
    return list(made)


def _zipf(rng: np.random.Generator, listed: int, count: int) -> npt.NDArray[np.int64]:
    weights = 1.0 / np.arange(3, listed + 3)
    return np.searchsorted(np.cumsum(weights) / weights.sum(), rng.random(count))
