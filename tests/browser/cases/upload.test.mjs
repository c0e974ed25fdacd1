// Sending a file: by hand, by keyboard alone, without keeping it, and what is said when it cannot be taken.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { onPage, send, withBrowser } from "../lib/browser.mjs";
import { brokenGzip, MONTH, sample, upload } from "../lib/files.mjs";

describe("sending a file", () => {
  withBrowser();
  const outpatient = upload("outpatient.UKE", sample("outpatient.UKE"));

  test("the form leads to the result, and the list of the first page leads there again", () =>
    onPage({}, async (page) => {
      await send(page, outpatient);
      assert.match(page.url(), /\/checks\/[a-z0-9]{20,}$/);
      assert.equal(await page.textContent("h1"), "outpatient.UKE");
      const path = new URL(page.url()).pathname;
      await page.goto("/");
      const row = page.locator("tbody tr", { has: page.locator(`a[href="${path}"]`) });
      assert.equal(await row.count(), 1);
      assert.match(await row.textContent(), /outpatient\.UKE/);
    }));

  test("by keyboard alone", () =>
    onPage({}, async (page) => {
      // From here on the browser hands choosers over. Told only when one opens it may hear that too late, and then it waits
      // for its own chooser and opens no other.
      page.on("filechooser", () => {});
      await page.goto("/");
      const reach = async (selector) => {
        for (let steps = 0; steps < 40; steps += 1) {
          if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
          await page.keyboard.press("Tab");
        }
        assert.fail(`Tab does not reach ${selector}`);
      };
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement.matches(".skip")), "the way past the navigation is first");
      await page.keyboard.press("Enter");
      await reach("#file");
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
      await chooser.setFiles(outpatient);
      await reach("button.main");
      await Promise.all([page.waitForURL(/\/checks\//), page.keyboard.press("Enter")]);
      await reach("tbody a");
      await Promise.all([page.waitForURL(/\/receipts\/1/), page.keyboard.press("Enter")]);
      assert.match(await page.textContent(".paper h1"), /診療報酬明細書/);
    }));

  test("a dropped file is taken like a chosen one", () =>
    onPage({}, async (page) => {
      await page.goto("/");
      await page.evaluate((bytes) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([new Uint8Array(bytes)], "dropped.UKE"));
        document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
      }, [...sample("inpatient.UKE")]);
      await Promise.all([page.waitForURL(/\/checks\//), page.click("button.main")]);
      assert.equal(await page.textContent("h1"), "dropped.UKE");
    }));

  test("gzip is unpacked", () =>
    onPage({}, async (page) => {
      await send(page, `${process.env.SHINSA_MONTH}.gz`);
      assert.equal(await page.textContent(".figures li:first-child .value"), String(MONTH));
    }));

  test("what is not to be kept is shown once and is not in the list", () =>
    onPage({}, async (page) => {
      const name = "unkept-only-here.UKE";
      await send(page, upload(name, sample("damaged.UKE")), { keep: false });
      assert.equal(new URL(page.url()).pathname, "/checks");
      assert.match(await page.textContent("main"), /保管していません/);
      assert.ok((await page.locator(".finding").count()) > 0);
      assert.equal(await page.locator("a[href$='/mend']").count(), 0, "nothing leads to what is not there");
      await page.goto("/");
      assert.doesNotMatch(await page.textContent("main"), new RegExp(name));
    }));

  test("a form that is sent twice checks once", () =>
    onPage({}, async (page) => {
      await page.goto("/");
      await page.setInputFiles("#file", upload("twice.UKE", sample("inpatient.UKE")));
      let sent = 0;
      page.on("request", (request) => (sent += request.method() === "POST" ? 1 : 0));
      await page.dblclick("button.main");
      await page.waitForURL(/\/checks\//);
      assert.equal(sent, 1);
    }));
});

describe("what cannot be taken is told on a page", () => {
  withBrowser();

  const told = (status, work, pattern) =>
    onPage({ refusals: [status] }, async (page) => {
      const answers = [];
      page.on("response", (response) => answers.push(response.status()));
      await work(page);
      assert.ok(answers.includes(status), `answered ${answers}`);
      assert.equal(await page.locator(".fault h1").count(), 1);
      assert.match(await page.textContent(".fault"), pattern);
      assert.equal(await page.getAttribute("html", "lang"), "ja");
      await Promise.all([page.waitForURL((url) => url.pathname === "/"), page.click(".fault a")]);
    });
  const unguarded = async (page) => {
    await page.goto("/");
    await page.evaluate(() => document.querySelector("#file").removeAttribute("required"));
    await Promise.all([page.waitForURL(/\/checks/), page.click("button.main")]);
  };

  test("the browser asks for a file before anything is sent", () =>
    onPage({}, async (page) => {
      await page.goto("/");
      await page.click("button.main");
      assert.equal(await page.evaluate(() => document.querySelector("#file").validity.valueMissing), true);
      assert.equal(new URL(page.url()).pathname, "/");
    }));
  test("no file", () => told(400, unguarded, /ファイルが選ばれていないか、空です/));
  test("an empty file", () =>
    told(400, (page) => send(page, upload("empty.UKE", Buffer.alloc(0))), /ファイルが選ばれていないか、空です/));
  test("a gzip file that breaks off", () => told(422, (page) => send(page, upload("broken.UKE.gz", brokenGzip())), /読め/));
  test("a check that is not there", () => told(404, (page) => page.goto("/checks/aaaaaaaaaaaaaaaaaaaaaaaaaa"), /見つかりません/));
  test("a receipt that is not there", () =>
    told(404, async (page) => {
      await send(page, upload("inpatient.UKE", sample("inpatient.UKE")));
      await page.goto(`${page.url()}/receipts/999`);
    }, /見つかりません/));
  test("a page that is not there", () => told(404, (page) => page.goto("/nowhere"), /見つかりません/));
  test("a form without its token", () =>
    told(403, async (page) => {
      await page.goto("/");
      await page.evaluate(() => document.querySelector("input[name=csrf]").remove());
      await page.setInputFiles("#file", upload("inpatient.UKE", sample("inpatient.UKE")));
      await Promise.all([page.waitForURL(/\/checks/), page.click("button.main")]);
    }, /./));
});
