// The bench: reads what the node says of the case, puts the parts together, and keeps page and work in step.

import { Conclusion } from "./conclusion.js";
import { Draft } from "./draft.js";
import { wireKeys } from "./keys.js";
import { Panes } from "./panes.js";
import { keepScreenDpi, scaleOf, screenDpi, timesOf } from "./ruler.js";
import { openChart } from "./sheet.js";
import { Strip } from "./strip.js";
import { MarkTable } from "./table.js";
import { Work } from "./work.js";

const CLOSE_UP = 18; // screen pixels a millimetre when a mark is jumped to from farther away

const config = JSON.parse(document.getElementById("bench-data").textContent);
const { words } = config;
const work = new Work(config);
const panes = new Panes(work, words);
const draft = new Draft(`${config.address}/draft`, config.draft?.counter ?? 0, { elsewhere: words.elsewhere, told: tellSaved });
const strip = new Strip(work, words, showPicture);
const table = new MarkTable(work, words, { jump, remove: (side, number) => work.remove(side, number) });
const conclusion = new Conclusion(work, draft, words);

/** Everything that shows the work, drawn anew; the panes at the next frame. */
function refresh() {
  table.draw();
  strip.draw();
  panes.redraw();
  document.getElementById("undo").disabled = !work.history.canUndo;
  document.getElementById("redo").disabled = !work.history.canRedo;
  for (const each of document.querySelectorAll("[name=worth]")) each.checked = work.state.suitability[work.at.probe] === each.value;
  for (const each of document.querySelectorAll("[data-kind]")) press(each, each.dataset.kind === work.kind);
  for (const each of document.querySelectorAll("[data-letter]")) press(each, each.dataset.letter === work.at.letter);
  document.querySelector("[data-letter][aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function press(button, on) { button.setAttribute("aria-pressed", String(on)); }

function keep() { if (work.writable) draft.save(work.body); }

work.told = refresh;
work.kept = keep;
work.history.watch((_state, amended) => {
  if (!amended) keep();
  refresh();
});

function tellSaved(state, trouble) {
  const place = document.getElementById("saved");
  place.dataset.state = state;
  const time = `${new Date().toISOString().slice(11, 19)} UTC`;
  place.textContent = words[`draft_${state}`].replace("{time}", time);
  if (state === "stopped") stopped(trouble);
}

/** The case left these hands, or the session ended: what was kept is kept, the way on is said. */
function stopped(trouble) {
  const note = document.getElementById("stopped");
  note.hidden = false;
  note.querySelector("#stopped-why").textContent = trouble.message;
}

async function showPicture(side, name) {
  work.at[side] = name;
  if (side === "probe" && panes.sides.includes("candidate")) work.follow();
  work.at.selected = null;
  refresh();
  await panes.show();
  refresh();
}

async function page(step) {
  const side = work.sides.get(panes.active);
  const those = work.pictures(side);
  if (!those.length) return;
  const here = those.findIndex((each) => each.name === work.at[side]);
  await showPicture(side, those[(here + step + those.length) % those.length].name);
}

async function showCandidate(letter) {
  work.at.letter = letter;
  work.at.candidate = "";
  work.at.selected = work.at.selected?.side === "probe" ? work.at.selected : null;
  work.follow();
  refresh();
  await panes.show();
  panes.fetchAhead();
  keep();
}

function nextCandidate(step) {
  const letters = config.candidates.map((each) => each.letter);
  if (letters.length > 1) showCandidate(letters[(letters.indexOf(work.at.letter) + step + letters.length) % letters.length]);
}

/** A mark of either side into the middle of its pane, its partner into the middle of the other. */
async function jump(side, number) {
  const mark = work.marks(side).find((each) => each.number === number);
  if (!mark) return false;
  const other = side === "probe" ? work.partner(number) : null;
  if (work.at[side] !== mark.picture) await showPicture(side, mark.picture);
  if (other && other.picture !== work.at.candidate) await showPicture("candidate", other.picture);
  for (const viewport of Object.values(panes.viewports)) {
    if (viewport.view.scale < CLOSE_UP && (panes.link.on || viewport === panes.viewports[side])) viewport.zoom(CLOSE_UP / viewport.view.scale);
  }
  const viewport = panes.viewports[side];
  const [dx, dy] = viewport.offset(mark.x, mark.y);
  panes.link.pan(viewport, -dx, -dy); // without a partner the other pane goes as far, if they are linked
  if (other) panes.viewports.candidate.centre(other.x, other.y);
  work.at.selected = { side, number };
  refresh();
  return true;
}

function chooseTool(name) {
  panes.tool = name;
  for (const each of document.querySelectorAll("[data-tool]")) press(each, each.dataset.tool === name);
  document.getElementById("panes").dataset.held = name;
}

function filtered(now) {
  press(document.getElementById("invert"), now.invert);
  for (const each of document.querySelectorAll("[data-base]")) press(each, each.dataset.base === now.base);
  document.getElementById("contrast").value = 510 - now.width;
  document.getElementById("brightness").value = 255 - now.level;
  document.getElementById("gamma").value = Math.log2(now.gamma);
}

function chooseBase(name) { panes.filter({ base: panes.filtersNow.base === name ? "plain" : name }); }

function times(many) {
  panes.link.scale(scaleOf(many));
}

const acts = {
  tool: chooseTool,
  base: chooseBase,
  invert: () => panes.filter({ invert: !panes.filtersNow.invert }),
  levels: () => panes.filter({ level: 127.5, width: 255, gamma: 1, invert: false, base: "plain" }),
  fit: () => panes.link.fit(),
  times,
  link: toggleLink,
  marks: () => { panes.marksShown = !panes.marksShown; press(document.getElementById("show-marks"), panes.marksShown); panes.redraw(); },
  machine: async () => { await panes.toggleMachine(); press(document.getElementById("machine"), panes.machineShown); },
  undo: () => work.history.undo(),
  redo: () => work.history.redo(),
  page,
  nextCandidate,
  jump: (number) => jump("probe", number),
  next: () => { const open = work.nextOpen(); if (open) jump("probe", open.number); },
  kind: () => work.cycleKind(),
  turn: (by) => work.turn(by),
  remove: () => { const { selected } = work.at; if (selected) work.remove(selected.side, selected.number); },
  markHere: () => {
    const viewport = panes.active;
    const place = viewport.toPicture(viewport.size[0] / 2, viewport.size[1] / 2);
    if (viewport.holds(...place)) work.place(viewport, ...place);
  },
  pair: pairSelected,
  chart: () => openChart(work, panes, words),
  space: (down) => { panes.space = down; document.getElementById("panes").classList.toggle("panning", down); },
};

let lastProbe = 0;

/** The probe's mark chosen last and the candidate's mark chosen now become a pair. */
function pairSelected() {
  const { selected } = work.at;
  if (selected?.side === "candidate" && lastProbe) work.pair(lastProbe, selected.number);
}

const select = work.select.bind(work);
work.select = (viewport, number) => {
  if (work.sides.get(viewport) === "probe") lastProbe = number;
  select(viewport, number);
};

function toggleLink() {
  panes.link.on = !panes.link.on;
  const button = document.getElementById("link");
  press(button, panes.link.on);
  button.querySelector(".link-word").textContent = panes.link.on ? words.linked : words.free;
}

function wireControls() {
  panes.filtered = filtered;
  for (const each of document.querySelectorAll("[data-tool]")) each.addEventListener("click", () => chooseTool(each.dataset.tool));
  for (const each of document.querySelectorAll("[data-base]")) each.addEventListener("click", () => chooseBase(each.dataset.base));
  for (const each of document.querySelectorAll("[data-times]")) each.addEventListener("click", () => times(Number(each.dataset.times)));
  for (const each of document.querySelectorAll("[data-act]")) each.addEventListener("click", () => acts[each.dataset.act]());
  for (const each of document.querySelectorAll("[data-letter]")) each.addEventListener("click", () => showCandidate(each.dataset.letter));
  for (const each of document.querySelectorAll("[data-page]")) each.addEventListener("click", () => page(Number(each.dataset.page)));
  for (const each of document.querySelectorAll("[name=worth]")) each.addEventListener("change", () => work.judgeWorth(each.value));
  for (const each of document.querySelectorAll("[data-kind]")) {
    each.addEventListener("click", () => { work.kind = each.dataset.kind; refresh(); });
  }
  const slide = (id, change) => document.getElementById(id).addEventListener("input", (event) => panes.filter(change(Number(event.target.value))));
  slide("contrast", (value) => ({ width: Math.max(8, 510 - value) }));
  slide("brightness", (value) => ({ level: 255 - value }));
  slide("gamma", (value) => ({ gamma: 2 ** value }));
  const dpi = document.getElementById("screen-dpi");
  dpi.value = screenDpi();
  dpi.addEventListener("change", () => { keepScreenDpi(Number(dpi.value)); panes.redraw(); });
}

async function begin() {
  const ground = getComputedStyle(document.getElementById("panes")).getPropertyValue("--pane").trim();
  for (const viewport of Object.values(panes.viewports)) viewport.ground = ground || "#1b1f24";
  wireControls();
  wireKeys(acts);
  chooseTool(panes.tool);
  const first = work.picture("probe") ?? work.pictures("probe").find((each) => each.kind === "finger") ?? work.pictures("probe")[0];
  work.at.probe = first?.name ?? "";
  if (work.at.letter && !work.picture("candidate")) work.follow();
  refresh();
  await panes.show();
  document.body.dataset.ready = String(Math.round(performance.now()));
  panes.fetchAhead();
}

// For the browser tests: what is on the screen, in the page's own terms.
window.openbitmapBench = { work, panes, draft, conclusion, timesOf };
begin();
