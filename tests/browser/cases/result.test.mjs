// What came of a month: figures that agree with the list, filters, pages, what is given back, deleting.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { number, onPage, send, withBrowser } from "../lib/browser.mjs";
import { MONTH, sample, upload } from "../lib/files.mjs";

const ROWS = "tbody tr[data-goto]";

/** All receipts that a list shows, page by page: the places that its rows lead to. */
async function listed(page) {
  const pages = [];
  for (;;) {
    pages.push(await page.locator(`${ROWS} td:first-child a`).evaluateAll((all) => all.map((a) => new URL(a.href).pathname)));
    const next = page.locator("nav.pages a[rel=next]");
    if ((await next.count()) === 0) return pages;
    await Promise.all([page.waitForURL(/page=/), next.click()]);
    await page.waitForLoadState();
  }
}

describe("the result of a month", () => {
  withBrowser();

  test("figures add up, pages show every receipt once, filters show what the figures say", () =>
    onPage({}, async (page) => {
      await send(page, process.env.SHINSA_MONTH, { institution: "clinic" });
      const base = page.url();
      const values = await page.locator(".figures .value").allTextContents();
      const [all, ...each] = values.map(number);
      assert.equal(all, MONTH);
      assert.equal(each.reduce((sum, one) => sum + one, 0), all);
      const pages = await listed(page);
      assert.deepEqual(pages.map((one) => one.length), [100, MONTH - 100]);
      assert.equal(new Set(pages.flat()).size, MONTH);

      await page.goto(base);
      const marks = await page.locator(".figures .mark").evaluateAll((all) => all.map((one) => one.classList[1]));
      const options = await page.locator("#filter-disposition option").evaluateAll((all) => all.map((one) => one.value));
      for (const [at, slug] of marks.entries()) {
        assert.equal(options.includes(slug), each[at] > 0, `${slug} is offered when there is one`);
        await page.goto(`${base}?disposition=${slug}`);
        const shown = (await listed(page)).flat();
        assert.equal(shown.length, each[at], slug);
        assert.equal(await page.locator(`${ROWS} td:nth-child(5) .mark:not(.${slug})`).count(), 0);
      }
    }));

  test("choosing in a filter shows it at once; the receipts then follow each other within it", () =>
    onPage({}, async (page) => {
      await send(page, upload("damaged.UKE", sample("damaged.UKE")));
      const before = await page.locator(ROWS).count();
      await Promise.all([page.waitForURL(/disposition=unreadable/), page.selectOption("#filter-disposition", "unreadable")]);
      const shown = (await listed(page)).flat();
      assert.ok(shown.length > 1 && shown.length < before);
      await page.locator(`${ROWS} td:first-child a`).first().click();
      const followed = [];
      for (;;) {
        await page.waitForSelector(".paper, main h1");
        followed.push(new URL(page.url()).pathname);
        const next = page.locator("a[rel=next]");
        if ((await next.count()) === 0) break;
        const target = await next.getAttribute("href");
        await Promise.all([page.waitForURL((url) => url.pathname + url.search === target), next.click()]);
      }
      assert.deepEqual(followed, shown);
      await page.click("[data-key=u]");
      await page.waitForURL(/disposition=unreadable/);
    }));

  test("a rule in the filter shows the receipts that it speaks of", () =>
    onPage({}, async (page) => {
      await send(page, upload("damaged.UKE", sample("damaged.UKE")));
      const base = page.url();
      const rules = await page.locator("#filter-rule option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
      assert.ok(rules.length > 0);
      await page.goto(`${base}?rule=${encodeURIComponent(rules[0])}`);
      const shown = (await listed(page)).flat();
      assert.ok(shown.length > 0);
      for (const path of shown) {
        await page.goto(path);
        assert.match((await page.locator(".finding").allTextContents()).join(" "), new RegExp(rules[0].replace(/[^\w]/g, ".")));
      }
      await page.goto(`${base}?number=3`);
      assert.equal(await page.locator(ROWS).count(), 1);
      await page.goto(`${base}?number=9999`);
      assert.equal(await page.locator(ROWS).count(), 0);
    }));

  test("j, k and Enter walk the list", () =>
    onPage({}, async (page) => {
      await send(page, upload("outpatient.UKE", sample("outpatient.UKE")));
      for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
      const second = await page.locator(ROWS).nth(1).getAttribute("data-goto");
      await Promise.all([page.waitForURL((url) => url.pathname === second), page.keyboard.press("Enter")]);
      await page.waitForSelector(".paper");
      await Promise.all([page.waitForURL(/\/receipts\/3$/), page.keyboard.press("n")]);
      await Promise.all([page.waitForURL(/\/receipts\/2$/), page.keyboard.press("p")]);
      await Promise.all([page.waitForURL(/\/checks\/[a-z0-9]+$/), page.keyboard.press("u")]);
    }));

  test("the lists and the file are given back", () =>
    onPage({}, async (page) => {
      const bytes = sample("damaged.UKE");
      await send(page, upload("請求 6月.UKE", bytes));
      const base = page.url();
      const given = async (click) => {
        const [download] = await Promise.all([page.waitForEvent("download"), click]);
        return [download.suggestedFilename(), readFileSync(await download.path())];
      };
      const [name, json] = await given(page.click("a[href$='/result.json']"));
      assert.equal(name, "請求 6月.UKE.json");
      assert.equal(JSON.parse(json).receipts.length, 16);
      assert.doesNotMatch(json.toString(), /見本/, "no name of a patient");
      await page.click("a[href$='/asp']");
      const [, csv] = await given(page.click("a[href*='/asp.csv?list=1']"));
      assert.ok(new TextDecoder("shift_jis", { fatal: true }).decode(csv).includes(","));
      const [same, file] = await given(page.goto(`${base}/file`).catch(() => {}));
      assert.equal(same, "請求 6月.UKE");
      assert.ok(file.equals(bytes));
    }));

  test("deleting asks first; afterwards it is gone", () =>
    onPage({ refusals: [410] }, async (page) => {
      await send(page, upload("inpatient.UKE", sample("inpatient.UKE")));
      const url = page.url();
      page.once("dialog", (dialog) => dialog.dismiss());
      await page.click("button.grave");
      assert.equal(page.url(), url);
      page.once("dialog", (dialog) => dialog.accept());
      await Promise.all([page.waitForURL((at) => at.pathname === "/"), page.click("button.grave")]);
      assert.equal(await page.locator(`a[href="${new URL(url).pathname}"]`).count(), 0);
      assert.equal((await page.goto(url)).status(), 410);
      assert.match(await page.textContent(".fault"), /もう一度送ると点検できます/);
    }));
});
