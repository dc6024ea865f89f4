// The only glue between Python and the matcher: bytes in, numbers and arrays out. The interpreter lock is released
// while it works.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include "matcher.h"

namespace nb = nanobind;
namespace m = openbitmap::matcher;

namespace {

std::span<const std::uint8_t> view(const nb::bytes& bytes) {
  return {reinterpret_cast<const std::uint8_t*>(bytes.c_str()), bytes.size()};
}

template <typename T>
nb::ndarray<nb::numpy, T, nb::ndim<1>> hand_over(std::vector<T>&& values) {
  auto* kept = new std::vector<T>(std::move(values));
  nb::capsule owner(kept, [](void* p) noexcept { delete static_cast<std::vector<T>*>(p); });
  return nb::ndarray<nb::numpy, T, nb::ndim<1>>(kept->data(), {kept->size()}, owner);
}

using Evidence = std::tuple<float, float, float, float, int, float>;
using Pairs = std::vector<std::tuple<int, int>>;

std::tuple<float, Evidence, Pairs> compare(const nb::bytes& probe, const nb::bytes& candidate, bool portable) {
  const auto probe_bytes = view(probe), candidate_bytes = view(candidate);
  m::Result result;
  {
    const nb::gil_scoped_release unlocked;
    m::Scratch scratch;
    const m::Index index(m::prepare(probe_bytes));
    m::match(index, m::prepare(candidate_bytes), scratch, result,
             portable ? m::Vectors::kPortable : m::Vectors::kFastest);
  }
  const m::Evidence& e = result.evidence;
  Pairs pairs;
  for (int k = 0; k < result.pairs; k++) pairs.emplace_back(result.probe[k], result.candidate[k]);
  return {result.score, {e.share, e.whole, e.support, e.overlap, e.crawled, e.rotation_degrees}, std::move(pairs)};
}

auto scan(const m::Gallery& gallery, const nb::bytes& probe, int threads) {
  const auto bytes = view(probe);
  std::vector<std::int64_t> rows;
  std::vector<float> scores;
  {
    const nb::gil_scoped_release unlocked;
    const m::Index index(m::prepare(bytes));
    gallery.scan(index, threads, rows, scores);
  }
  return std::make_tuple(hand_over(std::move(rows)), hand_over(std::move(scores)));
}

nb::dict parameters() {
  nb::dict table;
  table["version"] = m::kVersion;
  table["most_minutiae"] = m::kMostMinutiae;
  table["nearest_px"] = m::kNearestPx;
  table["most_dropped"] = m::kMostDropped;
  table["crowded_px"] = m::kCrowdedPx;
  table["most_sameness"] = m::kMostSameness;
  table["neighbours"] = m::kNeighbours;
  table["longest_px"] = m::kLongestPx;
  table["length_tolerance"] = m::kLengthTolerance;
  table["angle_tolerance"] = m::kAngleTolerance;
  table["error_cost"] = m::kErrorCost;
  table["roots"] = m::kRoots;
  table["sure_support"] = m::kSureSupport;
  table["support_a_pair"] = m::kSupportAPair;
  table["turn_tolerance"] = m::kTurnTolerance;
  table["most_nodes"] = m::kMostNodes;
  table["most_arcs"] = m::kMostArcs;
  table["direction_lever"] = m::kDirectionLever;
  table["pull_radius"] = m::kPullRadius;
  table["reach_px"] = m::kReachPx;
  table["reach_angle"] = m::kReachAngle;
  table["close_sigma_px"] = m::kCloseSigmaPx;
  table["close_sigma_degrees"] = m::kCloseSigmaDegrees;
  table["hull_margin_px"] = m::kHullMarginPx;
  table["small_print"] = m::kSmallPrint;
  table["type_agreement"] = m::kTypeAgreement;
  table["share_weight"] = m::kShareWeight;
  table["whole_weight"] = m::kWholeWeight;
  table["log_support_weight"] = m::kLogSupportWeight;
  table["log_overlap_weight"] = m::kLogOverlapWeight;
  table["share_bias"] = m::kShareBias;
  table["support_weight"] = m::kSupportWeight;
  table["support_bias"] = m::kSupportBias;
  table["no_pairing"] = m::kNoPairing;
  return table;
}

}  // namespace

NB_MODULE(_matcher, module) {
  module.doc() = "Comparison of finger templates; openbitmap.biometrics.engine is its only user.";
  module.def("compare", &compare, nb::arg("probe"), nb::arg("candidate"), nb::arg("portable") = false);
  module.def("findings", [](const nb::bytes& bytes) { return m::prepare(view(bytes)).findings; }, nb::arg("template"));
  module.def("parameters", &parameters);
  module.def("has_fast_vectors", &m::has_fast_vectors);
  nb::class_<m::Gallery>(module, "Gallery")
      .def(nb::init<>())
      .def(
          "add",
          [](m::Gallery& g, std::int64_t row, const nb::bytes& bytes) {
            const auto seen = view(bytes);
            const nb::gil_scoped_release unlocked;
            return g.add(row, seen);
          },
          nb::arg("row"), nb::arg("template"))
      .def("remove", &m::Gallery::remove, nb::arg("row"), nb::call_guard<nb::gil_scoped_release>())
      .def("scan", &scan, nb::arg("probe"), nb::arg("threads"))
      .def("bytes", &m::Gallery::bytes, nb::call_guard<nb::gil_scoped_release>())
      .def("__len__", &m::Gallery::size, nb::call_guard<nb::gil_scoped_release>());
}
