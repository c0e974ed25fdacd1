//! The help in English, line for line; and the headings of the help in both languages.

use clap::Command;

/// English help by command path and argument; `""` names the command itself.
const LINES: &[(&str, &str, &str)] = &[
    ("shinsa", "", "Shinsa: intake checks of medical claims, official masters, made-up claims"),
    ("shinsa", "lang", "Language of messages"),
    ("shinsa", "quiet", "Show neither progress nor summary"),
    ("shinsa", "help", "Show how to use it"),
    ("shinsa", "version", "Show the version"),
    ("shinsa check", "", "Check claims before filing: what is wrong and what to do"),
    ("shinsa check", "file", "File to check (UKE, gzip, zip); `-` is standard input"),
    ("shinsa check", "masters", "Store of masters (default: SHINSA_HOME, else the built-in starter set)"),
    ("shinsa check", "json", "Write the result as JSON"),
    ("shinsa check", "names", "Show names and chart numbers too"),
    ("shinsa check", "all", "List also what is taken as it is and only told (L48)"),
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
    LINES.iter().find(|(p, a, _)| *p == path && *a == argument).map(|&(.., text)| text)
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
