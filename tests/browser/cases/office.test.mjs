// Staff decide, headquarters sees how branches fare and what a revision would change: with the keyboard, without script, on paper.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { CENTRE, number, onPage, withBrowser } from "../lib/browser.mjs";
import { effects, rounds, signIn } from "../lib/office.mjs";

/** A figure of a page by the words under it. */
const figure = async (page, words) => number((await page.locator(".figures li", { hasText: words }).locator(".value").first().textContent()).replace(/[^\d,]/g, ""));

describe("staff and committee", () => {
  withBrowser();

  test("a case is taken, looked at and decided by the keyboard", () =>
    onPage({}, async (page) => {
      await signIn(page, "shokuin");
      await page.goto(`${CENTRE}/cases?queue=staff`);
      await Promise.all([page.waitForURL(/\/cases\/\w+/), page.keyboard.press("g")]);
      assert.match(await page.textContent("main"), /診療報酬明細書/);
      await page.keyboard.press("j");
      await page.keyboard.press("d");
      const lines = page.locator('fieldset.decision input[value="as-claimed"][required]');
      for (let at = 0; at < (await lines.count()); at += 1) {
        await lines.nth(at).focus();
        await page.keyboard.press("Space");
      }
      await page.locator('button[name=then][value=stay]').focus();
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      assert.match(await page.locator("dl.boxes").first().textContent(), /済/);
    }));

  test("what was decided is in the scorecards", () =>
    onPage({}, async (page) => {
      await signIn(page, "iin");
      await page.goto(`${CENTRE}/scorecards`);
      const [head, ...rows] = await page.locator("table tr").allTextContents();
      assert.match(head, /的中率.*勧め/s);
      assert.ok(rows.length > 0 && rows.every((row) => row.includes("判断が少なく言えない")), rows.join("\n"));
      await page.locator('main a[href^="/scorecards?rule="]').first().click();
      assert.match(await page.textContent("main"), /月ごとの的中率/);
    }));
});

describe("headquarters", () => {
  withBrowser();

  test("an overlay is shown with its branch, its owner and that it is over", () =>
    onPage({}, async (page) => {
      await signIn(page, "honbu");
      await page.goto(`${CENTRE}/branches`);
      const row = page.locator("tr", { hasText: "D014-併施" });
      assert.match(await row.textContent(), /東京.*期限切れ.*東京審査委員会事務局/s);
      await page.goto(`${CENTRE}/branches/13`);
      assert.match(await page.textContent("main"), /D009-B001/);
      await page.goto(`${CENTRE}/branches/27`);
      assert.match(await page.textContent("main"), /全国の規則のとおり/);
    }));

  test("the shares of the months, with what could not be evaluated", () =>
    onPage({}, async (page) => {
      await signIn(page, "honbu");
      await page.goto(`${CENTRE}/shares`);
      assert.equal(await figure(page, "審査したレセプト"), 150);
      assert.equal(await page.locator("svg.course .dot").count(), 2, "two months");
      assert.match(await page.textContent("main"), /マスターや履歴が足りない間は/);
      await page.selectOption("#month", "202406");
      await page.waitForURL(/month=202406/);
    }));

  test("without script: a revision is looked at, activated, looked at again and gone back from", () =>
    onPage({ javaScriptEnabled: false }, async (page) => {
      await signIn(page, "honbu");
      const path = await effects(page);
      const differ = await figure(page, "違いのあるレセプト");
      assert.ok(differ > 0, "revision 2 says less");
      assert.ok((await page.locator("section.card .examples li").count()) > 0, "there are examples");
      await page.locator('.examples a[href^="/cases/"]').first().click();
      assert.match(await page.textContent("h1"), /事案/);
      await page.goto(`${CENTRE}${path}`);
      await page.click('form[action$="/activate"] button');
      await page.waitForSelector(".told.good", { timeout: 300_000 });
      assert.match(await page.locator("section.card").first().textContent(), /改訂2/);
      await page.goto(`${CENTRE}/rules/effects`);
      await page.selectOption("#which", { label: "前に有効だった改訂 1「改訂1」" });
      await page.click("form.card button.main");
      await page.waitForSelector("dl.boxes", { timeout: 300_000 });
      assert.equal(await figure(page, "違いのあるレセプト"), differ, "the same receipts, seen from the other side");
      await page.goto(`${CENTRE}/rules`);
      await page.click('form[action="/rules/rollback"] button.grave');
      await page.waitForSelector(".told.good", { timeout: 300_000 });
      assert.match(await page.locator("section.card").first().textContent(), /改訂1/);
    }));

  test("on paper: tables and charts, no furniture of the screen", () =>
    onPage({}, async (page) => {
      await rounds(page, async (page, name) => {
        await page.emulateMedia({ media: "print" });
        const furniture = await page.evaluate(() =>
          ["nav", ".acts", "form", ".keys"].filter((selector) => [...document.querySelectorAll(selector)].some((one) => one.checkVisibility())));
        assert.deepEqual(furniture, [], name);
        const charts = await page.locator("svg.course, svg.map").evaluateAll((all) => all.filter((one) => one.checkVisibility() && one.getAttribute("aria-label")).length);
        if (["shares", "difference"].includes(name)) assert.ok(charts > 0, `${name} has its charts on paper`);
        await page.emulateMedia({ media: "screen" });
      });
    }));
});
