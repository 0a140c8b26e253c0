// Everybody can read the portal: no barrier on any public page of the list of routes, in both languages, light and
// dark; nothing lost and no sideways scrolling at 200 % (320 CSS px); and the ways through it by keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { publicPages } from "./public-pages.mjs";
import { browser, demo, openPage, stage, violations } from "./support.mjs";

stage();

for (const colorScheme of ["light", "dark"]) {
  test(`no public page has a barrier, ${colorScheme}`, { timeout: 240_000 }, async () => {
    const page = await openPage(browser, { width: 390, height: 844, colorScheme });
    const pages = await publicPages(demo.base);
    const found = [];
    let whole = 0;
    for (const path of pages) {
      const answer = await page.goto(demo.base + path);
      // A page that was asked for without what it needs says so, and is looked at all the same.
      assert.ok(answer.status() < 500, `${path}: ${answer.status()}`);
      if (answer.status() === 200) whole += 1;
      for (const rule of await violations(page)) found.push(`${path}: ${rule}`);
    }
    assert.deepEqual(found, []);
    assert.ok(whole >= 36, `only ${whole} of ${pages.length} were whole`);
    await page.context().close();
  });
}

test("at 200 % nothing is lost and nothing scrolls sideways", { timeout: 240_000 }, async () => {
  const wide = await openPage(browser, { width: 1280, height: 800 });
  // A window of 640 px at 200 % is 320 CSS px.
  const narrow = await openPage(browser, { width: 320, height: 400 });
  // What is meant for the eye alone, and what a page shows at one size only, is no loss.
  const words = (page) => page.evaluate(() => {
    const seen = [...document.querySelectorAll("main :is(h1,h2,h3,p,li,th,td,label,dt,dd,a,button)")].filter((e) => !e.closest("[aria-hidden=true], .trap"));
    return seen.filter((e) => e.innerText.trim() && (e.offsetWidth === 0 || getComputedStyle(e).visibility === "hidden")).map((e) => e.innerText.trim().slice(0, 60));
  });
  for (const path of await publicPages(demo.base)) {
    await narrow.goto(demo.base + path);
    const over = await narrow.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${path} is ${over} px too wide`);
    const lost = await words(narrow);
    if (lost.length > 0) {
      await wide.goto(demo.base + path);
      const hiddenToo = await words(wide);
      assert.deepEqual(lost.filter((w) => !hiddenToo.includes(w)), [], path);
    }
    const cut = await narrow.evaluate(() => [...document.querySelectorAll("main :is(h1,h2,p,label,button,a)")]
      .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === "hidden").map((e) => e.innerText.slice(0, 60)));
    assert.deepEqual(cut, [], `${path} cuts words`);
  }
});

/** Tabs until something matches; every stop must be seen, with a ring. */
async function tabTo(page, selector, most = 60) {
  for (let n = 0; n < most; n += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate((s) => {
      const e = document.activeElement;
      const box = e.getBoundingClientRect();
      const style = getComputedStyle(e);
      return { is: e.matches(s), what: e.outerHTML.slice(0, 120), seen: box.width > 0 && box.height > 0, ring: style.outlineStyle !== "none" || style.boxShadow !== "none" };
    }, selector);
    assert.ok(at.seen, `the keyboard stops at what is not seen: ${at.what}`);
    assert.ok(at.ring, `no ring around ${at.what}`);
    if (at.is) return;
  }
  assert.fail(`the keyboard does not reach ${selector} at ${page.url()}`);
}

const enter = (page) => Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);

test("by keyboard alone: an article is read and its figure opened", { timeout: 60_000 }, async () => {
  const page = await openPage(browser, { javaScriptEnabled: true });
  await page.goto(`${demo.base}/news`);
  await tabTo(page, "a.skip");
  await page.keyboard.press("Enter");
  await tabTo(page, ".news h2 a");
  await enter(page);
  await tabTo(page, "a.figure-link");
  await enter(page);
  assert.match(await page.innerText(".figure-big"), /\d/);
  await tabTo(page, ".open-sheet, .wide");
  const before = await page.evaluate(() => document.activeElement.scrollLeft);
  await page.setViewportSize({ width: 390, height: 844 });
  for (let n = 0; n < 6; n += 1) await page.keyboard.press("ArrowRight");
  await page.waitForFunction((x) => document.activeElement.scrollLeft > x, before);
  await page.context().close();
});

test("by keyboard alone: a petition is filed and followed", { timeout: 60_000 }, async () => {
  const page = await openPage(browser, { javaScriptEnabled: true });
  await page.goto(`${demo.base}/file`);
  await tabTo(page, "input[name=kind]");
  for (let n = 0; n < 5 && (await page.evaluate(() => document.activeElement.value)) !== "complaint"; n += 1) await page.keyboard.press("ArrowDown");
  if (await page.evaluate(() => !document.activeElement.checked)) await page.keyboard.press("Space");
  await tabTo(page, "#unit");
  await page.keyboard.press("ArrowDown");
  await tabTo(page, "form.filing button");
  await enter(page);
  for (const [field, text] of [["#title", "Thu hồi đất"], ["#said", "Tôi không đồng ý với quyết định."], ["#wants", "Xem xét lại."], ["#name", "Người Dân Thử"], ["#address", "Số 1 phố Mô Phỏng"]]) {
    await tabTo(page, field);
    await page.keyboard.type(text);
  }
  await tabTo(page, "button.primary");
  await enter(page);
  const code = (await page.innerText(".tracking")).replaceAll(/\D/g, "");
  assert.match(code, /^\d{16}$/);
  await page.goto(`${demo.base}/track`);
  await tabTo(page, "main input[name=code]");
  await page.keyboard.type(code);
  await enter(page);
  assert.match(await page.innerText("main"), /Thu hồi đất|Khiếu nại/);
  await page.context().close();
});
