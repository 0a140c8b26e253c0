// A citizen files a petition and follows it, with and without scripts; a denouncer stays unnamed; the desk takes in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn as enter, stage, violations } from "./support.mjs";

stage();

/** A page fits and has no barrier; the checker of barriers is a script itself. */
async function sound(page, name, scripts = true) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px too wide`);
  if (scripts) assert.deepEqual(await violations(page), [], name);
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
}

/** Chooses a kind and the first office that is there, as far as the form. */
async function begin(page, lang, kind) {
  await page.goto(`${demo.base}${lang}/file`);
  await page.check(`input[name=kind][value=${kind}]`);
  await page.selectOption("#unit", { index: 1 });
  await leads(page, () => page.click("form.filing button"));
}

for (const [lang, width, height, scripts] of [["", 390, 844, true], ["", 1366, 768, false], ["/en", 1366, 768, true], ["/en", 390, 844, false]]) {
  test(`a citizen files and follows${lang} at ${width} × ${height}${scripts ? "" : " without scripts"}`, { timeout: 120_000 }, async () => {
    const page = await openPage(browser, { width, height, javaScriptEnabled: scripts });
    const name = (step) => `filing${lang.replace("/", "-")}-${width}-${step}`;
    await begin(page, lang, "complaint");
    await page.fill("#said", "Tôi không đồng ý với quyết định thu hồi đất.");
    await leads(page, () => page.click("button.primary"));
    assert.equal(await page.inputValue("#said"), "Tôi không đồng ý với quyết định thu hồi đất.", "nothing typed is lost");
    await sound(page, name("wrong"), scripts);
    await page.fill("#title", "Thu hồi đất");
    await page.fill("#wants", "Xem xét lại quyết định.");
    await page.fill("#name", "Người Dân Thử");
    await page.fill("#address", "Số 1 phố Mô Phỏng");
    await leads(page, () => page.click("button.primary"));
    const code = (await page.innerText(".tracking")).replaceAll(/\D/g, "");
    assert.match(code, /^\d{16}$/);
    await sound(page, name("receipt"), scripts);
    await page.goto(`${demo.base}${lang}/track`);
    await page.fill("main input[inputmode=numeric], main input[name=code]", code);
    await leads(page, () => page.click("main button.primary"));
    await sound(page, name("way"), scripts);
    assert.match(await page.innerText("main"), /Thu hồi đất|complaint|Khiếu nại/i);
    await page.context().close();
  });
}

test("the desk takes in what was filed online, and an unnamed denunciation stays unnamed", { timeout: 120_000 }, async () => {
  const citizen = await openPage(browser, { javaScriptEnabled: false });
  await begin(citizen, "", "denunciation");
  await citizen.fill("#title", "Nhận tiền khi cấp phép");
  await citizen.fill("#against", "Cán bộ phòng cấp phép");
  await citizen.fill("#said", "Ngày 2/7, cán bộ phòng cấp phép nhận 5 triệu đồng để cấp giấy sớm.");
  await citizen.check("[name=anonymous]");
  await leads(citizen, () => citizen.click("button.primary"));
  assert.match(await citizen.innerText(".tracking"), /\d/);
  await citizen.context().close();
  const page = await openPage(browser);
  await enter(page, demo.base, "tiepdan");
  await page.goto(`${demo.base}/desk/inbox`);
  await sound(page, "inbox");
  await leads(page, () => page.click("main tr:has-text('Tố cáo') a >> nth=-1"));
  await page.fill("#why", "Đọc để tiếp nhận đơn");
  await leads(page, () => page.click("button:has-text('Mở đơn tố cáo')"));
  assert.match(await page.innerText("main"), /Nhận tiền khi cấp phép[\s\S]*Không ghi tên/);
  await sound(page, "entry");
  assert.equal(await page.inputValue("#title"), "", "the words of a denunciation are not its title: they may tell who wrote it");
  await page.fill("#title", "Tố cáo việc cấp phép");
  await page.check("[name=evidence]");
  await leads(page, () => page.click("button:has-text('Tiếp nhận đơn')"));
  assert.match(new URL(page.url()).pathname, /^\/cases\//, await page.innerText("main"));
  await page.context().close();
});
