// What an official meets first: the pages in both languages and sizes, by
// keyboard, without scripts, on paper, and as a screen reader hears them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn as enter, stage } from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
stage();

const signIn = (page) => enter(page, demo.base, "lanhdao");

async function firstCase(page) {
  await page.goto(`${demo.base}/cases?standing=on_site`);
  return page.getAttribute("table.case-list tbody a", "href");
}

for (const lang of ["vi", "en"]) {
  for (const [width, height] of [[1366, 768], [390, 844]]) {
    test(`pages in ${lang} at ${width} × ${height} fit, are accessible and raise no error`, { timeout: 180_000 }, async () => {
      const page = await openPage(browser, { lang, width, height });
      const errors = [];
      page.on("console", (m) => { if (m.type() === "error") errors.push(m.text()); });
      page.on("pageerror", (e) => errors.push(e.message));
      await page.goto(demo.base);
      const visitor = ["/", "/sign-in"];
      for (const path of visitor) await check(page, path);
      await signIn(page);
      const one = await firstCase(page);
      for (const path of ["/", "/cases", one, `${one}/record/team_change`, "/cases/new", "/units", "/units/31", "/account"]) await check(page, path);
      assert.deepEqual(errors, []);
      await page.context().close();
    });
  }
}

async function check(page, path) {
  await page.goto(demo.base + path);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
  // The policy forbids foreign scripts, so the checker is evaluated, not added as a tag.
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  const said = found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(said, [], path);
}

test("a list is walked by keyboard", { timeout: 60_000 }, async () => {
  const page = await openPage(browser);
  await signIn(page);
  await page.goto(`${demo.base}/cases`);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  const first = await page.getAttribute("table.case-list tbody a", "href");
  await page.keyboard.press("Enter");
  await page.waitForURL(demo.base + first);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("an toàn");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\?q=/);
});

test("an act is recorded without scripts", { timeout: 60_000 }, async () => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page);
  const one = await firstCase(page);
  await page.goto(`${demo.base + one}/record/team_change`);
  const rows = await page.locator(".rows > .one").count();
  await leads(page, () => page.click("button[name=add_row][value=team]"));
  assert.equal(await page.locator(".rows > .one").count(), rows + 1);
  await page.fill("[name='entry.on']", "14/07/2023");
  await page.fill("[name=ground]", "Thành viên cũ nghỉ ốm");
  for (const [i, role] of ["leader", "member"].entries()) {
    await page.fill(`[name='team.${i}.name']`, `Người Mô phỏng ${i}`);
    await page.check(`[name='team.${i}.role'][value=${role}]`);
    await page.selectOption(`[name='team.${i}.rank']`, "senior");
  }
  await leads(page, () => page.click("button[name=record]"));
  assert.match(await page.textContent(".note.done"), /Đã ghi: Thay đổi thành viên/);
  assert.match(await page.textContent("main"), /Người Mô phỏng 1/);
});

test("units are chosen from a list by name without marks", { timeout: 60_000 }, async () => {
  const page = await openPage(browser);
  await signIn(page);
  await page.goto(`${demo.base}/cases/new`);
  const input = page.locator("[name='new.unit']");
  await input.fill("");
  await input.pressSequentially("thanh tra so tu phap");
  await page.waitForSelector(".suggest button");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await input.inputValue(), "31.STP.TT");
});

test("money is echoed in words while it is typed", { timeout: 60_000 }, async () => {
  const page = await openPage(browser);
  await signIn(page);
  const one = await firstCase(page);
  await page.goto(`${demo.base + one}/record/recovery`);
  await page.fill("[name=recovered]", "84.765.000.000");
  assert.equal(await page.textContent("#f-recovered-echo"), "84 tỷ 765 triệu đồng");
});

test("a case prints with its thread and without buttons", { timeout: 60_000 }, async () => {
  const page = await openPage(browser);
  await signIn(page);
  await page.goto(demo.base + (await firstCase(page)));
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator(".top").isVisible(), false);
  assert.equal(await page.locator(".next").isVisible(), false);
  assert.equal(await page.locator(".ribbon").isVisible(), true, "the mark of synthetic data is printed");
  assert.equal(await page.locator(".thread .act").first().isVisible(), true);
});
