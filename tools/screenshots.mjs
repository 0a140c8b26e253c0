// Takes the pictures of README from the running demo: ./x screenshots
// Uses the browser and driver of the browser journeys.
import { mkdirSync } from "node:fs";
import { openPage, signIn, startBrowser, startDemo } from "../tests/e2e/support.mjs";

const out = new URL("../docs/images/", import.meta.url).pathname;
mkdirSync(out, { recursive: true });
const demo = await startDemo();
const browser = await startBrowser();
try {
  for (const lang of ["vi", "en"]) {
    const page = await openPage(browser, { lang });
    await signIn(page, demo.base, "lanhdao");
    await page.goto(`${demo.base}/overview`);
    await page.screenshot({ path: `${out}overview.${lang}.png` });
    await page.goto(`${demo.base}/dashboard`);
    await page.screenshot({ path: `${out}dashboard.${lang}.png` });
    await page.goto(`${demo.base}/cases/31.TT-2022-0004`);
    await page.locator(".rail details summary").first().click();
    await page.screenshot({ path: `${out}case.${lang}.png` });
    await page.goto(`${demo.base}/hotspots`);
    await page.screenshot({ path: `${out}hotspots.${lang}.png` });
    await page.context().close();
  }
} finally {
  await browser.close();
  await demo.stop();
}
