// Feature maps (channels last, with a border of zeros for the convolutions) and the layers that are not products.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstring>

#include "leader_layers.h"
#include "leader_scratch.h"
#include "leader_vector.h"

namespace openbitmap::leader::LEADER_VARIANT {

// Owns its block of scratch memory, and gives it back when it goes: maps die as soon as the next one is made.
class Map {
 public:
  Map(Scratch& scratch, int height, int width, int channels, int border)
      : height(height), width(width), channels(channels), border_(border), scratch_(&scratch) {
    const std::size_t line = row_stride();
    data_ = scratch.take(line * (height + 2 * border) + kPanel);
    std::memset(data_, 0, line * border * sizeof(float));
    std::memset(data_ + line * (border + height), 0, line * border * sizeof(float));
    for (int y = 0; border && y < height; ++y) {
      std::memset(at(y, -border), 0, static_cast<std::size_t>(border) * channels * sizeof(float));
      std::memset(at(y, width), 0, static_cast<std::size_t>(border) * channels * sizeof(float));
    }
  }
  Map(Map&& other) noexcept
      : height(other.height), width(other.width), channels(other.channels), border_(other.border_),
        scratch_(other.scratch_), data_(other.data_) {
    other.data_ = nullptr;
  }
  Map& operator=(Map&& other) noexcept {
    if (data_) scratch_->give_back(data_);
    height = other.height, width = other.width, channels = other.channels, border_ = other.border_;
    scratch_ = other.scratch_, data_ = other.data_;
    other.data_ = nullptr;
    return *this;
  }
  ~Map() {
    if (data_) scratch_->give_back(data_);
  }

  int row_stride() const { return (width + 2 * border_) * channels; }
  float* at(int y, int x) { return data_ + offset(y, x); }
  const float* at(int y, int x) const { return data_ + offset(y, x); }

  int height, width, channels;

 private:
  std::size_t offset(int y, int x) const {
    return (static_cast<std::size_t>(y + border_) * (width + 2 * border_) + (x + border_)) * channels;
  }

  int border_;
  Scratch* scratch_;
  float* data_ = nullptr;
};

// Layer normalisation over the channels of one pixel; the padded channels beyond are zero and count for nothing.
inline void normalize(float* pixel, int padded, const Normalization& n, Then then) {
  Vector total = {};
  for (int j = 0; j < padded; j += kLanes) total += load(pixel + j);
  const float mean = sum(total) / n.channels;
  Vector squares = {};
  for (int j = 0; j < padded; j += kLanes) {
    const Vector d = load(pixel + j) - mean;
    squares += d * d;
  }
  const float variance = (sum(squares) - (padded - n.channels) * mean * mean) / n.channels;
  const float factor = 1.f / std::sqrt(variance + 1e-3f);
  for (int j = 0; j < padded; j += kLanes) {
    Vector v = (load(pixel + j) - mean) * factor;
    if (n.scale) v = v * load(n.scale + j) + load(n.shift + j);
    store(pixel + j, finish(v, then));
  }
}

// A K x K depthwise convolution of `Pixels` neighbours, a register of channels at a time.
template <int K, int Pixels>
[[gnu::always_inline]] inline void depthwise_tile(const Map& from, int y, int x, const float* kernel, float* to) {
  const int channels = from.channels, line = from.row_stride();
  const float* corner = from.at(y - K / 2, x - K / 2);
  for (int j = 0; j < channels; j += kLanes) {
    Vector sums[Pixels] = {};
    for (int ky = 0; ky < K; ++ky) {
      const float* in = corner + static_cast<std::ptrdiff_t>(ky) * line + j;
      Vector taps[K];
#pragma GCC unroll 16
      for (int kx = 0; kx < K; ++kx) taps[kx] = load(kernel + static_cast<std::ptrdiff_t>(ky * K + kx) * channels + j);
#pragma GCC unroll 16
      for (int i = 0; i < Pixels + K - 1; ++i) {
        const Vector value = load(in + static_cast<std::ptrdiff_t>(i) * channels);
#pragma GCC unroll 16
        for (int kx = 0; kx < K; ++kx)
          if (i - kx >= 0 && i - kx < Pixels) sums[i - kx] += value * taps[kx];
      }
    }
#pragma GCC unroll 16
    for (int i = 0; i < Pixels; ++i) store(to + static_cast<std::ptrdiff_t>(i) * channels + j, sums[i]);
  }
}

template <int K>
void depthwise(const Map& from, int y, int x, int count, const float* kernel, float* to) {
  constexpr int kPixels = K == 7 ? 6 : 8;
  int i = 0;
  for (; i + kPixels <= count; i += kPixels) depthwise_tile<K, kPixels>(from, y, x + i, kernel, to + i * from.channels);
  for (; i < count; ++i) depthwise_tile<K, 1>(from, y, x + i, kernel, to + i * from.channels);
}

inline Vector largest_of_cell(const float* a, const float* b, const float* c, const float* d) {
  return larger(larger(load(a), load(b)), larger(load(c), load(d)));
}

inline Vector mean_of_cell(const float* a, const float* b, const float* c, const float* d) {
  return 0.25f * ((load(a) + load(b)) + (load(c) + load(d)));
}

// Half the size: the first half of the channels by maximum, the second by mean.
inline void downsample(const Map& from, Map& to) {
  const int channels = to.channels;
  for (int y = 0; y < to.height; ++y)
    for (int x = 0; x < to.width; ++x) {
      const float *a = from.at(2 * y, 2 * x), *b = a + channels, *c = from.at(2 * y + 1, 2 * x), *d = c + channels;
      float* out = to.at(y, x);
      for (int j = 0; j < channels / 2; j += kLanes) store(out + j, largest_of_cell(a + j, b + j, c + j, d + j));
      for (int j = channels / 2; j < channels; j += kLanes) store(out + j, mean_of_cell(a + j, b + j, c + j, d + j));
    }
}

// Channels of two maps side by side; one of half the size is doubled, each pixel four times.
inline void join(const Map& left, const Map& right, Map& to) {
  const int left_shift = left.height < to.height, right_shift = right.height < to.height;
  for (int y = 0; y < to.height; ++y)
    for (int x = 0; x < to.width; ++x) {
      float* out = to.at(y, x);
      std::memcpy(out, left.at(y >> left_shift, x >> left_shift), left.channels * sizeof(float));
      std::memcpy(out + left.channels, right.at(y >> right_shift, x >> right_shift), right.channels * sizeof(float));
    }
}

}  // namespace openbitmap::leader::LEADER_VARIANT
