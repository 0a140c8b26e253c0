// The leader's screen: it fits, reads without barrier in both languages, on a phone, in the
// dark and on paper, and every mark leads to rows that add up to it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn, stage, violations } from "./support.mjs";

stage();

const number = (text) => Number(text.replace(/[^\d]/g, ""));
const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

for (const lang of ["vi", "en"]) {
  for (const [width, height] of [[1366, 768], [390, 844]]) {
    test(`the dashboard in ${lang} at ${width} × ${height} fits and is accessible, by figure, as an empty and a wrong question`, async () => {
      const page = await openPage(browser, { lang, width, height });
      const errors = [];
      page.on("pageerror", (e) => errors.push(e.message));
      page.on("console", (m) => { if (m.type() === "error" && !m.text().includes("422")) errors.push(m.text()); });
      await signIn(page, demo.base, "lanhdao");
      for (const query of ["", "?unit=31&period=2023-6m&figure=inspections", "?unit=31.TT", "?unit=31&period=2021-y", "?unit=31&period=odd"]) {
        await page.goto(`${demo.base}/dashboard${query}`);
        for (const numbers of await page.locator(".numbers").all()) await numbers.evaluate((d) => { d.open = true; });
        assert.ok((await tooWide(page)) <= 0, `${query} is too wide`);
        assert.deepEqual(await violations(page), [], query);
      }
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }
}

test("every panel begins within the leader's first look", async () => {
  const page = await openPage(browser, { width: 1366, height: 768 });
  await signIn(page, demo.base, "lanhdao");
  await page.goto(`${demo.base}/dashboard`);
  const feet = await page.locator(".panel").evaluateAll((all) => all.map((p) => [p.className, p.querySelector("h2").getBoundingClientRect().bottom, (p.querySelector(".chart, table") ?? p).getBoundingClientRect().bottom]));
  assert.equal(feet.length, 6);
  for (const [name, head, foot] of feet) {
    assert.ok(head < 768, `${name} begins below the first look`);
    // The tiles of a city with many units may go on; everything else ends on the screen.
    assert.ok(foot <= 768 || name.includes("place"), `${name} ends at ${foot}`);
  }
  await page.context().close();
});

test("every mark leads to a page whose sum is the mark's figure", { timeout: 300_000 }, async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "lanhdao");
  for (const figure of ["violations_vnd", "inspections"]) {
    await page.goto(`${demo.base}/dashboard?figure=${figure}`);
    const marks = await page.locator("a[data-n]").evaluateAll((all) => all.map((a) => [a.getAttribute("href"), Number(a.dataset.n)]));
    assert.ok(marks.length > 30, `${marks.length} marks`);
    for (const [href, figure] of new Map(marks)) {
      const answer = await page.goto(demo.base + href);
      assert.equal(answer.status(), 200, href);
      const sum = await page.locator(".cell-figure strong, .list-count strong").first().innerText();
      assert.equal(number(sum), figure, href);
    }
  }
  await page.context().close();
});

test("by keyboard and without scripts: choose a figure, open a bar, open a case", async () => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, demo.base, "lanhdao");
  await page.goto(`${demo.base}/dashboard`);
  await page.locator(".compare a", { hasText: "Đã thu hồi" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**figure=recovered_vnd**");
  assert.match(await page.locator(".panel.trend h2").innerText(), /Đã thu hồi theo tháng/);
  await page.locator(".ranking a.mark").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/sheets/cell?**");
  await page.locator('main table a[href^="/cases/"]').first().click();
  await page.waitForURL("**/cases/**");
  await page.context().close();
});

test("a late unit leads to its late cases, a stage of the funnel to its cases", async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "lanhdao");
  await page.goto(`${demo.base}/dashboard`);
  const late = page.locator(".at-risk tbody tr:not(.total) td a").first();
  const n = number(await late.innerText());
  await leads(page, () => late.click());
  assert.equal(new URL(page.url()).searchParams.get("due"), "overdue");
  assert.equal(number(await page.locator(".list-count").innerText()), n);
  await page.goto(`${demo.base}/dashboard`);
  await leads(page, () => page.locator(".funnel a.mark").nth(3).click());
  assert.match(await page.locator("h1").innerText(), /đã có kết luận/);
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});

test("on paper and in the dark every figure stays", async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "lanhdao");
  await page.goto(`${demo.base}/dashboard`);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".ranking .chart .value").first().isVisible());
  assert.ok(!(await page.locator(".rooms").isVisible()));
  const grey = await page.locator(".s4").first().evaluate((e) => getComputedStyle(e).fill.match(/\d+/g).map(Number));
  assert.ok(grey[0] === grey[1] && grey[1] === grey[2], `${grey} is a colour on paper`);
  await page.emulateMedia({ media: "screen", colorScheme: "dark" });
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});
