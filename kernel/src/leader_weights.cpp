#include "leader_weights.h"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

namespace openbitmap::leader {
namespace {

constexpr std::string_view kMagic = "LEADER01";
constexpr std::size_t kLine = 64;  // floats start on a cache line

struct Entry {
  char name[40];
  std::uint32_t offset, length;  // in floats
};

constexpr int padded(int channels) { return (channels + 7) / 8 * 8; }

class Weights {
 public:
  explicit Weights(const std::vector<std::byte>& file) {
    std::uint32_t count = 0;
    const std::size_t fixed = kMagic.size() + sizeof count;
    if (file.size() < fixed || std::memcmp(file.data(), kMagic.data(), kMagic.size()) != 0)
      throw std::runtime_error("not a LEADER weights file (leader.panels); build the kernel again");
    std::memcpy(&count, file.data() + kMagic.size(), sizeof count);
    const std::size_t start = (fixed + count * sizeof(Entry) + kLine - 1) / kLine * kLine;
    if (count > 4096 || start > file.size()) throw std::runtime_error("leader.panels is cut short; build the kernel again");
    const std::size_t floats = (file.size() - start) / sizeof(float);
    const auto* values = reinterpret_cast<const float*>(file.data() + start);
    for (std::uint32_t i = 0; i < count; ++i) {
      Entry entry;
      std::memcpy(&entry, file.data() + fixed + i * sizeof entry, sizeof entry);
      if (std::size_t{entry.offset} + entry.length > floats)
        throw std::runtime_error("leader.panels is cut short; build the kernel again");
      entry.name[sizeof entry.name - 1] = '\0';
      runs_[entry.name] = {values + entry.offset, entry.length};
    }
  }

  const float* run(const std::string& name, int length) const {
    const auto found = runs_.find(name);
    if (found == runs_.end() || found->second.length != static_cast<std::size_t>(length))
      throw std::runtime_error("leader.panels has no '" + name + "' of " + std::to_string(length) + " numbers");
    return found->second.values;
  }

 private:
  struct Run {
    const float* values;
    std::size_t length;
  };
  std::unordered_map<std::string, Run> runs_;
};

Matrix matrix(const Weights& w, const std::string& name, int taps, int inputs, int outputs) {
  return {w.run(name, taps * inputs * padded(outputs)), nullptr, taps, inputs, padded(outputs)};
}

Matrix biased(const Weights& w, const std::string& name, int taps, int inputs, int outputs) {
  Matrix m = matrix(w, name, taps, inputs, outputs);
  m.bias = w.run(name + ".bias", m.outputs);
  return m;
}

Normalization normalization(const Weights& w, const std::string& name, int channels) {
  return {w.run(name + ".scale", channels), w.run(name + ".shift", channels), channels};
}

Stem stem(const Weights& w, const std::string& name, int outputs) {
  // A row of the plain kernel reads neighbouring pixels: five taps of five inputs instead of 25 of one.
  return {biased(w, name + ".conv", 5, 5, outputs), biased(w, name + ".dilated_conv", 25, 1, outputs),
          normalization(w, name, 2 * outputs)};
}

Separable separable(const Weights& w, const std::string& name, int inputs, int outputs) {
  Separable layer{w.run(name + ".depthwise", 25 * inputs), matrix(w, name + ".pointwise", 1, inputs, outputs),
                  normalization(w, name, outputs)};
  layer.pointwise.bias = w.run(name + ".bias", outputs);
  return layer;
}

Attention attention(const Weights& w) {
  const auto dilated = [&](const char* name) { return biased(w, name, 9, 32, 16); };
  return {{dilated("attention.1"), dilated("attention.3"), dilated("attention.6")}, biased(w, "attention.gate", 1, 48, 32)};
}

Block block(const Weights& w, const std::string& name, int channels, int outputs) {
  Block b{w.run(name + ".depthwise", 49 * padded(channels)), {nullptr, nullptr, channels},
          biased(w, name + ".expand", 1, channels, 4 * channels), matrix(w, name + ".reduce", 1, 4 * channels, outputs),
          matrix(w, name + ".adjust", 1, channels, outputs)};
  b.reduce.bias = w.run(name + ".bias", padded(outputs));
  return b;
}

Head head(const Weights& w, const std::string& name, const std::string& trunk, int outputs) {
  return {block(w, trunk, 52, 4), normalization(w, name, 4), w.run(name + ".mix", 16), w.run(name + ".mix.bias", 4),
          biased(w, name + ".last", 9, 4, 4 * outputs)};
}

}  // namespace

Network read_network(const std::vector<std::byte>& file) {
  const Weights w(file);
  Network n{};
  n.sharp = stem(w, "stem0", 8);
  n.soft = stem(w, "stem1", 16);
  const int context[kLevels] = {16, 32, 64, 128};
  const int refined[kLevels] = {32, 64, 128, 32};
  const int outputs[kLevels] = {20, 42, 91, 27};
  for (int i = 0; i < kLevels; ++i) {
    const bool deepest = i == kLevels - 1;
    const std::string level = std::to_string(i);
    n.context_encoder[i] = separable(w, "enc0_" + level, i ? context[i - 1] : 16, context[i]);
    n.context_decoder[i] = separable(w, "dec0_" + level, deepest ? 128 : 2 * context[i + 1], context[i]);
    n.encoder[i] = block(w, "enc1_" + level, i ? refined[i - 1] : 64, refined[i]);
    n.decoder[i] = block(w, "dec1_" + level, deepest ? 32 : refined[i + 1] + outputs[i + 1], outputs[i]);
  }
  n.attention = attention(w);
  n.position = head(w, "position", "head_0_ibc", 1);
  n.direction = head(w, "direction", "head_1_ibc", 2);
  n.type = head(w, "type", "head_2_ibc", 1);
  return n;
}

}  // namespace openbitmap::leader
