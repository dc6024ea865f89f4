// Local enhancement: each tile's histogram, its slope limited so that noise is not blown up, spread over the full
// range; between tiles the mappings are blended. Works on 8-bit grey, 0 black; tiles of about 3 mm.

const TILE_MM = 3;
const SLOPE = 3;
const FLAT = 14; // standard deviation below which a tile holds no ridges worth enhancing: its noise is left alone

export function enhanced(grey, width, height, perMillimetre) {
  const tile = Math.max(16, Math.round(TILE_MM * perMillimetre));
  const [across, down] = [Math.max(1, Math.round(width / tile)), Math.max(1, Math.round(height / tile))];
  const maps = [];
  for (let j = 0; j < down; j += 1) {
    for (let i = 0; i < across; i += 1) maps.push(mapping(grey, width, bounds(i, across, width), bounds(j, down, height)));
  }
  return blended(grey, width, height, { maps, across, down });
}

function bounds(i, count, size) {
  return [Math.floor((i * size) / count), Math.floor(((i + 1) * size) / count)];
}

function mapping(grey, width, [left, right], [top, bottom]) {
  const histogram = new Float64Array(256);
  for (let y = top; y < bottom; y += 1) {
    for (let at = y * width + left; at < y * width + right; at += 1) histogram[grey[at]] += 1;
  }
  const total = Math.max(1, (right - left) * (bottom - top));
  const own = Math.min(1, spreadOf(histogram, total) / FLAT) ** 2;
  const most = (SLOPE * total) / 256;
  let cut = 0;
  for (let level = 0; level < 256; level += 1) {
    if (histogram[level] > most) {
      cut += histogram[level] - most;
      histogram[level] = most;
    }
  }
  const map = new Float32Array(256);
  let sum = 0;
  for (let level = 0; level < 256; level += 1) {
    sum += histogram[level] + cut / 256;
    map[level] = own * ((255 * sum) / total) + (1 - own) * level;
  }
  return map;
}

function spreadOf(histogram, total) {
  let [sum, squares] = [0, 0];
  for (let level = 0; level < 256; level += 1) {
    sum += histogram[level] * level;
    squares += histogram[level] * level * level;
  }
  return Math.sqrt(Math.max(0, squares / total - (sum / total) ** 2));
}

function blended(grey, width, height, { maps, across, down }) {
  const out = new Uint8ClampedArray(width * height);
  const columns = places(width, across);
  const rows = places(height, down);
  for (let y = 0; y < height; y += 1) {
    const { low: top, high: bottom, share: v } = rows[y];
    for (let x = 0; x < width; x += 1) {
      const { low: left, high: right, share: u } = columns[x];
      const level = grey[y * width + x];
      const above = maps[top * across + left][level] * (1 - u) + maps[top * across + right][level] * u;
      const below = maps[bottom * across + left][level] * (1 - u) + maps[bottom * across + right][level] * u;
      out[y * width + x] = above * (1 - v) + below * v;
    }
  }
  return out;
}

/** For every pixel of a line the two tiles whose middles it lies between, and how near it is to the second. */
function places(size, count) {
  return Array.from({ length: size }, (_, i) => {
    const at = ((i + 0.5) * count) / size - 0.5;
    const low = Math.min(count - 1, Math.max(0, Math.floor(at)));
    const high = Math.min(count - 1, low + 1);
    return { low, high, share: Math.min(1, Math.max(0, at - low)) };
  });
}
