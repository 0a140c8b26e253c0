// Sound and picture of the conference in real browsers with a made-up camera and microphone: a chair,
// three points, a projector. What is asserted is at the far end: frames decoded, sound with energy.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPage, signIn, startBrowser, startDemo } from "./support.mjs";

let demo, browser, chair, projector;
const points = {};
const at = (path) => `${demo.base}/conference/2023-1${path}`;
const NAMES = { "31": "Thành phố Hải Phòng", "48": "Thành phố Đà Nẵng", "79": "Thành phố Hồ Chí Minh" };

async function until(what, check, ms = 20_000) {
  const begun = Date.now();
  let last = "";
  for (;;) {
    try {
      if (await check()) return Date.now() - begun;
    } catch (why) { last = why.message; }
    if (Date.now() - begun > ms) throw new Error(`${what}: not within ${ms} ms ${last}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const press = (page, value) => page.locator(`#live button[value="${value}"]`).click();
const does = (page, what) => page.locator(`[data-av="${what}"]`).click();
/** Where a picture stands: the time of its last frame moves on only while frames are decoded. */
const shown = (page, who) => page.evaluate((w) => {
  const video = document.querySelector(`[data-who="${w}"] video`);
  return { frames: video.getVideoPlaybackQuality().totalVideoFrames, width: video.videoWidth, hidden: video.closest("figure").hidden };
}, who);

/** More frames decoded than before, and not one colour all over. */
async function sees(page, who, ms = 20_000) {
  const from = (await shown(page, who)).frames;
  await until(`${page.url()} sees ${who}`, async () => {
    const now = await shown(page, who);
    return !now.hidden && now.width > 0 && now.frames > from + 10;
  }, ms);
  const colours = await page.evaluate((w) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
    const context = canvas.getContext("2d");
    context.drawImage(document.querySelector(`[data-who="${w}"] video`), 0, 0, 64, 36);
    const { data } = context.getImageData(0, 0, 64, 36);
    return new Set(Array.from({ length: data.length / 4 }, (_, n) => data[n * 4] >> 4)).size;
  }, who);
  assert.ok(colours > 1, `${page.url()}: ${who} is ${colours} colour`);
}

/** Energy of the sound that arrives: the made-up microphone beeps once a second. */
async function hears(page, who) {
  const energy = await page.evaluate(async (w) => {
    const context = new AudioContext();
    await context.resume();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(document.querySelector(`[data-who="${w}"] video`).srcObject).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let most = 0;
    for (const end = Date.now() + 4_000; Date.now() < end && most < 0.01;) {
      analyser.getFloatTimeDomainData(samples);
      most = samples.reduce((m, s) => Math.max(m, Math.abs(s)), most);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await context.close();
    return most;
  }, who);
  return energy >= 0.01;
}

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

async function gives(unit) {
  await press(points[unit], "raise");
  await press(chair, `speaker:${unit}`);
  await until("the list", () => chair.locator("#live .queue li").first().isVisible());
  await chair.keyboard.press("s");
  await until("the lower third", async () => (await projector.locator(".lower-third").innerText()).includes(NAMES[unit]));
}

before(async () => {
  demo = await startDemo();
  browser = await startBrowser([
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required",
  ]);
  chair = await openPage(browser);
  await signIn(chair, demo.base, "chutoa");
}, { timeout: 120_000 });
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test("nothing connects before somebody presses", async () => {
  for (const unit of Object.keys(NAMES)) points[unit] = await checkIn(unit);
  await chair.goto(at("/chair"));
  projector = await chair.context().newPage();
  await projector.goto(at("/projector"));
  assert.ok(await projector.locator(".av-pictures").isHidden());
  assert.equal(await projector.locator('[data-av="send"]').count(), 0, "a projector sends nothing");
  await press(chair, "open");
});

test("the chair is seen by points and projector, and heard once the microphone is on", async () => {
  await does(chair, "send");
  await does(projector, "watch");
  for (const page of Object.values(points)) await does(page, "send");
  for (const page of [projector, ...Object.values(points)]) await sees(page, "chair");
  assert.equal(await hears(projector, "chair"), false, "muted by default");
  await does(chair, "mic");
  await until("the chair is heard", () => hears(projector, "chair"));
});

test("who has the floor is seen and heard; the next one follows", async () => {
  await gives("31");
  await until("its turn", async () => (await points["31"].locator(".av-state").innerText()).includes("Đến lượt"));
  await does(points["31"], "mic");
  for (const page of [projector, chair, points["48"], points["79"]]) await sees(page, "floor");
  await until("it is heard", () => hears(projector, "floor"));
  await chair.keyboard.press("s");
  await until("the floor is free", async () => (await shown(projector, "floor")).hidden);
  await gives("48");
  for (const page of [projector, points["31"]]) await sees(page, "floor");
  assert.ok((await shown(points["48"], "floor")).hidden, "nobody sees themselves come back");
});

test("a point that dies comes back and is seen again", async () => {
  const context = points["48"].context();
  await points["48"].close();
  await until("its picture goes", async () => (await shown(projector, "floor")).hidden);
  points["48"] = await context.newPage();
  await points["48"].goto(at("/point/48"));
  await does(points["48"], "send");
  await sees(projector, "floor");
});

test("the secretary records; every screen says so; a file is kept", async () => {
  await does(chair, "record");
  for (const page of [projector, points["79"]]) await until("the sign", () => page.locator(".recorded").isVisible());
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const [file] = await Promise.all([chair.waitForEvent("download"), does(chair, "record-end")]);
  assert.match(file.suggestedFilename(), /^hoi-nghi-2023-1-.*\.webm$/);
  const { statSync } = await import("node:fs");
  assert.ok(statSync(await file.path()).size > 20_000);
  await until("the sign goes", async () => (await projector.locator(".recorded").count()) === 0);
});

test("the server dies and everybody is back in sound and picture by themselves", async () => {
  await demo.kill();
  await until("it is noticed", async () => (await points["79"].locator(".av-state").innerText()).includes("Mất kết nối"), 15_000);
  const begun = Date.now();
  await demo.again();
  for (const page of [projector, points["31"], points["79"]]) {
    // The bound is loose: with the other journeys two cores draw, encode and decode a dozen pictures here.
    await sees(page, "chair", 60_000);
    await sees(page, "floor", 60_000);
  }
  console.log(`back after ${Date.now() - begun} ms with the start of the server`);
});
