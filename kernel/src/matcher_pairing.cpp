// Step 2: from a few promising pairs, grow a one-to-one pairing along arcs, best arc first; keep the best pairing.
#include <algorithm>
#include <cstdlib>

#include "matcher_steps.h"

namespace openbitmap::matcher::MATCHER_SET {
namespace {

// A total order, so that the pairing depends neither on the heap's make nor on the instruction set.
struct LessGain {
  bool operator()(const Step& a, const Step& b) const { return a.gain != b.gain ? a.gain < b.gain : a.node > b.node; }
};

int strongest_untried(const Graph& graph, const Workspace& work) {
  int best = -1;
  float most = 0;
  for (int v = 0; v < graph.nodes; v++)
    if (!work.tried[v] && graph.support[v] > most) {
      most = graph.support[v];
      best = v;
    }
  return best;
}

Angle turn(const Print& probe, const Print& candidate, int i, int j) {
  return static_cast<Angle>(candidate.direction[j] - probe.direction[i]);
}

void crawl(const Print& probe, const Print& candidate, int root, Workspace& work, Pairing& pairing) {
  const Graph& graph = work.graph;
  const auto heap = work.heap.begin();
  auto end = heap;
  pairing.clear(probe.count, candidate.count);
  const Angle root_turn = turn(probe, candidate, graph.probe[root], graph.candidate[root]);
  *end++ = {1, static_cast<std::uint16_t>(root)};
  while (end != heap) {
    std::pop_heap(heap, end, LessGain{});
    const int v = (--end)->node, i = graph.probe[v], j = graph.candidate[v];
    if (!pairing.both_free(i, j)) continue;
    if (std::abs(static_cast<Angle>(turn(probe, candidate, i, j) - root_turn)) > kTurnTolerance) continue;
    pairing.join(i, j);
    for (int k = graph.first[v]; k < graph.first[v + 1]; k++) {
      const int u = graph.neighbour[k], i2 = graph.probe[u], j2 = graph.candidate[u];
      if (pairing.to_candidate[i2] == j2) {
        pairing.support += graph.weight[k];
      } else if (pairing.both_free(i2, j2)) {
        *end++ = {graph.weight[k] * graph.support[u], static_cast<std::uint16_t>(u)};
        std::push_heap(heap, end, LessGain{});
      }
    }
  }
  pairing.crawled = pairing.count;
}

float rank(const Pairing& pairing) { return pairing.support + kSupportAPair * static_cast<float>(pairing.count); }

}  // namespace

Pairing& pair_up(const Print& probe, const Print& candidate, Workspace& work) {
  const Graph& graph = work.graph;
  Pairing *best = &work.pairing[0], *current = &work.pairing[1];
  best->clear(probe.count, candidate.count);
  std::fill_n(work.tried.begin(), graph.nodes, false);
  for (int attempt = 0; attempt < kRoots && best->support < kSureSupport; attempt++) {
    const int root = strongest_untried(graph, work);
    if (root < 0) break;
    crawl(probe, candidate, root, work, *current);
    work.tried[root] = true;
    for (int k = 0; k < current->count; k++)
      work.tried[graph.node_of[current->probe[k] * candidate.count + current->candidate[k]]] = true;
    if (rank(*current) > rank(*best)) std::swap(best, current);
  }
  return *best;
}

}  // namespace openbitmap::matcher::MATCHER_SET
