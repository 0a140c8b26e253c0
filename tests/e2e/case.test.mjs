// An officer reads a case, asks why a date is due, records an act, is refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn, stage, violations } from "./support.mjs";

const CASE = "31.TT-2022-0004";
stage();

for (const lang of ["vi", "en"]) {
  test(`a case reads in ${lang} and has no barrier`, async () => {
    const page = await openPage(browser, { lang });
    await signIn(page, demo.base, "lanhdao");
    await page.goto(`${demo.base}/cases/${CASE}`);
    assert.equal(await page.locator("html").getAttribute("lang"), lang);
    assert.match(await page.locator("main").innerText(), /mô phỏng/i);
    assert.deepEqual(await violations(page), []);
    await page.context().close();
  });
}

test("an act is recorded and stands in the thread", async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "lanhdao");
  await page.goto(`${demo.base}/cases/${CASE}/record/recovery`);
  await page.fill('input[name="entry.on"]', "14/07/2023");
  await page.fill('input[name="recovered"]', "12.000.000");
  await leads(page, () => page.locator("main button[name=record]").click());
  assert.match(await page.locator("main").innerText(), /Thu hồi, xử lý về kinh tế/);
  await page.context().close();
});

test("what the law refuses comes back with its article and everything typed, without scripts too", async () => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, demo.base, "lanhdao");
  await page.goto(`${demo.base}/cases/${CASE}/record/publication`);
  await page.fill('input[name="entry.on"]', "15/07/2023");
  await page.fill('input[name="entry.number"]', "99/TB-TTr");
  await leads(page, () => page.locator("main button[name=record]").click());
  assert.match(await page.locator("main").innerText(), /tương lai/);
  assert.equal(await page.inputValue('input[name="entry.number"]'), "99/TB-TTr");
  await page.context().close();
});

test("nothing runs off a phone's edge", async () => {
  const page = await openPage(browser, { width: 390, height: 844 });
  await signIn(page, demo.base, "thongke");
  for (const path of ["/", `/cases/${CASE}`, "/units/31"]) {
    await page.goto(demo.base + path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 390, `${path} is ${width} wide`);
  }
  await page.context().close();
});
