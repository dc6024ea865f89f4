// The network, from grey pixels to minutiae. Compiled once for each instruction set: nothing of the standard library's
// templates may be used here, since the linker keeps only one copy of those, and it might be the wrong one.
#include "leader_network.h"

#include <cmath>
#include <cstring>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include "leader_map.h"
#include "leader_multiply.h"
#include "leader_vector.h"

namespace openbitmap::leader::LEADER_VARIANT {
namespace {

constexpr int kTile = 24;            // pixels that go through a block together, small enough for the first-level cache
constexpr int kPadded = 224;         // channels of the widest block, padded
constexpr int kHidden = 4 * 219 + 4; // and its expansion, padded
constexpr int kReach = 3;            // non-maximum suppression looks this far: 7x7
constexpr float kBlur[3] = {0.375f, 0.25f, 0.0625f};  // binomial (1 4 6 4 1) / 16, from the middle outwards

// Denormal numbers cost a hundredfold and change no minutia.
class FlushDenormals {
#if defined(__SSE__)
 public:
  FlushDenormals() : before_(_mm_getcsr()) { _mm_setcsr(before_ | 0x8040); }
  ~FlushDenormals() { _mm_setcsr(before_); }

 private:
  unsigned before_;
#endif
};

int least(int a, int b) { return a < b ? a : b; }
int most(int a, int b) { return a > b ? a : b; }
int on_grid(int side) { return (side + kGrid - 1) / kGrid * kGrid; }

// What a run carries along: weights, memory, and two tiles that every layer may overwrite.
struct Context {
  Context(const Network& network, Scratch& scratch)
      : network(network), scratch(scratch), narrow(scratch, 1, kTile, kPadded, 0), wide(scratch, 1, kTile, kHidden, 0) {}

  const Network& network;
  Scratch& scratch;
  Map narrow, wide;
};

template <int K>
struct Taps {
  Taps(const Map& map, int dilation, int columns = K) {
    for (int y = 0; y < K; ++y)
      for (int x = 0; x < columns; ++x)
        offsets[y * columns + x] = dilation * ((y - K / 2) * map.row_stride() + (x - K / 2) * map.channels);
  }
  int offsets[K * K];
};

// The image centred on the grid, filled up with its first pixel (as the network was trained).
Map centred(Scratch& scratch, const Image& image) {
  Map map(scratch, on_grid(image.height), on_grid(image.width), 1, 4);
  const int top = (map.height - image.height) / 2, left = (map.width - image.width) / 2;
  for (int y = 0; y < map.height; ++y) {
    float* row = map.at(y, 0);
    for (int x = 0; x < map.width; ++x) row[x] = image.pixels[0];
    if (y < top || y >= top + image.height) continue;
    const std::uint8_t* pixels = image.pixels + static_cast<std::size_t>(y - top) * image.width;
    for (int x = 0; x < image.width; ++x) row[left + x] = pixels[x];
  }
  return map;
}

// One full-size row of both stems: 48 channels a pixel, the first 16 sharp, the others soft.
void stem_row(const Network& n, const Map& image, int y, float* out) {
  constexpr int kChannels = 48;
  const Taps<5> rows(image, 1, 1), dilated(image, 2);
  const float* first = image.at(y, 0);
  const Source plain{first, 1, rows.offsets}, wide{first, 1, dilated.offsets};
  multiply(image.width, n.sharp.plain, plain, {out, kChannels}, Then::nothing);
  multiply(image.width, n.sharp.dilated, wide, {out + 8, kChannels}, Then::nothing);
  multiply(image.width, n.soft.plain, plain, {out + 16, kChannels}, Then::nothing);
  multiply(image.width, n.soft.dilated, wide, {out + 32, kChannels}, Then::nothing);
  for (int x = 0; x < image.width; ++x) {
    normalize(out + x * kChannels, 16, n.sharp.normalization, Then::gelu);
    normalize(out + x * kChannels + 16, 32, n.soft.normalization, Then::gelu);
  }
}

// Both stems at half size: sharp (maximum) and soft (mean), two image rows at a time.
void stems(Context& c, const Map& image, Map& sharp, Map& soft) {
  Map rows(c.scratch, 2, image.width, 48, 0);
  for (int y = 0; y < sharp.height; ++y) {
    stem_row(c.network, image, 2 * y, rows.at(0, 0));
    stem_row(c.network, image, 2 * y + 1, rows.at(1, 0));
    for (int x = 0; x < sharp.width; ++x) {
      const float *p = rows.at(0, 2 * x), *q = p + 48, *r = rows.at(1, 2 * x), *s = r + 48;
      for (int j = 0; j < 16; j += kLanes) store(sharp.at(y, x) + j, largest_of_cell(p + j, q + j, r + j, s + j));
      p += 16, q += 16, r += 16, s += 16;
      for (int j = 0; j < 32; j += kLanes) store(soft.at(y, x) + j, mean_of_cell(p + j, q + j, r + j, s + j));
    }
  }
}

Map separable(Context& c, const Separable& layer, const Map& in) {
  Map out(c.scratch, in.height, in.width, layer.pointwise.outputs, 0);
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; x += kTile) {
      const int count = least(kTile, in.width - x);
      depthwise<5>(in, y, x, count, layer.depthwise, c.wide.at(0, 0));
      multiply(count, layer.pointwise, {c.wide.at(0, 0), in.channels, kHere}, {out.at(y, x), out.channels}, Then::nothing);
      for (int i = 0; i < count; ++i) normalize(out.at(y, x + i), out.channels, layer.normalization, Then::gelu);
    }
  return out;
}

// The first encoder and decoder: what lies around a place. `border` is for the attention's widest dilation.
Map around(Context& c, Map in, int border) {
  Map skips[kLevels] = {separable(c, c.network.context_encoder[0], in), Map(c.scratch, 0, 0, 0, 0),
                        Map(c.scratch, 0, 0, 0, 0), Map(c.scratch, 0, 0, 0, 0)};
  for (int i = 0; i < kLevels; ++i) {
    if (i) skips[i] = separable(c, c.network.context_encoder[i], in);
    Map smaller(c.scratch, skips[i].height / 2, skips[i].width / 2, skips[i].channels, 2);
    downsample(skips[i], smaller);
    in = static_cast<Map&&>(smaller);
  }
  for (int i = kLevels - 1; i >= 0; --i) {
    const Map decoded = separable(c, c.network.context_decoder[i], in);
    Map larger(c.scratch, skips[i].height, skips[i].width, decoded.channels + skips[i].channels, i ? 2 : border);
    join(decoded, skips[i], larger);
    in = static_cast<Map&&>(larger);
  }
  return in;
}

// The context, weighted by a gate that three dilations of itself open, and the soft stem beside it.
Map attend(Context& c, const Map& context, const Map& soft) {
  const Attention& a = c.network.attention;
  Map out(c.scratch, context.height, context.width, context.channels + soft.channels, kReach);
  const Taps<3> taps[3] = {{context, 1}, {context, 3}, {context, 6}};
  float *seen = c.narrow.at(0, 0), *gate = c.wide.at(0, 0);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; x += kTile) {
      const int count = least(kTile, out.width - x);
      for (int k = 0; k < 3; ++k)
        multiply(count, a.dilated[k], {context.at(y, x), context.channels, taps[k].offsets}, {seen + 16 * k, 48}, Then::gelu);
      multiply(count, a.gate, {seen, 48, kHere}, {gate, 32}, Then::sigmoid);
      for (int i = 0; i < count; ++i) {
        for (int j = 0; j < 32; j += kLanes)
          store(out.at(y, x + i) + j, load(context.at(y, x + i) + j) * load(gate + 32 * i + j));
        std::memcpy(out.at(y, x + i) + 32, soft.at(y, x + i), 32 * sizeof(float));
      }
    }
  return out;
}

// `count` pixels (at most kTile) of a row through an inverse bottleneck.
void block_tile(Context& c, const Block& b, const Map& in, int y, int x, int count, Target to) {
  float *seen = c.narrow.at(0, 0), *hidden = c.wide.at(0, 0);
  depthwise<7>(in, y, x, count, b.depthwise, seen);
  for (int i = 0; i < count; ++i) normalize(seen + i * in.channels, in.channels, b.normalization, Then::nothing);
  multiply(count, b.expand, {seen, in.channels, kHere}, {hidden, b.expand.outputs}, Then::gelu);
  multiply(count, b.reduce, {hidden, b.expand.outputs, kHere}, to, Then::nothing);
  multiply(count, b.adjust, {in.at(y, x), in.channels, kHere}, to, Then::nothing);
}

Map block(Context& c, const Block& b, const Map& in) {
  Map out(c.scratch, in.height, in.width, b.reduce.outputs, 0);
  for (int y = 0; y < in.height; ++y)
    for (int x = 0; x < in.width; x += kTile)
      block_tile(c, b, in, y, x, least(kTile, in.width - x), {out.at(y, x), out.channels});
  return out;
}

// The second encoder and decoder: what the heads look at.
Map refine(Context& c, Map in) {
  Map skips[kLevels] = {block(c, c.network.encoder[0], in), Map(c.scratch, 0, 0, 0, 0), Map(c.scratch, 0, 0, 0, 0),
                        Map(c.scratch, 0, 0, 0, 0)};
  for (int i = 0; i < kLevels; ++i) {
    if (i) skips[i] = block(c, c.network.encoder[i], in);
    Map smaller(c.scratch, skips[i].height / 2, skips[i].width / 2, skips[i].channels, kReach);
    downsample(skips[i], smaller);
    in = static_cast<Map&&>(smaller);
  }
  for (int i = kLevels - 1; i >= 0; --i) {
    const Map decoded = block(c, c.network.decoder[i], in);
    Map larger(c.scratch, skips[i].height, skips[i].width, decoded.channels + skips[i].channels, kReach);
    join(skips[i], decoded, larger);
    in = static_cast<Map&&>(larger);
  }
  return in;
}

// Four numbers a pixel before the last convolution of a head, stored kPanel apart.
void head_tile(Context& c, const Head& h, const Map& in, int y, int x, int count, float* out) {
  block_tile(c, h.block, in, y, x, count, {out, kPanel});
  for (int i = 0; i < count; ++i) {
    float* v = out + i * kPanel;
    const float mean = (v[0] + v[1] + v[2] + v[3]) * 0.25f;
    float squares = 0;
    for (int j = 0; j < 4; ++j) squares += (v[j] - mean) * (v[j] - mean);
    const float factor = 1.f / std::sqrt(squares * 0.25f + 1e-3f);
    Vector mixed = {h.mix_bias[0], h.mix_bias[1], h.mix_bias[2], h.mix_bias[3]};
    for (int k = 0; k < 4; ++k) {
      const float u = (v[k] - mean) * factor * h.normalization.scale[k] + h.normalization.shift[k];
      for (int j = 0; j < 4; ++j) mixed[j] += u * h.mix[k * 4 + j];
    }
    store(v, gelu(mixed));
  }
}

// How likely each full-size pixel is a minutia, with room for the blur around it.
Map positions(Context& c, const Map& features) {
  const Head& h = c.network.position;
  Map small(c.scratch, features.height, features.width, kPanel, 1);
  for (int y = 0; y < small.height; ++y)
    for (int x = 0; x < small.width; x += kTile)
      head_tile(c, h, features, y, x, least(kTile, small.width - x), small.at(y, x));
  Map out(c.scratch, 2 * small.height, 2 * small.width, 1, 2), cells(c.scratch, 1, small.width, kPanel, 0);
  const Taps<3> taps(small, 1);
  for (int y = 0; y < small.height; ++y) {
    multiply(small.width, h.last, {small.at(y, 0), kPanel, taps.offsets}, {cells.at(0, 0), kPanel}, Then::sigmoid);
    for (int x = 0; x < small.width; ++x) {
      std::memcpy(out.at(2 * y, 2 * x), cells.at(0, x), 2 * sizeof(float));
      std::memcpy(out.at(2 * y + 1, 2 * x), cells.at(0, x) + 2, 2 * sizeof(float));
    }
  }
  return out;
}

float blurred_at(const float* a, int step) {
  return kBlur[0] * a[0] + kBlur[1] * (a[-step] + a[step]) + kBlur[2] * (a[-2 * step] + a[2 * step]);
}

Map blur(Context& c, const Map& in) {
  Map sideways(c.scratch, in.height + 4, in.width, 1, 0), out(c.scratch, in.height, in.width, 1, 0);
  for (int y = -2; y < in.height + 2; ++y)
    for (int x = 0; x < in.width; ++x) *sideways.at(y + 2, x) = blurred_at(in.at(y, x), 1);
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) *out.at(y, x) = blurred_at(sideways.at(y + 2, x), sideways.row_stride());
  return out;
}

bool is_peak(const Map& map, int y, int x) {
  const float value = *map.at(y, x);
  for (int v = most(0, y - kReach); v <= least(map.height - 1, y + kReach); ++v)
    for (int u = most(0, x - kReach); u <= least(map.width - 1, x + kReach); ++u)
      if (*map.at(v, u) > value) return false;
  return true;
}

// The outputs of a head at one full-size pixel only: direction and type are asked for minutiae, not for every pixel.
void head_at(Context& c, const Head& h, const Map& features, int y, int x, float* out) {
  float around[3][3][kPanel] = {};
  const int row = y / 2, column = x / 2;
  const int left = most(0, column - 1), right = least(features.width - 1, column + 1);
  for (int v = most(0, row - 1); v <= least(features.height - 1, row + 1); ++v)
    head_tile(c, h, features, v, left, right - left + 1, around[v - row + 1][left - column + 1]);
  std::memcpy(out, h.last.bias, kPanel * sizeof(float));
  const float* panel = h.last.panels;
  for (int tap = 0; tap < 9; ++tap)
    for (int k = 0; k < 4; ++k, panel += kPanel)
      for (int j = 0; j < kPanel; ++j) out[j] += around[tap / 3][tap % 3][k] * panel[j];
}

Minutia describe(Context& c, const Map& features, int y, int x, float quality) {
  const int phase = (y & 1) * 2 + (x & 1);
  float vector[kPanel], type[kPanel];
  head_at(c, c.network.direction, features, y, x, vector);
  head_at(c, c.network.type, features, y, x, type);
  return {static_cast<float>(x), static_cast<float>(y), std::atan2(vector[2 * phase + 1], vector[2 * phase]),
          1.f / (1.f + std::exp(-type[phase])), quality};
}

int peaks(Context& c, const Map& likely, const Map& features, const Image& image, float least_quality, Minutia* found) {
  const int top = (likely.height - image.height) / 2, left = (likely.width - image.width) / 2;
  int count = 0;
  for (int y = top; y < top + image.height; ++y)
    for (int x = left; x < left + image.width && count < kMostMinutiae; ++x) {
      const float quality = *likely.at(y, x);
      if (!(quality >= least_quality) || !is_peak(likely, y, x)) continue;
      found[count] = describe(c, features, y, x, quality);
      found[count].x -= left;
      found[count].y -= top;
      ++count;
    }
  return count;
}

}  // namespace

int run(const Network& network, Scratch& scratch, const Image& image, float least_quality, Minutia* found) {
  const FlushDenormals flush;
  Context c(network, scratch);
  Map pixels = centred(scratch, image);
  Map sharp(scratch, pixels.height / 2, pixels.width / 2, 16, 2), soft(scratch, pixels.height / 2, pixels.width / 2, 32, 0);
  stems(c, pixels, sharp, soft);
  const Map context = around(c, static_cast<Map&&>(sharp), 6);
  const Map features = refine(c, attend(c, context, soft));
  const Map likely = blur(c, positions(c, features));
  return peaks(c, likely, features, image, least_quality, found);
}

}  // namespace openbitmap::leader::LEADER_VARIANT
