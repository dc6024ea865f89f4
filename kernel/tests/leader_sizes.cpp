// The minutiae network on images of many sizes and contents, for the address and undefined-behaviour sanitizers.
// Usage: leader_sizes LEADER.PANELS
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "leader.h"

using namespace openbitmap::leader;

namespace {

std::vector<std::byte> content(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  const auto* first = reinterpret_cast<const std::byte*>(bytes.data());
  return {first, first + bytes.size()};
}

bool is_sound(const Minutia& m, int height, int width) {
  return m.x >= 0 && m.x < width && m.y >= 0 && m.y < height && std::isfinite(m.direction) && m.ending >= 0 &&
         m.ending <= 1 && m.quality >= 0 && m.quality <= 1;
}

}  // namespace

int main(int, char** arguments) {
  std::mt19937 chance(1);
  const int sizes[][2] = {{1, 1}, {1, 200}, {200, 1}, {31, 33}, {32, 32}, {97, 64}, {160, 129}};
  for (const auto instructions : {Instructions::best, Instructions::portable}) {
    const Engine engine(content(arguments[1]), instructions);
    for (const auto& [height, width] : sizes) {
      std::vector<std::uint8_t> pixels(static_cast<std::size_t>(height) * width);
      for (auto& pixel : pixels) pixel = static_cast<std::uint8_t>(chance());
      const auto found = engine.find({pixels.data(), height, width}, 0.01f);
      for (const Minutia& m : found)
        if (!is_sound(m, height, width)) return std::puts("a minutia outside its image or range"), 1;
    }
    std::printf("%.*s: sound\n", static_cast<int>(engine.instructions().size()), engine.instructions().data());
  }
  return 0;
}
