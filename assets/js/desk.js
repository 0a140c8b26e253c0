// The desk by keyboard: Ctrl+Enter keeps the reception, Enter goes on to the next field.
// The form works without; then Enter keeps it.

const form = document.querySelector("[data-desk]");

if (form) {
  const fields = () => [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button")].filter((f) => f.tabIndex >= 0 && f.offsetParent !== null && !f.disabled);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.primary"));
      return;
    }
    if (!event.target.matches("input, select")) return;
    event.preventDefault();
    const all = fields();
    // A group of choices is one stop, as it is for Tab.
    const rest = all.slice(all.indexOf(event.target) + 1).filter((f) => f.type !== "radio" || f.name !== event.target.name);
    if (rest.length) rest[0].focus();
  });
}
