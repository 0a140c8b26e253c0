// An officer presses Ctrl-K on any page, types words without marks, walks the hits by
// keyboard and opens a case; without scripts and on a phone the same box does it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, openPage, signIn, stage, violations } from "./support.mjs";

stage();

test("Ctrl-K leads to the box on every page, j and Enter to a case", async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "thongke");
  for (const path of ["/", "/cases", "/calendar", "/cases/31.TT-2022-0004", "/account", "/search"]) {
    await page.goto(demo.base + path);
    await page.keyboard.press("Control+k");
    assert.equal(await page.evaluate(() => document.activeElement.id), "find", path);
  }
  await page.keyboard.type("thanh tra dat dai");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/search?q=thanh+tra+dat+dai");
  assert.ok((await page.locator(".hits > li").count()) > 0);
  assert.match(await page.locator(".hits mark").first().innerText(), /thanh tra|đất/i);
  assert.equal(await page.inputValue("#find"), "thanh tra dat dai", "what was typed stays in the box");
  await page.keyboard.press("Escape");
  await page.locator("h1").click();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  assert.equal(await page.locator(".hits > li.at").count(), 1);
  const number = await page.locator(".hits > li.at a").innerText();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/cases/**");
  assert.ok((await page.innerText("main")).includes(number), number);
  await page.context().close();
});

test("a number leads straight to its case", async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "thongke");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("31.tt-2022-0004");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/cases/31.TT-2022-0004");
  await page.context().close();
});

for (const lang of ["vi", "en"]) {
  test(`answers and the page without any read in ${lang} without barrier and without scripts`, async () => {
    const page = await openPage(browser, { lang });
    await signIn(page, demo.base, "thongke");
    for (const query of ["", "?q=dat+dai", "?q=dat+dai&kind=inspection&sort=newest&page=2", "?q=khong+co+tu+nay"]) {
      await page.goto(`${demo.base}/search${query}`);
      assert.deepEqual(await violations(page), [], query);
    }
    await page.context().close();
    const plain = await openPage(browser, { lang, javaScriptEnabled: false });
    await signIn(plain, demo.base, "thongke");
    await plain.fill("#find", "đất đai");
    await plain.locator("#find").press("Enter");
    await plain.waitForURL("**/search?q=**");
    const all = await plain.locator(".list-count").innerText();
    await plain.selectOption("#year", "2023");
    await plain.locator("main form button").click();
    await plain.waitForURL("**year=2023**");
    assert.notEqual(await plain.locator(".list-count").innerText(), all, "a year narrows");
    await plain.context().close();
  });
}

test("nothing runs off a phone's edge", async () => {
  const page = await openPage(browser, { width: 390, height: 844 });
  await signIn(page, demo.base, "thongke");
  for (const query of ["", "?q=dat+dai", "?q=khong+co+tu+nay+dat"]) {
    await page.goto(`${demo.base}/search${query}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${query} is ${width} wide`);
  }
  await page.context().close();
});
