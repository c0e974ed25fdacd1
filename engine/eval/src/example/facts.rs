//! The facts of an example, read into plain receipts.

use dsl::Message;
use dsl::ast::{Attribute, Code, Example, Fact, Name, Span, Value};
use model::{Date, Month, Quantity, Sex};

use super::Problem;
use model::InstitutionKind;

/// All receipts of an example.
pub(super) struct Facts {
    pub receipts: Vec<Receipt>,
    /// Which one is judged.
    pub judged: usize,
    pub sex: Sex,
    pub born: Option<Date>,
    pub institution: InstitutionKind,
}

/// One receipt.
#[derive(Default)]
pub(super) struct Receipt {
    pub month: Option<Month>,
    pub inpatient: bool,
    pub admitted: Option<Date>,
    pub diseases: Vec<Disease>,
    pub lines: Vec<Line>,
    /// Days of visits, where the receipt says them.
    pub visits: Vec<u8>,
    pub real_days: Option<i64>,
    pub total_points: Option<i64>,
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
    /// 診療識別; without it that of the code's chapter.
    pub section: Option<i64>,
    /// 回数; without it the number of days.
    pub count: Option<i64>,
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
    let mut facts = Facts {
        receipts: Vec::new(),
        judged: 0,
        sex: Sex::Male,
        born: None,
        institution: InstitutionKind::Unknown,
    };
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
            "institution" => facts.institution = institution(fact)?,
            _ => {
                let Some(last) = facts.receipts.last_mut() else {
                    return stop(entry.span, "最初に「明細書」を書いてください", "begin with the receipt");
                };
                thing(fact, entry.span, last)?;
            }
        }
    }
    // A receipt that is left out would move the others: which one is judged must not depend on it.
    match facts.receipts.iter().find(|receipt| receipt.month.is_none()) {
        Some(receipt) => stop(receipt.span, "診療年月がありません", "the month of service is missing"),
        None => Ok(facts),
    }
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
            Attribute::Field(name, Value::Number(days)) if name.text == "real_days" => {
                receipt.real_days = Some(whole(name, &days.digits)?);
            }
            Attribute::Field(name, Value::Number(points)) if name.text == "total_points" => {
                receipt.total_points = Some(whole(name, &points.digits)?);
            }
            Attribute::Flag(name) if name.text == "outpatient" => receipt.inpatient = false,
            Attribute::Flag(name) if name.text == "inpatient" => {
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

fn institution(fact: &Fact) -> Result<InstitutionKind, Problem> {
    match fact.attributes.as_slice() {
        [Attribute::Flag(name)] if name.text == "hospital" => Ok(InstitutionKind::Hospital),
        [Attribute::Flag(name)] if name.text == "clinic" => Ok(InstitutionKind::Clinic),
        _ => cannot(&fact.subject),
    }
}

/// The days of visits (JD).
fn visits(fact: &Fact) -> Result<Vec<u8>, Problem> {
    match fact.attributes.as_slice() {
        [Attribute::Days(days)] => Ok(days.clone()),
        _ => cannot(&fact.subject),
    }
}

fn whole(name: &Name, digits: &str) -> Result<i64, Problem> {
    digits.parse().or_else(|_| stop(name.span, "整数で書いてください", "write a whole number"))
}

fn thing(fact: &Fact, span: Span, receipt: &mut Receipt) -> Result<(), Problem> {
    let subject = fact.subject.text.as_str();
    if matches!(subject, "受診" | "visit") {
        let visits = visits(fact)?;
        in_month(&visits, receipt.month, span)?;
        receipt.visits.extend(visits);
        return Ok(());
    }
    let Some(code) = &fact.code else { return stop(span, "コードがありません", "there is no code") };
    match subject {
        "傷病名" | "disease" => receipt.diseases.push(disease(fact, code)?),
        "診療行為" | "procedure" | "医薬品" | "drug" | "特定器材" | "material" | "コメント" | "comment" =>
        {
            let line = line(fact, code)?;
            in_month(&line.days, receipt.month, span)?;
            receipt.lines.push(line);
        }
        _ => return cannot(&fact.subject),
    }
    Ok(())
}

/// Refuses days that the month of the receipt does not have.
fn in_month(days: &[u8], month: Option<Month>, span: Span) -> Result<(), Problem> {
    let last = month.map_or(31, |month| month.last().day());
    match days.iter().find(|&&day| day == 0 || u32::from(day) > last) {
        None => Ok(()),
        Some(day) => stop(
            span,
            format!("診療年月に{day}日はありません（{last}日まで）"),
            format!("the month has no day {day} (the last is {last})"),
        ),
    }
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
            Attribute::Field(name, Value::Text(text)) if name.text == "outcome" => {
                made.outcome = match text.node.as_str() {
                    "治癒" | "cured" => 2,
                    "死亡" | "died" => 3,
                    "中止" | "stopped" => 4,
                    _ => {
                        return stop(
                            text.span,
                            "転帰は「治癒」「死亡」「中止」のどれかです",
                            "the outcome is \"cured\", \"died\" or \"stopped\"",
                        );
                    }
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
        section: None,
        count: None,
        quantity: None,
        points: None,
        text: None,
    };
    for attribute in &fact.attributes {
        match attribute {
            Attribute::Days(days) => made.days.extend(days),
            Attribute::Field(name, Value::Number(number)) if name.text == "quantity" => {
                made.quantity = Some(quantity(name, &number.digits, made.code)?);
            }
            Attribute::Field(name, Value::Number(number)) if name.text == "points" => {
                made.points = Some(whole(name, &number.digits)?);
            }
            Attribute::Field(name, Value::Number(number)) if name.text == "section" => {
                made.section = Some(whole(name, &number.digits)?);
            }
            Attribute::Field(name, Value::Number(number))
                if matches!(name.text.as_str(), "count" | "days") =>
            {
                made.count = Some(whole(name, &number.digits)?);
            }
            Attribute::Text(text) if made.code / 100_000_000 == 8 => made.text = Some(text.node.clone()),
            Attribute::Text(_) => {
                return stop(code.span, "文字はコメントにだけ書けます", "only comments have a text");
            }
            Attribute::Flag(name) | Attribute::Field(name, _) => return cannot(name),
        }
    }
    Ok(made)
}

/// The quantity as said; that of a procedure has no decimals in the record.
fn quantity(name: &Name, digits: &str, code: u32) -> Result<Quantity, Problem> {
    match Quantity::parse(digits.as_bytes()) {
        Some(quantity) if code / 100_000_000 != 1 || quantity.scaled() % Quantity::SCALE == 0 => Ok(quantity),
        Some(_) => {
            stop(name.span, "診療行為の数量は整数で書いてください", "the quantity of a procedure is whole")
        }
        None => stop(name.span, "数量が読めません", "the quantity cannot be read"),
    }
}

#[cfg(test)]
mod tests {
    use dsl::ast::Body;
    use masters::Masters;
    use receipt::Batch;
    use receipt::cut::{Cutter, Limits};

    use super::{Facts, Problem, read};

    /// The facts of the one example of a small rule.
    fn facts(stated: &str) -> Option<Result<Facts, Problem>> {
        let rule = format!(
            "規則 T-1「再診料」\n根拠 告示「医科 A001」\n施行 2022-04-01から\n確度 要審査\n段階 試行\n担当 「試験」\n\
             公開 否\n区分 その他\n種別 医科\n対象 再診：112007410の診療行為\n結論 再診を職員に示す\n\
             理由文 「再診料です。」\n例 該当「ある」\n{stated}"
        );
        let parsed = dsl::parse(&rule);
        assert_eq!(parsed.diagnostics, []);
        parsed.file.items.iter().find_map(|item| match &item.body {
            Body::Rule(rule) => rule.examples.first().map(|example| read(&example.node)),
            _ => None,
        })
    }

    fn refusal(stated: &str) -> Option<String> {
        facts(stated)?.err().map(|problem| problem.message.en)
    }

    #[test]
    fn what_cannot_be_written_is_told_and_not_left_out() {
        let told = |stated: &str| refusal(stated).unwrap_or_default();
        assert_eq!(
            told("・別明細書 入院外\n・明細書 診療年月 2023-06、入院外\n"),
            "the month of service is missing"
        );
        let with = |line: &str| told(&format!("・明細書 診療年月 2023-06、入院外\n{line}\n"));
        assert_eq!(with("・診療行為 112007410 3日 数量 1.5"), "the quantity of a procedure is whole");
        assert_eq!(with("・診療行為 112007410 3日"), "");
    }

    #[test]
    fn the_real_reader_finds_no_defect() {
        let stated = "・別明細書 診療年月 2023-05、入院外\n・診療行為 112007410 8日\n\
                      ・明細書 診療年月 2023-06、入院外\n・診療行為 112007410 3日\n";
        let masters = Masters::starter();
        let bytes = facts(stated)
            .and_then(Result::ok)
            .and_then(|facts| super::super::write::file(&facts, masters).ok());
        let bytes = bytes.unwrap_or_default();
        let mut batch = Batch::default();
        assert!(Cutter::new(bytes.as_slice(), Limits::default()).next(&mut batch).is_ok());
        receipt::read(&mut batch);
        assert_eq!((batch.receipts.len(), batch.defects.len()), (2, 0), "{:?}", batch.defects);
    }
}
