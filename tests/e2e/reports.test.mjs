// A half-year report in a real browser: who is late, computing, a sealed quarter, and its
// proof on disk; every page fits and has no barrier.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn, stage, violations } from "./support.mjs";

stage();

const HALF = "/reports/2023-6m%2FBC-TTr-31";
const SEALED = "/reports/2023-q1%2FBC-TTr-31";

for (const [lang, width, height] of [["vi", 1366, 768], ["en", 390, 844]]) {
  test(`reports in ${lang} at ${width} × ${height} fit and have no barrier`, { timeout: 120_000 }, async () => {
    const page = await openPage(browser, { lang, width, height });
    await signIn(page, demo.base, "lanhdao");
    for (const path of ["/reports?unit=31&period=2023-6m", HALF, SEALED, `${HALF}/sheets/01%2FTTr`]) {
      await page.goto(demo.base + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
      assert.deepEqual(await violations(page), [], path);
    }
    await page.context().close();
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`a report is drawn up and computed ${javaScriptEnabled ? "with" : "without"} scripts`, { timeout: 60_000 }, async () => {
    const page = await openPage(browser, { javaScriptEnabled });
    await signIn(page, demo.base, "lanhdao");
    const unit = javaScriptEnabled ? "303" : "304";
    await page.goto(`${demo.base}/reports?unit=31&period=2023-6m&about=inspection`);
    await leads(page, () => page.locator(`tr[data-unit-row="${unit}"] form button`).click());
    assert.match(page.url(), new RegExp(`BC-TTr-${unit}$`));
    await leads(page, () => page.locator('form[action$="/compute"] button').click());
    assert.match(await page.locator(".note.done").innerText(), /Tổng hợp số liệu/);
    await leads(page, () => page.locator("main table a").first().click());
    assert.match(await page.locator("article.sheet h1").innerText(), /thanh tra hành chính/);
    await page.context().close();
  });
}

test("what cannot be read keeps its page and says where", { timeout: 60_000 }, async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "lanhdao");
  for (const query of ["unit=zzz", "unit=31&period=oops"]) {
    const answer = await page.goto(`${demo.base}/reports?${query}`);
    assert.equal(answer.status(), 422);
    assert.equal(await page.locator(".note.errors a").getAttribute("href"), query.includes("zzz") ? "#unit" : "#period");
    assert.ok(await page.locator("#period").isVisible(), "the question can be asked again");
  }
  await page.goto(demo.base + HALF);
  await page.locator("details.by-hand summary").click();
  await page.setInputFiles("#file", { name: "bieu.xlsx", mimeType: "text/plain", buffer: Buffer.from("no workbook") });
  await leads(page, () => page.locator(".by-hand button").click());
  assert.match(await page.locator("main").innerText(), /XLSX/);
  await leads(page, () => page.locator("main a.button").click());
  assert.match(page.url(), /BC-TTr-31$/, "and back to the report");
  await page.context().close();
});

test("the prose of a report is looked at, kept and taken home", { timeout: 90_000 }, async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "lanhdao");
  await page.goto(`${demo.base}${HALF}/narrative`);
  const first = page.locator("main form textarea").first();
  const own = "Đã triển khai {01/TTr#1} cuộc thanh tra hành chính; {99/TTr#1}.";
  await first.fill(own);
  await leads(page, () => page.locator('main form button[name="look"]').first().click());
  const shown = await page.locator("main").innerText();
  assert.match(shown, /Đã triển khai [\d.]+ cuộc thanh tra hành chính/, "the figure stands in the place of its reference");
  assert.match(shown, /\{99\/TTr#1\}/, "what says nothing is named");
  assert.equal(await first.inputValue(), own, "and the text is still there");
  await leads(page, () => page.locator('main form button[name="save"]').first().click());
  assert.match(page.url(), /done=narrative/);
  assert.equal(await first.inputValue(), own);
  for (const ending of ["pdf", "docx"]) {
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator(`a[href$="bao-cao.${ending}"]`).first().click()]);
    assert.match(file.suggestedFilename(), new RegExp(`\\.${ending}$`));
  }
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});

test("the proof of a sealed report is saved, and its sheet is what was sealed", { timeout: 60_000 }, async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "lanhdao");
  await page.goto(demo.base + SEALED);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator('a[href$="/file"]').click()]);
  assert.match(download.suggestedFilename(), /^2023-q1-BC-TTr-31\.zip$/);
  assert.equal(await page.locator('form[action$="/compute"]').count(), 0, "sealed is sealed");
  await page.context().close();
});
