//! What each kind of record says, taken from its items by their names.

use model::{BurdenSet, Date, DefectKind, Detail};
use receipt::batch::{Confirmation, Marked, Visits};
use receipt::{Institution, RecordKind};

use super::assemble::Reading;
use super::content::{Comment, Disease, Line, Payer, Summary};
use super::fields::{Record, item};
use super::groups::Entry;
use super::values;

impl Reading {
    pub fn institution(&mut self, record: &Record<'_>) {
        let institution = Institution {
            agency: values::small(record.get("審査支払機関")).unwrap_or(0),
            prefecture: values::small(record.get("都道府県")).unwrap_or(0),
            fee_table: values::small(record.get("点数表")).unwrap_or(0),
            code: values::code(record.get("医療機関コード"), 7),
            billed: values::month(record.get("請求年月")),
            volume: values::small(record.get("マルチボリューム識別情報")),
        };
        self.content.institutions.push((record.row.index, self.content.receipts.len() as u32, institution));
    }

    pub fn summary(&mut self, record: &Record<'_>) {
        self.content.summaries.push(Summary {
            row: record.row.index,
            receipts: self.content.receipts.len() as u32,
            count: values::number(record.get("総件数")),
            points: values::signed(record.get("総合計点数"), 12),
            volume: values::small(record.get("マルチボリューム識別情報")),
        });
    }

    /// Records of which a receipt has few, with columns of their own.
    pub fn record_of_few(&mut self, record: &Record<'_>) {
        let (row, receipt) = (record.row.index, self.content.receipts.len() as u32 - 1);
        let code = |name| values::small(record.get(name));
        match record.kind {
            RecordKind::Sn => {
                let branch = code("枝番").filter(|_| record.get("枝番").len() == 2);
                let (payer, class) = (code("負担者種別").unwrap_or(0), code("確認区分").unwrap_or(0));
                self.content.confirmations.push(Confirmation { row, receipt, payer, class, branch });
            }
            RecordKind::Jd => {
                let first = item(record.kind, "日の情報");
                let on = |class: &[u8]| {
                    (0..31).filter(|day| record.at(first + day) == class).fold(0, |days, day| days | 1 << day)
                };
                let known = ["", "1", "2", "9"];
                let odd_day =
                    (0..31).any(|day| !known.iter().any(|one| one.as_bytes() == record.at(first + day)));
                self.content.visits.push(Visits {
                    row,
                    receipt,
                    payer: code("負担者種別").unwrap_or(0),
                    counted: on(b"1"),
                    uncounted: on(b"2"),
                    disagreeing: on(b"9"),
                    odd: odd_day || record.total() < 3 || !matches!(record.at(2), [b'1'..=b'5']),
                });
            }
            RecordKind::Mf => {
                self.content.window_burdens.push(Marked { row, receipt, code: code("窓口負担額区分") })
            }
            RecordKind::Gr => {
                self.content
                    .outside_dpc
                    .push(Marked { row, receipt, code: code("医科点数表算定理由") })
            }
            _ => {}
        }
    }

    pub fn payer(&mut self, record: &Record<'_>, slot: u8, burden: &str) {
        self.content.payers.push(Payer {
            row: record.row.index,
            slot,
            days: values::number(record.get("診療実日数")),
            points: values::signed(record.get("合計点数"), 12),
            meals: values::number(record.get("食事療養・生活療養 回数")),
            meal_yen: values::number(record.get("食事療養・生活療養 合計金額")),
            burden: values::number(record.get(burden)),
        });
    }

    pub fn disease(&mut self, record: &Record<'_>) {
        let whole = |code: &[u8]| values::small(code).filter(|_| code.len() == 4).unwrap_or(0);
        let modifiers: Vec<u16> = record.get("修飾語コード").chunks(4).map(whole).collect();
        self.content.diseases.push(Disease {
            row: record.row.index,
            code: values::code(record.get("傷病名コード"), 7),
            start: values::date(record.get("診療開始日")).map_or(0, Date::number),
            outcome: values::small(record.get("転帰区分")).unwrap_or(0),
            main: record.get("主傷病") == b"01",
            suspected: modifiers.contains(&8002),
            modifiers,
        });
    }

    fn burden(record: &Record<'_>) -> u8 {
        let code: Option<[u8; 1]> = record.get("負担区分").try_into().ok();
        code.and_then(|[code]| BurdenSet::from_code(code)).map_or(0, |set| set.0)
    }

    pub fn line(&mut self, record: &Record<'_>) {
        let code = record.kind.layout().fields().nth(2).expect("a line has a code").0.name;
        let quantity = if record.kind == RecordKind::Si { "数量データ" } else { "使用量" };
        let line_number = self.content.lines.len() + self.waiting_lines();
        let (days, day_total) = self.days(record, line_number as u32);
        let line = Line {
            row: record.row.index,
            kind: record.kind,
            section: self.section(record),
            burden: Self::burden(record),
            code: values::code(record.get(code), 9),
            quantity: values::quantity(record.get(quantity)),
            points: values::signed(record.get("点数"), 9).and_then(|n| n.try_into().ok()),
            count: values::small(record.get("回数")).unwrap_or(0),
            days,
            day_total,
            unit: 0,
        };
        let carried = ["コメントコード①", "コメントコード②", "コメントコード③"];
        let carried = carried.map(|name| item(record.kind, name)).into_iter().filter_map(|at| {
            let (code, text) = (record.at(at), record.at(at + 1));
            let written = !code.is_empty() || !text.is_empty();
            let code = values::code(code, 9);
            written.then(|| Comment { code, item: at as u8 + 1, ..Self::blank_comment(record) })
        });
        let entry = Entry::Line(line, carried.collect());
        self.open.as_mut().expect("a receipt is open").entries.push(entry);
    }

    fn blank_comment(record: &Record<'_>) -> Comment {
        Comment {
            row: record.row.index,
            item: 0,
            code: 0,
            section: 0,
            burden: Self::burden(record),
            line: None,
        }
    }

    fn waiting_lines(&self) -> usize {
        let entries = self.open.iter().flat_map(|open| &open.entries);
        entries.filter(|entry| matches!(entry, Entry::Line(..))).count()
    }

    fn days(&mut self, record: &Record<'_>, line: u32) -> (u32, u16) {
        let first = item(record.kind, "日の情報");
        let (mut mask, mut total) = (0, 0);
        for day in 1..=31_u8 {
            let count = values::small::<u16>(record.at(first + usize::from(day) - 1)).unwrap_or(0).min(999);
            mask |= u32::from(count > 0) << (day - 1);
            total += count;
            if count > 1 {
                self.content.day_counts.push((line, day, count));
            }
        }
        (mask, total)
    }

    pub fn comment(&mut self, record: &Record<'_>) {
        let section = self.section(record);
        let code = values::code(record.get("コメントコード"), 9);
        let comment = Comment { code, item: 5, section, ..Self::blank_comment(record) };
        self.open.as_mut().expect("a receipt is open").entries.push(Entry::Comment(comment));
    }

    /// The record's own 診療識別, 0 when blank; says when there should be one.
    fn section(&mut self, record: &Record<'_>) -> u8 {
        let own: u8 = values::small(record.get("診療識別")).unwrap_or(0);
        let open = self.open.as_mut().expect("a receipt is open");
        let (section, without) = (open.section, open.without_section);
        if own != 0 {
            (open.section, open.without_section) = (own, 0);
            return own;
        }
        open.without_section += 1;
        if section == 0 {
            self.tell_record(record, DefectKind::SectionMissing, Detail::None);
        } else if without == 98 {
            self.tell_record(record, DefectKind::BlankSectionRun, Detail::One(98));
        }
        0
    }
}
