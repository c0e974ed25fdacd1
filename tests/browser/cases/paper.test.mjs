// On paper: what belongs is there, what is of the screen is not.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { onPage, send, withBrowser } from "../lib/browser.mjs";
import { sample, upload } from "../lib/files.mjs";

const FURNITURE = [".top", ".foot", ".acts", ".keys", ".skip", "nav", "button", "form", ".screen-only"];

/** How many pieces of a page are seen. */
const seen = (page, selectors) =>
  page.evaluate((all) => all.flatMap((selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map(() => selector)), selectors);

/** The text of the printed page, by poppler where it is installed. */
async function printed(page) {
  const folder = mkdtempSync(join(tmpdir(), "shinsa-paper-"));
  try {
    const path = join(folder, "page.pdf");
    writeFileSync(path, await page.pdf({ format: "A4" }));
    return { text: execFileSync("pdftotext", ["-layout", path, "-"]).toString(), pages: execFileSync("pdfinfo", [path]).toString() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("on paper", () => {
  withBrowser();

  test("a receipt: all of it and its findings, no furniture of the screen", () =>
    onPage({}, async (page) => {
      await send(page, upload("damaged.UKE", sample("damaged.UKE")));
      await page.goto(`${page.url()}/receipts/11`);
      const belongs = [".paper", ".paper h1", ".boxes > div", "table.diseases tr", ".line", ".calendar", ".finding", ".finding .what", ".finding .do", ".finding .basis"];
      const onScreen = await seen(page, [".paper", ".paper h1", "table.diseases tr", ".line", ".calendar", ".finding", ".finding .what", ".finding .do"]);
      await page.emulateMedia({ media: "print" });
      const onPaper = await seen(page, belongs);
      for (const selector of new Set(onScreen)) {
        const count = (all) => all.filter((one) => one === selector).length;
        assert.equal(count(onPaper), count(onScreen), `${selector} is on paper`);
      }
      assert.deepEqual(await seen(page, FURNITURE), []);
    }));

  test("black on white, also for whoever works in the dark", () =>
    onPage({ colorScheme: "dark" }, async (page) => {
      await send(page, upload("damaged.UKE", sample("damaged.UKE")));
      await page.goto(`${page.url()}/receipts/11`);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const of = (selector) =>
        page.locator(selector).first().evaluate((one) => {
          const style = getComputedStyle(one);
          return [style.color, style.backgroundColor];
        });
      const bright = (colour) => {
        const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
        return a === 0 ? 1 : (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
      };
      for (const selector of ["html", ".paper", ".finding", ".finding .what", ".mark", "th", "h1", ".faint"]) {
        const [ink, ground] = await of(selector);
        assert.ok(bright(ground) > 0.75, `${selector}: ground ${ground}`);
        assert.ok(bright(ink) < 0.45, `${selector}: ink ${ink}`);
      }
    }));

  test("a printed receipt holds its text on pages of A4", { skip: hasPoppler() ? false : "pdftotext is not installed (poppler-utils)" }, () =>
    onPage({}, async (page) => {
      await send(page, upload("damaged.UKE", sample("damaged.UKE")));
      await page.goto(`${page.url()}/receipts/11`);
      const names = await page.locator("table.diseases td:nth-child(2)").allTextContents();
      const { text, pages } = await printed(page);
      assert.match(pages, /Page size: +59[45][.\d]* x 84[12]/);
      assert.ok(Number(pages.match(/Pages: +(\d+)/)[1]) <= 3);
      const flat = text.replace(/\s/g, "");
      assert.ok(flat.includes("診療報酬明細書"));
      for (const name of names) assert.ok(flat.includes(name.replace(/\s/g, "").slice(0, 4)), name);
      assert.doesNotMatch(flat, /一覧へ|次のレセプト/);
    }));

  test("the list of a result is printed whole", () =>
    onPage({}, async (page) => {
      await send(page, upload("damaged.UKE", sample("damaged.UKE")));
      await page.emulateMedia({ media: "print" });
      assert.equal((await seen(page, ["tbody tr"])).length, 16);
      assert.deepEqual(await seen(page, FURNITURE), []);
      assert.ok((await seen(page, [".figures li"])).length >= 5);
    }));
});

function hasPoppler() {
  try {
    execFileSync("pdftotext", ["-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
