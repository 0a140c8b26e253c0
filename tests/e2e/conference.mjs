// What a journey of the online conference does again and again: waits, presses, looks at pictures and
// listens. What is asserted of sound and picture is at the far end: frames decoded, sound with energy.
import assert from "node:assert/strict";

/** A made-up camera and microphone; few frames a second, because two cores draw, encode and decode them all. */
export const devices = [
  "--use-fake-device-for-media-stream=fps=10", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required",
];

/** Milliseconds until `check` holds; what it last threw is said where it never does. */
export async function until(what, check, ms = 20_000) {
  const begun = Date.now();
  for (let last = ""; ;) {
    try {
      if (await check()) return Date.now() - begun;
      last = "";
    } catch (why) { last = why.message; }
    if (Date.now() - begun > ms) throw new Error(`${what}: not within ${ms} ms ${last}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const shows = (page, text, ms) =>
  until(`${page.url()} shows “${text}”`, async () => (await page.locator("#live").innerText()).includes(text), ms);
export const press = (page, value) => page.locator(`#live button[value="${value}"]`).click();
/** Presses a button of sound and picture. */
export const does = (page, what) => page.locator(`[data-av="${what}"]`).click();

/** Where a picture stands: frames are counted only while they are decoded. */
export const picture = (page, who) => page.evaluate((w) => {
  const video = document.querySelector(`[data-who="${w}"] video`);
  const state = document.querySelector(".av-state")?.textContent ?? "";
  return { frames: video.getVideoPlaybackQuality().totalVideoFrames, width: video.videoWidth, hidden: video.closest("figure").hidden, state };
}, who);

/** More frames decoded than before, and not one colour all over. */
export async function sees(page, who, ms = 30_000) {
  let from = (await picture(page, who)).frames;
  await until(`${page.url()} sees ${who}`, async () => {
    const now = await picture(page, who);
    // A new connection counts from nothing.
    from = Math.min(from, now.frames);
    if (now.hidden || now.width === 0 || now.frames < from + 5) throw new Error(JSON.stringify({ from, ...now }));
    return true;
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

/** Whether sound with energy arrives within four seconds: the made-up microphone beeps once a second. */
export async function hears(page, who) {
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
