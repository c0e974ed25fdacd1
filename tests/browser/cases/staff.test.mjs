// Staff and committee at work: handing out, taking, deciding, relations, months; and what holds of all their pages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, test } from "node:test";
import { DESK, onPage, PHONE, withBrowser } from "../lib/browser.mjs";
import { signIn, startMonth } from "../lib/staff.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("staff and committee", () => {
  let service;
  withBrowser();
  before(async () => { service = await startMonth(); });
  after(() => service?.stop());

  const as = (login, options, work) =>
    onPage({ baseURL: service.base, ...options }, async (page) => {
      await signIn(page, login);
      await work(page);
    });

  /** A case of the list, by its place. */
  const someCase = async (page, at = 0) => {
    await page.goto("/cases");
    return page.locator("tr[data-goto] a").nth(at).getAttribute("href");
  };

  async function grave(page) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const found = violations.filter((one) => ["serious", "critical"].includes(one.impact));
    return found.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
  }

  for (const [scheme, size] of [["light", DESK], ["dark", DESK], ["light", PHONE]]) {
    test(`nothing serious for axe-core and nothing too wide, ${scheme}, ${size.viewport.width} px`, async () => {
      for (const login of scheme === "light" ? ["staff", "admin"] : ["staff"]) {
        await as(login, { ...size, colorScheme: scheme }, async (page) => {
          const paths = ["/assign", "/months", "/account"];
          if (login === "staff") paths.push("/cases", await someCase(page));
          for (const path of paths) {
            await page.goto(path);
            await page.evaluate(() => document.querySelectorAll("details:not([data-src])").forEach((one) => (one.open = true)));
            assert.deepEqual(await grave(page), [], `${login} ${path}`);
            assert.equal(await page.locator("main h1").count() > 0, true, path);
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
          }
        });
      }
    });
  }

  test("a case is given by name, found under its owner's, and decided by keys", async () => {
    let given;
    await as("staff", {}, async (page) => {
      await page.goto("/assign?queue=staff");
      await page.locator("input[name=case]").first().check();
      given = (await page.locator("input[name=case]").first().getAttribute("value")).split(".")[0];
      await page.selectOption("select[name=to]", { label: "職員二（colleague）" });
      await page.click("button:has-text('選んだ事案を割り当てる')");
      await page.waitForSelector("[role=status]");
      assert.match(await page.textContent("[role=status]"), /割り当てた事案: 1/);
    });
    await as("colleague", {}, async (page) => {
      await page.goto("/cases");
      await Promise.all([page.waitForURL(/\/cases\/[a-z0-9]+$/), page.keyboard.press("g")]);
      assert.ok(page.url().endsWith(given), "what was given by name comes first");
      assert.match(await page.textContent("main"), /担当中/);
      await page.keyboard.press("d");
      for (const one of await page.locator("input[type=radio][value=as-claimed][required]").all()) await one.check();
      await Promise.all([page.waitForURL((url) => !url.pathname.endsWith(given)), page.click("button[name=then][value=next]")]);
      await page.goto(`/cases/${given}`);
      assert.match(await page.textContent("main"), /済/);
    });
  });

  test("what is settled of a month is fetched as a draft by staff, and not by administrators", async () => {
    await as("staff", {}, async (page) => {
      await page.goto("/months");
      const coming = page.waitForEvent("download");
      await page.click("a[download]:has-text('下書きを取り出す')");
      const file = await coming;
      assert.match(file.suggestedFilename(), /^results-\d\d-202407-draft\.zip$/);
      const bytes = readFileSync(await file.path());
      assert.ok(bytes.subarray(0, 2).equals(Buffer.from("PK")) && bytes.includes("summary.json"), "a zip of lists");
    });
    await as("admin", {}, async (page) => {
      await page.goto("/months");
      assert.equal(await page.locator("a[download]").count(), 0);
    });
  });

  test("numbers of the insured are covered until it is said what for", () =>
    as("staff", {}, async (page) => {
      await page.goto(await someCase(page));
      assert.match(await page.textContent(".paper"), /＊＊＊/);
      await page.click("summary:has-text('記号・番号を見る')");
      await page.selectOption("#numbers-for", "eligibility");
      await Promise.all([page.waitForURL(/\/numbers$/), page.click("form[action$='/numbers'] button")]);
      assert.doesNotMatch(await page.textContent(".paper"), /＊＊＊/);
    }));

  test("a relation is declared on the page of the account, and its cases are closed to whoever declared it", () =>
    as("colleague", {}, async (page) => {
      await page.goto("/cases");
      const institution = await page.locator("tr[data-goto] td").first().textContent();
      const path = await page.locator("tr[data-goto] a").first().getAttribute("href");
      await page.goto("/account");
      await page.fill("#relation-institution", institution.trim());
      await page.selectOption("#relation-kind", "own");
      await Promise.all([page.waitForURL(/#relations$/), page.click("form[action='/account/relations'] button")]);
      assert.match(await page.textContent("main"), /有効/);
      await page.goto(path);
      assert.equal(await page.locator(".paper").count(), 0);
    }));
});
