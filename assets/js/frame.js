// Small comforts of the frame; every page works without them.
// Ctrl-K or "/" to the search box, j/k/Enter in lists, narrow list of rooms.

const root = document.documentElement;
root.classList.add("js");

const typing = (target) => target.closest && target.closest("input, textarea, select, [contenteditable]");

const find = document.querySelector(".find input");
const rows = () => [...document.querySelectorAll("table[data-rows] tbody tr, ol[data-rows] > li")].filter((row) => row.querySelector("a"));
let at = -1;

function go(step) {
  const all = rows();
  if (!all.length) return;
  if (at >= 0 && all[at]) all[at].classList.remove("at");
  at = Math.max(0, Math.min(all.length - 1, at + step));
  all[at].classList.add("at");
  all[at].querySelector("a").focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && find) {
    event.preventDefault();
    find.focus();
    find.select();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/" && (document.querySelector("[data-slash]") || find)) {
    event.preventDefault();
    (document.querySelector("[data-slash]") || find).focus();
  } else if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
});

const narrow = document.querySelector(".narrow-rooms");
if (narrow) {
  const set = (on) => {
    root.classList.toggle("narrow", on);
    narrow.setAttribute("aria-expanded", String(!on));
  };
  let kept = false;
  try { kept = localStorage.getItem("narrow") === "1"; } catch { /* storage may be forbidden */ }
  set(kept);
  narrow.addEventListener("click", () => {
    const on = !root.classList.contains("narrow");
    set(on);
    try { localStorage.setItem("narrow", on ? "1" : "0"); } catch { /* then it lasts for this page */ }
  });
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

// A table wider than its place scrolls: the keyboard must reach it to do so.
for (const table of document.querySelectorAll(".table")) {
  if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
}
