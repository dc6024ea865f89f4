// Convolution as matrix product: rows are pixels, columns outputs. Here is where the time goes.
#pragma once

#include <cstddef>

#include "leader_layers.h"
#include "leader_vector.h"

namespace openbitmap::leader::LEADER_VARIANT {

// Pixels of one image row: the first, the distance of the next, and where each tap lies from its pixel (in floats).
struct Source {
  const float* first;
  int stride;
  const int* taps;
};

struct Target {
  float* first;
  int stride;
};

inline constexpr int kHere[1] = {0};

// Rows of the register tile: the sums, a line of the panel and one pixel's value just fill the registers (16 of AVX2 or
// SSE2, 32 of NEON).
#if defined(__AVX2__) || defined(__aarch64__)
inline constexpr int kWideRows = 6, kNarrowRows = 8;
#else
inline constexpr int kWideRows = 2, kNarrowRows = 4;
#endif
inline constexpr int kWide = 2 * kPanel / kLanes, kNarrow = kPanel / kLanes;

template <int Rows, int Columns>
[[gnu::always_inline]] inline void multiply_tile(const Matrix& m, const float* panel, const float* bias, Source from,
                                                 Target to, Then then) {
  Vector sums[Rows][Columns];
#pragma GCC unroll 16
  for (int i = 0; i < Rows; ++i)
#pragma GCC unroll 4
    for (int j = 0; j < Columns; ++j) sums[i][j] = load(bias ? bias + kLanes * j : to.first + i * to.stride + kLanes * j);
  const std::ptrdiff_t stride = from.stride;
  for (int tap = 0; tap < m.taps; ++tap) {
    const float* upper = from.first + from.taps[tap];
    const float* lower = upper + Rows / 2 * stride;  // two pointers with small multiples: no address arithmetic inside
    for (int k = 0; k < m.inputs; ++k) {
      Vector columns[Columns];
#pragma GCC unroll 4
      for (int j = 0; j < Columns; ++j) columns[j] = load(panel + kLanes * j);
#pragma GCC unroll 16
      for (int i = 0; i < Rows; ++i) {
        const Vector value = all(i < Rows / 2 ? upper[i * stride] : lower[(i - Rows / 2) * stride]);
#pragma GCC unroll 4
        for (int j = 0; j < Columns; ++j) sums[i][j] += value * columns[j];
      }
      panel += kLanes * Columns, ++upper, ++lower;
      asm volatile("" : "+r"(panel), "+r"(upper), "+r"(lower));  // else g++ 12 spills the sums
    }
  }
#pragma GCC unroll 16
  for (int i = 0; i < Rows; ++i)
#pragma GCC unroll 4
    for (int j = 0; j < Columns; ++j) store(to.first + i * to.stride + kLanes * j, finish(sums[i][j], then));
}

template <int Rows, int Columns>
void multiply_rest(int count, const Matrix& m, const float* panel, const float* bias, Source from, Target to, Then then) {
  if constexpr (Rows > 0) {
    if (count == Rows) return multiply_tile<Rows, Columns>(m, panel, bias, from, to, then);
    multiply_rest<Rows - 1, Columns>(count, m, panel, bias, from, to, then);
  }
}

template <int Rows, int Columns>
void multiply_panel(int count, const Matrix& m, const float* panel, const float* bias, Source from, Target to, Then then) {
  for (; count >= Rows; count -= Rows) {
    multiply_tile<Rows, Columns>(m, panel, bias, from, to, then);
    from.first += Rows * from.stride;
    to.first += Rows * to.stride;
  }
  multiply_rest<Rows - 1, Columns>(count, m, panel, bias, from, to, then);
}

// `count` pixels through the matrix. Outputs (a multiple of 8) are written side by side.
inline void multiply(int count, const Matrix& m, Source from, Target to, Then then) {
  const float* panel = m.panels;
  for (int j = 0; j < m.outputs;) {
    const bool wide = m.outputs - j >= 2 * kPanel;
    const float* bias = m.bias ? m.bias + j : nullptr;
    if (wide)
      multiply_panel<kWideRows, kWide>(count, m, panel, bias, from, {to.first + j, to.stride}, then);
    else
      multiply_panel<kNarrowRows, kNarrow>(count, m, panel, bias, from, {to.first + j, to.stride}, then);
    const int columns = wide ? 2 * kPanel : kPanel;
    panel += static_cast<std::size_t>(m.taps) * m.inputs * columns;
    j += columns;
  }
}

}  // namespace openbitmap::leader::LEADER_VARIANT
