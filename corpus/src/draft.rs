//! A receipt before it is written: payers, diseases and 剤; sums are made only in writing.

mod days;
mod share;

use masters::Masters;
use model::{Date, Month};

use crate::catalog::Catalog;
use crate::codes::Code;
use crate::codes::comments::Comment;
use crate::people::{Patient, Payer, Place};
pub(crate) use days::{Days, bit};
pub(crate) use share::Share;

/// What stays the same while a block is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) masters: &'a Masters,
    pub(crate) catalog: &'a Catalog,
    pub(crate) place: &'a Place,
    pub(crate) month: Month,
    /// The first month of the corpus.
    pub(crate) first: Month,
    /// Days on which the place is open, bit 0 is the 1st.
    pub(crate) open: u32,
    /// Whether an earlier month of the same patients stands in the corpus.
    pub(crate) has_history: bool,
}

/// A disease line.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Disease {
    pub(crate) code: u32,
    pub(crate) start: Date,
    /// 転帰区分: 1 goes on, 2 cured, 3 died, 4 ended.
    pub(crate) outcome: u8,
    /// Modifiers in writing order; 0 is none.
    pub(crate) modifiers: [u16; 3],
    pub(crate) main: bool,
    /// The name of a disease without code.
    pub(crate) name: &'static str,
    pub(crate) marked: bool,
}

impl Disease {
    pub(crate) const fn new(code: u32, start: Date) -> Self {
        Self { code, start, outcome: 1, modifiers: [0; 3], main: false, name: "", marked: false }
    }

    /// The side that its modifiers say; both where they say none.
    pub(crate) fn side(&self) -> &'static str {
        use crate::codes::diseases::{LEFT, RIGHT};
        match self.modifiers {
            m if m.contains(&RIGHT) => "右",
            m if m.contains(&LEFT) => "左",
            _ => "両",
        }
    }

    /// Whether it is only suspected.
    pub(crate) fn is_suspected(&self) -> bool {
        self.modifiers.contains(&crate::codes::diseases::SUSPECTED)
    }
}

/// A line of a 剤.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) code: u32,
    /// Its place in the catalog; `u16::MAX` for codes that are not in it.
    pub(crate) index: u16,
    /// 数量 or 使用量 in 1/100,000; 0 is none.
    pub(crate) quantity: i64,
    /// Where its comments stand in the draft, and how many.
    pub(crate) comments: (u16, u8),
    pub(crate) marked: bool,
}

/// A 剤: lines that share points, count and days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// 診療識別.
    pub(crate) section: u8,
    pub(crate) first: u16,
    pub(crate) len: u16,
    /// Points, or yen for meals, of one time.
    pub(crate) points: i64,
    pub(crate) yen: bool,
    pub(crate) days: Days,
    /// Left off by the tables of the masters; not written.
    pub(crate) dropped: bool,
    /// Not for the disease that the first fund pays for: the other payers bear it.
    pub(crate) aside: bool,
}

/// What is put in place of a sum, for errors only.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Overrides {
    /// Added to 合計点数 of the insurer (or first fund).
    pub(crate) points: i64,
    /// Added to 診療実日数.
    pub(crate) days: i32,
    /// レセプト種別.
    pub(crate) claim_type: Option<u16>,
    /// Whether the line of the receipt is marked.
    pub(crate) mark_receipt: bool,
    /// Whether the line of the insurer (or first fund) is marked.
    pub(crate) mark_payer: bool,
}

/// A receipt before it is written. One is reused for all receipts of a block.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) month: Month,
    pub(crate) patient: Patient,
    pub(crate) payer: Payer,
    pub(crate) inpatient: bool,
    /// 入院年月日.
    pub(crate) admitted: Option<Date>,
    /// Days that count as 診療実日数.
    pub(crate) real_days: u32,
    /// 特記事項 besides the income class.
    pub(crate) note: Option<&'static str>,
    pub(crate) diseases: Vec<Disease>,
    pub(crate) groups: Vec<Group>,
    pub(crate) lines: Vec<Line>,
    pub(crate) comments: Vec<Comment>,
    /// Comments on the whole receipt.
    pub(crate) remarks: Vec<Comment>,
    /// 症状詳記 that can be written: kinds and paragraphs.
    pub(crate) statement: &'static [Paragraph],
    /// Whether it is written whatever the points are.
    pub(crate) stated: bool,
    /// The donor's part, when an organ of a living one was transplanted.
    pub(crate) donor: Option<Box<Self>>,
    /// Days on which something was done without a visit that counts (診療実日数に計上しない受診).
    pub(crate) attendant: u32,
    /// Whether what is added now is not for the disease that the first fund pays for.
    pub(crate) aside: bool,
    pub(crate) overrides: Overrides,
}

/// 症状詳記区分, and a text of it.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表２３.
pub(crate) type Paragraph = (u8, &'static str);

impl Draft {
    pub(crate) const fn new(month: Month, patient: Patient, payer: Payer) -> Self {
        Self {
            month,
            patient,
            payer,
            inpatient: false,
            admitted: None,
            real_days: 0,
            note: None,
            diseases: Vec::new(),
            groups: Vec::new(),
            lines: Vec::new(),
            comments: Vec::new(),
            remarks: Vec::new(),
            statement: &[],
            stated: false,
            donor: None,
            attendant: 0,
            aside: false,
            overrides: Overrides {
                points: 0,
                days: 0,
                claim_type: None,
                mark_receipt: false,
                mark_payer: false,
            },
        }
    }

    /// Makes room for the next receipt.
    pub(crate) fn clear(&mut self, patient: Patient, payer: Payer) {
        (self.patient, self.payer) = (patient, payer);
        (self.inpatient, self.admitted, self.real_days, self.note) = (false, None, 0, None);
        self.overrides = Overrides::default();
        self.diseases.clear();
        self.groups.clear();
        self.lines.clear();
        self.comments.clear();
        self.remarks.clear();
        (self.statement, self.stated, self.aside) = (&[], false, false);
        (self.donor, self.attendant) = (None, 0);
    }

    /// Adds a 剤 with points from the catalog; nothing is added when a code is not in force in the month or has no known price.
    pub(crate) fn add(
        &mut self,
        catalog: &Catalog,
        section: u8,
        days: Days,
        lines: &[(Code, i64)],
    ) -> Option<usize> {
        if days.mask == 0 || lines.iter().any(|&(code, _)| !catalog.has(code)) {
            return None;
        }
        let first = self.lines.len() as u16;
        self.lines.extend(lines.iter().map(|&(code, quantity)| Line {
            code: code.number,
            index: code.index,
            quantity,
            comments: (0, 0),
            marked: false,
        }));
        let (len, aside) = (lines.len() as u16, self.aside);
        let mut group = Group { section, first, len, points: 0, yen: false, days, dropped: false, aside };
        let Ok(price) = catalog.price(section, self.lines_of(&group)) else {
            self.lines.truncate(usize::from(first));
            return None;
        };
        (group.points, group.yen) = price;
        self.groups.push(group);
        Some(self.groups.len() - 1)
    }

    /// Attaches comments that can be written in the month to the nth line of a 剤.
    pub(crate) fn comment(
        &mut self,
        catalog: &Catalog,
        group: Option<usize>,
        nth: usize,
        comments: &[Comment],
    ) {
        let place = group.and_then(|g| self.groups.get(g)).map(|g| usize::from(g.first) + nth);
        let Some(line) = place.and_then(|p| self.lines.get_mut(p)) else { return };
        let before = self.comments.len();
        self.comments.extend(comments.iter().filter(|c| catalog.has_comment(c.code)));
        line.comments = (before as u16, (self.comments.len() - before) as u8);
    }

    /// A comment on the whole receipt, when it can be written in the month.
    pub(crate) fn remark(&mut self, catalog: &Catalog, comment: Comment) {
        if catalog.has_comment(comment.code) {
            self.remarks.push(comment);
        }
    }

    /// The comments of a line.
    pub(crate) fn comments_of(&self, line: &Line) -> &[Comment] {
        let (first, count) = (usize::from(line.comments.0), usize::from(line.comments.1));
        self.comments.get(first..first + count).unwrap_or_default()
    }

    /// The lines of a 剤.
    pub(crate) fn lines_of(&self, group: &Group) -> &[Line] {
        let first = usize::from(group.first);
        self.lines.get(first..first + usize::from(group.len)).unwrap_or_default()
    }

    /// The lines of a 剤, to change.
    pub(crate) fn lines_of_mut(&mut self, group: &Group) -> &mut [Line] {
        let first = usize::from(group.first);
        self.lines.get_mut(first..first + usize::from(group.len)).unwrap_or_default()
    }

    /// The 剤 that are written, with their places.
    pub(crate) fn live(&self) -> impl Iterator<Item = (usize, &Group)> {
        self.groups.iter().enumerate().filter(|(_, g)| !g.dropped)
    }

    /// The first 剤 with a line of a code, and the nth of its lines.
    pub(crate) fn find(&self, code: Code) -> Option<(usize, usize)> {
        self.live().find_map(|(at, group)| {
            let nth = self.lines_of(group).iter().position(|l| l.code == code.number)?;
            Some((at, nth))
        })
    }

    /// Whether a line of a code is there.
    pub(crate) fn has(&self, code: Code) -> bool {
        self.find(code).is_some()
    }

    /// Puts the days of a 剤 outside a mask aside of the first fund.
    pub(crate) fn split(&mut self, at: usize, own: u32) {
        let Some(group) = self.groups.get_mut(at).filter(|g| g.days.mask & !own != 0) else { return };
        let kept = group.days.without(!own);
        if kept.mask == 0 {
            group.aside = true;
            return;
        }
        let mut apart = Group { days: group.days.without(own), aside: true, ..*group };
        group.days = kept;
        let lines = self.lines_of(&apart).to_vec();
        apart.first = self.lines.len() as u16;
        self.lines.extend_from_slice(&lines);
        self.groups.push(apart);
    }

    /// Marks the nth line of a 剤 as one that a label speaks of.
    pub(crate) fn mark(&mut self, group: usize, nth: usize) {
        let place = self.groups.get(group).map(|g| usize::from(g.first) + nth);
        if let Some(line) = place.and_then(|p| self.lines.get_mut(p)) {
            line.marked = true;
        }
    }

    /// Computes the points of a 剤 anew.
    pub(crate) fn reprice(&mut self, catalog: &Catalog, at: usize) {
        let Some(group) = self.groups.get(at).copied() else { return };
        let Ok((points, yen)) = catalog.price(group.section, self.lines_of(&group)) else { return };
        if let Some(group) = self.groups.get_mut(at) {
            (group.points, group.yen) = (points, yen);
        }
    }

    /// Adds what the donor's part costs to the operation that needed it; both go when one of them is not there.
    ///
    /// SPEC: 診療報酬の算定方法の一部改正に伴う実施上の留意事項（令和4年保医発0304第1号）別添１ K780-2 (3): points and a tenth of the
    /// yen of meals (all are tens of yen).
    pub(crate) fn charge_donor(&mut self, operation: Code, addition: Code) {
        let place =
            self.donor.as_ref().filter(|donor| donor.live().next().is_some()).and(self.find(operation));
        let Some((at, group)) = place.and_then(|(at, _)| Some((at, *self.groups.get(at)?))) else {
            self.donor = None;
            return;
        };
        let share = self.donor.as_ref().map(|donor| donor.share()).unwrap_or_default();
        let lines = self.lines_of(&group).to_vec();
        let line = Line {
            code: addition.number,
            index: addition.index,
            quantity: 0,
            comments: (0, 0),
            marked: false,
        };
        let first = self.lines.len() as u16;
        self.lines.extend(lines);
        self.lines.push(line);
        if let Some(group) = self.groups.get_mut(at) {
            (group.first, group.len) = (first, group.len + 1);
            group.points += share.points + share.yen / 10;
        }
    }

    /// The first day of service, as a day of the month.
    pub(crate) fn first_day(&self) -> Option<u32> {
        (self.real_days != 0).then(|| self.real_days.trailing_zeros() + 1)
    }

    /// 合計点数: points × count of every 剤, yen apart.
    pub(crate) fn total_points(&self) -> i64 {
        self.live().filter(|(_, g)| !g.yen).map(|(_, g)| g.points * i64::from(g.days.total())).sum()
    }
}
