// A service with accounts, a revision that was activated, and months of review: what staff and headquarters work with.
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { bare, program, serve } from "./service.mjs";

const RULES = resolve(import.meta.dirname, "../../../rules");
export const PASSWORD = "a long enough password";
/** The months of review, and how many receipts each has. */
export const MONTHS = ["202405", "202406"];
const RECEIPTS = 150;

/** Makes its home: keys, revision 1 with an overlay of a branch, people, screenings that were taken in. */
export async function centre() {
  const folder = mkdtempSync(join(tmpdir(), "shinsa-centre-"));
  const home = join(folder, "home");
  const shinsa = (args, input) => execFileSync(program(), args, { cwd: folder, env: bare(), input, stdio: [input ? "pipe" : "ignore", "ignore", "pipe"] });
  mkdirSync(join(home, "revisions", "trusted"), { recursive: true });
  shinsa(["rules", "keygen", "honbu"]);
  copyFileSync(join(folder, "honbu.pub.pem"), join(home, "revisions", "trusted", "honbu.pub.pem"));
  const rules = join(folder, "rules");
  cpSync(join(RULES, "examples"), join(rules, "examples"), { recursive: true });
  cpSync(join(RULES, "medical"), join(rules, "medical"), { recursive: true });
  const bundle = (number) => {
    const path = join(folder, `r${number}.shinsa-bundle`);
    shinsa(["rules", "bundle", rules, "--key", "honbu.key.pem", "--number", String(number), "--name", `改訂${number}`, "--out", path]);
    return path;
  };
  shinsa(["rules", "activate", bundle(1), "--revision-home", join(home, "revisions")]);
  people(shinsa, home);
  for (const [at, month] of MONTHS.entries()) taken(shinsa, home, month, at);
  softened(join(rules, "medical"));
  return { ...(await serve(home, folder)), bundle: bundle(2), shinsa };
}

function people(shinsa, home) {
  const all = [["admin", "administrator"], ["honbu", "headquarters"], ["shokuin", "staff"], ["iin", "reviewer", "--side", "providers"]];
  for (const [login, role, ...rest] of all) {
    shinsa(["service", "account", "add", "--home", home, "--login", login, "--role", role, "--name", login, ...rest], `${PASSWORD}\n`);
  }
}

function taken(shinsa, home, month, seed) {
  const [file, run] = [`${month}.UKE`, `run-${month}`];
  shinsa(["corpus", "generate", "--receipts", String(RECEIPTS), "--seed", String(seed + 3), "--month", month, "--errors", "40%", "--out", file]);
  try {
    shinsa(["screen", file, "--out", run]);
  } catch (error) {
    // 1: something was found, as it should be.
    if (error.status !== 1) throw error;
  }
  shinsa(["service", "take", run, "--home", home]);
}

/** The change that revision 2 makes: what some rules showed to people they only tell. */
function softened(folder) {
  for (const name of ["diseases", "first-visits", "tables-disease"]) {
    const path = join(folder, `${name}.rule`);
    const text = readFileSync(path, "utf8");
    const other = text.replaceAll("確度　　要審査", "確度　　注意");
    if (other === text) throw new Error(`there is nothing to soften in ${name}.rule`);
    writeFileSync(path, other);
  }
}
