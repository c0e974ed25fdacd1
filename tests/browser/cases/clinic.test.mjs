// What a clinic does with a result beyond reading it: follows figures, sets findings aside, sees what came back, prints.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { number, onPage, send, withBrowser } from "../lib/browser.mjs";
import { MONTH, ofOthers, upload } from "../lib/files.mjs";
import { exclude, takeIn } from "../lib/tour.mjs";

const ROWS = "tbody tr[data-goto]";

/** How many receipts the list shows, all its pages together. */
const shown = async (page) => number((await page.locator("h2 .faint.small").first().textContent()).replace(/[^\d,]/g, ""));

describe("figures lead to what they count", () => {
  withBrowser();

  test("every figure shows as many receipts as it says", () =>
    onPage({}, async (page) => {
      await send(page, process.env.SHINSA_MONTH, { institution: "clinic" });
      const links = await page.locator(".figures a, .counts a").evaluateAll((all) =>
        all.map((one) => [one.getAttribute("href"), one.querySelector(".value").textContent, one.textContent]));
      assert.ok(links.length >= 6, `${links.length} figures`);
      assert.ok(links.some(([href]) => href.includes("open=yes")) && links.some(([href]) => href.includes("queue=")) && links.some(([href]) => href.includes("level=")));
      for (const [href, value, text] of links) {
        await page.goto(href);
        assert.equal(await shown(page), number(value), text);
      }
    }));

  test("checks are named in words, in the filter and in the table of checks; each leads to its receipts", () =>
    onPage({}, async (page) => {
      await send(page, process.env.SHINSA_MONTH, { institution: "clinic" });
      const options = (await page.locator("#filter-rule option").allTextContents()).slice(1);
      assert.ok(options.length > 5);
      for (const name of options) assert.match(name, /[\u3040-\u30ff\u4e00-\u9fff]/, "in Japanese");
      assert.ok(options.every((name) => !name.includes("intake:")));
      await page.click(".by-check summary");
      const rows = await page.locator(".by-check tbody tr").evaluateAll((all) =>
        all.slice(0, 4).map((row) => [row.querySelector("a").getAttribute("href"), row.children[1].textContent]));
      for (const [href, count] of rows) {
        await page.goto(href);
        assert.equal(await shown(page), number(count), href);
      }
    }));

  test("a day of service and a department", () =>
    onPage({}, async (page) => {
      await send(page, process.env.SHINSA_MONTH);
      const [base, all] = [page.url(), await shown(page)];
      let some = 0;
      for (const day of [1, 15, 31]) {
        await page.goto(`${base}?day=${day}`);
        some += await shown(page);
        assert.ok((await shown(page)) < all);
      }
      assert.ok(some > 0);
      await page.goto(base);
      const departments = await page.locator("#filter-department option").evaluateAll((of) => of.map((one) => [one.value, one.textContent]));
      let sum = 0;
      for (const [code, name] of departments.slice(1)) {
        assert.notEqual(name, code, "a name, not the code");
        await page.goto(`${base}?department=${code}`);
        sum += await shown(page);
      }
      if (departments.length > 0) assert.ok(sum > 0 && sum <= all);
    }));
});

describe("a finding that is set aside", () => {
  withBrowser();

  test("by keyboard: j, x, the reason, Enter; struck, counted apart, listed, taken back", () =>
    onPage({}, async (page) => {
      await send(page, upload("others.UKE", ofOthers(2)));
      const base = page.url();
      const path = await firstFinding(page, base);
      await page.goto(path);
      do await page.keyboard.press("j");
      while (!(await page.evaluate(() => document.activeElement.querySelector("details.exclude"))));
      await page.keyboard.press("x");
      await page.keyboard.type("カルテを確認した");
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      const struck = page.locator(".finding.excluded");
      assert.equal(await struck.count(), 1);
      assert.match(await struck.textContent(), /除外: カルテを確認した/);
      assert.match(await struck.locator(".what").evaluate((one) => getComputedStyle(one).textDecorationLine), /line-through/);
      await page.goto(base);
      await Promise.all([page.waitForURL(/excluded=yes/), page.click(".counts a[href*='excluded=yes']")]);
      assert.equal(await page.locator(ROWS).count(), 1);
      await page.goto("/exclusions");
      const row = page.locator("tbody tr", { hasText: "カルテを確認した" }).filter({ has: page.locator("button") });
      assert.equal(await row.count(), 1);
      assert.match(await page.textContent("main"), /審査支払機関の審査.*変わりません/s);
      await Promise.all([page.waitForNavigation(), row.locator("button").click()]);
      await page.goto(path);
      assert.equal(await page.locator(".finding.excluded").count(), 0);
    }));

  test("without script, and in the JSON that is given", () =>
    onPage({ javaScriptEnabled: false }, async (page) => {
      await send(page, upload("others.UKE", ofOthers(3)));
      const base = page.url();
      await page.goto(await firstFinding(page, base));
      const box = page.locator("details.exclude").first();
      await box.locator("summary").click();
      await box.locator("input[name=reason]").fill("説明済み");
      await Promise.all([page.waitForNavigation(), box.locator("button").click()]);
      const json = await (await page.request.get(`${base}/result.json`)).json();
      const excluded = json.receipts.flatMap((one) => one.findings).filter((one) => one.excluded);
      assert.deepEqual(excluded.map((one) => one.excluded.reason), ["説明済み"]);
      await Promise.all([page.waitForNavigation(), page.locator(".finding.excluded button").first().click()]);
      assert.equal(await page.locator(".finding.excluded").count(), 0, "taken back where it was done");
    }));
});

/** The first receipt of a check with a finding that can be excluded. */
async function firstFinding(page, base) {
  await page.goto(`${base}?said=yes`);
  for (const path of await page.locator(ROWS).evaluateAll((all) => all.map((one) => one.dataset.goto))) {
    await page.goto(path);
    if ((await page.locator("details.exclude").count()) > 0) return path;
  }
  assert.fail("no finding");
}

describe("what came back", () => {
  withBrowser();
  const lists = process.env.SHINSA_LISTS.split("\n").filter(Boolean);

  test("lists of a month are counted by month and reason, and held against its check", () =>
    onPage({ refusals: [409, 422] }, async (page) => {
      assert.ok(lists.length > 0, "the screening of the month wrote lists");
      await send(page, process.env.SHINSA_MONTH, { institution: "clinic" });
      for (const list of lists.slice(0, 6)) await takeIn(page, list);
      await page.goto("/returns");
      const [returned, , , same] = (await page.locator(".figures .value").allTextContents()).map(number);
      assert.ok(returned > 0);
      assert.ok(same > 0, "the check had said what the screening returned");
      assert.ok((await page.locator("table.bars svg.bar").count()) > 1);
      assert.ok((await page.locator("svg.bar rect").first().boundingBox()).width > 0, "drawn");
      assert.match(await page.textContent("main"), /2024-06/);
      await takeIn(page, lists[0]);
      assert.match(await page.textContent(".fault"), /もう取り込まれています/);
      await takeIn(page, upload("a.csv", Buffer.from("1,2,3")));
      assert.match(await page.textContent(".fault"), /読める帳票ではありません/);
    }));
});

describe("receipts printed together", () => {
  withBrowser();

  test("all of a check, or those of a filter, each on its own sheets", { skip: hasPoppler() ? false : "pdfinfo is not installed (poppler-utils)" }, () =>
    onPage({}, async (page) => {
      await send(page, upload("others.UKE", ofOthers(4)));
      const base = page.url();
      await exclude(page, base);
      await page.goto(`${base}?said=yes`);
      const some = await page.locator(ROWS).count();
      await Promise.all([page.waitForURL(/\/print\?said=yes/), page.click("a[href*='/print']")]);
      assert.equal(await page.locator(".each-receipt").count(), some);
      await page.goto(`${base}/print`);
      const all = await page.locator(".each-receipt").count();
      assert.equal(all, MONTH);
      assert.ok((await page.locator(".finding.excluded .set-aside").count()) > 0, "what is set aside is told on paper too");
      assert.equal(await page.locator(".each-receipt form, .each-receipt details.exclude").count(), 0);
      assert.ok(pages(await page.pdf({ format: "A4" })) >= all);
      await page.emulateMedia({ media: "print" });
      const breaks = await page.locator(".each-receipt").evaluateAll((every) => every.map((one) => getComputedStyle(one).breakAfter));
      assert.deepEqual([...new Set(breaks.slice(0, -1)), breaks.at(-1)], ["page", "auto"]);
    }));
});

/** How many pages a PDF has. */
function pages(pdf) {
  const folder = mkdtempSync(join(tmpdir(), "shinsa-pages-"));
  try {
    writeFileSync(join(folder, "a.pdf"), pdf);
    return Number(execFileSync("pdfinfo", [join(folder, "a.pdf")]).toString().match(/Pages: +(\d+)/)[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hasPoppler() {
  try {
    execFileSync("pdfinfo", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
