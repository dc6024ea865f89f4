// The layers of the network as plain pointers into the weights file, by the names of kernel/leader_weights.py.
#pragma once

namespace openbitmap::leader {

// A convolution as a matrix: for each tap, `inputs` rows of `outputs` columns (a multiple of 8), cut into panels.
// Without a bias the product is added to what the output already holds.
struct Matrix {
  const float* panels;
  const float* bias;
  int taps, inputs, outputs;
};

// Over channels, epsilon 1e-3. Without a scale it is plain: scale and shift went into the matrix after it.
struct Normalization {
  const float* scale;
  const float* shift;
  int channels;
};

struct Stem {
  Matrix plain, dilated;  // 5x5 on the grey image
  Normalization normalization;
};

struct Separable {
  const float* depthwise;  // 5x5
  Matrix pointwise;
  Normalization normalization;
};

struct Attention {
  Matrix dilated[3];  // 3x3, dilations 1, 3, 6
  Matrix gate;
};

// Inverse bottleneck: depthwise 7x7, normalisation, expansion to four times the channels, GELU, reduction; and, beside
// it, the input itself through `adjust`.
struct Block {
  const float* depthwise;
  Normalization normalization;
  Matrix expand, reduce, adjust;
};

// A block of 4 outputs, normalisation, a 4x4 matrix with GELU, and the last 3x3 convolution, whose outputs are those
// of the four pixels of a 2x2 cell.
struct Head {
  Block block;
  Normalization normalization;
  const float* mix;
  const float* mix_bias;
  Matrix last;
};

inline constexpr int kLevels = 4;

struct Network {
  Stem sharp, soft;  // stem0 (then maximum-pooled) and stem1 (then averaged)
  Separable context_encoder[kLevels], context_decoder[kLevels];
  Attention attention;
  Block encoder[kLevels], decoder[kLevels];
  Head position, direction, type;
};

}  // namespace openbitmap::leader
