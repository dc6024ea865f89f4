// A button with data-copy="ID" puts the text of that element on the clipboard, and says so.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const shown = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(shown.textContent.trim());
      button.querySelector("span:not(.icon)").textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(shown); // without leave to write there, the person copies what is selected
    }
  });
}
