// Makes the pictures of docs/screens/ anew: the pages as a clinic, staff and headquarters see them, with made-up claims.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { centre } from "./lib/centre.mjs";
import { makeLists, malformed, makeMonth, sample, upload } from "./lib/files.mjs";
import { program, start } from "./lib/service.mjs";
import * as staff from "./lib/staff.mjs";

const TARGET = resolve(import.meta.dirname, "../../docs/screens");
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

const service = await start();
const office = await centre();
const review = await staff.startMonth();
process.env.SHINSA_BASE = service.base;
process.env.SHINSA_CENTRE = office.base;
process.env.SHINSA_BUNDLE = office.bundle;
const { CHROMIUM, DESK, FLAGS, send, unbuilt } = await import("./lib/browser.mjs");
const { exclude, takeIn } = await import("./lib/tour.mjs");
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
mkdirSync(TARGET, { recursive: true });

/** A page of some size and scheme. */
async function open(options) {
  const context = await browser.newContext({ locale: "ja-JP", baseURL: service.base, ...DESK, ...options });
  context.setDefaultTimeout(300_000);
  const page = await context.newPage();
  await unbuilt(page);
  return page;
}

const shot = (page, name) => page.screenshot({ path: join(TARGET, `${name}.png`) });

try {
  const desk = await open({});
  const month = makeMonth(program(), service.masters, service.folder);
  await send(desk, month, { institution: "clinic" });
  await shot(desk, "result");
  for (const list of makeLists(program(), service.masters, service.folder, month)) await takeIn(desk, list);
  await shot(desk, "returns");
  await send(desk, upload("202503.UKE", malformed()));
  await desk.goto(`${desk.url()}/mend`);
  await shot(desk, "mend");
  await send(desk, upload("202503.UKE", sample("damaged.UKE")));
  const receipt = `${new URL(desk.url()).pathname}/receipts/5`;
  await desk.setViewportSize({ width: 1100, height: 1000 });
  await desk.goto(receipt);
  await shot(desk, "receipt");
  await exclude(desk, receipt.replace(/\/receipts.*/, ""));
  await desk.locator(".finding.excluded").evaluate((one) => one.scrollIntoView({ block: "center" }));
  await shot(desk, "excluded");
  for (const [name, options] of [["receipt-dark", { colorScheme: "dark" }], ["receipt-phone", PHONE]]) {
    const page = await open(options);
    await page.goto(receipt);
    await page.locator(".finding").first().evaluate((one) => one.scrollIntoView({ block: "center" }));
    await shot(page, name);
  }
  const head = await open({ baseURL: office.base });
  const { effects, signIn } = await import("./lib/office.mjs");
  await signIn(head, "honbu");
  await effects(head);
  await shot(head, "effects");
  await head.goto(`${office.base}/shares`);
  await shot(head, "shares");
  for (const path of ["rules", "scorecards", "branches"]) {
    await head.goto(`${office.base}/${path}`);
    await shot(head, path);
  }
  const seat = await open({ baseURL: review.base });
  await staff.signIn(seat, "staff");
  for (const path of ["cases", "assign", "months"]) {
    await seat.goto(`/${path}?month=13/202407`);
    await shot(seat, path);
  }
  await seat.goto("/cases?month=13/202407&queue=staff");
  const one = await seat.locator("tr[data-goto] a").first().getAttribute("href");
  await seat.goto(one);
  await seat.click("button:has-text('この事案を受け持つ')");
  await seat.setViewportSize({ width: 1100, height: 1000 });
  await seat.goto(one);
  // As high as the page: what sticks to the lower edge of a window stands where it belongs then.
  const height = await seat.evaluate(() => document.documentElement.scrollHeight);
  await seat.setViewportSize({ width: 1100, height });
  await shot(seat, "case");
} finally {
  await browser.close();
  await service.stop();
  await office.stop();
  await review.stop();
}
