// Minutiae of a fingerprint by LEADER (R. Cappelli, pyfing): a convolutional network run by our own engine.
// Plain C++; nothing here knows of Python. Thread-safe: any number of threads may call one Engine at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace openbitmap::leader {

struct Minutia {
  float x, y;       // pixels, y downwards
  float direction;  // radians, counter-clockwise, y upwards
  float ending;     // 1 surely an ending, 0 surely a bifurcation
  float quality;    // 0 to 1
};

// Grey pixels at 500 ppi, row after row.
struct Image {
  const std::uint8_t* pixels;
  int height, width;
};

enum class Instructions { best, portable };

inline constexpr int kMostPixels = 16 << 20;  // sides rounded up to multiples of 32
inline constexpr int kMostMinutiae = 4096;

class Engine {
 public:
  // `panels` is the content of leader.panels (kernel/leader_weights.py); throws std::runtime_error if it is not.
  explicit Engine(std::vector<std::byte> panels, Instructions instructions = Instructions::best);
  ~Engine();

  // Minutiae of at least this quality, in reading order, as the network finds them: at most kMostMinutiae.
  // Throws std::invalid_argument for an empty image and for more than kMostPixels.
  std::vector<Minutia> find(const Image& image, float least_quality) const;

  // What the engine runs on: "avx2" or "portable".
  std::string_view instructions() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace openbitmap::leader
