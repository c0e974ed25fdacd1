// Every page of staff, headquarters and administrators, for what must hold of all of them.
import { CENTRE } from "./browser.mjs";
import { PASSWORD } from "./centre.mjs";

/** Signs somebody in. */
export async function signIn(page, login) {
  await page.goto(`${CENTRE}/sign-in`);
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", PASSWORD);
  await Promise.all([page.waitForURL((url) => url.pathname !== "/sign-in"), page.click("main button")]);
}

/** Sends the bundle of revision 2 and waits until its effects are told; the path of what came of it. */
export async function effects(page) {
  await page.goto(`${CENTRE}/rules/effects`);
  await page.setInputFiles("#effects-bundle", process.env.SHINSA_BUNDLE);
  await Promise.all([page.waitForURL(/\/rules\/effects\/\w+/), page.click("form.card button.main")]);
  // The page looks again by itself, with or without script.
  await page.waitForSelector("dl.boxes", { timeout: 300_000 });
  return new URL(page.url()).pathname;
}

/** The first path on a page that fits. */
const linked = (page, start) => page.locator(`main a[href^="${start}"]`).first().getAttribute("href");

/** Signs in as each and goes to each of their pages; each by its name. */
export async function rounds(page, look) {
  await signIn(page, "honbu");
  await page.goto(`${CENTRE}/rules/effects`);
  const looked = await page.locator('main td a[href^="/rules/effects/"]').count();
  const result = looked > 0 ? await linked(page, "/rules/effects/") : await effects(page);
  await page.goto(`${CENTRE}/cases`);
  const one = await linked(page, "/cases/");
  await page.goto(`${CENTRE}/scorecards`);
  const card = await linked(page, "/scorecards?rule=");
  await page.goto(`${CENTRE}/differences?all=yes`);
  const difference = await linked(page, "/differences?month=");
  const own = {
    cases: "/cases", case: one, months: "/months", scorecards: "/scorecards", scorecard: card, branches: "/branches", branch: "/branches/13",
    differences: "/differences?all=yes", difference, shares: "/shares", rules: "/rules", effects: "/rules/effects", result, account: "/account", trail: "/audit",
  };
  await all(page, own, look);
  await page.context().clearCookies();
  await signIn(page, "admin");
  await page.goto(`${CENTRE}/accounts`);
  await all(page, { accounts: "/accounts", person: await linked(page, "/accounts/") }, look);
}

async function all(page, paths, look) {
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(`${CENTRE}${path}`);
    await page.evaluate(() => document.querySelectorAll("details:not([data-src])").forEach((one) => (one.open = true)));
    await look(page, name);
  }
}
