//! The help in English, line for line; and the headings of the help in both languages.

mod rules;
mod service;
mod staff;

use clap::Command;

/// English help by command path and argument; `""` names the command itself. Those of `shinsa rules` stand in `rules`.
const LINES: &[(&str, &str, &str)] = &[
    ("shinsa", "", "Shinsa: intake checks of medical claims, official masters, made-up claims"),
    ("shinsa", "lang", "Language of messages"),
    ("shinsa", "quiet", "Show neither progress nor summary"),
    ("shinsa", "help", "Show how to use it"),
    ("shinsa", "version", "Show the version"),
    ("shinsa check", "", "Check claims before filing: what is wrong and what to do"),
    ("shinsa check", "file", "File to check (UKE, gzip, zip); `-` is standard input"),
    ("shinsa check", "masters", "Store of masters (default: SHINSA_HOME, else the built-in starter set)"),
    ("shinsa check", "rules", "Rule files (.rule) or folders (default: the built-in rule book)"),
    ("shinsa check", "no_rules", "Make the intake checks only, without rules"),
    (
        "shinsa check",
        "branch",
        "A branch by number or name: judge with its overlays (default: the national set)",
    ),
    (
        "shinsa check",
        "revision_home",
        "Folder of revisions: check by the active one (default: `revisions` in SHINSA_HOME, unless --rules or --masters)",
    ),
    (
        "shinsa check",
        "shadow",
        "A shadow revision (.shinsa-bundle): count what it would add, drop and change; nothing of it is issued",
    ),
    ("shinsa check", "shadow_out", "File for each difference of the shadow revision (JSON lines)"),
    (
        "shinsa check",
        "history",
        "Earlier claims of the same patients (files, folders; after FILE); other claims in FILE count too",
    ),
    (
        "shinsa check",
        "history_complete_from",
        "FILE and --history hold all claims of this institution from this month of service on",
    ),
    (
        "shinsa check",
        "returns",
        "Earlier returns (HEN files, or folders of results; after FILE): which one each re-filed receipt answers",
    ),
    (
        "shinsa check",
        "eligibility",
        "Table of insured persons (CSV in UTF-8): eligibility on the days of service",
    ),
    ("shinsa check", "json", "Write the result as JSON"),
    ("shinsa check", "names", "Show names and chart numbers too"),
    ("shinsa check", "all", "List also what is taken as it is and only told (L48)"),
    ("shinsa screen", "", "Screen a month of claims and write the results to a folder"),
    ("shinsa screen", "paths", "Files (UKE, gzip, zip) and folders to screen; `-` is standard input"),
    ("shinsa screen", "out", "Folder for the results"),
    ("shinsa screen", "masters", "Store of masters (default: SHINSA_HOME, else the built-in starter set)"),
    ("shinsa screen", "rules", "Rule files (.rule) or folders (default: the built-in rule book)"),
    (
        "shinsa screen",
        "revision_home",
        "Home of revisions: judge by the active one (default: revisions under SHINSA_HOME; not with --rules or --masters)",
    ),
    (
        "shinsa screen",
        "revision",
        "Judge by this revision of the home (six digits or more), not by the active one",
    ),
    (
        "shinsa screen",
        "branch",
        "Judge all claims by the rules of this branch (default: that of the institution's prefecture)",
    ),
    (
        "shinsa screen",
        "history",
        "Earlier claims of the same patients (files, folders); other claims that are screened count too",
    ),
    (
        "shinsa screen",
        "history_complete_from",
        "What is screened and --history hold all claims from this month of service on",
    ),
    (
        "shinsa screen",
        "history_memory",
        "Memory for earlier claims in MiB; when it is not enough, patients are taken in several parts",
    ),
    ("shinsa screen", "routing", "Table of who looks at what (TOML; default: the built-in one)"),
    (
        "shinsa screen",
        "eligibility",
        "Table of insured persons (CSV in UTF-8): eligibility on the days of service",
    ),
    ("shinsa screen", "log", "Folder of a lasting decision log to which the run is appended"),
    ("shinsa screen", "format", "Forms of the results (JSON lines always; csv and parquet beside them)"),
    (
        "shinsa screen",
        "returns",
        "Earlier returns (HEN files, or folders of results): which one each re-filed receipt answers",
    ),
    (
        "shinsa screen",
        "no_official",
        "Leave out the lists for institutions (official/); shinsa outputs write makes them later",
    ),
    ("shinsa screen", "resume", "Go on with a screening that was broken off"),
    (
        "shinsa screen",
        "institution",
        "Whether hospitals or clinics file (claim files do not say it), for those not in --institutions",
    ),
    (
        "shinsa screen",
        "institutions",
        "Which institutions are hospitals and which clinics (CSV: nine digits of prefecture and code, hospital or clinic)",
    ),
    ("shinsa screen", "jobs", "Threads (0 = all)"),
    ("shinsa screen", "json", "Write the summary as JSON"),
    ("shinsa fees", "", "Fees of a screening by payer and by how far receipts had to go"),
    ("shinsa fees", "run", "Folder with the results"),
    ("shinsa fees", "table", "Table of fees (TOML; default: the built-in examples)"),
    ("shinsa fees", "json", "Write the result as JSON"),
    ("shinsa log", "", "Look after decision logs"),
    ("shinsa log verify", "", "Whether decision logs are as they were written"),
    ("shinsa log verify", "dirs", "Folders of results, or of lasting decision logs (`screen --log`)"),
    ("shinsa log verify", "json", "Write the result as JSON"),
    ("shinsa replay", "", "Make a past run again and show where it does not come out the same"),
    ("shinsa replay", "run", "Folder with the results of the run"),
    ("shinsa replay", "paths", "Files and folders that were screened (default: as recorded)"),
    ("shinsa replay", "masters", "Store of masters (default: as recorded)"),
    ("shinsa replay", "rules", "Rule files (.rule) or folders (default: as recorded)"),
    ("shinsa replay", "history", "Earlier claims (default: as recorded)"),
    ("shinsa replay", "eligibility", "Table of insured persons (default: as recorded)"),
    ("shinsa replay", "routing", "Table of who looks at what (default: as recorded)"),
    ("shinsa replay", "jobs", "Threads (0 = all)"),
    ("shinsa replay", "json", "Write the result as JSON"),
    ("shinsa explain", "", "Why a rule said something of a receipt, or why it did not"),
    ("shinsa explain", "file", "Claim file (UKE, gzip, zip); `-` is standard input"),
    ("shinsa explain", "rules", "Rule files (.rule) or folders (default: the built-in rule book)"),
    ("shinsa explain", "branch", "A branch by number or name: with its overlays (default: the national set)"),
    ("shinsa explain", "receipt", "Number of the receipt (default: all; every receipt with the number)"),
    ("shinsa explain", "seq", "Which receipt of the file, counted from 1 (`seq` of JSON)"),
    ("shinsa explain", "rule", "Code of a rule: also why it said nothing (default: the rules that spoke)"),
    ("shinsa explain", "masters", "Store of masters (default: SHINSA_HOME, else the built-in starter set)"),
    ("shinsa explain", "json", "Write the result as JSON"),
    ("shinsa explain", "institution", "Whether a hospital or a clinic files; claim files do not say it"),
    ("shinsa masters", "", "Take official masters in and look codes up"),
    ("shinsa masters import", "", "Take official files into a store"),
    ("shinsa masters import", "paths", "Official files (CSV, zip) or folders"),
    ("shinsa masters import", "masters", "Store of masters (default: SHINSA_HOME)"),
    (
        "shinsa masters import",
        "published",
        "Day of publication, when the name does not tell or to correct what was told; `file` takes it back",
    ),
    ("shinsa masters import", "json", "Write the result as JSON"),
    ("shinsa masters list", "", "List editions and of which days each is complete"),
    (
        "shinsa masters list",
        "masters",
        "Store of masters (default: SHINSA_HOME, else the built-in starter set)",
    ),
    ("shinsa masters list", "all", "List every span of days and the imported files"),
    ("shinsa masters list", "json", "Write the result as JSON"),
    ("shinsa masters show", "", "Look a code up: names, points over time, exclusions, counts, comments"),
    (
        "shinsa masters show",
        "code",
        "Procedure, drug, material, comment (9 digits), disease (7), modifier, facility standard (4)",
    ),
    (
        "shinsa masters show",
        "masters",
        "Store of masters (default: SHINSA_HOME, else the built-in starter set)",
    ),
    ("shinsa masters show", "on", "Show it as of a day (default: today, else the last day known)"),
    ("shinsa masters show", "all", "Shorten no list and show every item"),
    ("shinsa masters show", "json", "Write the result as JSON"),
    ("shinsa masters diff", "", "What changed between two days"),
    ("shinsa masters diff", "from", "The earlier day"),
    ("shinsa masters diff", "to", "The later day"),
    (
        "shinsa masters diff",
        "masters",
        "Store of masters (default: SHINSA_HOME, else the built-in starter set)",
    ),
    ("shinsa masters diff", "all", "Shorten no list"),
    ("shinsa masters diff", "json", "Write the result as JSON"),
    ("shinsa check", "institution", "Whether a hospital or a clinic files; claim files do not say it"),
    ("shinsa corpus", "", "Make claims up for tests, and damage files"),
    ("shinsa corpus generate", "", "Make claims up, with errors and labels of them when asked"),
    ("shinsa corpus generate", "receipts", "How many receipts"),
    ("shinsa corpus generate", "seed", "Seed; the same seed and masters give the same bytes"),
    ("shinsa corpus generate", "out", "File to write; `-` is standard output"),
    ("shinsa corpus generate", "labels", "File for the labels of the errors (one JSON object a line)"),
    ("shinsa corpus generate", "month", "First month of service"),
    ("shinsa corpus generate", "months", "How many months of the same patients"),
    ("shinsa corpus generate", "errors", "Share of receipts with an error (0.05, 5%)"),
    ("shinsa corpus generate", "only", "Kinds of errors (default: all; separate several by `,`)"),
    ("shinsa corpus generate", "kind", "Kind of claims"),
    (
        "shinsa corpus generate",
        "masters",
        "Store of masters (default: SHINSA_HOME, else the built-in starter set)",
    ),
    ("shinsa corpus generate", "jobs", "How many threads (0: as many as there are)"),
    ("shinsa corpus damage", "", "Damage a copy of a file, to test readers"),
    ("shinsa corpus damage", "file", "File to damage (it stays as it is); `-` is standard input"),
    ("shinsa corpus damage", "seed", "Seed"),
    ("shinsa corpus damage", "out", "File to write; `-` is standard output"),
    ("shinsa corpus damage", "wounds", "How many wounds"),
    ("shinsa corpus damage", "with", "Kinds of damage (default: by chance; separate several by `,`)"),
    ("shinsa outputs", "", "Read the official lists that agencies send, or write those of a run"),
    ("shinsa outputs read", "", "Read lists of agencies (returns, changed points, intake) and show them"),
    (
        "shinsa outputs read",
        "files",
        "CSV lists or a return file (HEN), gzip and zip too; `-` is standard input",
    ),
    ("shinsa outputs read", "json", "Write the result as JSON, one object a line"),
    ("shinsa outputs read", "names", "Show names, days of birth and chart numbers too"),
    ("shinsa outputs write", "", "Write the official lists and return files of a run for its institutions"),
    (
        "shinsa outputs write",
        "run",
        "Folder of results (--out of shinsa screen); the screened files must be where they were",
    ),
    ("shinsa outputs write", "out", "Folder to write, which is not there yet"),
    ("shinsa outputs write", "processed", "Month of processing; without it the month each file is billed in"),
    ("shinsa outputs write", "sent", "Day of sending; blank without it, for no claim file has it"),
    ("shinsa serve", "", "Run the service: pages and API for checks and review"),
    ("shinsa serve", "listen", "Address and port to listen at (default: the settings, else 127.0.0.1:8080)"),
    ("shinsa serve", "config", "File of settings (TOML); variables SHINSA_SERVE_… go before it"),
    (
        "shinsa serve",
        "home",
        "Folder of what is kept (default: the settings, else SHINSA_HOME; without one nothing is)",
    ),
    ("shinsa serve", "masters", "Store of masters (default: SHINSA_HOME, else the built-in starter set)"),
    (
        "shinsa serve",
        "revision_home",
        "Home of revisions: the active one there judges (default: revisions under SHINSA_HOME)",
    ),
    ("shinsa completions", "", "Write a completion script for a shell"),
    ("shinsa completions", "shell", "The shell"),
];

const TEMPLATE_JA: &str = "{about-with-newline}\n使い方: {usage}\n\n{all-args}{after-help}";
const TEMPLATE_EN: &str = "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}";

/// Headings in Japanese; the lines are Japanese already.
pub fn japanese_headings(tree: Command) -> Command {
    headings(tree, TEMPLATE_JA, ["コマンド", "引数", "オプション"])
}

/// Everything in English.
pub fn translate(tree: Command) -> Command {
    lines(headings(tree, TEMPLATE_EN, ["Commands", "Arguments", "Options"]), "shinsa")
}

fn headings(tree: Command, template: &'static str, words: [&'static str; 3]) -> Command {
    let [commands, positional, options] = words;
    tree.help_template(template)
        .subcommand_help_heading(commands)
        .mut_args(|arg| {
            let heading = if arg.is_positional() { positional } else { options };
            arg.help_heading(heading)
        })
        .mut_subcommands(|sub| headings(sub, template, words))
}

fn line(path: &str, argument: &str) -> Option<&'static str> {
    let all = LINES.iter().chain(rules::LINES).chain(service::LINES).chain(staff::LINES);
    all.into_iter().find(|(p, a, _)| *p == path && *a == argument).map(|&(.., text)| text)
}

fn lines(tree: Command, path: &str) -> Command {
    let about = line(path, "").unwrap_or_default();
    let tree = tree.about(about).mut_args(|arg| {
        let text = line(path, arg.get_id().as_str()).or_else(|| line("shinsa", arg.get_id().as_str()));
        arg.help(text.unwrap_or_default())
    });
    tree.mut_subcommands(|sub| {
        let path = format!("{path} {}", sub.get_name());
        lines(sub, &path)
    })
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};

    use super::line;
    use crate::args::Arguments;

    fn missing(tree: &Command, path: &str, out: &mut Vec<String>) {
        if line(path, "").is_none() {
            out.push(path.to_owned());
        }
        for argument in tree.get_arguments() {
            let id = argument.get_id().as_str();
            if line(path, id).or_else(|| line("shinsa", id)).is_none() {
                out.push(format!("{path} {id}"));
            }
        }
        for sub in tree.get_subcommands() {
            missing(sub, &format!("{path} {}", sub.get_name()), out);
        }
    }

    #[test]
    fn every_line_of_help_has_its_english() {
        let mut out = Vec::new();
        missing(&Arguments::command(), "shinsa", &mut out);
        assert!(out.is_empty(), "no English for {out:?}");
    }
}
