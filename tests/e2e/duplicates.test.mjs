// A petition that came before is shown while its letter is typed, and the clerk decides.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, demo, leads, openPage, signIn, stage, violations } from "./support.mjs";

const LETTER = "Kính gửi Ủy ban nhân dân thành phố. Gia đình tôi sử dụng thửa đất số 47 tờ bản đồ số 12 tại thôn Đông từ năm 1987, trồng lúa ổn định. Ngày 12 tháng 3 năm 2022 ủy ban xã cho máy vào san lấp mương thoát nước phía sau nhà khiến ruộng nhà tôi ngập cả vụ, mất trắng hơn hai tấn thóc.";
const AGAIN = "Ngay 12 thang 3 nam 2022 uy ban xa cho may vao san lap muong thoat nuoc phia sau nha khien ruong nha toi ngap ca vu, mat trang hon hai tan thoc. Gia dinh toi su dung thua dat so 47 to ban do so 12 tai thon Dong tu nam 1987.";
stage();

async function receipt(page, number, letter) {
  await page.goto(`${demo.base}/cases/new/petition`);
  await page.fill("[name='new.unit']", "31.TT");
  await page.fill("[name='new.case_number']", number);
  await page.fill("[name='entry.on']", "03/07/2023");
  await page.fill("[name=title]", "San lấp mương thoát nước");
  await page.selectOption("select[name=source]", "post");
  await page.selectOption("select[name='entry.by']", "officer");
  await page.fill("textarea[name=letter]", letter);
}

for (const javaScriptEnabled of [true, false]) {
  test(`a like letter is shown ${javaScriptEnabled ? "while typing" : "without scripts"}, and one matter is filled in`, async () => {
    const page = await openPage(browser, { javaScriptEnabled });
    await signIn(page, demo.base, "tiepdan");
    const [first, second] = javaScriptEnabled ? ["TRUNG-1", "TRUNG-2"] : ["TRUNG-3", "TRUNG-4"];
    await receipt(page, first, LETTER);
    await leads(page, () => page.click("button.primary[name=record]"));
    await receipt(page, second, AGAIN);
    if (!javaScriptEnabled) await leads(page, () => page.click("button[name=find_like]"));
    const card = page.locator("article.like", { hasText: first });
    await card.waitFor();
    assert.ok((await card.locator("mark").count()) >= 2);
    if (javaScriptEnabled) assert.deepEqual(await violations(page), []);
    await card.locator("button[name=same_matter]").click();
    await page.locator(".likes .note.done").waitFor();
    assert.match(await page.inputValue("[name=matter]"), /^TRUNG-/);
    assert.equal(await page.inputValue("textarea[name=letter]"), AGAIN);
    await page.context().close();
  });
}
