// The steps of one match and the memory they share. The step files are compiled once for each instruction set, each
// time in a namespace of its own (MATCHER_SET); they are written with the compiler's vector types, so the arithmetic,
// and with it every score, is the same in all of them.
#pragma once

#include "matcher.h"

namespace openbitmap::matcher {

inline constexpr int kLengthBins = 24, kLengthShift = 7;  // bins of 8 px
inline constexpr int kAngleBins = 16, kAngleShift = 12;   // bins of 22.5 degrees
inline constexpr int kBins = kLengthBins * kAngleBins * kAngleBins;
inline constexpr int kLanes = 8;
inline constexpr std::uint16_t kNoNode = 0xffff;

// The 16 directions in which the reach of a print's minutiae is kept.
inline constexpr float k22 = 0.92387953f, k45 = 0.70710678f, k67 = 0.38268343f;  // cosines of these angles in degrees
alignas(32) inline constexpr std::array<float, 16> kHullCosine = {1,  k22,  k45,  k67,  0, -k67, -k45, -k22,
                                                                  -1, -k22, -k45, -k67, 0, k67,  k45,  k22};
alignas(32) inline constexpr std::array<float, 16> kHullSine = {0, k67,  k45,  k22,  1,  k22,  k45,  k67,
                                                                0, -k67, -k45, -k22, -1, -k22, -k45, -k67};

// A node is a possible pair (probe minutia, candidate minutia); an arc joins two of them that are linked by a like
// edge.
struct Arc {
  std::uint16_t from, to;
  float weight;
};

struct Graph {
  int nodes, arcs;
  std::array<std::uint8_t, kMostNodes> probe, candidate;
  std::array<float, kMostNodes> support;            // sum of the weights of a node's arcs
  std::array<std::uint16_t, kMostNodes + 1> first;  // a node's arcs: first[v] .. first[v + 1] - 1
  std::array<std::uint16_t, 2 * kMostArcs> neighbour;
  std::array<float, 2 * kMostArcs> weight;
  std::array<Arc, kMostArcs> arc;  // in the order found
  std::array<std::uint16_t, kMostMinutiae * kMostMinutiae> node_of;
};

// A one-to-one assignment of minutiae. `to_candidate` and `to_probe` hold -1 where there is none.
struct Pairing {
  int count, crawled;
  float support;
  std::array<std::uint8_t, kMostMinutiae> probe, candidate;
  std::array<std::int16_t, kMostMinutiae> to_candidate, to_probe;

  void clear(int probe_count, int candidate_count) {
    count = crawled = 0;
    support = 0;
    for (int i = 0; i < probe_count; i++) to_candidate[i] = -1;
    for (int j = 0; j < candidate_count; j++) to_probe[j] = -1;
  }
  void join(int i, int j) {
    to_candidate[i] = static_cast<std::int16_t>(j);
    to_probe[j] = static_cast<std::int16_t>(i);
    probe[count] = static_cast<std::uint8_t>(i);
    candidate[count++] = static_cast<std::uint8_t>(j);
  }
  bool both_free(int i, int j) const { return to_candidate[i] < 0 && to_probe[j] < 0; }
};

struct Step {
  float gain;
  std::uint16_t node;
};

struct Workspace {
  Print candidate;
  Graph graph;
  std::array<bool, kMostNodes> tried;
  std::array<Step, 2 * kMostArcs + 1> heap;
  Pairing pairing[2];
  // Probe minutiae laid onto the candidate, and for each pair where it lies and how far its mate is from there.
  alignas(32) std::array<float, Print::kRoom> moved_x, moved_y, pair_x, pair_y, pull_x, pull_y;
};

namespace MATCHER_SET {

// Fills the graph; false when the prints have no like edge at all.
bool associate(const Index& probe, const Prepared& candidate, Workspace& work);
// The best of several crawls, from the nodes of greatest support.
Pairing& pair_up(const Print& probe, const Print& candidate, Workspace& work);
// Extends the pairing by place and scores it.
void weigh(const Print& probe, const Print& candidate, Pairing& pairing, Workspace& work, Result& result);
void match(const Index& probe, const Prepared& candidate, Workspace& work, Result& result);

}  // namespace MATCHER_SET
}  // namespace openbitmap::matcher
