// A task goes from the inspectorate to a district and back, until it is found done.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn, stage, violations } from "./support.mjs";

stage();

async function press(page, step, said) {
  const form = page.locator(`form[action$="/${step}"]`);
  const details = page.locator("details.step-form", { has: form });
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  if (said) await form.locator("textarea").fill(said);
  await leads(page, () => form.locator("button").last().click());
}

for (const javaScriptEnabled of [true, false]) {
  test(`a task is given, reported, returned and done ${javaScriptEnabled ? "" : "without scripts"}`, async () => {
    const issuer = await openPage(browser, { javaScriptEnabled });
    const district = await openPage(browser, { javaScriptEnabled, width: 390, height: 844 });
    await signIn(issuer, demo.base, "canbo");
    await signIn(district, demo.base, "lanhdao");
    await issuer.goto(`${demo.base}/directives/new`);
    await issuer.fill("[name=content]", "Báo cáo kết quả kiểm tra hồ sơ đất đai");
    await issuer.selectOption("select[name=source]", "head");
    await issuer.fill("[name='addressees.0.addressee']", "303");
    await issuer.fill("[name=due_on]", "31/08/2023");
    await leads(issuer, () => issuer.locator("button[name=issue]").click());
    assert.match(issuer.url(), /\/directives\/NV-31\.TT-2023-\d+$/);
    const task = `${issuer.url()}/303`;
    await district.goto(task);
    await press(district, "acceptance");
    await press(district, "report", "Đã kiểm tra 12 hồ sơ.");
    await issuer.goto(task);
    await press(issuer, "return", "Còn thiếu danh sách hồ sơ.");
    await district.goto(task);
    assert.match(await district.locator("main").innerText(), /Bị trả lại[\s\S]*Còn thiếu danh sách hồ sơ/);
    if (javaScriptEnabled) assert.deepEqual(await violations(district), []);
    await press(district, "report", "Kèm danh sách 12 hồ sơ.");
    await issuer.goto(task);
    await press(issuer, "completion");
    assert.match(await issuer.locator("main .nearest").innerText(), /Xong đúng hạn/);
    await issuer.context().close();
    await district.context().close();
  });
}

test("every number of the last conference's tasks opens as many rows, in both languages", async () => {
  for (const lang of ["vi", "en"]) {
    const page = await openPage(browser, { lang });
    await signIn(page, demo.base, "lanhdao");
    await page.goto(`${demo.base}/directives/last`);
    const parts = await page.locator(".sum li").evaluateAll((all) => all.map((li) => [li.querySelector("a").href, Number(li.querySelector("strong").textContent)]));
    assert.ok(parts.length >= 6, "the demo has tasks in every standing");
    for (const [href, count] of parts) {
      await page.goto(href);
      assert.equal(await page.locator("tbody tr").count(), count, href);
    }
    assert.deepEqual(await violations(page), []);
    for (const path of ["/directives/new", "/directives/discipline", "/directives/NV-TTCP-2023-001/31.TT", "/directives/NV-31.TT-2023-001"]) {
      await page.goto(demo.base + path);
      assert.deepEqual(await violations(page), [], path);
    }
    await page.context().close();
  }
});
