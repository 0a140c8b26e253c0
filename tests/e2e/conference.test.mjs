// The online conference in real browsers with a made-up camera and microphone, from the first check-in to
// the article: a chair, three points, a projector. Pictures are decoded and sound is measured at the far
// ends. The point that speaks dies and comes back; the server is killed and started again in the middle of
// a secret vote; everybody is back on the current item and sees the pictures again; a vote from two tabs
// counts once. Then it is closed, its minutes and notice are signed, the tasks stand on two units' desks,
// and the portal has a draft with bound figures.
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { after, before, test } from "node:test";
import { devices, does, hears, picture, press, sees, shows, until } from "./conference.mjs";
import { leads, openPage, signIn, startBrowser, startDemo, violations } from "./support.mjs";

let demo, browser, chair, projector;
const points = {};
const at = (path) => `${demo.base}/conference/2023-1${path}`;
const NAMES = { "31": "Thành phố Hải Phòng", "48": "Thành phố Đà Nẵng", "79": "Thành phố Hồ Chí Minh" };
const everybody = () => [chair, projector, ...Object.values(points)];

async function checkIn(unit) {
  const codes = await chair.context().newPage();
  await codes.goto(at("/codes"));
  const link = await codes.locator(".codes li", { hasText: NAMES[unit] }).locator("a:not([href*=invitations])").getAttribute("href");
  await codes.close();
  const page = await openPage(browser);
  await page.goto(demo.base + new URL(link).pathname + new URL(link).search);
  await page.fill('input[name="name"]', "Kỹ thuật viên");
  await page.locator("main form button.primary").click();
  await page.waitForURL(at(`/point/${unit}`));
  return page;
}

/** A point raises its hand, the chair puts it on the list and gives it the floor. */
async function speaks(unit) {
  await press(points[unit], "raise");
  await until("the hand", () => chair.locator(`#live button[value="speaker:${unit}"]`).isVisible());
  await press(chair, `speaker:${unit}`);
  await until("the list", () => chair.locator("#live .queue li").first().isVisible());
  await chair.keyboard.press("s");
  await until("the lower third", async () => (await projector.locator(".lower-third").innerText()).includes(NAMES[unit]));
}

/** The one who speaks has done. */
async function ends() {
  await chair.keyboard.press("s");
  await until("the end", async () => (await projector.locator(".lower-third").count()) === 0);
}

before(async () => {
  demo = await startDemo();
  browser = await startBrowser(devices);
  chair = await openPage(browser);
  await signIn(chair, demo.base, "chutoa");
}, { timeout: 120_000 });
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test("chair, points and projector follow one agenda", async () => {
  for (const unit of Object.keys(NAMES)) points[unit] = await checkIn(unit);
  await chair.goto(at("/chair"));
  projector = await chair.context().newPage();
  await projector.goto(at("/projector"));
  assert.deepEqual(await violations(chair), []);
  assert.deepEqual(await violations(points["31"]), []);
  await press(chair, "open");
  await shows(chair, "đang họp");
  await chair.keyboard.press("n");
  for (const page of everybody()) await shows(page, "Nhiệm vụ giao tại hội nghị trước", 3_000);
  await chair.keyboard.press("PageDown");
  const took = Math.max(...(await Promise.all(everybody().map((page) => shows(page, "Báo cáo công tác thanh tra, tiếp công dân", 3_000)))));
  assert.ok(took < 2_000, `${took} ms`);
});

test("nothing connects before somebody presses; then the chair is seen, and heard once the microphone is on", async () => {
  assert.ok(await projector.locator(".av-pictures").isHidden());
  assert.equal(await projector.locator('[data-av="send"]').count(), 0, "a projector sends nothing");
  await does(chair, "send");
  await does(projector, "watch");
  for (const page of Object.values(points)) await does(page, "send");
  for (const page of [projector, ...Object.values(points)]) await sees(page, "chair");
  assert.equal(await hears(projector, "chair"), false, "muted by default");
  await does(chair, "mic");
  await until("the chair is heard", () => hears(projector, "chair"));
});

test("without scripts a point sees agenda and papers and raises its hand", async () => {
  const plain = await openPage(browser, { javaScriptEnabled: false, width: 390, height: 844 });
  await signIn(plain, demo.base, "tiepdan");
  await plain.goto(at("/point/31"));
  const words = await plain.locator("#live").innerText();
  assert.match(words, /Báo cáo công tác thanh tra/);
  assert.match(words, /Dự thảo báo cáo sơ kết/);
  await press(plain, "raise");
  await until("the hand", () => chair.locator('#live button[value="speaker:31"]').isVisible());
  await press(plain, "lower");
  await until("it is down", async () => (await chair.locator('#live button[value="speaker:31"]').count()) === 0);
  await plain.context().close();
});

test("a hand, a speech with its lower third, seen and heard; a figure in two keystrokes; the next one follows", async () => {
  await speaks("31");
  await until("it counts down", async () => /^4:[0-5]\d$/.test(await projector.locator(".lower-third .left").innerText()));
  await until("its turn", async () => (await points["31"].locator(".av-state").innerText()).includes("Đến lượt"));
  await does(points["31"], "mic");
  for (const page of [projector, chair, points["48"], points["79"]]) await sees(page, "floor");
  await until("it is heard", () => hears(projector, "floor"));
  await chair.keyboard.press("f");
  await chair.keyboard.press("1");
  await shows(projector, "2.596");
  await chair.keyboard.press("x");
  await until("it is gone", async () => !(await projector.locator("#live").innerText()).includes("2.596"));
  await ends();
  await until("the floor is free", async () => (await picture(projector, "floor")).hidden);
  await speaks("48");
  for (const page of [projector, points["31"]]) await sees(page, "floor");
  assert.ok((await picture(points["48"], "floor")).hidden, "nobody sees themselves come back");
});

test("the point that speaks drops: seen within 5 s; it comes back to where it was, and is seen again", async () => {
  const context = points["48"].context();
  await points["48"].close();
  const took = await until("the loss", () => chair.locator('#live li.lost[data-unit="48"]').isVisible());
  assert.ok(took <= 5_000, `${took} ms`);
  await until("its picture goes", async () => (await picture(projector, "floor")).hidden);
  points["48"] = await context.newPage();
  await points["48"].goto(at("/point/48"));
  await shows(points["48"], "Báo cáo công tác thanh tra, tiếp công dân");
  await until("it is back", () => chair.locator('#live li.here[data-unit="48"]').isVisible());
  await does(points["48"], "send");
  await sees(projector, "floor");
});

test("the secretary records; every screen says so; a file is kept", async () => {
  await does(chair, "record");
  for (const page of [projector, points["79"]]) await until("the sign", () => page.locator(".recorded").isVisible());
  await sees(chair, "floor");
  const [file] = await Promise.all([chair.waitForEvent("download"), does(chair, "record-end")]);
  assert.match(file.suggestedFilename(), /^hoi-nghi-2023-1-.*\.webm$/);
  assert.ok(statSync(await file.path()).size > 10_000);
  await until("the sign goes", async () => (await projector.locator(".recorded").count()) === 0);
});

test("the server dies in the middle of a secret vote and everybody is back", async () => {
  await chair.locator(".hall-forms summary", { hasText: "Biểu quyết" }).click();
  await chair.fill("#p-text", "Thông qua nhiệm vụ 6 tháng cuối năm?");
  await chair.selectOption("#p-manner", "secret");
  await chair.locator('button[value="poll"]').click();
  await until("the vote", () => points["31"].locator(".vote button").first().isVisible());
  const tab = await points["31"].context().newPage();
  await tab.goto(at("/point/31"));
  const refused = tab.locator("#said");
  await tab.locator(".vote button").first().waitFor();
  // Both tabs at one moment: the second is told.
  const value = await tab.locator(".vote button").first().getAttribute("value");
  await points["31"].locator(".vote button").first().click();
  await shows(points["31"], "Điểm cầu này đã biểu quyết");
  const again = await tab.evaluate(async (vote) => {
    const body = new URLSearchParams({ csrf: document.querySelector('input[name="csrf"]').value, do: vote });
    const answer = await fetch(location.href, { method: "POST", body, headers: { "hx-request": "true" } });
    return [answer.status, await answer.text()];
  }, value);
  assert.equal(again[0], 409);
  assert.match(again[1], /mỗi điểm cầu một phiếu/);
  assert.ok(await refused.isHidden());
  await tab.close();

  await demo.kill();
  await until("it is noticed", async () => (await points["79"].locator("#broken").innerText()) !== "");
  await until("sound and picture too", async () => (await points["79"].locator(".av-state").innerText()).includes("Mất kết nối"));
  await demo.again();
  // From when the server listens: its own start is what two cores carry beside all the others.
  const begun = Date.now();
  await Promise.all(everybody().map(async (page) => {
    await until(`the line of ${page.url()}`, async () => (await page.locator("#broken").innerText()) === "");
    await shows(page, "Báo cáo công tác thanh tra, tiếp công dân");
  }));
  const took = Date.now() - begun;
  assert.ok(took < 10_000, `everybody is back on the item after ${took} ms`);
  for (const page of [projector, points["31"], points["79"]]) {
    for (const who of ["chair", "floor"]) await sees(page, who, 60_000);
  }
  console.log(`back on the item after ${took} ms, pictures of both everywhere after ${Date.now() - begun} ms`);
  await points["48"].locator(".vote button").nth(1).click();
  await shows(points["48"], "Điểm cầu này đã biểu quyết");
  await shows(chair, "2/62 điểm cầu đã biểu quyết");
  await chair.locator('#live button[value^="poll_close"]').click();
  await shows(points["79"], "Tán thành 1");
  await ends();
});

test("a conclusion is written and the conference closed", async () => {
  await chair.locator(".hall-forms summary", { hasText: "kết luận" }).click();
  await chair.fill("#c-text", "Các địa phương đôn đốc thu hồi trước 31/12/2023.");
  await chair.selectOption("#c-to", ["31"]);
  await chair.fill("#c-codes", "31.TT");
  await chair.fill("#c-due", "17/07/2023");
  assert.deepEqual(await violations(chair), []);
  await chair.locator('button[value="conclude"]').click();
  await shows(points["31"], "Các địa phương đôn đốc thu hồi");
  await shows(points["31"], "Thanh tra thành phố Hải Phòng");
  await press(chair, "close");
  for (const page of everybody()) await shows(page, "đã bế mạc");
  await until("its pictures end", async () => (await picture(projector, "chair")).hidden);
});

test("signed minutes, a signed notice, tasks on two desks, a draft whose figures are bound", async () => {
  const desk = await chair.context().newPage();
  await desk.goto(at("/minutes"));
  await desk.fill("#number", "12/BB-TTCP");
  await leads(desk, () => desk.locator("#sign button").click());
  assert.match(await desk.locator("#signed").innerText(), /Nhật ký đúng là nhật ký đã ký/);
  await desk.fill("#n-number", "13/TB-TTCP");
  await leads(desk, () => desk.locator("#notice button").click());
  assert.match(await desk.locator("#notice").innerText(), /1 câu kết luận đã thành nhiệm vụ/);
  assert.deepEqual(await violations(desk), []);
  for (const [login, unit] of [["tiepdan", "31"], ["canbo", "31.TT"]]) {
    const own = await openPage(browser);
    await signIn(own, demo.base, login);
    await own.goto(demo.base);
    const given = own.locator("#given a", { hasText: "đôn đốc thu hồi trước 31/12/2023" });
    const task = await given.first().getAttribute("href");
    assert.match(task, new RegExp(`^/directives/NV-TTCP-2023-\\d+/${unit.replace(".", "\\.")}$`));
    assert.deepEqual(await violations(own), []);
    await own.goto(`${demo.base}/reminders`);
    assert.match(await own.locator("main").innerText(), /Còn 3 ngày để báo cáo kết quả nhiệm vụ được giao/);
    await own.goto(demo.base + task);
    await leads(own, () => own.locator('form[action$="/acceptance"] button.primary').click());
    assert.match(await own.locator(".standing").innerText(), /Đã tiếp nhận/);
    await own.context().close();
  }
  await desk.goto(at("/minutes"));
  await leads(desk, () => desk.locator('form[action$="/article"] button').click());
  assert.match(await desk.locator('textarea[name="body_vi"]').inputValue(), /\[2\.596\]\(<figure:2023-7m\/BC-TTr-31\|overview#inspections>\)/);
  assert.match(await desk.locator('textarea[name="body_en"]').inputValue(), /\[2,596\]\(<figure:/);
  await desk.goto(`${desk.url()}/preview`);
  assert.equal(await desk.locator("a.figure-link").count() > 0, true);
  await desk.close();
});
