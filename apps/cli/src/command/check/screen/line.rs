//! How a receipt and a physical line are shown to people, with the names of codes. Personal data only when asked for.

use masters::Masters;
use model::{
    Date, Defect, DefectKind, DiseaseCode, DrugCode, Lang, Level, LinkedLine, MaterialCode, ModifierCode,
    Month, ProcedureCode, Text,
};
use receipt::batch::{Batch, Receipt};
use receipt::read::compiled;
use receipt::{RecordKind, tables};

/// Item of 傷病名称 in SY.
const WRITTEN_NAME: u8 = 6;

/// The head of a receipt: number, kind, month, points; name and chart number only when asked for.
pub fn receipt_title(batch: &Batch, receipt: &Receipt, names: bool, lang: Lang) -> String {
    let number = receipt.number.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let kind = tables::CLAIM_TYPE.meaning(batch.field(receipt.row, 3)).unwrap_or("種別?");
    let month = receipt.month.map_or_else(String::new, |month| match lang {
        Lang::Ja => format!("{}年{}月", month.year(), month.month_of_year()),
        Lang::En => month.to_string(),
    });
    let points = claimed_points(batch, receipt).map_or_else(String::new, |points| match lang {
        Lang::Ja => format!("{points}点"),
        Lang::En => format!("{points} points"),
    });
    let mut parts = match lang {
        Lang::Ja => vec![format!("レセプト{number}"), kind.to_owned(), month, points],
        Lang::En => vec![format!("receipt {number}"), kind.to_owned(), month, points],
    };
    if names {
        parts.push(batch.text(receipt.row, 5));
        parts.push(batch.text(receipt.row, 14));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("　")
}

fn claimed_points(batch: &Batch, receipt: &Receipt) -> Option<i64> {
    let range = receipt.payers.start as usize..receipt.payers.end as usize;
    batch.payers.get(range)?.first()?.points
}

/// Physical lines of a batch, described.
pub struct Lines<'a> {
    /// The batch.
    pub batch: &'a Batch,
    /// The masters that name the codes.
    pub masters: &'a Masters,
    /// Whether personal fields are shown.
    pub names: bool,
    /// The language.
    pub lang: Lang,
}

impl Lines<'_> {
    /// A line by its 1-based number in the file: the record, and its fields that are not personal.
    pub fn describe(&self, line: u64) -> String {
        let Some(row) = line.checked_sub(self.batch.lines_before + 1).and_then(|row| u32::try_from(row).ok())
        else {
            return String::new();
        };
        let Some(kind) = self.batch.record_id(row).and_then(RecordKind::from_id) else {
            return match self.lang {
                Lang::Ja => format!("（読めない行、{}バイト）", self.batch.row(row).len()),
                Lang::En => format!("(unreadable, {} bytes)", self.batch.row(row).len()),
            };
        };
        match kind {
            RecordKind::Si | RecordKind::Iy | RecordKind::To => self.detail(row, kind),
            RecordKind::Sy => self.disease(row),
            // Who knows what stands where, when some items are not what they should be: a name may have moved.
            _ if !self.names && self.is_misread(row, None) => self.nameless(kind),
            _ => self.any(row, kind),
        }
    }

    /// Whether some item of a line, but for one, has not the form that is due at its place.
    fn is_misread(&self, row: u32, but: Option<u8>) -> bool {
        // Defects stand in the order of their places.
        let (line, all) = (self.batch.line_of(row), &self.batch.defects);
        let of_line = all.get(all.partition_point(|defect| defect.place.line < line)..).unwrap_or_default();
        let of_line = of_line.iter().take_while(|defect| defect.place.line == line);
        let mut others = of_line.filter(|defect| but.is_none() || defect.place.field != but);
        others.any(|defect| is_of_form(defect.kind))
    }

    /// A value that is due as a number of no more than some digits; anything else may be a name, a birthday or the number of a
    /// card that has moved here.
    fn number(&self, row: u32, item: u8, most: usize) -> String {
        let value = self.batch.text(row, item);
        let is_number = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
        if (is_number && value.len() <= most) || self.names { value } else { "＊".to_owned() }
    }

    /// A line of which nothing but its kind is shown.
    fn nameless(&self, kind: RecordKind) -> String {
        let hidden = Text::new("＊（項目の内容は --names で表示）", "* (its items are shown with --names)");
        format!("{} {} {}", kind.id(), self.called(kind), hidden.in_lang(self.lang))
    }

    /// A line with code: section, code, name, quantity, points and count, days.
    fn detail(&self, row: u32, kind: RecordKind) -> String {
        let field = |item| self.number(row, item, if item == 4 { 9 } else { 7 });
        let code = field(4);
        let mut parts = vec![kind.id().to_string(), field(2), code.clone()];
        parts.extend(self.name_of(row, kind, &code));
        if !field(5).is_empty() {
            parts.push(match self.lang {
                Lang::Ja => format!("数量{}", field(5)),
                Lang::En => format!("quantity {}", field(5)),
            });
        }
        if !field(6).is_empty() {
            parts.push(match self.lang {
                Lang::Ja => format!("{}点×{}", field(6), field(7)),
                Lang::En => format!("{} points × {}", field(6), field(7)),
            });
        }
        let first_day = if kind == RecordKind::To { 18 } else { 14 };
        let days: Vec<String> = (1..=31_u8)
            .filter(|day| !self.batch.field(row, first_day + day - 1).is_empty())
            .map(|d| d.to_string())
            .collect();
        if !days.is_empty() && days.len() < 8 {
            parts.push(match self.lang {
                Lang::Ja => format!("{}日", days.join("・")),
                Lang::En => format!("on {}", days.join(", ")),
            });
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// A disease with its modifiers around its name.
    fn disease(&self, row: u32) -> String {
        let code = self.number(row, 2, 7);
        let coded = self.name_of(row, RecordKind::Sy, &code);
        // A name that is too long is still one of a disease; where other items are wrong, it may be anybody's.
        let moved = !self.names && self.is_misread(row, Some(WRITTEN_NAME));
        let written = if moved { String::new() } else { self.batch.text(row, WRITTEN_NAME) };
        let name = coded.filter(|_| written.is_empty()).unwrap_or(written);
        let (mut before, mut after) = (String::new(), String::new());
        for modifier in self.batch.field(row, 5).chunks(4) {
            // SPEC: 修飾語マスター: codes from 8000 on are suffixes (接尾語).
            let side = if modifier.first() == Some(&b'8') { &mut after } else { &mut before };
            let number = receipt::form::to_u32(modifier).and_then(|n| u16::try_from(n).ok());
            let known = number
                .zip(self.day(row))
                .and_then(|(n, day)| self.masters.modifier(ModifierCode(n), day).row());
            side.push_str(known.map_or("", |modifier| modifier.name()).trim_matches('・'));
        }
        let name = shortened(format!("{before}{name}{after}"));
        // Eight digits are a day; fewer may be the number of a card.
        let started =
            if self.batch.field(row, 3).len() == 8 { self.number(row, 3, 8) } else { String::new() };
        format!("SY {code} {name} {started}").trim_end().to_owned()
    }

    /// The first day of the month of the receipt in which the row stands.
    fn day(&self, row: u32) -> Option<Date> {
        let receipt = self.batch.receipts.iter().find(|receipt| receipt.rows.contains(&row))?;
        receipt.month.map(Month::first)
    }

    fn name_of(&self, row: u32, kind: RecordKind, code: &str) -> Option<String> {
        let (day, code) = (self.day(row)?, code.parse::<u32>().ok()?);
        name_on(self.masters, kind, code, day).map(str::to_owned)
    }

    fn any(&self, row: u32, kind: RecordKind) -> String {
        format!("{} {} {}", kind.id(), self.called(kind), self.fields(row, kind))
    }

    fn called(&self, kind: RecordKind) -> &'static str {
        let layout = kind.layout();
        if self.lang == Lang::Ja { layout.name.trim_end_matches("レコード") } else { layout.en }
    }

    fn fields(&self, row: u32, kind: RecordKind) -> String {
        let Some(layout) = compiled(kind) else { return String::new() };
        let mut shown = String::new();
        for (item, column) in (2..).zip(&layout.columns) {
            if column.ordinal.is_some() || self.batch.field(row, item).is_empty() {
                continue;
            }
            let masked = column.field.personal && !self.names;
            let value = if masked { "＊".to_owned() } else { self.batch.text(row, item) };
            if !shown.is_empty() {
                shown.push(' ');
            }
            shown.push_str(&value);
        }
        shortened(shown)
    }
}

/// Whether a defect says that an item has not the form that is due at its place, so that a line may hold others than it says.
const fn is_of_form(kind: DefectKind) -> bool {
    use DefectKind as D;
    matches!(
        kind,
        D::RequiredMissing
            | D::TooLong
            | D::WrongLength
            | D::NotDigits
            | D::DecimalForm
            | D::NotAscii
            | D::NotFullWidth
            | D::MixedWidth
            | D::BadCharacter
            | D::Quote
            | D::NotInTable
            | D::ListLength
            | D::BadDate
            | D::BadMonth
            | D::ReservedUsed
            | D::TooManyFields
    )
}

fn name_on(masters: &Masters, kind: RecordKind, code: u32, day: Date) -> Option<&str> {
    Some(match kind {
        RecordKind::Si => masters.procedure(ProcedureCode(code), day).row()?.short_name(),
        RecordKind::Iy => masters.drug(DrugCode(code), day).row()?.short_name(),
        RecordKind::To => masters.material(MaterialCode(code), day).row()?.short_name(),
        RecordKind::Sy => masters.disease(DiseaseCode(code), day).row()?.name(),
        _ => return None,
    })
}

/// A line of another claim of the patient: month, file, place, code and name.
pub fn linked(line: &LinkedLine, masters: &Masters, lang: Lang) -> String {
    let LinkedLine { file, seq, line: number, month, record, code, .. } = line;
    let place = match lang {
        Lang::Ja => {
            let (year, month) = (month.year(), month.month_of_year());
            format!("{year}年{month}月 {file} {seq}件目 {number}行")
        }
        Lang::En => format!("{month} {file} receipt {seq} line {number}"),
    };
    let kind = RecordKind::from_id(*record);
    let mut text = format!("{place} {record}");
    if let Some(code) = code {
        text.push_str(&format!(" {}", wire::digits(*record, *code)));
        let name = kind.and_then(|kind| name_on(masters, kind, *code, month.first()));
        text.extend(name.map(|name| format!(" {name}")));
    }
    text
}

/// At most sixty characters.
fn shortened(text: String) -> String {
    const WIDEST: usize = 60;
    if text.chars().count() <= WIDEST {
        return text;
    }
    text.chars().take(WIDEST).chain(['…']).collect()
}

/// Where it is written that a defect is one: the official list, the layout of the record.
pub fn basis(defect: &Defect) -> String {
    let list = defect.official.map(|code| format!("受付・事務点検 {code}"));
    let layout =
        defect.place.record.and_then(RecordKind::from_id).map(|kind| kind.layout().source.to_owned());
    list.into_iter().chain(layout).collect::<Vec<_>>().join("; ")
}

/// What a level means for the one who files.
pub const fn level_meaning(level: Level) -> Text {
    match level {
        Level::L1 => Text::new("ファイル全体の再請求が必要", "the whole file must be filed again"),
        Level::L2 => Text::new("レセプトの再請求が必要", "the receipt must be filed again"),
        Level::L3 => Text::new("要確認（返戻の対象）", "to be looked at; likely to be returned"),
        Level::L4 => Text::new("要確認（査定・返戻・正当）", "to be looked at"),
        Level::L48 => Text::new("受け付けられるが知らせる事項", "taken, and told"),
        Level::L7 => Text::new("算定ルールの確認", "rules of the fee schedule"),
    }
}
