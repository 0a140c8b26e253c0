// Reminders by mail through a real SMTP server: opted in on one's own page, one mail
// comes, it says what it may and its link opens the case; a refused one is shown to the
// administrator.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { leads, openPage, signIn, startBrowser, startDemo, violations } from "./support.mjs";

let demo, browser, server;
const mails = [];
let refuse = null;
const waiting = [];

function heard() {
  for (const resolve of waiting.splice(0)) resolve();
}

/** Resolves when `test` holds; looked at whenever the server heard something. */
async function until(test) {
  while (!test()) await new Promise((resolve) => waiting.push(resolve));
}

before(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo(address, _session, done) {
      if (!refuse) return done();
      heard();
      const no = new Error("no such mailbox");
      no.responseCode = refuse;
      refuse = "heard";
      return done(no);
    },
    onData(stream, session, done) {
      const parts = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => {
        mails.push({ to: session.envelope.rcptTo.map((to) => to.address), raw: Buffer.concat(parts) });
        done();
        heard();
      });
    },
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address();
  demo = await startDemo(["--smtp-url", `smtp://127.0.0.1:${port}`, "--mail-from", "thanhtra@haiphong.example"]);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
  await new Promise((resolve) => server.close(resolve));
});

test("the bell counts, the list can be marked, and works with a keyboard and for screen readers", async () => {
  const page = await openPage(browser);
  await signIn(page, demo.base, "canbo");
  const bell = page.locator("a.bell");
  const before = await bell.innerText();
  assert.match(before, /\d/);
  await bell.click();
  await page.waitForURL(/\/reminders$/);
  assert.deepEqual(await violations(page), []);
  const rows = await page.locator(".reminders tbody tr").count();
  assert.ok(rows > 0);
  await leads(page, () => page.locator('.reminders button[value="done"]').first().click());
  assert.equal(await page.locator("details .reminders tr").count(), 1);
  await page.locator("details summary").click();
  await leads(page, () => page.locator('details button[value="none"]').click());
  assert.equal(await page.locator("details .reminders tr").count(), 0);
  await page.close();
});

test("one mail comes to who asked for it, and its link leads to the case", async () => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  await signIn(page, demo.base, "canbo");
  await page.goto(`${demo.base}/account`);
  await page.fill("#mail-address", "canbo@haiphong.example");
  await page.locator('#mail button[value="yes"]').click();
  await page.waitForURL(/done=mail/);
  await until(() => mails.length > 0);
  assert.equal(mails.length, 1);
  assert.deepEqual(mails[0].to, ["canbo@haiphong.example"]);
  const mail = await PostalMime.parse(mails[0].raw);
  assert.match(mail.subject, /^Nhắc việc ngày 14\/07\/2023: /);
  assert.equal(mail.from.address, "thanhtra@haiphong.example");
  assert.match(mail.text, /Điều \d+/);
  assert.doesNotMatch(mail.text, /mô phỏng/, "no person, no title: everybody of the demo is marked so");
  const link = mail.text.match(/http:\/\/\S+\/cases\/\S+/)[0];
  await page.goto(link);
  const number = mail.text.match(/^- (\S+) · /m)[1];
  assert.ok((await page.locator("main").innerText()).includes(number));
  // Saved once more: the day's mail has been sent.
  await page.goto(`${demo.base}/account`);
  await page.locator('#mail button[value="yes"]').click();
  await page.waitForURL(/done=mail/);
  await page.goto(`${demo.base}/reminders`);
  assert.ok((await page.locator("main").innerText()).includes("canbo@haiphong.example"));
  assert.equal(mails.length, 1);
  await page.close();
});

test("a mail the server refuses is shown to the administrator and can be sent again", async () => {
  refuse = 550;
  const leader = await openPage(browser);
  await signIn(leader, demo.base, "lanhdao");
  await leader.goto(`${demo.base}/account`);
  await leader.fill("#mail-address", "lanhdao@haiphong.example");
  await leader.locator('#mail button[value="yes"]').click();
  await leader.waitForURL(/done=mail/);
  await until(() => refuse === "heard");
  refuse = null;
  const page = await openPage(browser);
  await signIn(page, demo.base, "quantri");
  await page.goto(`${demo.base}/reminders/mail`);
  const failed = page.locator(".tag.mail-failed");
  // The answer is written down a moment after it was given.
  while ((await failed.count()) === 0) await page.reload();
  assert.deepEqual(await violations(page), []);
  assert.match(await page.locator("main").innerText(), /550/);
  assert.doesNotMatch(await page.locator("main").innerText(), /lanhdao@haiphong\.example/);
  await page.locator("main table button").click();
  await until(() => mails.length > 1);
  assert.deepEqual(mails[1].to, ["lanhdao@haiphong.example"]);
  await page.close();
  await leader.close();
});
