// From a total to the case it came from in two clicks, and what must add up does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, openPage, signIn, stage, violations } from "./support.mjs";

stage();

const number = (text) => Number(text.replace(/[^\d]/g, ""));

test("the demo says at its door what the city published, and asks to sign in for what lies behind", async () => {
  const page = await openPage(browser);
  await page.goto(demo.base);
  const told = await page.locator(".headline").innerText();
  assert.match(told, /gần 2\.600/);
  assert.match(told, /gần 84\.800 triệu đồng/);
  assert.deepEqual(await violations(page), []);
  await page.locator(".headline .phrase a").first().click();
  await page.waitForURL("**/sign-in?next=**");
  await page.context().close();
});

for (const [which, what] of [[0, "inspections"], [1, "đồng of violations"]]) {
  test(`two clicks lead from the total of ${what} to one case`, async () => {
    const page = await openPage(browser);
    await signIn(page, demo.base, "thongke");
    await page.goto(demo.base);
    const big = page.locator(".headline .big").nth(which);
    const exact = number(await big.locator(".quiet").innerText());
    assert.equal(exact, which === 0 ? 2596 : 84765000000);
    await big.locator("a").click();
    await page.waitForURL("**/sheets/cell?**");
    const sum = await page.locator("main .cell-figure").innerText();
    assert.ok(sum.split("=").some((part) => number(part) === exact), `${sum} must repeat ${exact}, which its cases add up to`);
    await page.locator('main table a[href^="/cases/"]').first().click();
    await page.waitForURL("**/cases/**");
    assert.match(await page.locator("main").innerText(), /mô phỏng/i);
    await page.context().close();
  });
}

test("a total of form 01/TTr opens, and its rows add up", async () => {
  const page = await openPage(browser, { lang: "en" });
  await signIn(page, demo.base, "thongke");
  await page.goto(`${demo.base}/sheets?form=01/TTr&unit=31&period=2023-6m`);
  const link = page.locator("table.sheet tr.total a, table tr.total a").first();
  const total = number(await link.innerText());
  await link.click();
  await page.waitForURL("**/sheets/cell?**");
  assert.equal(number(await page.locator("main .cell-figure strong").innerText()), total);
  assert.deepEqual(await violations(page), []);
  await page.context().close();
});
