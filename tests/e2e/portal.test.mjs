// The public portal: the reader in both languages without scripts, the printer, and the editor.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn as enter, stage } from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
stage();

const review = async (page, lang = "") => {
  await page.goto(`${demo.base}${lang}/news`);
  return page.getAttribute(".news h2 a", "href");
};

for (const lang of ["", "/en"]) {
  for (const [width, height] of [[1366, 768], [390, 844]]) {
    test(`public pages${lang} at ${width} × ${height} fit, are accessible and light`, { timeout: 120_000 }, async () => {
      const page = await openPage(browser, { width, height });
      const article = await review(page, lang);
      await page.goto(demo.base + article);
      const cell = await page.getAttribute("a.figure-link", "href");
      for (const path of [`${lang}/news`, article, `${article}/print`, cell, `${lang}/open`, `${lang}/news?q=so+ket`, `${lang}/news/khong-co`]) {
        let bytes = 0;
        const heard = (r) => r.sizes().then((s) => { bytes += s.responseBodySize; }, () => {});
        page.on("requestfinished", (r) => heard(r));
        await page.goto(demo.base + path, { waitUntil: "networkidle" });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
        assert.ok(bytes < 100_000, `${path}: ${bytes} bytes`);
        await page.evaluate(axe);
        const found = await page.evaluate(() => window.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
        assert.deepEqual(found.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)}`), [], path);
        page.removeAllListeners("requestfinished");
      }
      await page.context().close();
    });
  }
}

test("a reader without scripts opens a figure down to its sealed sheet", { timeout: 60_000 }, async () => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  await leads(page, async () => page.goto(demo.base + (await review(page))));
  assert.match(await page.innerText(".dateline"), /Thứ Sáu, 14\/07\/2023 18:30/);
  await leads(page, () => page.click("a.figure-link >> nth=0"));
  assert.equal(await page.innerText(".figure-big"), "2.596");
  assert.equal(await page.innerText("#cell"), "2.596");
  const rows = await page.locator("table:has(#cell) tbody tr:not(.total) td:nth-child(2)").allInnerTexts();
  const sum = rows.reduce((s, t) => s + Number(t.replaceAll(".", "").replace("–", "0")), 0);
  assert.equal(sum, 2596, "the rows add up to the figure");
  assert.match(await page.innerText(".proof"), /[0-9a-f]{64}/);
});

test("a reader reads on, searches and changes the language", { timeout: 60_000 }, async () => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  await page.goto(demo.base + (await review(page)));
  await leads(page, () => page.click(".earlier a"));
  assert.match(await page.innerText("h1"), /Lịch tiếp công dân/);
  await leads(page, () => page.click(".languages a"));
  assert.match(await page.innerText("h1"), /leaders receive citizens/);
  await page.goto(`${demo.base}/news`);
  await page.fill("#q", "boc tham");
  await leads(page, () => page.click(".find-news button"));
  assert.deepEqual(await page.locator(".news h2").allInnerTexts(), ["Bốc thăm chọn người được xác minh tài sản, thu nhập năm 2023"]);
});

test("an editor writes, a head publishes, a reader reads", { timeout: 90_000 }, async () => {
  const page = await openPage(browser);
  await enter(page, demo.base, "canbo");
  await page.goto(`${demo.base}/portal`);
  await leads(page, () => page.click("text=Viết bài mới"));
  const at = new URL(page.url()).pathname;
  await page.fill("#title_vi", "Bài viết trong lúc thử");
  await page.fill("#summary_vi", "Một dòng tóm tắt.");
  await page.fill("#body_vi", "## Đề mục\n\nCó [gần 84.800 triệu đồng](<figure:2023-7m/BC-TTr-31|overview#violations_vnd>) và [sai](<figure:2023-7m/BC-TTr-31|overview#khong>).");
  await leads(page, () => page.click("button.primary:has-text('Lưu bản nháp')"));
  const bound = await page.locator(".bound li").allInnerTexts();
  assert.match(bound[0], /84\.765 triệu đồng/);
  assert.match(bound[1], /không có ô này/);
  await leads(page, () => page.click("text=Trình duyệt bài"));
  await page.context().close();
  const head = await openPage(browser);
  await enter(head, demo.base, "lanhdao");
  await head.goto(demo.base + at);
  await head.fill("#at", "mai nhé");
  await leads(head, () => head.click("button:has-text('Đăng bài')"));
  assert.equal(await head.inputValue("#at"), "mai nhé", "what was typed stays");
  await head.fill("#at", "");
  await leads(head, () => head.click("button:has-text('Đăng bài')"));
  await leads(head, () => head.click("text=Xem trang công khai"));
  assert.match(await head.innerText("h1"), /Bài viết trong lúc thử/);
  await head.context().close();
});
