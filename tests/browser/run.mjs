// Starts the service with a fresh home, runs every case in a browser against it, and stops it.
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { centre } from "./lib/centre.mjs";
import { makeLists, makeMonth } from "./lib/files.mjs";
import { program, start } from "./lib/service.mjs";

const CASES = join(import.meta.dirname, "cases");
const wanted = process.argv.slice(2);

function run(service, month, lists, centre) {
  const all = readdirSync(CASES).filter((name) => name.endsWith(".test.mjs")).sort();
  const files = all.filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)));
  const env = {
    ...process.env, SHINSA_BASE: service.base, SHINSA_MONTH: month, SHINSA_LISTS: lists.join("\n"),
    SHINSA_CENTRE: centre.base, SHINSA_BUNDLE: centre.bundle,
  };
  if (service.masters.length > 0) env.SHINSA_OFFICIAL = "yes";
  const args = ["--test", "--test-reporter=spec", ...files.map((name) => join(CASES, name))];
  const child = spawn(process.execPath, args, { stdio: "inherit", env });
  return new Promise((done) => child.once("exit", (code, signal) => done(signal ? 1 : code)));
}

const service = await start();
const office = await centre().catch(async (error) => {
  await service.stop();
  throw error;
});
try {
  const month = makeMonth(program(), service.masters, service.folder);
  process.exitCode = await run(service, month, makeLists(program(), service.masters, service.folder, month), office);
  for (const one of [service, office].filter((one) => /panicked/.test(one.said()))) {
    console.error(one.said());
    process.exitCode = 1;
  }
} finally {
  await service.stop();
  await office.stop();
}
