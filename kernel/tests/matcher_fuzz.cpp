// Any bytes may come as a template. Random, repeated, regular, crowded and mutated ones are prepared, matched with each
// other in both instruction sets and scanned; ends with 1 at the first broken promise. Meant for
// -fsanitize=address,undefined.
//   matcher_fuzz [ROUNDS [SEED]]
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>
#include <string>

#include "matcher.h"

namespace m = openbitmap::matcher;
using Bytes = std::vector<std::uint8_t>;

namespace {

std::mt19937 dice;

int upto(int most) { return static_cast<int>(dice() % static_cast<unsigned>(most + 1)); }

void put(Bytes& bytes, int x, int y, int direction, int type, int quality) {
  for (const int b : {x >> 4, (x & 15) << 4 | y >> 8, y & 255, direction, (type & 7) << 5 | quality})
    bytes.push_back(static_cast<std::uint8_t>(b));
}

Bytes noise() {
  Bytes bytes(static_cast<std::size_t>(upto(1500)));
  for (auto& b : bytes) b = static_cast<std::uint8_t>(dice());
  return bytes;
}

// Minutiae of chance in a field: a small field is crowded, a large one at the rim of the 12-bit places.
Bytes field() {
  Bytes bytes;
  const int size = 1 + upto(upto(1) ? 400 : 4095), count = upto(130);
  for (int k = 0; k < count; k++) put(bytes, upto(size), upto(size), upto(255), upto(6) - 3, upto(31));
  return bytes;
}

Bytes grid() {
  Bytes bytes;
  const int step = 4 + upto(60), side = 1 + upto(11), direction = upto(255), jitter = upto(3);
  for (int i = 0; i < side; i++)
    for (int j = 0; j < side; j++)
      put(bytes, i * step + upto(jitter), j * step + upto(jitter), direction + upto(2 * jitter), 1, 31);
  return bytes;
}

Bytes mutant(Bytes bytes) {
  for (int k = upto(20); k > 0 && !bytes.empty(); k--) {
    const std::size_t at = dice() % bytes.size();
    switch (upto(3)) {
      case 0:
        bytes[at] = static_cast<std::uint8_t>(dice());
        break;
      case 1:
        bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 2:
        bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::uint8_t>(dice()));
        break;
      default:
        bytes.insert(bytes.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
        break;
    }
  }
  return bytes;
}

[[noreturn]] void broken(const char* promise, int round) {
  std::printf("round %d: %s\n", round, promise);
  std::exit(1);
}

void check(const m::Result& r, const m::Prepared& a, const m::Prepared& b, int round) {
  if (!std::isfinite(r.score)) broken("the score is not finite", round);
  if (r.pairs > static_cast<int>(std::min(a.numbers.size(), b.numbers.size())))
    broken("more pairs than minutiae", round);
  const std::set<int> left(r.probe.begin(), r.probe.begin() + r.pairs),
      right(r.candidate.begin(), r.candidate.begin() + r.pairs);
  if (static_cast<int>(left.size()) != r.pairs || static_cast<int>(right.size()) != r.pairs)
    broken("a minutia is paired twice", round);
  if (((a.findings | b.findings) & m::kRefused) && r.pairs > 0) broken("a refused template matched", round);
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 2000;
  dice.seed(argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1);
  m::Scratch scratch;
  m::Gallery gallery;
  Bytes last = field();
  for (int round = 0; round < rounds; round++) {
    const Bytes made = upto(3) == 0 ? noise() : upto(2) == 0 ? grid() : upto(1) ? field() : mutant(last);
    const m::Prepared a = m::prepare(made), b = m::prepare(upto(1) ? mutant(made) : last);
    const m::Index index(a);
    m::Result fast, plain;
    m::match(index, b, scratch, fast);
    m::match(index, b, scratch, plain, m::Vectors::kPortable);
    check(fast, a, b, round);
    if (fast.score != plain.score || fast.pairs != plain.pairs) broken("the instruction sets disagree", round);
    gallery.add(round % 50, made);
    if (upto(9) == 0) gallery.remove(upto(49));
    if (round % 100 == 99) {
      std::vector<std::int64_t> rows;
      std::vector<float> scores;
      gallery.scan(index, 3, rows, scores);
      if (rows.size() != gallery.size() || scores.size() != rows.size()) broken("a scan lost prints", round);
      for (int row = 0; row < 50; row++) gallery.remove(row);
    }
    last = made;
  }
  std::printf("%d rounds, no promise broken\n", rounds);
}
