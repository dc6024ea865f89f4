#include "leader_scratch.h"

#include <cstdlib>
#include <new>

namespace openbitmap::leader {
namespace {

constexpr std::size_t kLine = 64;
constexpr std::size_t kGrain = 4096;  // floats: neighbouring sizes share blocks

}  // namespace

Scratch::~Scratch() {
  for (const Piece& piece : pieces_) std::free(piece.start);
}

float* Scratch::take(std::size_t floats) {
  floats = (floats + kGrain - 1) / kGrain * kGrain;
  Piece* best = nullptr;
  for (Piece& piece : pieces_) {
    const bool fits = !piece.taken && piece.floats >= floats && piece.floats <= 4 * floats;
    if (fits && (!best || piece.floats < best->floats)) best = &piece;
  }
  if (!best) {
    auto* start = static_cast<float*>(std::aligned_alloc(kLine, floats * sizeof(float)));
    if (!start) throw std::bad_alloc();
    best = &pieces_.emplace_back(Piece{start, floats, false});
  }
  best->taken = true;
  return best->start;
}

void Scratch::give_back(float* block) {
  for (Piece& piece : pieces_)
    if (piece.start == block) piece.taken = false;
}

void Scratch::trim(std::size_t floats) {
  std::size_t total = 0;
  for (const Piece& piece : pieces_) total += piece.floats;
  if (total <= floats) return;
  std::erase_if(pieces_, [](const Piece& piece) {
    if (!piece.taken) std::free(piece.start);
    return !piece.taken;
  });
}

}  // namespace openbitmap::leader
