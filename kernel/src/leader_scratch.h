// Working memory of one run of the network: blocks are taken and given back by size and kept for the next image.
#pragma once

#include <cstddef>
#include <vector>

namespace openbitmap::leader {

class Scratch {
 public:
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  // A block of at least this many floats on a cache line, content undefined; throws std::bad_alloc.
  float* take(std::size_t floats);
  void give_back(float* block);

  // Frees what the last image left over if it is more than `floats` in all: one huge image must not stay for ever.
  void trim(std::size_t floats);

 private:
  struct Piece {
    float* start;
    std::size_t floats;
    bool taken;
  };
  std::vector<Piece> pieces_;
};

}  // namespace openbitmap::leader
