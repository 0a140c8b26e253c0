// Lighthouse over the public portal of a running demo, in the installed Chromium and without a network.
// Says each page's four scores and fails below what is asked. $CHROMIUM names the browser.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as launcher from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const ASKED = 95;
const root = new URL("../../", import.meta.url).pathname;
const dir = mkdtempSync(join(tmpdir(), "thanhtra-lighthouse-"));
// A demo already filled, to start from a copy of it.
if (process.env.THANHTRA_E2E_DEMO) cpSync(process.env.THANHTRA_E2E_DEMO, dir, { recursive: true });

async function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

async function demo(port) {
  const program = process.env.THANHTRA ?? join(root, "target/debug/thanhtra");
  const child = spawn(program, ["demo", "--dir", dir, "--listen", `127.0.0.1:${port}`], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
    child.stdout.on("data", (said) => { if (String(said).includes(`127.0.0.1:${port}`)) resolve(); });
  });
  return child;
}

/** What readers open: the lists, and the first page of each. */
async function pages(base) {
  const first = async (list, under) => {
    const html = await (await fetch(base + list)).text();
    return html.match(new RegExp(`href="(${under}[^"?/]+)"`))[1];
  };
  return ["/news", await first("/news", "/news/"), await first("/conclusions", "/conclusions/"), "/open",
    await first("/open", "/open/"), "/open/how-long", "/file", "/track", "/en/news"];
}

const port = await freePort();
const child = await demo(port);
const chrome = await launcher.launch({
  chromePath: process.env.CHROMIUM,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
const low = [];
try {
  const base = `http://127.0.0.1:${port}`;
  for (const path of await pages(base)) {
    for (const [name, config] of [["phone", undefined], ["desktop", desktopConfig]]) {
      const { lhr } = await lighthouse(base + path, { port: chrome.port, logLevel: "error", output: "json" }, config);
      const scores = Object.values(lhr.categories).map((c) => [c.title, Math.round(c.score * 100)]);
      console.log(`${name.padEnd(8)} ${scores.map(([, n]) => String(n).padStart(4)).join("")}   ${decodeURI(path)}`);
      for (const [title, n] of scores.filter(([, score]) => score < ASKED)) low.push(`${name} ${path}: ${title} ${n}`);
      for (const { id, score, title, scoreDisplayMode } of Object.values(lhr.audits)) {
        if (score !== null && score < 0.9 && scoreDisplayMode === "binary") console.log(`           ${id}: ${title}`);
      }
    }
  }
} finally {
  chrome.kill();
  child.removeAllListeners("exit");
  child.kill();
  rmSync(dir, { recursive: true, force: true });
}
console.log("scores: Performance, Accessibility, Best Practices, SEO");
if (low.length > 0) {
  console.error(`below ${ASKED}:\n${low.join("\n")}`);
  process.exitCode = 1;
}
