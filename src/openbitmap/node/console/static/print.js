// The button that prints what is open. Without script the browser prints the same page: paper has its own rules.

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});
