// A register of floats, and the functions of the network on it. GCC vector extensions, as wide as the machine's registers
// (wider ones g++ keeps in memory); LEADER_VARIANT is the namespace they land in.
#pragma once

namespace openbitmap::leader::LEADER_VARIANT {

#if defined(__AVX2__)
constexpr int kLanes = 8;
#else
constexpr int kLanes = 4;
#endif
constexpr int kPanel = 8;  // channels and outputs are padded to multiples of this, whatever the registers hold

using Vector [[gnu::vector_size(4 * kLanes)]] = float;
using Integers [[gnu::vector_size(4 * kLanes)]] = int;
using Loose [[gnu::vector_size(4 * kLanes), gnu::aligned(4), gnu::may_alias]] = float;

[[gnu::always_inline]] inline Vector load(const float* from) { return *reinterpret_cast<const Loose*>(from); }
[[gnu::always_inline]] inline void store(float* to, Vector v) { *reinterpret_cast<Loose*>(to) = v; }
[[gnu::always_inline]] inline Vector all(float x) { return x - Vector{}; }
[[gnu::always_inline]] inline Vector larger(Vector a, Vector b) { return a > b ? a : b; }
[[gnu::always_inline]] inline Vector smaller(Vector a, Vector b) { return a < b ? a : b; }

[[gnu::always_inline]] inline float sum(Vector v) {
  float total = 0;
#pragma GCC unroll 8
  for (int i = 0; i < kLanes; ++i) total += v[i];
  return total;
}

// x/2 (1 + erf(x/sqrt 2)), the exact form: erf by the usual rational approximation on [-4, 4], error below 4e-7.
[[gnu::always_inline]] inline Vector gelu(Vector x) {
  const Vector z = smaller(larger(x * 0.70710678118f, all(-4.f)), all(4.f));
  const Vector q = z * z;
  Vector above = q * -2.72614225801306e-10f + 2.77068142495902e-08f;
  above = above * q + -2.10102402082508e-06f;
  above = above * q + -5.69250639462346e-05f;
  above = above * q + -7.34990630326855e-04f;
  above = above * q + -2.95459980854025e-03f;
  above = above * q + -1.60960333262415e-02f;
  Vector below = q * -1.45660718464996e-05f + -2.13374055278905e-04f;
  below = below * q + -1.68282697438203e-03f;
  below = below * q + -7.37332916720468e-03f;
  below = below * q + -1.42647390514189e-02f;
  const Vector half = x * 0.5f;
  return half * (above * z / below) + half;
}

// 1 / (1 + exp(-x)): exp as a power of two times a polynomial of the rest.
[[gnu::always_inline]] inline Vector sigmoid(Vector x) {
  const Vector t = smaller(larger(x, all(-87.f)), all(87.f)) * -1.44269504f;
  const float rounder = 12582912.f;  // 1.5 * 2^23: adding it leaves the nearest integer
  const Vector whole = (t + rounder) - rounder;
  const Vector rest = (t - whole) * 0.693147181f;
  Vector power = rest * (1.f / 5040) + 1.f / 720;
  power = power * rest + 1.f / 120;
  power = power * rest + 1.f / 24;
  power = power * rest + 1.f / 6;
  power = power * rest + 0.5f;
  power = power * rest + 1.f;
  power = power * rest + 1.f;
  const Integers exponent = (__builtin_convertvector(whole, Integers) + 127) << 23;
  return 1.f / (1.f + power * reinterpret_cast<const Vector&>(exponent));
}

enum class Then { nothing, gelu, sigmoid };

[[gnu::always_inline]] inline Vector finish(Vector v, Then then) {
  if (then == Then::gelu) return gelu(v);
  return then == Then::sigmoid ? sigmoid(v) : v;
}

}  // namespace openbitmap::leader::LEADER_VARIANT
