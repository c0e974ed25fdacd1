//! The facts of an example, read into plain receipts.

use dsl::Message;
use dsl::ast::{Attribute, Code, Example, Fact, Name, Span, Value};
use model::{Date, Month, Quantity, Sex};

use super::Problem;

/// All receipts of an example.
pub(super) struct Facts {
    pub receipts: Vec<Receipt>,
    /// Which one is judged.
    pub judged: usize,
    pub sex: Sex,
    pub born: Option<Date>,
}

/// One receipt.
#[derive(Default)]
pub(super) struct Receipt {
    pub month: Option<Month>,
    pub inpatient: bool,
    pub admitted: Option<Date>,
    pub diseases: Vec<Disease>,
    pub lines: Vec<Line>,
    pub span: Span,
}

pub(super) struct Disease {
    pub code: u32,
    pub started: Option<Date>,
    pub outcome: u8,
    pub modifiers: String,
    pub main: bool,
}

/// A procedure, drug, material or comment.
pub(super) struct Line {
    pub code: u32,
    pub joined: bool,
    /// Days, a day as often as it counts.
    pub days: Vec<u8>,
    pub quantity: Option<Quantity>,
    pub points: Option<i64>,
    pub text: Option<String>,
}

fn stop<T>(span: Span, ja: impl Into<String>, en: impl Into<String>) -> Result<T, Problem> {
    Err(Problem { span, message: Message::new(ja, en) })
}

fn cannot<T>(name: &Name) -> Result<T, Problem> {
    let ja = dsl::vocabulary::japanese(&name.text);
    stop(
        name.span,
        format!("例に「{ja}」を書くことはまだできません"),
        format!("examples cannot state `{}` yet", name.text),
    )
}

pub(super) fn read(example: &Example) -> Result<Facts, Problem> {
    let mut facts = Facts { receipts: Vec::new(), judged: 0, sex: Sex::Male, born: None };
    for entry in &example.facts {
        let fact = &entry.node;
        match fact.subject.text.as_str() {
            "receipt" | "linked_receipt" => {
                if fact.subject.text == "receipt" {
                    facts.judged = facts.receipts.len();
                }
                facts.receipts.push(receipt(fact, entry.span)?);
            }
            "patient" | "患者" => patient(fact, &mut facts)?,
            _ => {
                let Some(last) = facts.receipts.last_mut() else {
                    return stop(entry.span, "最初に「明細書」を書いてください", "begin with the receipt");
                };
                thing(fact, entry.span, last)?;
            }
        }
    }
    Ok(facts)
}

fn receipt(fact: &Fact, span: Span) -> Result<Receipt, Problem> {
    let mut receipt = Receipt { span, ..Receipt::default() };
    for attribute in &fact.attributes {
        match attribute {
            Attribute::Field(name, Value::Month(month)) if name.text == "service_month" => {
                receipt.month = Some(month.month);
            }
            Attribute::Field(name, Value::Day(day)) if name.text == "admitted" => {
                receipt.admitted = Some(day.date);
            }
            Attribute::Flag(name) if name.text == "outpatient" => receipt.inpatient = false,
            Attribute::Flag(name) if matches!(name.text.as_str(), "入院" | "inpatient" | "stay") => {
                receipt.inpatient = true;
            }
            Attribute::Flag(name) | Attribute::Field(name, _) => return cannot(name),
            Attribute::Days(_) | Attribute::Text(_) => return cannot(&fact.subject),
        }
    }
    Ok(receipt)
}

fn patient(fact: &Fact, facts: &mut Facts) -> Result<(), Problem> {
    for attribute in &fact.attributes {
        match attribute {
            Attribute::Flag(name) if name.text == "male" => facts.sex = Sex::Male,
            Attribute::Flag(name) if name.text == "female" => facts.sex = Sex::Female,
            Attribute::Field(name, Value::Day(day)) if name.text == "born" => facts.born = Some(day.date),
            Attribute::Flag(name) | Attribute::Field(name, _) => return cannot(name),
            Attribute::Days(_) | Attribute::Text(_) => return cannot(&fact.subject),
        }
    }
    Ok(())
}

fn thing(fact: &Fact, span: Span, receipt: &mut Receipt) -> Result<(), Problem> {
    let subject = fact.subject.text.as_str();
    let Some(code) = &fact.code else { return stop(span, "コードがありません", "there is no code") };
    match subject {
        "傷病名" | "disease" => receipt.diseases.push(disease(fact, code)?),
        "診療行為" | "procedure" | "医薬品" | "drug" | "特定器材" | "material" | "コメント" | "comment" =>
        {
            receipt.lines.push(line(fact, code)?);
        }
        _ => return cannot(&fact.subject),
    }
    Ok(())
}

fn number(code: &Code) -> Result<u32, Problem> {
    code.digits.parse().or_else(|_| stop(code.span, "コードが読めません", "the code cannot be read"))
}

fn disease(fact: &Fact, code: &Code) -> Result<Disease, Problem> {
    let mut made =
        Disease { code: number(code)?, started: None, outcome: 1, modifiers: String::new(), main: false };
    for attribute in &fact.attributes {
        match attribute {
            Attribute::Field(name, Value::Day(day)) if name.text == "started" => {
                made.started = Some(day.date)
            }
            Attribute::Field(name, Value::Code(code)) if name.text == "modifier" => {
                made.modifiers.push_str(&code.digits);
            }
            Attribute::Field(name, Value::Number(number)) if name.text == "modifier" => {
                made.modifiers.push_str(&number.digits);
            }
            Attribute::Field(name, Value::Path(path)) if name.text == "outcome" => {
                made.outcome = match path.root.text.as_str() {
                    "cured" => 2,
                    "died" => 3,
                    "stopped" => 4,
                    _ => return cannot(&path.root),
                };
            }
            Attribute::Flag(name) if matches!(name.text.as_str(), "主" | "主たる" | "main") => {
                made.main = true
            }
            Attribute::Flag(name) | Attribute::Field(name, _) => return cannot(name),
            Attribute::Days(_) | Attribute::Text(_) => return cannot(&fact.subject),
        }
    }
    Ok(made)
}

fn line(fact: &Fact, code: &Code) -> Result<Line, Problem> {
    let mut made = Line {
        code: number(code)?,
        joined: fact.joined,
        days: Vec::new(),
        quantity: None,
        points: None,
        text: None,
    };
    for attribute in &fact.attributes {
        match attribute {
            Attribute::Days(days) => made.days.extend(days),
            Attribute::Field(name, Value::Number(number)) if name.text == "quantity" => {
                made.quantity = Quantity::parse(number.digits.as_bytes());
            }
            Attribute::Field(name, Value::Number(number)) if name.text == "points" => {
                made.points = number.digits.parse().ok();
            }
            Attribute::Text(text) => made.text = Some(text.node.clone()),
            Attribute::Flag(name) | Attribute::Field(name, _) => return cannot(name),
        }
    }
    Ok(made)
}
