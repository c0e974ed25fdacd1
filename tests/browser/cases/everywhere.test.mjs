// What holds of every page: screen readers, a phone's width, both colour schemes, both languages.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { DESK, onPage, PHONE, send, withBrowser } from "../lib/browser.mjs";
import { sample, upload } from "../lib/files.mjs";
import { rounds } from "../lib/office.mjs";
import { tour } from "../lib/tour.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const GRAVE = ["serious", "critical"];

/** What axe-core finds that would keep somebody out. */
async function grave(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const found = violations.filter((one) => GRAVE.includes(one.impact));
  return found.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/** Shows every page, its foldings open, and looks at it. */
const everyPage = (options, look) =>
  onPage({ refusals: [404], ...options }, async (page) => {
    for (const [name, path] of Object.entries(await tour(page))) {
      await page.goto(path);
      await page.evaluate(() => document.querySelectorAll("details:not([data-src])").forEach((one) => (one.open = true)));
      await look(page, name);
    }
  });

/** The same of the pages of staff and headquarters. */
const everyOffice = (options, look) => onPage(options, (page) => rounds(page, look));

describe("every page", () => {
  withBrowser();

  for (const [whose, every] of [["clinics", everyPage], ["the office", everyOffice]]) {
    for (const [scheme, size] of [["light", DESK], ["dark", DESK], ["light", PHONE]]) {
      test(`${whose}: nothing serious for axe-core, ${scheme}, ${size.viewport.width} px`, () =>
        every({ ...size, colorScheme: scheme }, async (page, name) => assert.deepEqual(await grave(page), [], name)));
    }

    test(`${whose}: on a phone the page itself does not scroll sideways, and what is touched is large enough`, () =>
      every(PHONE, async (page, name) => {
        const { scroll, client } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
        assert.ok(scroll <= client, `${name} is ${scroll} px wide on ${client}`);
        const small = await page.evaluate(() =>
          [...document.querySelectorAll("button, .button, select, input:not([type=hidden]):not([type=checkbox])")]
            .map((one) => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
            .filter(([, box]) => box.height > 0 && box.height < 24)
            .map(([html]) => html));
        assert.deepEqual(small, [], name);
      }));

    test(`${whose}: one heading of the first rank, a title, a language, a way past the navigation`, () =>
      every({}, async (page, name) => {
        assert.equal(await page.locator("h1").count(), 1, name);
        assert.match(await page.title(), / · 審査$/, name);
        assert.equal(await page.getAttribute("html", "lang"), "ja", name);
        assert.equal(await page.locator(".skip").getAttribute("href"), "#main", name);
      }));
  }
});

describe("languages", () => {
  withBrowser();

  test("English for whoever asks for it: by the browser's wish or by ?lang=en", () =>
    onPage({ locale: "en-GB", refusals: [404] }, async (page) => {
      await send(page, upload("damaged.UKE", sample("damaged.UKE")));
      const base = page.url();
      for (const [path, word] of [["/", /check/i], [base, /receipts/], [`${base}/receipts/3`, /to the list/], [`${base}/mend`, /Mend/], ["/checks/nothing", /first page/]]) {
        await page.goto(path);
        assert.equal(await page.getAttribute("html", "lang"), "en", path);
        assert.match(await page.textContent("main"), word, path);
      }
    }));

  test("?lang=en for one page, Japanese otherwise", () =>
    onPage({ locale: "ja-JP" }, async (page) => {
      await page.goto("/?lang=en");
      assert.equal(await page.getAttribute("html", "lang"), "en");
      assert.equal((await page.textContent("button.main")).trim(), "check");
      await page.goto("/");
      assert.equal(await page.getAttribute("html", "lang"), "ja");
    }));
});
