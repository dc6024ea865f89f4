// Reads leader.panels, the flat file of named float runs that kernel/leader_weights.py writes.
#pragma once

#include <cstddef>
#include <vector>

#include "leader_layers.h"

namespace openbitmap::leader {

// The layers of `file`, which must outlive them; throws std::runtime_error naming what is missing or of wrong size.
Network read_network(const std::vector<std::byte>& file);

}  // namespace openbitmap::leader
