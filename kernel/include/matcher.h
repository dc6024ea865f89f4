// Comparison of two finger templates: how alike, which minutiae belong together, and why.
//
//   bytes -> prepare() -> Prepared (kept by a gallery)          probe: Index(Prepared), once a search
//   match(): association graph -> pairing -> evidence -> score  (docs/cards/finger-matching.md: figures)
//
// Knows nothing of Python or of people. The match loop allocates nothing: its memory is the caller's Scratch.
// Lengths are pixels at 500 ppi, y downwards. Scores are about natural log-likelihood ratios.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <shared_mutex>
#include <span>
#include <vector>

#include "matcher_parameters.h"

namespace openbitmap::matcher {

// 65536 units to a full turn, so that differences wrap by themselves.
using Angle = std::int16_t;

// What prepare() noticed about a template. Nothing of it stops a search; a Refused template matches nobody.
enum Finding : std::uint8_t {
  kNothing = 0,
  kBrokenLength = 1,  // not a whole number of minutiae: the rest is ignored
  kTooMany = 2,       // more than kMostMinutiae: the best are used
  kDuplicates = 4,    // minutiae nearer than kNearestPx to a better one: dropped
  kRefused = 8,       // repeated, regular or crowded minutiae, as in a forged template: would match its like
};

// Two minutiae seen from each other. Directions are those of the edge in the frame of the minutia at that end.
struct Edge {
  std::int16_t length;  // 16ths of a pixel
  Angle seen_from_a, seen_from_b;
  std::uint8_t a, b;
};

// The minutiae of one print, spread out for arithmetic. Arrays are padded so that whole vectors may be read.
struct Print {
  static constexpr int kRoom = kMostMinutiae + 8;
  int count;
  float total_quality;
  alignas(32) std::array<float, kRoom> x, y, cosine, sine, quality;
  std::array<Angle, kRoom> direction;
  std::array<std::int8_t, kRoom> type;     // -3 surely a bifurcation .. 3 surely an ending
  std::array<std::uint8_t, kRoom> number;  // place in the template's bytes (they differ where duplicates were dropped)
  alignas(32) std::array<float, 16> hull;  // reach of the minutiae in 16 directions
};

// What a gallery keeps of one print: its minutiae and edges, about 2.2 kB.
struct Prepared {
  std::uint8_t findings = kNothing;
  std::vector<std::uint8_t> minutiae;  // 5 bytes each, those in use
  std::vector<std::uint8_t> numbers;
  std::vector<Edge> edges;
  std::size_t bytes() const;
};

Prepared prepare(std::span<const std::uint8_t> bytes);
void spread(const Prepared& prepared, Print& print);

// Hash of the probe's edges. Each edge, both ways round, stands in every bin its tolerance box touches, so that a
// candidate's edge reads one bin; the arrays of a bin lie side by side for vector compares.
struct Index {
  explicit Index(const Prepared& probe);
  Print print;
  std::vector<std::uint16_t> first;  // first entry of each bin, and one past the last
  std::vector<std::int16_t> length;
  std::vector<Angle> near_angle, far_angle;
  std::vector<std::uint8_t> near_end, far_end;
};

struct Evidence {
  float share, whole, support, overlap, rotation_degrees;
  int crawled;
};

struct Result {
  float score;
  Evidence evidence;
  int pairs;
  std::array<std::uint8_t, kMostMinutiae> probe, candidate;  // numbers of paired minutiae in the templates' bytes
};

struct Workspace;

// Working memory of one thread, about 0.6 MB.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Workspace& workspace() { return *workspace_; }

 private:
  std::unique_ptr<Workspace> workspace_;
};

// `vectors` chooses the instruction set; both give the same scores. kFastest takes the best this processor has.
enum class Vectors { kFastest, kPortable };
bool has_fast_vectors();
void match(const Index& probe, const Prepared& candidate, Scratch& scratch, Result& result,
           Vectors vectors = Vectors::kFastest);

// Prepared prints of one finger position, each under its owner's row number. Any number of threads may scan while none
// writes.
class Gallery {
 public:
  std::uint8_t add(std::int64_t row, std::span<const std::uint8_t> bytes);
  std::size_t remove(std::int64_t row);  // every print of the row; linear in the size of the gallery
  std::size_t size() const;
  std::size_t bytes() const;

  // Fills one row number and one score for each print, in no promised order.
  void scan(const Index& probe, int threads, std::vector<std::int64_t>& rows, std::vector<float>& scores) const;

 private:
  mutable std::shared_mutex mutex_;
  std::vector<std::int64_t> rows_;
  std::vector<Prepared> prints_;
};

}  // namespace openbitmap::matcher
