// What somebody typed outlives a sign-in, a step-up or a refusal in between. A form that is sent leaves its typed fields
// under the page's address, for this tab and this person; a page marked data-between leaves them there; the page itself
// puts them back if one of those came between, and any other page drops them. Never passwords, never files, and nothing
// hidden: what the node put into the form, it puts in anew.

const KEY = "openbitmap-kept";
const NEVER = "[type=password], [type=file], [type=hidden], [type=submit], [type=button]";

const address = () => location.pathname + location.search;
const who = () => document.body.dataset.viewer ?? "";
const forms = () => [...document.forms].filter((form) => form.method === "post");
const fields = (form) => [...form.elements].filter((each) => each.name && each.matches("input, textarea, select") && !each.matches(NEVER));
const ticked = (field) => field.matches("[type=checkbox], [type=radio]");

function keep(form) {
  if (document.querySelector("[data-between]")) return;
  const typed = fields(form).map((each) => (ticked(each) ? each.checked : each.value));
  if (!typed.length) { sessionStorage.removeItem(KEY); return; }
  const place = forms().indexOf(form);
  sessionStorage.setItem(KEY, JSON.stringify({ who: who(), address: address(), action: form.getAttribute("action"), place, typed, between: false }));
}

function putBack(kept) {
  const same = forms().filter((form) => form.getAttribute("action") === kept.action);
  const form = same.find((each) => forms().indexOf(each) === kept.place) ?? same[0];
  const found = form ? fields(form) : [];
  if (found.length !== kept.typed.length) return;
  found.forEach((each, n) => { if (ticked(each)) each.checked = kept.typed[n]; else each.value = kept.typed[n]; });
  for (let part = form.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  found[0].focus();
}

const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
if (kept && document.querySelector("[data-between]")) {
  sessionStorage.setItem(KEY, JSON.stringify({ ...kept, between: true }));
} else if (kept) {
  sessionStorage.removeItem(KEY);
  if (kept.between && kept.who === who() && kept.address === address()) putBack(kept);
}

let edited = null;
document.addEventListener("input", (event) => { if (event.target.form?.method === "post") edited = event.target.form; });
document.addEventListener("submit", (event) => { if (event.target.method === "post") keep(event.target); });
// A live part finds the session ended and leads to the sign-in while something is half typed.
document.addEventListener("htmx:beforeOnLoad", (event) => { if (event.detail.xhr.status === 401 && edited?.isConnected) keep(edited); });
