// A day at the reception desk without touching the mouse: several receptions, a crowd, a
// refusal, a repeat visit found by a name without marks, a letter split, a denouncer
// sealed; the diary counts right in the end, and form 01/TCD of the day agrees.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn, stage, violations } from "./support.mjs";

stage();

/** Tab until the keyboard stands in the input of this name. */
async function to(page, name) {
  for (let i = 0; i < 120; i++) {
    if (await page.evaluate(() => document.activeElement?.name) === name) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`the keyboard never reaches ${name}`);
}

async function type(page, name, text) {
  await to(page, name);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

/** Arrows through a group of choices until this one is chosen. */
async function choose(page, name, value) {
  await to(page, name);
  await page.keyboard.press("Space");
  for (let i = 0; i < 20; i++) {
    const at = await page.evaluate(() => [document.activeElement.value, document.activeElement.checked ?? true]);
    if (at[0] === value && at[1]) return;
    await page.keyboard.press("ArrowDown");
  }
  assert.fail(`${value} is not among the choices of ${name}`);
}

/** Arrows down a select until this word is chosen. */
async function pick(page, name, word) {
  await to(page, name);
  for (let i = 0; i < 20; i++) {
    if (await page.evaluate(() => document.activeElement.value) === word) return;
    await page.keyboard.press("ArrowDown");
  }
  assert.fail(`${word} is not among the choices of ${name}`);
}

/** Ctrl+Enter, and the number of the reception that was kept. */
async function save(page) {
  await leads(page, () => page.keyboard.press("Control+Enter"));
  assert.match(page.url(), /done=/);
  return page.locator(".note.done a").first().innerText();
}

async function fresh(page) {
  await page.goto(`${demo.base}/desk`);
  assert.equal(await page.evaluate(() => document.activeElement?.name), "visitors.0.person.name", "who came is asked first");
}

const count = async (page, key) => Number((await page.locator(`[data-count=${key}] dd`).innerText()).replace(/\D/g, ""));

async function counts(page) {
  const all = {};
  for (const key of ["turns", "people", "matters", "first", "repeat", "crowds", "refused"]) all[key] = await count(page, key);
  return all;
}

test("a day at the desk by keyboard alone", { timeout: 300_000 }, async () => {
  const page = await openPage(browser);
  const errors = [];
  page.on("console", (m) => { if (m.type() === "error") errors.push(m.text()); });
  page.on("pageerror", (e) => errors.push(e.message));
  await signIn(page, demo.base, "canbo");
  await fresh(page);
  const before = await counts(page);

  // A complaint is taken in: name, address, what it is about, petition.
  await page.keyboard.type("Vương Thị Bàn Phím");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.name), "visitors.0.person.address", "Enter goes on");
  await page.keyboard.type("Thôn Thử, xã Mô Phỏng");
  await type(page, "title", "Bồi thường đất làm đường (mô phỏng)");
  await type(page, "said", "Đề nghị tính lại giá.");
  await choose(page, "what", "complaint");
  await choose(page, "outcome", "petition");
  const first = await save(page);
  assert.match(first, /TCD-31\.TT/);
  assert.match(await page.locator(".note.done").innerText(), /XLĐ/);
  assert.equal(await page.evaluate(() => document.activeElement?.name), "visitors.0.person.name", "ready for the next");

  // A crowd of fourteen with three representatives is guided.
  await page.keyboard.type("Người Đại Diện Thử");
  await pick(page, "visitors.0.standpoint", "representative");
  await type(page, "people_count", "14");
  await type(page, "representatives", "3");
  await type(page, "title", "Mùi hôi từ bãi rác (mô phỏng)");
  await choose(page, "what", "complaint");
  await choose(page, "outcome", "guidance");
  await type(page, "guidance.body", "UBND phường Thử");
  await save(page);

  // Refused with a ground; what is missing is said beside its field and nothing is lost.
  await page.keyboard.type("Người Gây Rối Thử");
  await choose(page, "outcome", "reception_refusal");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector("#f-title-wrong");
  assert.equal(await page.inputValue("#f-visitors-0-person-name"), "Người Gây Rối Thử");
  assert.equal(await page.evaluate(() => document.activeElement?.name), "title", "the keyboard stands where something is wrong");
  await page.keyboard.type("Gây rối tại nơi tiếp (mô phỏng)");
  await pick(page, "reception_refusal.why_refused", "disorder");
  await save(page);

  // The first comes again: found by the name without marks, the matter picked.
  await page.keyboard.type("vuong thi ban phim");
  const found = page.locator('#f-picked input:not([value=""])').first();
  await found.waitFor();
  assert.match(await page.locator("#f-picked").innerText(), /Vương Thị Bàn Phím.*Bồi thường đất làm đường/s);
  await choose(page, "picked", await found.getAttribute("value"));
  await type(page, "title", "Hỏi kết quả (mô phỏng)");
  await type(page, "said", "Hỏi bao giờ có kết quả.");
  await choose(page, "outcome", "heard");
  await save(page);

  // A letter of two contents is split; who denounces in one is sealed in both.
  await page.keyboard.type("Kín Danh Thử");
  await type(page, "title", "Nhiều nội dung về đất (mô phỏng)");
  await choose(page, "what", "mixed");
  await type(page, "part.0.title", "Khiếu nại quyết định thu hồi");
  await pick(page, "part.0.kind", "complaint");
  await type(page, "part.1.title", "Tố cáo cán bộ địa chính");
  await pick(page, "part.1.kind", "denunciation");
  await choose(page, "outcome", "petition");
  await save(page);
  const diary = await page.locator("#diary").innerText();
  assert.match(diary, /Người được niêm phong/);
  assert.doesNotMatch(await page.content(), /Kín Danh Thử/);

  const now = await counts(page);
  const grown = Object.fromEntries(Object.keys(now).map((key) => [key, now[key] - before[key]]));
  assert.deepEqual(grown, { turns: 4, people: 17, matters: 4, first: 3, repeat: 1, crowds: 1, refused: 1 });

  const shown = await page.goto(`${demo.base}/sheets?form=01/TCD&unit=31.TT&from=14/07/2023&until=14/07/2023`);
  assert.equal(shown.status(), 200);
  const total = (await page.locator("tr.total td").allInnerTexts()).map((t) => Number(t.replace(/\D/g, "") || 0));
  assert.deepEqual(total.slice(0, 3), [now.turns, now.people, now.matters], "form 01/TCD of the day");

  await page.goto(`${demo.base}/matters/${encodeURIComponent(first)}`);
  assert.match(await page.locator("main").innerText(), /Hỏi kết quả/);
  // The form that was answered with what is wrong in it is the only answer of its kind.
  assert.deepEqual(errors.filter((text) => !text.includes("422")), []);
  await page.context().close();
});

test("the desk works without scripts", { timeout: 60_000 }, async () => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, demo.base, "canbo");
  await page.goto(`${demo.base}/desk`);
  await page.fill("#f-visitors-0-person-name", "Lương Thị Giấy");
  await page.fill("#f-title", "Không có tập lệnh, lần đầu (mô phỏng)");
  await page.check("#out-heard");
  await leads(page, () => page.click("button.primary"));
  assert.match(page.url(), /done=/);
  await page.fill("#f-visitors-0-person-name", "luong thi gi");
  await leads(page, () => page.click("button[name=find]"));
  assert.match(await page.locator("#f-picked").innerText(), /Lương Thị Giấy/);
  await leads(page, () => page.click("button[name=add_row][value=visitors]"));
  await page.fill("#f-visitors-1-person-name", "Người Thứ Hai Thử");
  await page.fill("#f-title", "Không có tập lệnh (mô phỏng)");
  await page.check("#out-heard");
  // Enter in a field keeps the reception, as in any form.
  await leads(page, () => page.locator("#f-title").press("Enter"));
  assert.match(await page.locator(".note.done").innerText(), /TCD-31\.TT/);
  await page.context().close();
});

for (const lang of ["vi", "en"]) {
  for (const [width, height] of [[1366, 768], [390, 844]]) {
    test(`the desk and its pages in ${lang} at ${width} × ${height} fit and have no barrier`, { timeout: 120_000 }, async () => {
      const page = await openPage(browser, { lang, width, height });
      await signIn(page, demo.base, "lanhdao");
      await page.goto(`${demo.base}/cases?kind=reception`);
      const number = await page.locator("table.case-list tbody a").first().getAttribute("href");
      const matter = number.replace("/cases/", "/matters/");
      for (const path of ["/desk", "/desk/diary", "/desk/sessions", "/queues", "/hotspots", "/people?q=thu", matter, number]) {
        await page.goto(demo.base + path);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
        assert.deepEqual(await violations(page), [], path);
      }
      await page.context().close();
    });
  }
}
