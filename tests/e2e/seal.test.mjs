// The seal of a denunciation in a real browser, with and without scripts: the mask, a look
// with its reason, what remains of it, and a paper of the case as a file.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn, stage } from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const REASON = "Xác minh nội dung tố cáo";
stage();

/** A denunciation this reader may open. */
async function assigned(page) {
  await page.goto(`${demo.base}/cases?kind=denunciation`);
  const cases = await page.$$eval("table.case-list tbody td:first-child a", (all) => all.map((a) => a.getAttribute("href")));
  assert.ok(cases.length > 0, "the demo has denunciations");
  for (const path of cases) {
    await page.goto(`${demo.base}${path}/sealed`);
    if (await page.$(".envelopes form.look")) return path;
  }
  assert.fail("nobody is assigned to any of them");
}

for (const javaScriptEnabled of [true, false]) {
  test(`a look with its reason, ${javaScriptEnabled ? "with" : "without"} scripts`, { timeout: 120_000 }, async () => {
    const page = await openPage(browser, { javaScriptEnabled });
    await signIn(page, demo.base, "canbo");
    const path = await assigned(page);
    await page.goto(`${demo.base}${path}`);
    assert.match(await page.textContent(".seal-line"), /Người tố cáo được giữ bí mật/);
    await leads(page, () => page.click(".seal-line a"));
    const summary = page.locator(".envelopes summary").first();
    await summary.click();
    const form = page.locator(".envelopes details[open] form").first();
    await form.locator("[name=reason]").fill(REASON);
    await leads(page, () => form.locator("button").click());
    assert.match(await page.textContent("main"), /Lần xem này đã được ghi/);
    const address = page.url();
    assert.ok(!address.includes("reason"), address);
    await leads(page, () => page.click('text="Khép lại"'));
    assert.match(await page.textContent("#looks ~ .table"), new RegExp(REASON));
  });
}

test("the pages of the seal and of papers fit, and are accessible", { timeout: 120_000 }, async () => {
  for (const [lang, width, height] of [["vi", 1366, 768], ["en", 390, 844]]) {
    const page = await openPage(browser, { lang, width, height });
    await signIn(page, demo.base, "canbo");
    const path = await assigned(page);
    for (const at of [`${path}/sealed`, `${path}/acts/2/letters`]) {
      await page.goto(`${demo.base}${at}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${at} at ${width} is ${wide} px too wide`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa"] }));
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], at);
    }
  }
});

test("a paper of an act comes as PDF and DOCX", { timeout: 120_000 }, async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "canbo");
  await page.goto(`${demo.base}/cases?kind=denunciation`);
  const path = await assigned(page);
  await page.goto(`${demo.base}${path}`);
  const letters = await page.$$eval("a[href$='/letters']", (all) => all.map((a) => a.getAttribute("href")));
  assert.ok(letters.length > 0, "acts lead to their papers");
  await page.goto(`${demo.base}${letters.at(-1)}`);
  for (const ending of ["pdf", "docx"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`a[href$='.${ending}']`)]);
    const bytes = readFileSync(await download.path());
    assert.equal(bytes.subarray(0, 2).toString(), ending === "pdf" ? "%P" : "PK");
  }
});
