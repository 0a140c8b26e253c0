// A citizen who does not know: questions, a booked turn, alerts, with and without scripts; the desk calls numbers.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn as enter, stage, violations } from "./support.mjs";

stage();

/** A page fits and has no barrier; the checker of barriers is a script itself. */
async function sound(page, name, scripts = true) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
  if (scripts) assert.deepEqual(await violations(page), [], name);
}

for (const [lang, width, height, scripts] of [["", 390, 844, false], ["", 1366, 768, true], ["/en", 1366, 768, false], ["/en", 390, 844, true]]) {
  const name = (step) => `citizen${lang.replace("/", "-")}-${width}-${step}`;
  test(`questions lead to an office${lang} at ${width} × ${height}${scripts ? "" : " without scripts"}`, { timeout: 120_000 }, async () => {
    const page = await openPage(browser, { width, height, javaScriptEnabled: scripts });
    const next = () => leads(page, () => page.click("form.filing button.primary"));
    const pick = async (question, answer) => {
      await page.check(`input[name=${question}][value=${answer}]`);
      await next();
    };
    await page.goto(`${demo.base}${lang}/file/guide`);
    await sound(page, name("guide-1"), scripts);
    await pick("what", "own");
    await pick("object", "administrative_decision");
    await sound(page, name("guide-3"), scripts);
    await page.goBack();
    await pick("object", "administrative_decision");
    await pick("level", "district_chair");
    await pick("settled", "no");
    await page.fill("#day", "40/07/2023");
    await next();
    assert.equal(await page.inputValue("#day"), "40/07/2023", "nothing typed is lost");
    await sound(page, name("guide-day"), scripts);
    await page.fill("#day", "01/06/2023");
    await next();
    await page.fill("#q", "hong bang");
    await next();
    await sound(page, name("guide-place"), scripts);
    await page.check("input[name=place][value='303']");
    await leads(page, () => page.click("form.filing button.primary"));
    assert.match(await page.innerText("main"), /Hồng Bàng/);
    await sound(page, name("guide-end"), scripts);
    await leads(page, () => page.click(".buttons.stack a.button >> nth=0"));
    assert.match(await page.inputValue("#against"), /Hồng Bàng/);
    await sound(page, name("guide-form"), scripts);
    await page.context().close();
  });

  test(`a turn is booked and cancelled${lang} at ${width} × ${height}${scripts ? "" : " without scripts"}`, { timeout: 120_000 }, async () => {
    const page = await openPage(browser, { width, height, javaScriptEnabled: scripts });
    await page.goto(`${demo.base}${lang}/book`);
    await sound(page, name("book"), scripts);
    await leads(page, () => page.click("main .sealed-list a >> nth=-1"));
    await leads(page, () => page.click("button.primary"));
    await sound(page, name("book-wrong"), scripts);
    await page.selectOption("#slot", { index: 1 });
    await page.selectOption("#kind", "complaint");
    await page.fill("#title", "Bồi thường khi thu hồi đất");
    await page.fill("#name", "Người Hẹn Thử");
    await leads(page, () => page.click("button.primary"));
    assert.match(await page.innerText(".number-big"), /^[A-Z]\d\d/);
    const code = (await page.innerText(".small-code")).replaceAll(/\D/g, "");
    assert.match(code, /^\d{16}$/);
    await sound(page, name("ticket"), scripts);
    if (process.env.SHOTS) {
      await page.emulateMedia({ media: "print" });
      await page.screenshot({ path: `${process.env.SHOTS}/${name("ticket-print")}.png`, fullPage: true });
      await page.emulateMedia({ media: "screen" });
    }
    await page.goto(`${demo.base}${lang}/book/mine`);
    await page.fill("#code", code);
    await leads(page, () => page.click("main button.primary"));
    await leads(page, () => page.click("button[name=cancel]"));
    await sound(page, name("cancelled"), scripts);
    await page.goto(`${demo.base}${lang}/alerts`);
    await sound(page, name("alerts"), scripts);
    await page.context().close();
  });
}

test("the desk publishes a day, calls a number and receives; the board shows numbers", { timeout: 120_000 }, async () => {
  const page = await openPage(browser);
  await enter(page, demo.base, "tiepdan");
  await page.goto(`${demo.base}/desk/turns/days`);
  await sound(page, "days");
  await page.goto(`${demo.base}/desk/turns`);
  await sound(page, "queue");
  await leads(page, () => page.click("button[aria-label='Đã đến A01']"));
  const board = await openPage(browser, { javaScriptEnabled: false });
  await leads(page, () => page.click("button.primary:has-text('Gọi số tiếp theo')"));
  await board.goto(`${demo.base}/board/31?live=1`);
  assert.match(await board.innerText("main"), /A01/);
  await sound(board, "board", false);
  await leads(page, () => page.click("td a:has-text('A03')"));
  await sound(page, "turn");
  await page.goBack();
  await leads(page, () => page.click("button[aria-label='Bắt đầu tiếp A01']"));
  assert.match(new URL(page.url()).pathname, /^\/cases\//, await page.innerText("main"));
  await sound(page, "received");
  await board.context().close();
  await page.context().close();
});
