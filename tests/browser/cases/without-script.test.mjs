// Without script a clinic's whole way works: send, filter, read, why, mend, compare, take the file, delete.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { onPage, send, withBrowser } from "../lib/browser.mjs";
import { malformed, sample, upload } from "../lib/files.mjs";

describe("without script", () => {
  withBrowser();

  test("the whole way", () =>
    onPage({ javaScriptEnabled: false }, async (page) => {
      await send(page, upload("6月分.UKE", malformed()));
      const base = page.url();
      assert.equal(await page.locator("button[data-print]:visible").count(), 0, "what needs script is not shown");
      await page.selectOption("#filter-disposition", { index: 1 });
      await Promise.all([page.waitForURL(/disposition=/), page.click("form[method=get] button")]);
      await Promise.all([page.waitForURL(/\/receipts\//), page.locator("tbody tr td:first-child a").first().click()]);
      assert.match(await page.textContent(".paper h1"), /診療報酬明細書/);
      await Promise.all([page.waitForURL(/disposition=/), page.click("[data-key=u]")]);
      await page.goto(`${base}/mend`);
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("button[value=file]")]);
      assert.ok(readFileSync(await download.path()).equals(sample("outpatient.UKE")));
      await Promise.all([page.waitForURL(/\/compare\//), page.click("button[value=check]")]);
      await Promise.all([page.waitForURL(/\/checks\/[a-z0-9]+$/), page.click("a.main")]);
      await Promise.all([page.waitForURL((url) => url.pathname === "/"), page.click("button.grave")]);
    }));

  test("why a rule spoke is a page", () =>
    onPage({ javaScriptEnabled: false }, async (page) => {
      await send(page, process.env.SHINSA_MONTH, { institution: "clinic" });
      const options = await page.locator("#filter-rule option").all();
      const rules = await Promise.all(options.map((one) => one.getAttribute("value")));
      await page.selectOption("#filter-rule", rules.find((rule) => rule && !rule.startsWith("intake:")));
      await Promise.all([page.waitForURL(/rule=/), page.click("form[method=get] button")]);
      await page.locator("tbody tr td:first-child a").first().click();
      await page.locator("details[data-src] summary").first().click();
      await Promise.all([page.waitForURL(/\/trace\?/), page.locator(".trace-place a").first().click()]);
      assert.ok((await page.locator(".trace li").count()) > 0);
    }));
});
