// The probe's edges, hashed by length and both angles. Built once a search, read for every edge of every candidate.
#include <algorithm>

#include "matcher.h"
#include "matcher_steps.h"

namespace openbitmap::matcher {
namespace {

// A range of bins that may run past the end and go on at 0.
struct Turn {
  int first, last;
  template <typename Visit>
  void each(Visit visit) const {
    for (int bin = first;; bin = (bin + 1) % kAngleBins) {
      visit(bin);
      if (bin == last) break;
    }
  }
};

Turn bins_around(Angle angle) {
  return {static_cast<std::uint16_t>(angle - kAngleTolerance) >> kAngleShift,
          static_cast<std::uint16_t>(angle + kAngleTolerance) >> kAngleShift};
}

// Visits (bin, edge as seen from one end) for every bin within tolerance of the edge, both ways round.
template <typename Visit>
void for_each_bin(const std::vector<Edge>& edges, Visit visit) {
  for (const Edge& edge : edges) {
    for (const Edge& e : {edge, Edge{edge.length, edge.seen_from_b, edge.seen_from_a, edge.b, edge.a}}) {
      const int shortest = std::clamp((e.length - kLengthTolerance) >> kLengthShift, 0, kLengthBins - 1);
      const int longest = std::min((e.length + kLengthTolerance) >> kLengthShift, kLengthBins - 1);
      for (int length = shortest; length <= longest; length++)
        bins_around(e.seen_from_a).each([&](int near) {
          bins_around(e.seen_from_b).each([&](int far) { visit((length * kAngleBins + near) * kAngleBins + far, e); });
        });
    }
  }
}

// Offsets have 16 bits: an edge touches at most 3 bins of each of its three values, both ways round.
static_assert(kMostMinutiae * kNeighbours * 2 * 27 < 65536);

}  // namespace

Index::Index(const Prepared& probe) : first(kBins + 1, 0) {
  spread(probe, print);
  for_each_bin(probe.edges, [&](int bin, const Edge&) { first[bin + 1]++; });
  for (int bin = 0; bin < kBins; bin++) first[bin + 1] += first[bin];
  const std::size_t room = first[kBins] + kLanes;  // a vector may be read past the last entry
  length.resize(room);
  near_angle.resize(room);
  far_angle.resize(room);
  near_end.resize(room);
  far_end.resize(room);
  std::vector<std::uint16_t> next(first.begin(), first.end() - 1);
  for_each_bin(probe.edges, [&](int bin, const Edge& e) {
    const int k = next[bin]++;
    length[k] = e.length;
    near_angle[k] = e.seen_from_a;
    far_angle[k] = e.seen_from_b;
    near_end[k] = e.a;
    far_end[k] = e.b;
  });
}

}  // namespace openbitmap::matcher
