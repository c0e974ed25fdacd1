// Claim files that the tests send: the samples of the corpus, a larger made-up month, and files that are wrong in one way.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const SAMPLES = resolve(import.meta.dirname, "../../../corpus/samples");

/** How many receipts the made-up month has: more than a page of the list. */
export const MONTH = 120;

/** A sample of the corpus. */
export const sample = (name) => readFileSync(join(SAMPLES, name));

/** Text in Shift_JIS stays as it is when its bytes are taken for latin1. */
const edited = (bytes, from, to) => {
  const text = bytes.toString("latin1");
  if (!text.includes(from)) throw new Error(`the sample has no ${from}`);
  return Buffer.from(text.replace(from, to), "latin1");
};

/** The sample with three faults of form, each of which has one right answer: repaired, it is the sample again. */
export function malformed() {
  const wrong = [["GO,17,9258,99", "GO,18,9258,99"], [",1,351,", ",1,0351,"], ["RE,2,", "RE,3,"]];
  return wrong.reduce((bytes, [from, to]) => edited(bytes, from, to), sample("outpatient.UKE"));
}

/** The made-up month with everybody born on another day: other patients, so that nothing that was excluded elsewhere is excluded in it. */
export function ofOthers(day) {
  const text = readFileSync(process.env.SHINSA_MONTH).toString("latin1");
  return Buffer.from(text.replace(/(\nRE(?:,[^,]*){5},\d{6})\d\d/g, `$1${String(day).padStart(2, "0")}`), "latin1");
}

/** A gzip file that breaks off. */
export const brokenGzip = () => gzipSync(sample("outpatient.UKE")).subarray(0, 900);

/** What a form input takes. */
export const upload = (name, buffer) => ({ name, mimeType: "application/octet-stream", buffer });

/** The official lists of a month as a screening writes them, by what their names begin with: those that came back. */
export function makeLists(program, masters, folder, month) {
  const run = join(folder, "screened");
  try {
    execFileSync(program, ["screen", month, ...masters, "--out", run], { stdio: "ignore" });
  } catch (error) {
    // 1: something was found, as in any such month.
    if (error.status !== 1) throw error;
  }
  const all = readdirSync(join(run, "official"), { recursive: true }).map((path) => join(run, "official", path));
  return all.filter((path) => /(RIhenr|RIzogn)[^/]*\.csv$/.test(path));
}

/** Makes up a month of several pages. */
export function makeMonth(program, masters, folder) {
  const path = join(folder, "month.UKE");
  const how = ["--receipts", String(MONTH), "--seed", "5", "--month", "202406", "--errors", "30%"];
  execFileSync(program, ["corpus", "generate", ...how, ...masters, "--out", path], { stdio: "ignore" });
  writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
  return path;
}
