// Step 3: lay the probe on the candidate, take in pairs that no edge reached, and weigh what matched against what
// should have matched where the prints overlap.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "matcher_steps.h"

namespace openbitmap::matcher::MATCHER_SET {
namespace {

constexpr float kPi = 3.14159265358979f;

typedef float Floats __attribute__((vector_size(4 * kLanes)));
typedef std::int32_t Mask __attribute__((vector_size(4 * kLanes)));

Floats load(const float* from) {
  Floats lanes;
  std::memcpy(&lanes, from, sizeof lanes);
  return lanes;
}

// Added in a fixed order: the same sum on every processor.
float sum(Floats v) { return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7])); }

struct Rigid {
  float cosine, sine, dx, dy;
  Angle turn() const { return static_cast<Angle>(std::lrint(std::atan2(sine, cosine) * (32768 / kPi))); }
};

// Least squares rotation and shift. Directions take part as if each minutia had a lever: it settles things when pairs
// are few.
Rigid fit(const Print& probe, const Print& candidate, const Pairing& pairing) {
  const float n = static_cast<float>(pairing.count);
  float px = 0, py = 0, cx = 0, cy = 0, along = 0, across = 0;
  for (int k = 0; k < pairing.count; k++) {
    px += probe.x[pairing.probe[k]];
    py += probe.y[pairing.probe[k]];
    cx += candidate.x[pairing.candidate[k]];
    cy += candidate.y[pairing.candidate[k]];
  }
  px /= n, py /= n, cx /= n, cy /= n;
  constexpr float lever = kDirectionLever * kDirectionLever;
  for (int k = 0; k < pairing.count; k++) {
    const int i = pairing.probe[k], j = pairing.candidate[k];
    const float ax = probe.x[i] - px, ay = probe.y[i] - py, bx = candidate.x[j] - cx, by = candidate.y[j] - cy;
    const float ac = probe.cosine[i], as = probe.sine[i], bc = candidate.cosine[j], bs = candidate.sine[j];
    along += ax * bx + ay * by + lever * (ac * bc + as * bs);
    across += ax * by - ay * bx + lever * (ac * bs - as * bc);
  }
  const float scale = 1 / std::sqrt(along * along + across * across + 1e-9f), c = along * scale, s = across * scale;
  return {c, s, cx - c * px + s * py, cy - s * px - c * py};
}

// Where each probe minutia falls on the candidate, and the pairs as a field of displacements to be interpolated.
struct Overlay {
  const Print &probe, &candidate;
  Workspace& work;

  void move(const Rigid& r) {
    for (int i = 0; i < probe.count; i++) {
      work.moved_x[i] = r.cosine * probe.x[i] - r.sine * probe.y[i] + r.dx;
      work.moved_y[i] = r.sine * probe.x[i] + r.cosine * probe.y[i] + r.dy;
    }
  }
  void note_pull(const Pairing& pairing, int from) {
    for (int k = from; k < pairing.count; k++) {
      const int i = pairing.probe[k], j = pairing.candidate[k];
      work.pair_x[k] = work.moved_x[i];
      work.pair_y[k] = work.moved_y[i];
      work.pull_x[k] = candidate.x[j] - work.moved_x[i];
      work.pull_y[k] = candidate.y[j] - work.moved_y[i];
    }
    // The vector that holds the last pair is filled up: its weight is masked out, but 0 times an old value must be 0.
    for (int k = pairing.count; k < pairing.count + kLanes; k++)
      work.pair_x[k] = work.pair_y[k] = work.pull_x[k] = work.pull_y[k] = 0;
  }
  // Predicted place of probe minutia i: its rigid place plus the pairs' displacements, weighted 1 / (distance^2 +
  // radius^2). Skin stretches, so near pairs say more than far ones; a parameter-free stand-in for a thin-plate spline.
  // Pair `skip` is left out, so that a pair is not judged by itself.
  std::pair<float, float> predict(int i, int pairs, int skip) const {
    const float x = work.moved_x[i], y = work.moved_y[i];
    Floats weights{}, xs{}, ys{};
    const Mask lane = {0, 1, 2, 3, 4, 5, 6, 7};
    for (int k = 0; k < pairs; k += kLanes) {
      const Floats dx = load(&work.pair_x[k]) - x, dy = load(&work.pair_y[k]) - y;
      const Floats w = 1 / (dx * dx + dy * dy + kPullRadius * kPullRadius);
      const Floats counted = (lane + k != skip) & (lane + k < pairs) ? w : Floats{};
      weights += counted;
      xs += counted * load(&work.pull_x[k]);
      ys += counted * load(&work.pull_y[k]);
    }
    const float all = sum(weights) + 1e-9f;
    return {x + sum(xs) / all, y + sum(ys) / all};
  }
};

bool like_turn(const Print& probe, const Print& candidate, int i, int j, Angle turn) {
  return std::abs(static_cast<Angle>(candidate.direction[j] - probe.direction[i] - turn)) < kReachAngle;
}

// A cheap test before predicting: most minutiae have no free neighbour of like direction at all.
bool anything_near(const Overlay& on, const Pairing& pairing, int i, Angle turn) {
  constexpr float far = 6 * kReachPx * kReachPx;
  for (int j = 0; j < on.candidate.count; j++) {
    const float dx = on.candidate.x[j] - on.work.moved_x[i], dy = on.candidate.y[j] - on.work.moved_y[i];
    if (dx * dx + dy * dy < far && pairing.to_probe[j] < 0 && like_turn(on.probe, on.candidate, i, j, turn))
      return true;
  }
  return false;
}

int nearest_free(const Overlay& on, const Pairing& pairing, int i, Angle turn) {
  const auto [x, y] = on.predict(i, pairing.crawled, -1);
  float best = kReachPx * kReachPx;
  int found = -1;
  for (int j = 0; j < on.candidate.count; j++) {
    const float dx = on.candidate.x[j] - x, dy = on.candidate.y[j] - y, d = dx * dx + dy * dy;
    if (d < best && pairing.to_probe[j] < 0 && like_turn(on.probe, on.candidate, i, j, turn)) {
      best = d;
      found = j;
    }
  }
  return found;
}

// Takes in minutiae that no edge reached: islands, missing neighbours.
void extend(const Overlay& on, Pairing& pairing, Angle turn) {
  for (int i = 0; i < on.probe.count; i++) {
    if (pairing.to_candidate[i] >= 0 || !anything_near(on, pairing, i, turn)) continue;
    const int j = nearest_free(on, pairing, i, turn);
    if (j >= 0) pairing.join(i, j);
  }
}

struct Sums {
  float all = 0, close = 0;
};

// Pairs weighted by quality, less where both types are sure and differ; `close` also by how near the mate is to its
// prediction.
Sums sum_pairs(const Overlay& on, const Pairing& pairing, Angle turn) {
  constexpr float per_px = 1 / (2 * kCloseSigmaPx * kCloseSigmaPx);
  constexpr float sigma_angle = kCloseSigmaDegrees * 32768 / 180, per_angle = 1 / (2 * sigma_angle * sigma_angle);
  constexpr float type_cost = (1 - kTypeAgreement) / 9;
  Sums sums;
  for (int k = 0; k < pairing.count; k++) {
    const int i = pairing.probe[k], j = pairing.candidate[k];
    const int types = on.probe.type[i] * on.candidate.type[j];
    float weight = std::sqrt(on.probe.quality[i] * on.candidate.quality[j]);
    if (types < 0) weight *= 1 + type_cost * types;
    const auto [x, y] = on.predict(i, pairing.count, k);
    const float dx = x - on.candidate.x[j], dy = y - on.candidate.y[j];
    const float angle = static_cast<Angle>(on.candidate.direction[j] - on.probe.direction[i] - turn);
    sums.all += weight;
    sums.close += weight * std::exp(-(dx * dx + dy * dy) * per_px - angle * angle * per_angle);
  }
  return sums;
}

// Is a point within the 16-sided hull of a print's minutiae, widened by a margin? The hull stands for the print's area.
bool inside(const Print& print, float x, float y) {
  Mask out{};
  for (int h = 0; h < 16; h += kLanes) {
    out |= x * load(&kHullCosine[h]) + y * load(&kHullSine[h]) > load(&print.hull[h]) + kHullMarginPx;
  }
  std::int64_t any[4];
  std::memcpy(any, &out, sizeof any);
  return (any[0] | any[1] | any[2] | any[3]) == 0;
}

// Quality of the minutiae that lie in the common area, on either side.
std::pair<float, float> common_quality(const Overlay& on, const Pairing& pairing, const Rigid& r) {
  float probe = 0, candidate = 0;
  for (int i = 0; i < on.probe.count; i++)
    if (pairing.to_candidate[i] >= 0 || inside(on.candidate, on.work.moved_x[i], on.work.moved_y[i]))
      probe += on.probe.quality[i];
  for (int j = 0; j < on.candidate.count; j++) {
    const float x = on.candidate.x[j] - r.dx, y = on.candidate.y[j] - r.dy;
    if (pairing.to_probe[j] >= 0 || inside(on.probe, r.cosine * x + r.sine * y, r.cosine * y - r.sine * x))
      candidate += on.candidate.quality[j];
  }
  return {probe, candidate};
}

// Two readings of one pairing: the share that matched, and edge support too large for chance whatever the share.
// Without the second, rolled prints with many false minutiae lose sure matches.
float score(const Evidence& e) {
  const float by_share = kShareWeight * e.share + kWholeWeight * e.whole + kLogSupportWeight * std::log(1 + e.support) +
                         kLogOverlapWeight * std::log(1 + e.overlap) + kShareBias;
  const float by_support = kSupportWeight * e.support / std::sqrt(std::sqrt(e.overlap + 3)) + kSupportBias;
  return std::max(by_share, by_support);
}

}  // namespace

void weigh(const Print& probe, const Print& candidate, Pairing& pairing, Workspace& work, Result& result) {
  Overlay on{probe, candidate, work};
  const Rigid rigid = fit(probe, candidate, pairing);
  const Angle turn = rigid.turn();
  on.move(rigid);
  on.note_pull(pairing, 0);
  extend(on, pairing, turn);
  on.note_pull(pairing, pairing.crawled);
  const Sums sums = sum_pairs(on, pairing, turn);
  const auto [common_probe, common_candidate] = common_quality(on, pairing, rigid);
  constexpr float small = kSmallPrint * kSmallPrint;
  result.evidence = {.share = sums.close / std::sqrt(common_probe * common_candidate + small),
                     .whole = sums.all / std::sqrt(probe.total_quality * candidate.total_quality + small),
                     .support = pairing.support,
                     .overlap = std::sqrt(common_probe * common_candidate),
                     .rotation_degrees = static_cast<float>(turn) * (180.0f / 32768),
                     .crawled = pairing.crawled};
  result.score = score(result.evidence);
  result.pairs = pairing.count;
  for (int k = 0; k < pairing.count; k++) {
    result.probe[k] = probe.number[pairing.probe[k]];
    result.candidate[k] = candidate.number[pairing.candidate[k]];
  }
}

}  // namespace openbitmap::matcher::MATCHER_SET
