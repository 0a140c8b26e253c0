// The screens of a conference: the server draws, this replaces the moving part, counts
// seconds by the server's clock, sends buttons without leaving the page, and answers each
// sign of life of the server with one of the point's own. Every page works without it.

const { live: address, beat, broken, now } = document.body.dataset;
const live = document.getElementById("live");
const said = document.getElementById("said");
let ahead = Number(now) - Date.now();

function count() {
  const at = Date.now() + ahead;
  for (const left of document.querySelectorAll("[data-since][data-seconds]")) {
    const seconds = Math.round((Number(left.dataset.since) + Number(left.dataset.seconds) * 1000 - at) / 1000);
    const text = `${seconds < 0 ? "−" : ""}${Math.floor(Math.abs(seconds) / 60)}:${String(Math.abs(seconds) % 60).padStart(2, "0")}`;
    if (left.textContent !== text) left.textContent = text;
    left.classList.toggle("over", seconds < 0);
  }
  const clock = document.getElementById("clock");
  if (clock) clock.textContent = new Date(at + 7 * 3600_000).toISOString().slice(11, 16);
}
setInterval(count, 250);
count();

function tell(text) {
  said.textContent = text;
  said.hidden = !text;
}

const token = () => document.querySelector('input[name="csrf"]')?.value ?? "";

async function send(action, fields) {
  const body = new URLSearchParams(fields);
  const answer = await fetch(action, { method: "POST", body, headers: { "hx-request": "true" } });
  if (answer.status === 409) return (await answer.text()) || "409";
  if (!answer.ok) return `${broken} (${answer.status})`;
  return "";
}

async function alive() {
  if (!beat) return;
  try {
    await fetch(beat, { method: "POST", body: new URLSearchParams({ csrf: token() }), headers: { "hx-request": "true" } });
  } catch { /* the line says so itself */ }
}

if (address) {
  const line = new EventSource(address);
  line.addEventListener("clock", (event) => {
    ahead = Number(event.data) - Date.now();
    alive();
  });
  line.addEventListener("screen", (event) => {
    document.body.dataset.seq = event.lastEventId;
    const held = document.activeElement?.closest("#live button")?.value;
    live.innerHTML = event.data;
    if (held) [...live.querySelectorAll("button")].find((b) => b.value === held)?.focus();
    count();
  });
  line.onopen = () => { document.getElementById("broken").textContent = ""; alive(); };
  line.onerror = () => {
    document.getElementById("broken").textContent = broken;
    // A refusal ends the browser's own tries: the server may only just be starting.
    if (line.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 1500);
  };
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-act]");
  if (!form) return;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter)];
  try {
    const wrong = await send(form.action, fields);
    tell(wrong);
    if (!wrong && form.id !== "act" && form.dataset.stays === undefined) form.reset();
  } catch {
    tell(broken);
  }
});

// One key, or `f` and a digit; a remote control sends PageUp and PageDown.
let first = "";
document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = first + event.key;
  first = "";
  if (event.key === "f") { first = "f"; return; }
  const button = [...document.querySelectorAll("[data-keys]")].find((b) => b.dataset.keys.split(" ").includes(key));
  if (!button) return;
  event.preventDefault();
  button.click();
});
