// A month of review with its people: cases of a made-up month, and an account for each role.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { program, start } from "./service.mjs";

const PASSWORD = "correct horse battery";

/** Everybody who works on cases, by the name to sign in with. */
const PEOPLE = {
  admin: ["--role", "administrator", "--name", "管理者"],
  staff: ["--role", "staff", "--name", "職員一"],
  colleague: ["--role", "staff", "--name", "職員二"],
  providers: ["--role", "reviewer", "--side", "providers", "--name", "診療側一"],
  insurers: ["--role", "reviewer", "--side", "insurers", "--name", "保険者側一"],
  centre: ["--role", "headquarters", "--name", "本部一"],
};

/** Starts a service with a month of cases. */
export const startMonth = () =>
  start((home, folder, masters) => {
    const run = (args, input) => execFileSync(program(), args, { stdio: ["pipe", "ignore", "pipe"], input: input ?? "" });
    const month = join(folder, "month.UKE");
    run(["corpus", "generate", "--receipts", "90", "--seed", "5", "--month", "202406", "--errors", "40%", ...masters, "--out", month]);
    try {
      run(["screen", month, ...masters, "--out", join(folder, "run")]);
    } catch (error) {
      // 1 says that something was found.
      if (error.status !== 1) throw error;
    }
    run(["service", "take", join(folder, "run"), "--home", home]);
    for (const [login, what] of Object.entries(PEOPLE)) {
      run(["service", "account", "add", "--home", home, "--login", login, ...what], `${PASSWORD}\n`);
    }
  });

/** Signs somebody in. */
export async function signIn(page, login) {
  await page.goto("/sign-in");
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", PASSWORD);
  await Promise.all([page.waitForURL((url) => !url.pathname.startsWith("/sign-in")), page.click("button.main")]);
}
