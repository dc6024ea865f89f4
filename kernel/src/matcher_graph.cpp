// Step 1: every candidate edge is looked up in the probe's index; each hit is an arc between two possible pairs.
#include <bit>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "matcher_steps.h"

namespace openbitmap::matcher::MATCHER_SET {
namespace {

typedef std::int16_t Lanes __attribute__((vector_size(2 * kLanes)));
typedef std::uint16_t UnsignedLanes __attribute__((vector_size(2 * kLanes)));
typedef std::int8_t Bytes __attribute__((vector_size(kLanes)));

Lanes load(const std::int16_t* from) {
  Lanes lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

// |a - b| <= tolerance with wrap-around, as one unsigned compare.
Lanes near(Lanes a, std::int16_t b, int tolerance) {
  const UnsignedLanes difference = reinterpret_cast<UnsignedLanes>(a) - static_cast<std::uint16_t>(b);
  return difference + static_cast<std::uint16_t>(tolerance) <= static_cast<std::uint16_t>(2 * tolerance);
}

// The first lane is the lowest byte, here and in leader.panels: no big-endian machine has been tried.
static_assert(std::endian::native == std::endian::little);

// One bit, the lowest of its byte, for each of the eight index entries from k on that is like the edge.
std::uint64_t alike(const Index& index, int k, const Edge& e) {
  const Lanes hit = near(load(&index.length[k]), e.length, kLengthTolerance) &
                    near(load(&index.near_angle[k]), e.seen_from_a, kAngleTolerance) &
                    near(load(&index.far_angle[k]), e.seen_from_b, kAngleTolerance);
  return std::bit_cast<std::uint64_t>(__builtin_convertvector(hit, Bytes)) & 0x0101010101010101u;
}

// Product over the three errors: 1 for none, 0.3 each at the edge of the tolerance.
float likeness(const Index& index, int k, const Edge& e) {
  constexpr float length_cost = kErrorCost / kLengthTolerance, angle_cost = kErrorCost / kAngleTolerance;
  const int length = std::abs(index.length[k] - e.length);
  const int near = std::abs(static_cast<Angle>(index.near_angle[k] - e.seen_from_a));
  const int far = std::abs(static_cast<Angle>(index.far_angle[k] - e.seen_from_b));
  return (1 - length_cost * length) * (1 - angle_cost * near) * (1 - angle_cost * far);
}

int bin_of(const Edge& e) {
  const int length = e.length >> kLengthShift < kLengthBins ? e.length >> kLengthShift : kLengthBins - 1;
  const int near = static_cast<std::uint16_t>(e.seen_from_a) >> kAngleShift,
            far = static_cast<std::uint16_t>(e.seen_from_b) >> kAngleShift;
  return (length * kAngleBins + near) * kAngleBins + far;
}

std::uint16_t node(Graph& graph, int probe, int candidate, int candidate_count) {
  std::uint16_t& id = graph.node_of[probe * candidate_count + candidate];
  if (id == kNoNode) {
    id = static_cast<std::uint16_t>(graph.nodes++);
    graph.probe[id] = static_cast<std::uint8_t>(probe);
    graph.candidate[id] = static_cast<std::uint8_t>(candidate);
    graph.support[id] = 0;
    graph.first[id] = 0;
  }
  return id;
}

void add_arc(Graph& graph, std::uint16_t from, std::uint16_t to, float weight) {
  graph.arc[graph.arcs++] = {from, to, weight};
  graph.support[from] += weight;
  graph.support[to] += weight;
  graph.first[from]++;  // counts for now; list_arcs makes places of them
  graph.first[to]++;
}

// Arcs by node: counts become starts, and filling moves each start to its end, which is the start of the next node.
void list_arcs(Graph& graph) {
  int start = 0;
  for (int v = 0; v < graph.nodes; v++) {
    start += graph.first[v];
    graph.first[v] = static_cast<std::uint16_t>(start);
  }
  graph.first[graph.nodes] = static_cast<std::uint16_t>(start);
  for (int k = graph.arcs - 1; k >= 0; k--) {
    const Arc& arc = graph.arc[k];
    for (const auto& [here, there] : {std::pair{arc.to, arc.from}, std::pair{arc.from, arc.to}}) {
      const int place = --graph.first[here];
      graph.neighbour[place] = there;
      graph.weight[place] = arc.weight;
    }
  }
}

}  // namespace

bool associate(const Index& probe, const Prepared& candidate, Workspace& work) {
  Graph& graph = work.graph;
  const int candidate_count = static_cast<int>(candidate.numbers.size());
  graph.nodes = graph.arcs = 0;
  std::memset(graph.node_of.data(), 0xff, sizeof(std::uint16_t) * probe.print.count * candidate_count);
  for (const Edge& e : candidate.edges) {
    const int bin = bin_of(e), end = probe.first[bin + 1];
    for (int k = probe.first[bin]; k < end; k += kLanes) {
      std::uint64_t hits = alike(probe, k, e);
      if (end - k < kLanes) hits &= (std::uint64_t{1} << 8 * (end - k)) - 1;
      for (; hits != 0; hits &= hits - 1) {
        const int at = k + std::countr_zero(hits) / 8;
        if (graph.arcs == kMostArcs || graph.nodes > kMostNodes - 2) break;
        const std::uint16_t from = node(graph, probe.near_end[at], e.a, candidate_count);
        add_arc(graph, from, node(graph, probe.far_end[at], e.b, candidate_count), likeness(probe, at, e));
      }
    }
  }
  list_arcs(graph);
  return graph.arcs > 0;
}

}  // namespace openbitmap::matcher::MATCHER_SET
