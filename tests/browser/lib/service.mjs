// The service that is tested: started on a free port with a fresh home, stopped when the tests are over.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../../..");
const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");
const PLACES = ["release/shinsa", "debug/shinsa"];
const START_MS = 300_000;

/** The program: what SHINSA_BIN names, else what was built last in the usual places. */
export function program() {
  const named = process.env.SHINSA_BIN;
  const found = named ? [resolve(named)] : PLACES.map((place) => join(TARGET, place));
  const there = found.find((path) => existsSync(path));
  if (!there) throw new Error(`no shinsa at ${found.join(" or ")}: cargo build -p cli, or set SHINSA_BIN`);
  return there;
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.on("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

/** A store of the official masters: that of SHINSA_BROWSER_MASTERS, or made of what SHINSA_SHARED holds; else none. */
function official(folder) {
  const shared = process.env.SHINSA_SHARED && join(process.env.SHINSA_SHARED, "masters");
  if (process.env.SHINSA_BROWSER_MASTERS) return resolve(process.env.SHINSA_BROWSER_MASTERS);
  if (!shared || !existsSync(shared)) {
    console.log("without the official masters (SHINSA_SHARED): what needs them is skipped");
    return null;
  }
  const store = join(folder, "masters");
  execFileSync(program(), ["masters", "import", "--quiet", "--masters", store, shared], { stdio: ["ignore", "ignore", "inherit"] });
  return store;
}

/** Starts it and waits until it answers; `prepare` is given the home, a folder and the masters before. */
export async function start(prepare = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "shinsa-browser-"));
  const store = official(folder);
  const masters = store ? ["--masters", store] : [];
  const home = mkdtempSync(join(folder, "home-"));
  prepare(home, folder, masters);
  return { ...(await serve(home, folder, masters)), masters };
}

/** Starts it with a home that was made, and waits until it answers; the folder is gone when it stops. */
export async function serve(home, folder, masters = []) {
  const base = `http://127.0.0.1:${await freePort()}`;
  const args = ["serve", "--home", home, "--listen", base.slice("http://".length), ...masters];
  const child = spawn(program(), args, { stdio: ["ignore", "ignore", "pipe"], env: bare() });
  let said = "";
  child.stderr.on("data", (bytes) => (said = (said + bytes).slice(-4000)));
  const stop = () => stopped(child, folder);
  try {
    await answering(base, child, () => said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { base, folder, said: () => said, stop };
}

/** The environment without anything that would set the service otherwise. */
export function bare() {
  const kept = Object.entries(process.env).filter(([name]) => !/^SHINSA_(SERVE_|HOME)/.test(name));
  return Object.fromEntries(kept);
}

async function answering(base, child, said) {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}: ${said()}`);
    const answer = await fetch(`${base}/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`the service does not answer at ${base}: ${said()}`);
}

async function stopped(child, folder) {
  if (child.exitCode === null) {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await new Promise((done) => child.once("exit", done));
    clearTimeout(late);
  }
  rmSync(folder, { recursive: true, force: true });
}
