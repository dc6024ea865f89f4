// The charted enlargement: both prints side by side at so many times their size, numbered features with leader lines
// to numbers at the edge, as a court expects it on paper. Drawn on canvases of their own, in millimetres of paper.

import { on } from "./marks.js";
import { partnerOf } from "./pairs.js";

const DOTS_A_MM = 10; // 254 dots an inch: sharp on paper, small in memory
const PAPER_MM = 88; // side of one print: two of them stand on a landscape A4 or Letter sheet with their numbers
const EDGE_MM = 14;

/** Draws one print of a chart. `features` are [{number, x, y}] in the picture's pixels. */
export function drawChart(canvas, { bitmap, picture, features, times }) {
  const perMm = (picture.ppi || 500) / 25.4;
  const side = PAPER_MM + 2 * EDGE_MM;
  canvas.width = canvas.height = side * DOTS_A_MM;
  canvas.style.setProperty("--chart-mm", `${side}mm`);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  const middle = middleOf(features, picture);
  const scale = (times / perMm) * DOTS_A_MM;
  const toPaper = ([x, y]) => [canvas.width / 2 + (x - middle[0]) * scale, canvas.height / 2 + (y - middle[1]) * scale];
  const edge = EDGE_MM * DOTS_A_MM;
  const inner = [edge, edge, PAPER_MM * DOTS_A_MM, PAPER_MM * DOTS_A_MM];
  context.save();
  context.beginPath();
  context.rect(...inner);
  context.clip();
  context.imageSmoothingQuality = "high";
  const [left, top] = toPaper([0, 0]);
  context.drawImage(bitmap, left, top, picture.width * scale, picture.height * scale);
  context.restore();
  context.strokeStyle = "#222";
  context.lineWidth = 2;
  context.strokeRect(...inner);
  leaders(context, features.map((each) => ({ number: each.number, at: toPaper([each.x, each.y]) })), inner);
}

function middleOf(features, picture) {
  if (!features.length) return [picture.width / 2, picture.height / 2];
  const [xs, ys] = [features.map((each) => each.x), features.map((each) => each.y)];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

/** Numbers stand around the frame in the order of their directions from its middle, so that no two lines cross much. */
function leaders(context, points, [x, y, w, h]) {
  const inside = points.filter(({ at }) => at[0] >= x && at[1] >= y && at[0] <= x + w && at[1] <= y + h);
  const centre = [x + w / 2, y + h / 2];
  const turns = inside.map((each) => ({ ...each, turn: Math.atan2(each.at[1] - centre[1], each.at[0] - centre[0]) }));
  turns.sort((a, b) => a.turn - b.turn);
  spread(turns);
  for (const { number, at, turn } of turns) {
    const end = onFrame(turn, centre, w / 2 + 55, h / 2 + 55);
    for (const [style, width] of [["#fff", 7], ["#b00020", 3]]) {
      context.strokeStyle = style;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(...at);
      context.lineTo(...end);
      context.stroke();
      context.beginPath();
      context.arc(at[0], at[1], 12, 0, 2 * Math.PI);
      context.stroke();
    }
    context.fillStyle = "#fff";
    context.beginPath();
    context.arc(end[0], end[1], 30, 0, 2 * Math.PI);
    context.fill();
    context.fillStyle = "#000";
    context.font = "700 42px 'Atkinson Hyperlegible', sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(number), end[0], end[1]);
  }
}

/** Pushes directions apart until neighbours do not cover each other. */
function spread(turns) {
  const least = Math.min(0.26, (2 * Math.PI) / Math.max(1, turns.length));
  for (let round = 0; round < 60; round += 1) {
    for (let i = 0; i < turns.length && turns.length > 1; i += 1) {
      const next = (i + 1) % turns.length;
      const gap = turns[next].turn - turns[i].turn + (next === 0 ? 2 * Math.PI : 0);
      if (gap < least) {
        turns[i].turn -= (least - gap) / 2;
        turns[next].turn += (least - gap) / 2;
      }
    }
  }
}

function onFrame(turn, [cx, cy], halfWidth, halfHeight) {
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  const far = Math.min(halfWidth / Math.max(1e-6, Math.abs(c)), halfHeight / Math.max(1e-6, Math.abs(s)));
  return [cx + c * far, cy + s * far];
}

/** The pairs of two pictures as features of either side, numbered alike. */
export function chartedPairs(probeMarks, comparison, { probe, candidate }) {
  const pairs = on(probeMarks, probe.name).map((mark) => ({ mark, partner: partnerOf(comparison, mark.number) }));
  const whole = pairs.filter(({ partner }) => partner?.picture === candidate.name);
  return {
    probe: whole.map(({ mark }) => ({ number: mark.number, x: mark.x, y: mark.y })),
    candidate: whole.map(({ mark, partner }) => ({ number: mark.number, x: partner.x, y: partner.y })),
  };
}
