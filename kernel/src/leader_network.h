// One run of the network. The same source (leader_network.cpp) is compiled once for each instruction set, every time
// into a namespace of its own.
#pragma once

#include "leader.h"
#include "leader_layers.h"
#include "leader_scratch.h"

namespace openbitmap::leader {

// Image sides are padded to multiples of this.
inline constexpr int kGrid = 32;

// Writes at most kMostMinutiae minutiae to `found` and returns their number.
using Run = int(const Network& network, Scratch& scratch, const Image& image, float least_quality, Minutia* found);

namespace avx2 {
Run run;
}
namespace portable {
Run run;
}

}  // namespace openbitmap::leader
