// Every page of a clinic, for what must hold of all of them.
import { send } from "./browser.mjs";
import { malformed, ofOthers, sample, upload } from "./files.mjs";

/** Sends files and tells where the pages are, each by its name. */
export async function tour(page) {
  await send(page, upload("damaged.UKE", sample("damaged.UKE")));
  const damaged = new URL(page.url()).pathname;
  await send(page, upload("inpatient.UKE", sample("inpatient.UKE")), { institution: "hospital" });
  const inpatient = new URL(page.url()).pathname;
  await send(page, upload("malformed.UKE", malformed()));
  const mend = `${new URL(page.url()).pathname}/mend`;
  await page.goto(mend);
  await Promise.all([page.waitForURL(/\/compare\//), page.click("button[value=check]")]);
  const comparison = new URL(page.url()).pathname;
  await send(page, upload("others.UKE", ofOthers(15 + Math.floor(Math.random() * 14))));
  const others = new URL(page.url()).pathname;
  await page.goto(`${others}?excluded=yes`);
  if ((await page.locator("tbody tr[data-goto]").count()) === 0) await exclude(page, others);
  const [list] = process.env.SHINSA_LISTS.split("\n");
  await page.goto("/returns");
  if ((await page.locator("table.bars").count()) === 0) await takeIn(page, list);
  return {
    first: "/", result: damaged, receipt: `${damaged}/receipts/11`, inpatient: `${inpatient}/receipts/1`, mend, comparison,
    excluded: `${others}?excluded=yes`, exclusions: "/exclusions", returns: "/returns", print: `${damaged}/print`,
    api: "/api", fault: "/checks/nothing",
  };
}

/** Excludes the first finding of the first receipt that has one; gives the page of its receipt. */
export async function exclude(page, check, reason = "カルテで確認済み") {
  await page.goto(`${check}?said=yes`);
  for (const path of await page.locator("tbody tr[data-goto]").evaluateAll((all) => all.map((one) => one.dataset.goto))) {
    await page.goto(path);
    const box = page.locator("details.exclude").first();
    if ((await box.count()) === 0) continue;
    await box.evaluate((one) => (one.open = true));
    await box.locator("input[name=reason]").fill(reason);
    await Promise.all([page.waitForNavigation(), box.locator("button").click()]);
    return page.url();
  }
  throw new Error("no finding to exclude");
}

/** Takes a list in that came back. */
export async function takeIn(page, list) {
  await page.goto("/returns");
  await page.setInputFiles("#file", list);
  await Promise.all([page.waitForNavigation(), page.click("button.main")]);
}
