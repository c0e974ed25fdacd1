// A receipt as on paper: what stands where, findings under their lines, why, keys.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { number, onPage, send, withBrowser } from "../lib/browser.mjs";
import { sample, upload } from "../lib/files.mjs";

/** The receipts of a result, each with what the list says of it. */
const receipts = (page) =>
  page.locator("tbody tr[data-goto]").evaluateAll((all) =>
    all.map((row) => ({ path: row.dataset.goto, said: [...row.querySelectorAll("td:last-child > div:not(.faint)")].map((one) => one.textContent) })));

describe("a receipt", () => {
  withBrowser();

  test("header, diseases, lines with their days, payers", () =>
    onPage({}, async (page) => {
      const file = sample("outpatient.UKE");
      const name = new TextDecoder("shift_jis").decode(file).match(/^RE,1,(?:[^,]*,){2}([^,]*),/m)[1];
      await send(page, upload("outpatient.UKE", file));
      await page.goto(`${page.url()}/receipts/1`);
      assert.equal((await page.textContent(".paper h1")).replaceAll("　", ""), "診療報酬明細書（医科入院外）令和7年2月");
      const header = (await page.locator(".paper .boxes").allTextContents()).join("\n");
      for (const word of [name, "男女区分", "女", "昭和53年2月25日"]) assert.ok(header.includes(word), word);
      assert.equal(await page.locator("table.diseases tbody tr").count(), 1);
      assert.match(await page.textContent("table.diseases"), /令和4年12月6日/);
      const sections = await page.locator(".division > h3").allTextContents();
      assert.equal(sections[0], "11 初診");
      const codes = sections.map((text) => text.slice(0, 2));
      assert.deepEqual(codes, [...codes].sort(), "sections stand in the order of the form");
      for (const calendar of await page.locator(".calendar").all()) {
        assert.equal(await calendar.locator("span").count(), 28, "February");
        assert.match(await calendar.getAttribute("aria-label"), /^算定日: [\d, ×]+$/);
        const on = await calendar.locator("span.on").count();
        assert.equal(on, (await calendar.getAttribute("aria-label")).split(",").length);
      }
      const points = await page.locator(".unit-foot .number").allTextContents();
      const sum = points.reduce((all, text) => {
        const [one, times] = text.split(/=/)[0].split("点 × ").map(number);
        return all + one * times;
      }, 0);
      const table = page.locator(".paper table").last();
      const names = (await table.locator("thead th").allTextContents()).map((one) => one.trim());
      const claimed = table.locator("tbody tr").first().locator("th, td").nth(names.indexOf("請求点"));
      assert.equal(sum, number(await claimed.textContent()), "what the lines cost is what is claimed");
    }));

  test("an inpatient's receipt has its own title, and stays within the day of the month", () =>
    onPage({}, async (page) => {
      await send(page, upload("inpatient.UKE", sample("inpatient.UKE")), { institution: "hospital" });
      await page.goto(`${page.url()}/receipts/1`);
      assert.match(await page.textContent(".paper h1"), /医科入院）/);
      assert.match(await page.textContent(".paper"), /入院年月日/);
      assert.ok((await page.locator(".division > h3", { hasText: "90 入院" }).count()) > 0);
    }));

  test("every finding of the list stands on its receipt once, under the lines that it names", () =>
    onPage({}, async (page) => {
      await send(page, upload("damaged.UKE", sample("damaged.UKE")));
      const all = await receipts(page);
      let below = 0;
      for (const { path, said } of all) {
        await page.goto(path);
        const shown = await page.locator(".finding .what").allTextContents();
        for (const text of said) assert.equal(shown.filter((one) => one === text).length >= 1, true, `${path}: ${text}`);
        const ids = await page.locator(".finding[id]").evaluateAll((found) => found.map((one) => one.id));
        assert.equal(new Set(ids).size, ids.length, "no finding stands twice");
        for (const target of await page.locator("a[href^='#f-']").evaluateAll((links) => links.map((one) => one.hash.slice(1)))) {
          assert.ok(ids.includes(decodeURIComponent(target)), `${target} is there to be pointed at`);
        }
        below += await page.locator(".unit .finding").evaluateAll((found) =>
          found.filter((one) => {
            const named = one.querySelector(".basis")?.textContent.match(/行: ([\d, ]+)/)?.[1].split(",").map((line) => line.trim()) ?? [];
            return named.some((line) => one.closest(".unit").querySelector(`#line-${line}`));
          }).length);
      }
      assert.ok(below > 0, "findings stand under their lines");
    }));

  test("why a rule spoke unfolds in place; without unfolding it is a page of its own", () =>
    onPage({}, async (page) => {
      await send(page, process.env.SHINSA_MONTH, { institution: "clinic" });
      const path = await findingOfARule(page);
      await page.goto(path);
      const box = page.locator("details[data-src]").first();
      const own = await box.locator(".trace-place a").getAttribute("href");
      await box.locator("summary").click();
      await box.locator(".trace li").first().waitFor();
      const unfolded = await box.locator(".trace-place").textContent();
      assert.ok((await box.locator(".trace .yes").count()) > 0, "something held");
      const line = box.locator(".trace a[href^='#line-']").first();
      if ((await line.count()) > 0) assert.equal(await page.locator(await line.getAttribute("href")).count(), 1);
      await page.goto(own);
      assert.ok((await page.textContent("main")).includes(unfolded.slice(0, 40)));
      await page.click("main a");
      await page.waitForSelector(".paper");
    }));

  test("j and k go from finding to finding, t unfolds why", () =>
    onPage({}, async (page) => {
      await send(page, process.env.SHINSA_MONTH, { institution: "clinic" });
      await page.goto(await findingOfARule(page));
      const all = await page.locator(".finding").count();
      const focused = () => page.evaluate(() => [...document.querySelectorAll(".finding")].indexOf(document.activeElement));
      for (let at = 0; at < all; at += 1) {
        await page.keyboard.press("j");
        assert.equal(await focused(), at);
      }
      await page.keyboard.press("j");
      assert.equal(await focused(), all - 1, "the last stays the last");
      for (let at = all - 2; at >= 0; at -= 1) {
        await page.keyboard.press("k");
        assert.equal(await focused(), at);
      }
      while (!(await page.evaluate(() => document.activeElement.querySelector("details[data-src]")))) await page.keyboard.press("j");
      await page.keyboard.press("t");
      await page.locator(".finding:focus .trace li").first().waitFor();
      await page.keyboard.press("t");
      assert.equal(await page.evaluate(() => document.activeElement.querySelector("details").open), false);
    }));
});

/** The first receipt on which a rule of the book (not a check of the program) spoke. */
async function findingOfARule(page) {
  const base = page.url();
  const rules = await page.locator("#filter-rule option").evaluateAll((all) => all.map((one) => one.value));
  const rule = rules.find((name) => name && !name.startsWith("intake:"));
  assert.ok(rule, "a rule of the book spoke");
  await page.goto(`${base}?rule=${encodeURIComponent(rule)}`);
  return page.locator("tbody tr[data-goto]").first().getAttribute("data-goto");
}
