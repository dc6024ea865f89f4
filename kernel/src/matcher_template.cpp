// Bytes to a prepared print: unpack, drop repetitions, join neighbours by edges, refuse what no finger looks like.
// Any bytes are accepted; this is the only file of the matcher that sees bytes from outside.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "matcher.h"
#include "matcher_steps.h"

namespace openbitmap::matcher {
namespace {

constexpr float kPi = 3.14159265358979f;

struct Point {
  int x, y, direction;  // direction in 256ths of a turn
};

Point place(const std::uint8_t* m) { return {m[0] << 4 | m[1] >> 4, (m[1] & 15) << 8 | m[2], m[3]}; }

int squared_distance(Point a, Point b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

// Keeps the minutiae that no better one is too near to. Bytes come best first, so the earlier one is the better.
void keep_distinct(std::span<const std::uint8_t> bytes, Prepared& prepared) {
  const std::size_t offered = std::min<std::size_t>(bytes.size() / kBytesAMinutia, kMostMinutiae);
  std::array<Point, kMostMinutiae> kept;
  for (std::size_t n = 0; n < offered; n++) {
    const std::uint8_t* m = bytes.data() + n * kBytesAMinutia;
    const Point here = place(m);
    const auto last = kept.begin() + prepared.numbers.size();
    if (std::any_of(kept.begin(), last, [&](Point p) { return squared_distance(p, here) < kNearestPx * kNearestPx; }))
      continue;
    *last = here;
    prepared.numbers.push_back(static_cast<std::uint8_t>(n));
    prepared.minutiae.insert(prepared.minutiae.end(), m, m + kBytesAMinutia);
  }
  const std::size_t dropped = offered - prepared.numbers.size();
  if (dropped > 0) prepared.findings |= kDuplicates;
  if (dropped > kMostDropped * offered) prepared.findings |= kRefused;
}

Edge make_edge(const std::vector<Point>& points, int a, int b) {
  const double dx = points[b].x - points[a].x, dy = points[b].y - points[a].y;
  const int bearing = static_cast<int>(std::lrint(std::atan2(dy, dx) * (32768.0 / 3.14159265358979323846)));
  return {static_cast<std::int16_t>(std::lrint(16 * std::sqrt(dx * dx + dy * dy))),
          static_cast<Angle>(bearing - points[a].direction * 256),
          static_cast<Angle>(bearing + 32768 - points[b].direction * 256), static_cast<std::uint8_t>(a),
          static_cast<std::uint8_t>(b)};
}

// Every minutia is joined to its nearest; the union of all these lists is kept, each edge once. Against directed lists
// a union survives a missing minutia better, and a candidate's edge is looked up once instead of twice. Returns whether
// most minutiae are crowded: as many neighbours as kNeighbours within kCrowdedPx.
bool join_neighbours(const std::vector<Point>& points, std::vector<Edge>& edges) {
  const int n = static_cast<int>(points.size());
  int crowded = 0;
  std::vector<std::array<std::int16_t, kNeighbours>> nearest(n);
  std::vector<std::uint32_t> around;
  for (int i = 0; i < n; i++) {
    around.clear();
    for (int j = 0; j < n; j++) {
      const int d = squared_distance(points[i], points[j]);
      if (j != i && d <= kLongestPx * kLongestPx) around.push_back(static_cast<std::uint32_t>(d) << 8 | j);
    }
    const auto few = around.begin() + std::min<std::ptrdiff_t>(kNeighbours, around.end() - around.begin());
    std::partial_sort(around.begin(), few, around.end());
    nearest[i].fill(-1);
    std::transform(around.begin(), few, nearest[i].begin(),
                   [](std::uint32_t key) { return static_cast<std::int16_t>(key & 255); });
    crowded += few - around.begin() == kNeighbours && around[kNeighbours - 1] >> 8 < kCrowdedPx * kCrowdedPx;
  }
  for (int i = 0; i < n; i++) {
    for (const int j : nearest[i]) {
      if (j < 0) break;
      const bool mutual = std::find(nearest[j].begin(), nearest[j].end(), i) != nearest[j].end();
      if (!mutual || i < j) edges.push_back(make_edge(points, i, j));
    }
  }
  return 2 * crowded > n;
}

// Mean number of edges (itself included) that share an edge's bin of length and angles. Fingers stay near 1; a grid, or
// one patch repeated, is like itself at many places and would pair with any other of its kind.
float sameness(const std::vector<Edge>& edges) {
  if (edges.empty()) return 0;
  std::array<std::uint16_t, 24 * 16 * 16> bins{};
  std::uint64_t pairs = 0;
  for (const Edge& e : edges) {
    const int bin = (std::min(e.length >> 7, 23) * 16 + (static_cast<std::uint16_t>(e.seen_from_a) >> 12)) * 16 +
                    (static_cast<std::uint16_t>(e.seen_from_b) >> 12);
    pairs += 2 * bins[bin]++ + 1;
  }
  return static_cast<float>(pairs) / static_cast<float>(edges.size());
}

}  // namespace

std::size_t Prepared::bytes() const {
  return sizeof(Prepared) + minutiae.capacity() + numbers.capacity() + edges.capacity() * sizeof(Edge);
}

Prepared prepare(std::span<const std::uint8_t> bytes) {
  Prepared prepared;
  if (bytes.size() % kBytesAMinutia != 0) prepared.findings |= kBrokenLength;
  if (bytes.size() / kBytesAMinutia > kMostMinutiae) prepared.findings |= kTooMany;
  keep_distinct(bytes, prepared);
  std::vector<Point> points;
  for (std::size_t k = 0; k < prepared.minutiae.size(); k += kBytesAMinutia)
    points.push_back(place(&prepared.minutiae[k]));
  const bool crowded = join_neighbours(points, prepared.edges);
  if (crowded || sameness(prepared.edges) > kMostSameness) prepared.findings |= kRefused;
  if (prepared.findings & kRefused) {
    prepared.minutiae.clear();
    prepared.numbers.clear();
    prepared.edges.clear();
  }
  prepared.minutiae.shrink_to_fit();
  prepared.numbers.shrink_to_fit();
  prepared.edges.shrink_to_fit();
  return prepared;
}

void spread(const Prepared& prepared, Print& print) {
  struct Circle {
    std::array<float, 256> cosine, sine;
    Circle() {
      for (int k = 0; k < 256; k++) {
        cosine[k] = std::cos(k * kPi / 128);
        sine[k] = std::sin(k * kPi / 128);
      }
    }
  };
  static const Circle circle;
  print.count = static_cast<int>(prepared.numbers.size());
  print.total_quality = 0;
  print.hull.fill(-1e9f);
  for (int k = 0; k < print.count; k++) {
    const std::uint8_t* m = &prepared.minutiae[k * kBytesAMinutia];
    const Point p = place(m);
    print.x[k] = static_cast<float>(p.x);
    print.y[k] = static_cast<float>(p.y);
    print.direction[k] = static_cast<Angle>(p.direction << 8);
    print.cosine[k] = circle.cosine[p.direction];
    print.sine[k] = circle.sine[p.direction];
    print.type[k] = static_cast<std::int8_t>(static_cast<std::int8_t>(m[4]) >> 5);
    print.quality[k] = static_cast<float>(m[4] & 31) / 31.0f;
    print.number[k] = prepared.numbers[k];
    print.total_quality += print.quality[k];
    for (int h = 0; h < 16; h++)
      print.hull[h] = std::max(print.hull[h], print.x[k] * kHullCosine[h] + print.y[k] * kHullSine[h]);
  }
}

}  // namespace openbitmap::matcher
