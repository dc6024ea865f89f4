// The keyboard of every page: "?" lists the keys, j/k/Enter walk a list, a control's data-key presses it.
// A page with keys of its own names them in data-key with data-key-passive and listens itself.

const dialog = document.getElementById("keys");
const list = document.getElementById("key-list");

function typing(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable]");
}

function row(key, word) {
  const name = document.createElement("dt");
  const cap = document.createElement("kbd");
  cap.textContent = key;
  name.append(cap);
  const meaning = document.createElement("dd");
  meaning.textContent = word;
  list.append(name, meaning);
}

function showKeys() {
  list.replaceChildren();
  row("?", list.dataset.help);
  if (document.querySelector("[data-rows]")) {
    row("j", list.dataset.next);
    row("k", list.dataset.previous);
    row("Enter", list.dataset.open);
  }
  for (const control of document.querySelectorAll("[data-key]")) row(control.dataset.key, control.dataset.keyWord);
  dialog.showModal();
  dialog.scrollTop = 0;
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-rows] [data-row]")].filter((each) => each.offsetParent !== null);
  if (!rows.length) return;
  const here = rows.findIndex((each) => each === document.activeElement || each.contains(document.activeElement));
  const start = here >= 0 ? here + step : rows.findIndex((each) => each.getAttribute("aria-current")) + (step > 0 ? 1 : 0);
  const next = rows[Math.max(0, Math.min(rows.length - 1, start))];
  (next.matches("a, button") ? next : next.querySelector("a, button"))?.focus();
}

document.getElementById("show-keys")?.addEventListener("click", showKeys);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || dialog.open) return;
  if (event.key === "?") { event.preventDefault(); showKeys(); return; }
  if (event.key === "j" || event.key === "k") { walk(event.key === "j" ? 1 : -1); return; }
  for (const control of document.querySelectorAll("[data-key]:not([data-key-passive])")) {
    if (control.dataset.key === event.key && !control.disabled) {
      event.preventDefault();
      if (control.matches("input, select, textarea")) control.focus(); else control.click();
      return;
    }
  }
});

// A live part that cannot be renewed says so instead of growing old in silence.
const silence = document.getElementById("unanswered");
function unanswered(yes) {
  if (!silence || silence.hidden === !yes) return;
  silence.hidden = !yes;
  if (yes) silence.querySelector("time").textContent = new Date().toLocaleTimeString();
}
document.addEventListener("htmx:sendError", () => unanswered(true));
document.addEventListener("htmx:responseError", (event) => unanswered(event.detail.xhr.status >= 500));
document.addEventListener("htmx:afterOnLoad", (event) => { if (event.detail.successful) unanswered(false); });
// A part is not renewed under a hand that is typing or choosing in it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const part = event.detail.elt;
  if (event.detail.requestConfig.verb === "get" && part.contains(document.activeElement) && typing(document.activeElement)) {
    event.preventDefault();
  }
});
