#include "leader.h"

#include <mutex>
#include <stdexcept>
#include <utility>

#include "leader_network.h"
#include "leader_weights.h"

namespace openbitmap::leader {
namespace {

// About what a rolled print of 800 x 800 needs; more is given back to the system after the image.
constexpr std::size_t kKeptFloats = 48 << 20;

struct Variant {
  Run* run;
  std::string_view name;
};

// On the grid: a row of one pixel costs what 32 rows do.
long padded_pixels(const Image& image) {
  const auto padded = [](long side) { return (side + kGrid - 1) / kGrid * kGrid; };
  return padded(image.height) * padded(image.width);
}

Variant choose(Instructions wanted) {
#if defined(__x86_64__)
  if (wanted == Instructions::best && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return {avx2::run, "avx2"};
#endif
  (void)wanted;
  return {portable::run, "portable"};
}

}  // namespace

struct Engine::State {
  State(std::vector<std::byte> panels, Instructions wanted)
      : file(std::move(panels)), network(read_network(file)), variant(choose(wanted)) {}

  std::unique_ptr<Scratch> borrow() {
    const std::scoped_lock lock(mutex);
    if (idle.empty()) return std::make_unique<Scratch>();
    auto scratch = std::move(idle.back());
    idle.pop_back();
    return scratch;
  }

  void give_back(std::unique_ptr<Scratch> scratch) {
    scratch->trim(kKeptFloats);
    const std::scoped_lock lock(mutex);
    idle.push_back(std::move(scratch));
  }

  std::vector<std::byte> file;  // the network points into it
  Network network;
  Variant variant;
  std::mutex mutex;
  std::vector<std::unique_ptr<Scratch>> idle;
};

Engine::Engine(std::vector<std::byte> panels, Instructions instructions)
    : state_(std::make_unique<State>(std::move(panels), instructions)) {}

Engine::~Engine() = default;

std::vector<Minutia> Engine::find(const Image& image, float least_quality) const {
  if (image.height < 1 || image.width < 1) throw std::invalid_argument("the image is empty");
  if (padded_pixels(image) > kMostPixels)
    throw std::invalid_argument("the image has more than 16 million pixels on a grid of 32; resample it to 500 ppi or crop it");
  std::vector<Minutia> found(kMostMinutiae);
  auto scratch = state_->borrow();  // lost, not returned, if the run throws for want of memory
  found.resize(state_->variant.run(state_->network, *scratch, image, least_quality, found.data()));
  state_->give_back(std::move(scratch));
  return found;
}

std::string_view Engine::instructions() const { return state_->variant.name; }

}  // namespace openbitmap::leader
