// The charted enlargement as a sheet: chosen magnification, both prints with their numbered pairs, ready for paper.

import { chartedPairs, drawChart } from "./chart.js";

export function openChart(work, panes, words) {
  const dialog = document.getElementById("chart");
  const several = panes.sides.includes("candidate");
  const choose = document.getElementById("chart-times");
  const draw = () => drawSheet(dialog, { work, panes, words, several, times: Number(choose.value) });
  choose.onchange = draw;
  document.getElementById("chart-print").onclick = () => window.print();
  document.getElementById("chart-close").onclick = () => dialog.close();
  draw();
  dialog.showModal();
}

function drawSheet(dialog, { work, panes, words, several, times }) {
  const probe = work.picture("probe");
  const candidate = several ? work.picture("candidate") : null;
  const marks = work.marksHere("probe");
  const pairs = candidate ? chartedPairs(work.marks("probe"), work.comparison, { probe, candidate }) : { probe: marks, candidate: [] };
  const sides = [["probe", probe, pairs.probe], ["candidate", candidate, pairs.candidate]];
  let drawn = 0;
  for (const [side, picture, features] of sides) {
    const figure = dialog.querySelector(`[data-chart="${side}"]`);
    if (!figure) continue;
    const viewport = panes.viewports[side];
    figure.hidden = !picture || !viewport?.bitmap;
    if (figure.hidden) continue;
    drawChart(figure.querySelector("canvas"), { bitmap: viewport.bitmap, picture, features, times });
    const name = side === "probe" ? words.probe : `${words.candidate} ${work.at.letter}`;
    figure.querySelector("figcaption").textContent = `${name} · ${picture.label} · ${times}×`;
    figure.querySelector("canvas").setAttribute("aria-label", `${name}, ${picture.label}: ${features.map((each) => each.number).join(", ")}`);
    drawn = Math.max(drawn, features.length);
  }
  document.getElementById("chart-sum").textContent = words.chart_sum.replace("{n}", drawn);
}
