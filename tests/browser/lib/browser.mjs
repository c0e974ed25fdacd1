// A browser that watches itself: no error on the console, no request elsewhere, no breach of the policy of content.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before } from "node:test";
import { chromium } from "playwright-core";

export const BASE = process.env.SHINSA_BASE;
/** The service with accounts, cases and revisions. */
export const CENTRE = process.env.SHINSA_CENTRE;
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ASSETS = resolve(import.meta.dirname, "../../../apps/server/src/pages/assets");
export const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Widths of a desk and of a phone. */
export const DESK = { viewport: { width: 1280, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let browser;

/** Starts the browser for the cases of a file. */
export function withBrowser() {
  before(async () => {
    assert.ok(BASE, "SHINSA_BASE names no service: start with `node run.mjs`");
    assert.ok(existsSync(CHROMIUM), `no Chromium at ${CHROMIUM}: install it, or set CHROMIUM`);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  after(() => browser?.close());
}

/** Opens a page, does something with it, and looks whether anything went wrong meanwhile. */
export async function onPage(options, work) {
  const { refusals = [], ...rest } = options;
  const context = await browser.newContext({ locale: "ja-JP", baseURL: BASE, ...DESK, ...rest });
  context.setDefaultTimeout(30_000);
  // A month is judged behind it, perhaps by an unoptimised build on a busy machine.
  context.setDefaultNavigationTimeout(120_000);
  const page = await context.newPage();
  const wrong = [];
  await unbuilt(page);
  watch(page, wrong, refusals, rest.baseURL ?? BASE);
  try {
    await work(page);
    wrong.push(...(await breaches(page, rest)));
    assert.deepEqual(wrong, [], "what went wrong on the page");
  } finally {
    await context.close();
  }
}

/** With SHINSA_BROWSER_ASSETS the style and script of the working tree, to try them without building. */
export async function unbuilt(page) {
  if (!process.env.SHINSA_BROWSER_ASSETS) return;
  for (const [pattern, file] of [["**/assets/style-*.css", "style.css"], ["**/assets/script-*.js", "script.js"]]) {
    await page.route(pattern, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, path: join(ASSETS, file) });
    });
  }
}

function watch(page, wrong, refusals, base) {
  page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  page.on("console", (message) => {
    const isRefusal = refusals.some((status) => message.text().includes(`status of ${status}`));
    if (["error", "warning"].includes(message.type()) && !isRefusal) wrong.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (["http:", "https:", "ws:", "wss:"].includes(url.protocol) && ![base, CENTRE].includes(url.origin)) wrong.push(`elsewhere: ${url}`);
  });
  page.on("response", (response) => {
    const policy = response.headers()["content-security-policy"] ?? "";
    if (!policy.includes("default-src 'none'")) wrong.push(`no policy of content: ${response.url()}`);
  });
}

/** Styles or handlers within the markup, which the policy would not let through. */
async function breaches(page, options) {
  if (options.javaScriptEnabled === false) return [];
  return page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((one) => one.hasAttribute("style") || [...one.attributes].some((of) => of.name.startsWith("on")))
      .map((one) => `inline: ${one.outerHTML.slice(0, 120)}`));
}

/** Sends a file by the form; the page is then what came of it. */
export async function send(page, file, { keep = true, institution } = {}) {
  await page.goto("/");
  await page.setInputFiles("#file", file);
  if (institution) await page.selectOption("#institution", institution);
  await page.setChecked("input[name=keep]", keep);
  await Promise.all([page.waitForURL((url) => url.pathname !== "/"), page.click("button.main", { timeout: 120_000 })]);
}

/** A number as pages write it. */
export const number = (text) => Number(text.replaceAll(",", "").trim());
