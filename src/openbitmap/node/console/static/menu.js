// A wing of the menu that was opened closes again: on Escape (focus goes back to its word), on a press elsewhere, when
// focus leaves it. One at a time is the browser's doing (details of one name).

function opened() {
  return document.querySelector("header.bar details[open]");
}

document.addEventListener("keydown", (event) => {
  const wing = event.key === "Escape" ? opened() : null;
  if (!wing) return;
  const inside = wing.contains(document.activeElement);
  wing.open = false;
  if (inside) wing.querySelector("summary").focus();
});

document.addEventListener("pointerdown", (event) => {
  const wing = opened();
  if (wing && !wing.contains(event.target)) wing.open = false;
});

document.querySelector("header.bar")?.addEventListener("focusout", (event) => {
  const wing = opened();
  if (wing && event.relatedTarget && !wing.contains(event.relatedTarget)) wing.open = false;
});
