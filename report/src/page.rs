//! `report.html`: one page without anything from outside, made of what a run counted.

mod branches;
mod checks;
mod coverage;
mod institutions;
mod open;
mod rules;
mod summary;
mod uniform;

use std::io::{self, Write};

use batch::{Joined, Output, Run};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use model::Lang;

use crate::examples::{Examples, pick};
use crate::overlays::Overlay;
use crate::titles::Titles;
use crate::words::Words;

/// Nothing may be fetched, whatever the texts in the page say.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
const STYLE: &str = include_str!("page/style.css");

/// Writes `report.html`.
#[derive(Clone, Debug)]
pub struct Page {
    /// The language of the page.
    pub lang: Lang,
    /// What rules are called.
    pub titles: Titles,
    /// The overlays of branches.
    pub overlays: Vec<Overlay>,
}

impl Output for Page {
    fn name(&self) -> &str {
        "report.html"
    }

    fn write(&self, run: &Run, joined: Joined<'_>, to: &mut (dyn Write + Send)) -> io::Result<()> {
        let examples = pick(joined.open("findings")?)?;
        to.write_all(self.render(run, &examples).into_string().as_bytes())
    }
}

/// What the sections of a page are made of.
#[derive(Clone, Copy)]
struct Source<'a> {
    run: &'a Run,
    titles: &'a Titles,
    overlays: &'a [Overlay],
    examples: &'a Examples,
    words: Words,
}

/// A section with its anchor and its name.
type Section = (&'static str, &'static str, Markup);

impl Page {
    fn render(&self, run: &Run, examples: &Examples) -> Markup {
        let source =
            Source { run, titles: &self.titles, overlays: &self.overlays, examples, words: Words(self.lang) };
        let sections: Vec<Section> = [
            Some(summary::dispositions(source)),
            summary::queues(source),
            checks::section(source),
            rules::heaviest(source),
            rules::slowest(source),
            rules::all(source),
            branches::section(source),
            uniform::section(source),
            uniform::overlays(source),
            institutions::section(source),
            open::section(source),
            coverage::defects(source),
            Some(coverage::section(source)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let words = source.words;
        let title = words.text("レセプト審査の結果", "Results of screening");
        html! {
            (DOCTYPE)
            html lang=(words.tag()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content={ "shinsa " (run.version) };
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a.skip href="#main" { (words.text("本文へ", "to the contents")) }
                    header {
                        h1 { (title) }
                        (summary::lead(source))
                        nav aria-label=(words.text("目次", "contents")) {
                            @for (id, name, _) in &sections { a href={ "#" (id) } { (name) } }
                        }
                    }
                    main #main {
                        (summary::figures(source))
                        @for (id, name, body) in &sections {
                            section id=(id) aria-labelledby={ (id) "-head" } {
                                h2 id={ (id) "-head" } { (name) }
                                (body)
                            }
                        }
                    }
                    footer { (coverage::footer(source)) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
