// The ridge tracing view: where ridges run, as lines of one pixel. Orientation from the structure tensor, a filter
// along the ridge and across it, then thinning. It is a reading aid: the machine's minutiae come from elsewhere.

const RIDGE_MM = 0.46; // the usual distance of two ridges
const DIRECTIONS = 16;
const LEAST_ENERGY = 9;

/** Lines (1) on ground (0), for grey pixels with dark ridges. */
export function traced(grey, width, height, perMillimetre) {
  const period = RIDGE_MM * perMillimetre;
  const field = orientation(grey, width, height, Math.max(6, Math.round(period)));
  const lines = filtered(grey, width, height, { field, period });
  return thinned(lines, width, height);
}

/** Per pixel the direction of the ridge as one of DIRECTIONS, 255 where there is none. */
function orientation(grey, width, height, reach) {
  const n = width * height;
  const [xx, yy, xy] = [new Float32Array(n), new Float32Array(n), new Float32Array(n)];
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      const gx = grey[at + 1] - grey[at - 1];
      const gy = grey[at + width] - grey[at - width];
      xx[at] = gx * gx;
      yy[at] = gy * gy;
      xy[at] = gx * gy;
    }
  }
  for (const plane of [xx, yy, xy]) for (let turn = 0; turn < 2; turn += 1) boxed(plane, width, height, reach);
  const field = new Uint8Array(n).fill(255);
  for (let at = 0; at < n; at += 1) {
    const energy = Math.sqrt(xx[at] + yy[at]);
    if (energy < LEAST_ENERGY) continue;
    const across = 0.5 * Math.atan2(2 * xy[at], xx[at] - yy[at]);
    const along = (across + Math.PI / 2 + Math.PI) % Math.PI;
    field[at] = Math.round((along * DIRECTIONS) / Math.PI) % DIRECTIONS;
  }
  return field;
}

/** The mean over (2 reach + 1) pixels in rows, then in columns; running sums, so its cost does not grow with reach. */
function boxed(plane, width, height, reach) {
  const line = new Float32Array(Math.max(width, height));
  const run = (start, step, count) => {
    let sum = 0;
    for (let i = 0; i < count; i += 1) line[i] = plane[start + i * step];
    for (let i = 0; i < Math.min(reach, count); i += 1) sum += line[i];
    for (let i = 0; i < count; i += 1) {
      if (i + reach < count) sum += line[i + reach];
      if (i - reach - 1 >= 0) sum -= line[i - reach - 1];
      plane[start + i * step] = sum / (2 * reach + 1);
    }
  };
  for (let y = 0; y < height; y += 1) run(y * width, 1, width);
  for (let x = 0; x < width; x += 1) run(x, width, height);
}

/** Ridges of one distance: smoothed along the ridge, compared across it with both valleys. */
function filtered(grey, width, height, { field, period }) {
  const kernels = Array.from({ length: DIRECTIONS }, (_, i) => kernel((i * Math.PI) / DIRECTIONS, period));
  const reach = Math.ceil(period);
  const out = new Uint8Array(width * height);
  for (let y = reach; y < height - reach; y += 1) {
    for (let x = reach; x < width - reach; x += 1) {
      const at = y * width + x;
      if (field[at] === 255) continue;
      const { dx, dy, weight } = kernels[field[at]];
      let sum = 0;
      for (let k = 0; k < weight.length; k += 1) sum += weight[k] * grey[at + dy[k] * width + dx[k]];
      out[at] = sum < -0.5 ? 1 : 0;
    }
  }
  return out;
}

function kernel(angle, period) {
  const reach = Math.ceil(period * 0.9);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const taps = [];
  for (let dy = -reach; dy <= reach; dy += 1) {
    for (let dx = -reach; dx <= reach; dx += 1) {
      const along = c * dx + s * dy;
      const across = -s * dx + c * dy;
      const near = Math.exp(-((along * along) / (0.9 * period * period) + (across * across) / (0.5 * period * period)));
      if (near > 0.05) taps.push([dx, dy, near * Math.cos((2 * Math.PI * across) / period), near]);
    }
  }
  const mean = taps.reduce((sum, tap) => sum + tap[2], 0) / taps.reduce((sum, tap) => sum + tap[3], 0);
  const even = taps.map((tap) => tap[2] - mean * tap[3]);
  const norm = even.reduce((sum, each) => sum + Math.abs(each), 0);
  return {
    dx: Int32Array.from(taps, (tap) => tap[0]),
    dy: Int32Array.from(taps, (tap) => tap[1]),
    weight: Float32Array.from(even, (each) => each / norm),
  };
}

/** Zhang and Suen's thinning (1984): border pixels are taken away in two turns until only middles are left. */
function thinned(lines, width, height) {
  const around = [-width, -width + 1, 1, width + 1, width, width - 1, -1, -width - 1];
  let alive = [];
  for (let at = width + 1; at < (height - 1) * width - 1; at += 1) if (lines[at]) alive.push(at);
  for (let round = 0; round < 40; round += 1) {
    let gone = 0;
    for (const turn of [0, 1]) {
      const taken = alive.filter((at) => removable(lines, at, around, turn));
      for (const at of taken) lines[at] = 0;
      gone += taken.length;
      if (taken.length) alive = alive.filter((at) => lines[at]);
    }
    if (!gone) break;
  }
  return lines;
}

function removable(lines, at, around, turn) {
  let neighbours = 0;
  let changes = 0;
  for (let i = 0; i < 8; i += 1) {
    const here = lines[at + around[i]];
    neighbours += here;
    if (!here && lines[at + around[(i + 1) % 8]]) changes += 1;
  }
  if (neighbours < 2 || neighbours > 6 || changes !== 1) return false;
  const [n, e, s, w] = [lines[at + around[0]], lines[at + around[2]], lines[at + around[4]], lines[at + around[6]]];
  return turn === 0 ? !(n && e && s) && !(e && s && w) : !(n && e && w) && !(n && s && w);
}
