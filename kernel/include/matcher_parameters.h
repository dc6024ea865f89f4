// Every number the matcher was tuned with, in one place. The Python twin has the same table (finger/parameters.py) and
// a test holds the two together. Change a value and kVersion changes: scores of two versions are never compared.
#pragma once

#include <cstdint>

namespace openbitmap::matcher {

inline constexpr const char* kVersion = "edge-graph 1.0";

// Template
inline constexpr int kBytesAMinutia = 5;
inline constexpr int kMostMinutiae = 120;
inline constexpr int kNearestPx = 4;          // a minutia this near to a better one is a repetition
inline constexpr float kMostDropped = 0.25f;  // share of repetitions above which a template is refused
inline constexpr int kCrowdedPx = 30;         // most minutiae with all neighbours this near: refused; fingers: 51
inline constexpr float kMostSameness = 4.0f;  // mean number of edges like an edge, above: refused; fingers: under 2

// Edges
inline constexpr int kNeighbours = 9;
inline constexpr int kLongestPx = 184;
inline constexpr int kLengthTolerance = 7 * 16;  // 16ths of a pixel
inline constexpr int kAngleTolerance = 14 * 32768 / 180;
inline constexpr float kErrorCost = 0.7f;  // weight lost at the edge of the tolerance

// Pairing
inline constexpr int kRoots = 6;
inline constexpr float kSureSupport = 12.0f;  // other roots would only repeat such a pairing
inline constexpr float kSupportAPair = 0.5f;  // what a pair counts beside its edges when pairings are ranked
inline constexpr int kTurnTolerance = 25 * 32768 / 180;
inline constexpr int kMostNodes = 8192;  // an impostor needs about 350 nodes and 200 arcs;
inline constexpr int kMostArcs = 8192;   // beyond these, arcs are left out

// Evidence
inline constexpr float kDirectionLever = 20.0f;  // px: a minutia's direction counts like a point this far away
inline constexpr float kPullRadius = 20.0f;      // px: nearer pairs all bend a prediction alike
inline constexpr float kReachPx = 14.0f;         // extension: how far a pair may lie from its prediction
inline constexpr int kReachAngle = 25 * 32768 / 180;
inline constexpr float kCloseSigmaPx = 8.0f;
inline constexpr float kCloseSigmaDegrees = 12.0f;
inline constexpr float kHullMarginPx = 20.0f;
inline constexpr float kSmallPrint = 3.0f;     // shares of fewer minutiae than this are drawn to zero
inline constexpr float kTypeAgreement = 0.7f;  // quality left of a pair whose types surely differ

// Score: the larger of two readings. The first is a logistic regression on FVC2002 DB1-4_B (weights that never saw the
// database under test give the same error rates); the second is laid on it by the impostors' quantiles, less a
// handicap.
inline constexpr float kShareWeight = 9.99f;
inline constexpr float kWholeWeight = 12.02f;
inline constexpr float kLogSupportWeight = 1.55f;
inline constexpr float kLogOverlapWeight = -1.78f;
inline constexpr float kShareBias = -5.87f;
inline constexpr float kSupportWeight = 2.6f;
inline constexpr float kSupportBias = -8.65f;
inline constexpr float kNoPairing = -10.87f;  // fewer than two pairs

}  // namespace openbitmap::matcher
