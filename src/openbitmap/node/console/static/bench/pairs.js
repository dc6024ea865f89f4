// Pairs of a comparison: which mark of the probe is which mark of the candidate. On both prints a pair carries the
// number of the probe's mark, so that "seven" is the same feature on either side.

export function emptyComparison() { return { marks: [], pairs: [], added: [] }; }

export function paired(comparison, probe, candidate) {
  const others = comparison.pairs.filter((pair) => pair.probe !== probe && pair.candidate !== candidate);
  const pairs = [...others, { probe, candidate }].sort((a, b) => a.probe - b.probe);
  return { ...comparison, pairs };
}

export function unpaired(comparison, probe) {
  return { ...comparison, pairs: comparison.pairs.filter((pair) => pair.probe !== probe) };
}

export function withoutCandidateMark(comparison, number) {
  return {
    ...comparison,
    marks: comparison.marks.filter((mark) => mark.number !== number),
    pairs: comparison.pairs.filter((pair) => pair.candidate !== number),
  };
}

export function withoutAdded(comparison, number) {
  return {
    ...unpaired(comparison, number),
    added: comparison.added.filter((mark) => mark.number !== number),
  };
}

/** The candidate's mark of a pair, by the number of the probe's. */
export function partnerOf(comparison, probe) {
  const pair = comparison.pairs.find((each) => each.probe === probe);
  return pair ? comparison.marks.find((mark) => mark.number === pair.candidate) ?? null : null;
}

/** What a candidate's mark is called on the screen: the number of its pair, or none yet. */
export function shownNumber(comparison, candidate) {
  return comparison.pairs.find((pair) => pair.candidate === candidate)?.probe ?? null;
}

/** The first mark of the probe on this picture that has no partner yet, after the given one where there is one. */
export function nextUnpaired(marks, comparison, after = 0) {
  const open = marks.filter((mark) => !comparison.pairs.some((pair) => pair.probe === mark.number));
  open.sort((a, b) => a.number - b.number);
  return open.find((mark) => mark.number > after) ?? open[0] ?? null;
}
