//! What ties a code to others, as plain lists that screen and JSON share.

use masters::{Claim, CommentDemand, FileKind, InclusionUnit, Masters, Related, Row, Window};
use model::{CommentCode, Date, DiseaseCode, DrugCode, Lang, ProcedureCode, Text};
use serde::Serialize;

/// One list: what it is, whether its table speaks of the day, and its entries.
#[derive(Serialize)]
pub struct Tie {
    /// The name in JSON.
    pub tie: &'static str,
    /// The name for people.
    #[serde(skip)]
    pub title: Text,
    /// Whether the table speaks of the day only provisionally.
    pub provisional: bool,
    /// Why the table does not speak of the day.
    pub unknown: Option<String>,
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One entry: the other code and what the table says of it.
#[derive(Serialize)]
pub struct Entry {
    /// The code or group.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What the table says.
    pub note: String,
}

/// Everything tied to a code on a day; tables that were never imported are left out.
pub fn of(masters: &Masters, kind: FileKind, code: u32, on: Date, lang: Lang) -> Vec<Tie> {
    let ties = Ties { masters, on, lang };
    let found = match kind {
        FileKind::Procedure => ties.procedure(ProcedureCode(code)),
        FileKind::Drug => ties.drug(DrugCode(code)),
        FileKind::Comment => vec![ties.demanded_by(CommentCode(code))],
        _ => Vec::new(),
    };
    found.into_iter().filter(|tie| !tie.entries.is_empty() || tie.unknown.is_some()).collect()
}

struct Ties<'m> {
    masters: &'m Masters,
    on: Date,
    lang: Lang,
}

impl<'m> Ties<'m> {
    fn tie<T: From<Row<'m>>>(
        &self,
        tie: &'static str,
        title: Text,
        rows: Related<'m, T>,
        entry: impl Fn(T) -> Entry,
    ) -> Tie {
        let unknown = rows.cause().map(|cause| cause.message(self.lang));
        Tie { tie, title, provisional: rows.is_provisional(), unknown, entries: rows.map(entry).collect() }
    }

    fn word(&self, ja: &'static str, en: &'static str) -> &'static str {
        Text::new(ja, en).in_lang(self.lang)
    }

    fn special(&self, special: bool) -> &'static str {
        if special { self.word("（特例条件あり）", " (special conditions)") } else { "" }
    }

    fn disease_name(&self, code: u32) -> String {
        let row = self.masters.find(FileKind::Disease, code, self.on).row();
        row.map_or(String::new(), |row| super::name_of(row).to_owned())
    }

    fn procedure(&self, code: ProcedureCode) -> Vec<Tie> {
        let mut ties = vec![self.counts(code)];
        ties.extend(Window::ALL.map(|window| self.exclusions(code, window)));
        ties.extend(self.groups(code));
        ties.push(self.included_in(code));
        ties.push(self.basic_fee_groups(code));
        ties.push(self.comments(code.0));
        ties.push(self.indications(code));
        ties
    }

    fn counts(&self, code: ProcedureCode) -> Tie {
        let rows = self.masters.count_limits(code, self.on);
        self.tie("counts", Text::new("算定回数", "counts"), rows, |limit| Entry {
            code: limit.row().text(4).to_owned(),
            name: limit.unit().to_owned(),
            note: format!(
                "{}{}{}",
                limit.most(),
                self.word("回まで", " at most"),
                self.special(limit.is_special())
            ),
        })
    }

    fn exclusions(&self, code: ProcedureCode, window: Window) -> Tie {
        let (tie, title) = match window {
            Window::Day => ("exclusions_day", Text::new("背反（同一日）", "exclusions (day)")),
            Window::Month => ("exclusions_month", Text::new("背反（同一月）", "exclusions (month)")),
            Window::Simultaneous => {
                ("exclusions_simultaneous", Text::new("背反（同時）", "exclusions (simultaneous)"))
            }
            Window::Week => ("exclusions_week", Text::new("背反（1週間）", "exclusions (week)")),
        };
        self.tie(tie, title, self.masters.exclusions(code, window, self.on), |pair| {
            let claim = match pair.claim() {
                Claim::This => self.word("このコードを算定", "this one is claimed"),
                Claim::Other => self.word("相手を算定", "the other is claimed"),
                Claim::Either => self.word("いずれか一方", "either one"),
            };
            Entry {
                code: pair.other().to_string(),
                name: pair.other_name().to_owned(),
                note: format!("{claim}{}", self.special(pair.is_special())),
            }
        })
    }

    /// What the procedure includes, and which additions go with it when it is a basic fee.
    fn groups(&self, code: ProcedureCode) -> Vec<Tie> {
        let mut ties = Vec::new();
        for links in self.masters.fee_table_links(code, self.on) {
            for (unit, group) in links.inclusion_groups() {
                ties.push(self.includes(unit, group));
            }
            if let Some(group) = links.basic_fee_group() {
                let rows = self.masters.basic_fee_additions(group, self.on);
                let title = Text::new(
                    "算定できる入院基本料等加算（加算識別が同じものは併算定できない）",
                    "additions to this basic fee (of one class only one is claimed)",
                );
                ties.push(self.tie("basic_fee_additions", title, rows, |addition| Entry {
                    code: addition.code().to_string(),
                    name: addition.short_name().to_owned(),
                    note: format!("{}{}", self.word("加算識別", "class "), addition.addition_class()),
                }));
            }
        }
        ties
    }

    fn includes(&self, unit: InclusionUnit, group: &str) -> Tie {
        let span = match unit {
            InclusionUnit::Day => self.word("同一日", "day"),
            InclusionUnit::Month => self.word("同一月", "month"),
            InclusionUnit::Simultaneous => self.word("同時", "simultaneous"),
            InclusionUnit::WeekBeforeSurgery => self.word("手術前1週間", "week before surgery"),
            InclusionUnit::Surgery => self.word("1手術", "surgery"),
        };
        let rows = self.masters.included(group, self.on);
        self.tie("includes", Text::new("包括する診療行為", "includes"), rows, |member| Entry {
            code: member.code().to_string(),
            name: member.short_name().to_owned(),
            note: format!("{span} {group}{}", self.special(member.is_special())),
        })
    }

    fn included_in(&self, code: ProcedureCode) -> Tie {
        let rows = self.masters.included_in(code, self.on);
        self.tie("included_in", Text::new("包括される先", "included in"), rows, |member| {
            let by: Vec<String> = self
                .masters
                .including(member.group(), self.on)
                .map(|links| links.code().to_string())
                .collect();
            Entry {
                code: member.group().to_owned(),
                name: by.join(" "),
                note: self.special(member.is_special()).to_owned(),
            }
        })
    }

    fn basic_fee_groups(&self, code: ProcedureCode) -> Tie {
        let rows = self.masters.basic_fee_groups(code, self.on);
        let title = Text::new("加算できる入院基本料のグループ", "groups of basic fees it goes with");
        self.tie("basic_fee_groups", title, rows, |addition| Entry {
            code: addition.group().to_owned(),
            name: String::new(),
            note: format!("{}{}", self.word("加算識別", "class "), addition.addition_class()),
        })
    }

    fn comments(&self, code: u32) -> Tie {
        let rows = self.masters.comment_demands(code, self.on);
        self.tie("comments", Text::new("記載するコメント", "comments"), rows, |demand| Entry {
            code: demand.comment().to_string(),
            name: demand.text().to_owned(),
            note: self.condition(demand),
        })
    }

    /// 条件区分 with what it means.
    fn condition(&self, demand: CommentDemand<'_>) -> String {
        let condition = format!("{:02}", demand.condition());
        let column = FileKind::CommentRelation.layout().by_id("condition");
        let meaning = column.and_then(|column| column.meaning(&condition)).map(|m| m.in_lang(self.lang));
        format!("{}{condition} {}", self.word("条件区分", "condition "), meaning.unwrap_or_default())
    }

    fn demanded_by(&self, comment: CommentCode) -> Tie {
        let rows = self.masters.comment_demanded_by(comment, self.on);
        self.tie(
            "demanded_by",
            Text::new("このコメントを求めるコード", "codes that ask for it"),
            rows,
            |demand| Entry {
                code: format!("{:09}", demand.code()),
                name: demand.row().text(8).to_owned(),
                note: self.condition(demand),
            },
        )
    }

    fn indications(&self, code: ProcedureCode) -> Tie {
        let rows = self.masters.procedure_indications(code, self.on);
        self.tie(
            "indications",
            Text::new("適応傷病名（未確認レイアウト）", "indications (unverified layout)"),
            rows,
            |row| {
                let disease = row.disease().map_or(0, |d| d.0);
                Entry { code: format!("{disease:07}"), name: self.disease_name(disease), note: String::new() }
            },
        )
    }

    fn drug(&self, code: DrugCode) -> Vec<Tie> {
        vec![
            self.drug_indications(code),
            self.contraindications(code),
            self.interactions(code),
            self.dose_limits(code),
            self.long_uses(code),
            self.comments(code.0),
        ]
    }

    /// An entry about a disease; 0000000 where the table names none.
    fn disease(&self, code: Option<DiseaseCode>, note: String) -> Entry {
        let code = code.map_or(0, |d| d.0);
        Entry { code: format!("{code:07}"), name: self.disease_name(code), note }
    }

    fn drug_indications(&self, code: DrugCode) -> Tie {
        let title = Text::new("適応傷病名（未確認レイアウト）", "indications (unverified layout)");
        self.tie("indications", title, self.masters.indications(code, self.on), |row| {
            let days = row.most_days().map(|d| format!("{}{d}", self.word("最長日数", "days ")));
            self.disease(row.disease(), days.unwrap_or_default())
        })
    }

    fn contraindications(&self, code: DrugCode) -> Tie {
        let title = Text::new("禁忌傷病名（未確認レイアウト）", "contraindications (unverified layout)");
        let rows = self.masters.contraindications(code, self.on);
        self.tie("contraindications", title, rows, |row| self.disease(row.disease(), String::new()))
    }

    fn interactions(&self, code: DrugCode) -> Tie {
        let title = Text::new("併用禁忌（未確認レイアウト）", "interactions (unverified layout)");
        self.tie("interactions", title, self.masters.interactions(code, self.on), |row| {
            let other = self.masters.find(FileKind::Drug, row.other().0, self.on).row();
            let name = other.map_or(String::new(), |r| super::name_of(r).to_owned());
            Entry { code: row.other().to_string(), name, note: String::new() }
        })
    }

    fn dose_limits(&self, code: DrugCode) -> Tie {
        let title = Text::new("最大量（未確認レイアウト）", "largest doses (unverified layout)");
        self.tie("dose_limits", title, self.masters.dose_limits(code, self.on), |row| {
            self.disease(row.disease(), format!("{} {}", row.most().unwrap_or_default(), row.unit()))
        })
    }

    fn long_uses(&self, code: DrugCode) -> Tie {
        let title = Text::new("漫然投与（未確認レイアウト）", "long use (unverified layout)");
        self.tie("long_uses", title, self.masters.long_uses(code, self.on), |row| {
            let days = row.days().map(|d| format!("{d}{}", self.word("日", " days")));
            self.disease(row.disease(), days.unwrap_or_default())
        })
    }
}
