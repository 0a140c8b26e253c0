// Comforts of forms; every form works without them.
// Money is echoed in words, days get the browser's calendar, units are chosen from a list.

const lang = document.documentElement.lang;
const units = lang === "vi" ? [["tỷ", 1e9], ["triệu", 1e6], ["nghìn", 1e3]] : [["billion", 1e9], ["million", 1e6], ["thousand", 1e3]];
const grouped = (n) => n.toLocaleString(lang === "vi" ? "vi-VN" : "en-GB");

/** What an amount is in words, or "" while it cannot be read. The server reads it again, by its own rules. */
function inWords(text) {
  const digits = text.replace(/[\s.,]/g, "").replace(/(đồng|vnd|vnđ|đ|₫)$/i, "");
  if (!/^\d{1,16}$/.test(digits)) return "";
  let rest = Number(digits);
  const parts = [];
  for (const [name, size] of units) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n) parts.push(`${grouped(n)} ${name}`);
  }
  if (rest || !parts.length) parts.push(String(rest));
  return `${parts.join(" ")} đồng`;
}

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-money]")) return;
  const echo = document.getElementById(`${event.target.id}-echo`);
  if (echo) echo.textContent = inWords(event.target.value);
});

/** A button beside a day that opens the browser's own calendar. */
function calendars(root) {
  for (const input of root.querySelectorAll("[data-date]:not([data-ready])")) {
    input.dataset.ready = "";
    const native = document.createElement("input");
    if (!native.showPicker) continue;
    native.type = "date";
    native.className = "picker";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.title = lang === "vi" ? "Chọn trên lịch" : "Choose on the calendar";
    button.append(icon("calendar"));
    const name = document.createElement("span");
    name.className = "unseen";
    name.textContent = button.title;
    button.append(name);
    button.addEventListener("click", () => {
      const [d, m, y] = input.value.split(/[/.-]/);
      if (y && y.length === 4) native.value = `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
      native.showPicker();
    });
    native.addEventListener("change", () => {
      if (native.value) input.value = native.value.split("-").reverse().join("/");
      input.focus();
    });
    input.after(button, native);
  }
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  const sprite = document.querySelector("use[href*='icons']");
  use.setAttribute("href", `${sprite ? sprite.getAttribute("href").split("#")[0] : ""}#${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

// A unit chosen from the list that the server sent: its code goes into the input, its name beneath.
document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-code]");
  if (!choice) return;
  const input = document.getElementById(choice.dataset.into);
  const echo = document.getElementById(`${choice.dataset.into}-echo`);
  if (input) { input.value = choice.dataset.code; input.focus(); }
  if (echo) echo.textContent = choice.dataset.name;
  choice.parentElement.replaceChildren();
});

// Down from the input into the list, up and down within it, Escape closes it.
document.addEventListener("keydown", (event) => {
  const list = event.target.closest(".suggest") || (event.target.matches("[data-unit]") && document.getElementById(`${event.target.id}-list`));
  if (!list || !list.children.length) return;
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.indexOf(event.target);
  if (event.key === "ArrowDown") (buttons[at + 1] || buttons[0]).focus();
  else if (event.key === "ArrowUp" && at >= 0) (buttons[at - 1] || list.previousElementSibling).focus();
  else if (event.key === "Escape") list.replaceChildren();
  else return;
  event.preventDefault();
});

// What was typed must not be lost by a stray click.
let changed = false;
document.addEventListener("input", (event) => { if (event.target.closest("form[data-keep]")) changed = true; });
document.addEventListener("submit", () => { changed = false; });
window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

const wrong = document.querySelector(".note.errors[tabindex]");
if (wrong) wrong.focus();
calendars(document);
