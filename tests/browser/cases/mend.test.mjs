// Mending: what is chosen is changed, everything else stays, and the comparison says what became of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { number, onPage, send, withBrowser } from "../lib/browser.mjs";
import { malformed, sample, upload } from "../lib/files.mjs";

const AGAIN = "button[value=check]";
const FILE = "button[value=file]";

async function given(page, click) {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

describe("mending", () => {
  withBrowser();
  const right = sample("outpatient.UKE");

  test("all repairs taken give the file as it should have been, byte for byte", () =>
    onPage({}, async (page) => {
      await send(page, upload("6月分.UKE", malformed()));
      await page.click("a[href$='/mend']");
      await page.waitForSelector("form[data-once]");
      assert.equal(await page.locator("input[name=repair]:checked").count(), await page.locator("input[name=repair]").count());
      assert.equal(await page.locator("input[name=comment]:checked").count(), 0, "a comment is never chosen by us");
      const file = await given(page, () => page.click(FILE));
      assert.equal(file.name, "6月分.UKE");
      assert.ok(file.bytes.equals(right));
      assert.equal(await page.locator(`${AGAIN}:enabled`).count(), 1, "the page can be used again");
    }));

  test("what is not chosen stays wrong", () =>
    onPage({}, async (page) => {
      await send(page, upload("6月分.UKE", malformed()));
      await page.goto(`${page.url()}/mend`);
      const rows = page.locator("tr", { has: page.locator("input[name=repair]") });
      const count = await rows.count();
      assert.ok(count >= 2);
      for (let at = 1; at < count; at += 1) await rows.nth(at).locator("input").uncheck();
      const { bytes } = await given(page, () => page.click(FILE));
      assert.ok(!bytes.equals(right) && !bytes.equals(malformed()));
    }));

  test("mended and checked again: the comparison tells what is gone, and leads to the file", () =>
    onPage({}, async (page) => {
      await send(page, upload("6月分.UKE", malformed()));
      const base = page.url();
      await page.goto(`${base}/mend`);
      const count = await page.locator("input[name=repair]").count();
      await Promise.all([page.waitForURL(/\/compare\//), page.click(AGAIN)]);
      const [gone, fresh] = (await page.locator(".figures .value").allTextContents()).map(number);
      assert.ok(gone >= count, `${gone} gone`);
      assert.equal(fresh, 0);
      assert.ok((await page.locator("li .mark.good").count()) > 0);
      const file = await given(page, () => page.click("a[href$='/file']"));
      assert.ok(file.bytes.equals(right));
      await Promise.all([page.waitForURL(/\/checks\/[a-z0-9]+$/), page.click("a.main")]);
      assert.notEqual(page.url(), base);
      await page.goto(`${page.url()}/mend`);
      assert.equal(await page.locator("input[name=repair]").count(), 0, "nothing is left to repair");
    }));

  const unofficial = process.env.SHINSA_OFFICIAL ? false : "comments belong to lines by the official relations: set SHINSA_SHARED";

  test("a chosen comment stands behind its line, and nothing else changes", { skip: unofficial }, () =>
    onPage({}, async (page) => {
      const { bytes, line } = await withComments(page);
      const field = page.locator(".field", { has: page.locator("input[name=comment]:enabled") })
        .filter({ hasNot: page.locator("input[name=entered]:not([type=hidden])") }).first();
      const code = await field.locator(".code").textContent();
      await field.locator("input[name=comment]").check();
      for (const box of await page.locator("input[name=repair]").all()) await box.uncheck();
      const file = await given(page, () => page.click(FILE));
      const [before, after] = [bytes, file.bytes].map((all) => all.toString("latin1").split("\r\n"));
      const put = after.findIndex((row, at) => row !== before[at]);
      assert.match(after[put], new RegExp(`^CO,.*,${code},`));
      assert.ok(put >= line, "behind the line");
      assert.deepEqual(after.toSpliced(put, 1), before);
    }));

  test("a comment whose text is not what it asks for is refused, and told", { skip: unofficial }, () =>
    onPage({ refusals: [400] }, async (page) => {
      await withComments(page);
      const asking = page.locator(".field", { has: page.locator("input[name=entered]:not([type=hidden])") }).first();
      await asking.locator("input[name=comment]").check();
      await asking.locator("input[name=entered]:not([type=hidden])").fill("");
      await page.click(FILE);
      await page.waitForSelector(".fault");
      assert.match(await page.textContent(".fault"), /\d{9}/, "the comment is named");
      await page.goBack();
      assert.equal(await asking.locator("input[name=comment]").isChecked(), true, "what was chosen is still there");
    }));

  test("nothing chosen is told", () =>
    onPage({ refusals: [400] }, async (page) => {
      await send(page, upload("6月分.UKE", malformed()));
      await page.goto(`${page.url()}/mend`);
      for (const box of await page.locator("input[name=repair]").all()) await box.uncheck();
      await page.click(AGAIN);
      await page.waitForSelector(".fault");
      assert.match(await page.textContent(".fault"), /選ばれていません/);
    }));
});

/** A file on whose page to mend a comment is asked for, with the first line that asks. */
async function withComments(page) {
  const bytes = readFileSync(process.env.SHINSA_MONTH);
  await send(page, upload("month.UKE", bytes), { institution: "clinic" });
  await page.goto(`${page.url()}/mend`);
  const legend = page.locator("fieldset legend").first();
  assert.ok((await legend.count()) > 0, "comments are asked for");
  return { bytes, line: Number((await legend.textContent()).match(/(\d+)行/)[1]) };
}
