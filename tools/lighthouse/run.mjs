// Lighthouse over every public page of a running demo, in the installed Chromium and without a network.
// Says each page's four scores and fails below what is asked. $CHROMIUM names the browser, $THANHTRA the
// program; words behind it keep the pages whose address has one of them.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as launcher from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import { publicPages } from "../../tests/e2e/public-pages.mjs";

const ASKED = 95;
/** What falls short is measured again: what the machine did meanwhile is not the page's. The middle counts. */
const TRIES = 3;
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
  const program = process.env.THANHTRA ?? join(root, "target/release/thanhtra");
  const child = spawn(program, ["demo", "--dir", dir, "--listen", `127.0.0.1:${port}`], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`the demo ended with ${code}`)));
    child.stdout.on("data", (said) => { if (String(said).includes(`127.0.0.1:${port}`)) resolve(); });
  });
  return child;
}

/** What the page says of itself before it is measured. */
async function asked(url) {
  const answer = await fetch(url);
  const html = await answer.text();
  return { status: answer.status, unlisted: html.includes('name="robots" content="noindex"') };
}

/** Scores of one look: title and number. */
async function look(url, chrome, config, unlisted) {
  // A page that is meant for nobody's index is not asked to be in one.
  const flags = { port: chrome.port, logLevel: "error", output: "json", ...(unlisted ? { skipAudits: ["is-crawlable"] } : {}) };
  const { lhr } = await lighthouse(url, flags, config);
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  const failed = Object.values(lhr.categories).flatMap((c) => c.auditRefs.filter((r) => r.weight > 0).map((r) => lhr.audits[r.id]))
    .filter((a) => a.score !== null && a.score < 0.9).map((a) => `${a.id}${a.displayValue ? ` (${a.displayValue})` : ""}`);
  return { scores: Object.values(lhr.categories).map((c) => [c.title, Math.round(c.score * 100)]), failed };
}

/** The middle of several looks, for each category. */
const middle = (looks) => looks[0].scores.map(([title], at) => {
  const all = looks.map((l) => l.scores[at][1]).sort((a, b) => a - b);
  return [title, all[Math.floor(all.length / 2)]];
});

const port = await freePort();
const child = await demo(port);
const chrome = await launcher.launch({
  chromePath: process.env.CHROMIUM,
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
const [low, least, words] = [[], new Map(), process.argv.slice(2)];
let measured = 0;
try {
  const base = `http://127.0.0.1:${port}`;
  const pages = (await publicPages(base)).filter((path) => words.length === 0 || words.some((word) => path.includes(word)));
  console.log("           Perf  A11y  Best   SEO   page");
  for (const path of pages) {
    const { status, unlisted } = await asked(base + path);
    // What needs a code or an answer before it is one says so with another status: nothing to be scored.
    if (status !== 200) continue;
    for (const [name, config] of [["phone", undefined], ["desktop", desktopConfig]]) {
      const looks = [await look(base + path, chrome, config, unlisted)];
      while (looks.length < TRIES && middle(looks).some(([, n]) => n < ASKED)) looks.push(await look(base + path, chrome, config, unlisted));
      const scores = middle(looks);
      measured += 1;
      console.log(`${name.padEnd(8)} ${scores.map(([, n]) => String(n).padStart(6)).join("")}   ${decodeURI(path)}`);
      for (const [title, n] of scores) {
        least.set(`${name} ${title}`, Math.min(n, least.get(`${name} ${title}`) ?? 100));
        if (n < ASKED) low.push(`${name} ${path}: ${title} ${n}: ${looks.at(-1).failed.join(", ")}`);
      }
    }
  }
} finally {
  chrome.kill();
  child.removeAllListeners("exit");
  child.kill();
  rmSync(dir, { recursive: true, force: true });
}
console.log(`${measured} looks; the lowest of each:`);
for (const [what, n] of least) console.log(`  ${what.padEnd(26)} ${n}`);
if (low.length > 0) console.error(`below ${ASKED}:\n${low.join("\n")}`);
if (low.length > 0 || measured === 0) process.exitCode = 1;
