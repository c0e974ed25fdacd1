// Every page of a clinic, for what must hold of all of them.
import { send } from "./browser.mjs";
import { malformed, sample, upload } from "./files.mjs";

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
  return {
    first: "/", result: damaged, receipt: `${damaged}/receipts/11`, inpatient: `${inpatient}/receipts/1`, mend, comparison,
    api: "/api", fault: "/checks/nothing",
  };
}
