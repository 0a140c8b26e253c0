// Starts the demo once for a test file and drives the installed Chromium.
// No browser is downloaded; $CHROMIUM names the one to use.
import { after, before } from "node:test";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const root = new URL("../../", import.meta.url).pathname;

async function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Runs `thanhtra demo` on a free port, with more arguments if given; resolves when it says it listens.
 * $THANHTRA_E2E_DEMO names a folder with a demo already filled, to start from a copy of it.
 */
export async function startDemo(more = []) {
  const dir = mkdtempSync(join(tmpdir(), "thanhtra-e2e-"));
  if (process.env.THANHTRA_E2E_DEMO) cpSync(process.env.THANHTRA_E2E_DEMO, dir, { recursive: true });
  const port = await freePort();
  const start = async () => {
    const child = spawn(join(root, "target/debug/thanhtra"), ["demo", "--dir", dir, "--listen", `127.0.0.1:${port}`, ...more], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    await new Promise((resolve, reject) => {
      const hear = (chunk) => {
        said += chunk;
        if (said.includes(`127.0.0.1:${port}`)) resolve();
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.on("exit", (code) => reject(new Error(`demo ended with ${code}:\n${said}`)));
    });
    return child;
  };
  let child = await start();
  const end = async (signal) => {
    child.removeAllListeners("exit");
    child.kill(signal);
    await new Promise((resolve) => child.on("exit", resolve));
  };
  return {
    base: `http://127.0.0.1:${port}`,
    /** Kills it as a power cut would. */
    kill: () => end("SIGKILL"),
    /** Starts it again on the same data and port. */
    async again() {
      child = await start();
    },
    async stop() {
      await end("SIGTERM");
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** A browser of the machine, with more switches if given; --no-sandbox because CI runs as root. */
export async function startBrowser(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...more],
  });
}

/** The demo and the browser of a file of journeys, once {@link stage} was asked for them. */
export let demo, browser;

/** Starts them before the journeys of a file and ends them after. */
export function stage() {
  before(async () => {
    demo = await startDemo();
    browser = await startBrowser();
  }, { timeout: 120_000 });
  after(async () => {
    await browser?.close();
    await demo?.stop();
  });
}

/** A page in the given language and size. */
export async function openPage(browser, { lang = "vi", width = 1366, height = 768, javaScriptEnabled = true, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ colorScheme, locale: lang === "vi" ? "vi-VN" : "en-GB", viewport: { width, height }, javaScriptEnabled });
  return context.newPage();
}

/** Signs in with one of the demo's names; the demo says its password on its first page. */
export async function signIn(page, base, name) {
  await page.goto(`${base}/sign-in`);
  await page.fill('input[name="login"]', name);
  await page.fill('input[name="password"]', "haiphong-2023");
  await page.locator("main form button.primary").click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}

/**
 * Does what leads to another page, and waits until that page stands: also when its
 * address is like this one's, where waiting for an address would end at once.
 */
export async function leads(page, act) {
  await page.evaluate(() => { globalThis.isLeft = true; });
  await act();
  for (const until = Date.now() + 30_000; ;) {
    // Between two pages there is none to ask.
    const stands = await page.evaluate(() => !globalThis.isLeft && document.readyState === "complete").catch(() => false);
    if (stands) return;
    if (Date.now() > until) throw new Error(`${page.url()} leads nowhere`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What a WCAG 2.2 AA check finds on the page, as "rule: element". */
export async function violations(page) {
  const { default: axe } = await import("axe-core");
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
  return found.violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}`));
}
