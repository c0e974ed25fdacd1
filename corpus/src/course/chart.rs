//! One receipt in the making: what is done is written here, what follows from it is remembered for the closing.

use model::Date;

use super::section;
use crate::codes::Code;
use crate::codes::comments::Comment;
use crate::codes::procedures::{DIGITAL_PLAIN, READ_LIMB, SHOOT_DIGITAL};
use crate::draft::{Days, Disease, Draft, Group, Scene};
use crate::random::Draw;

/// What tests of a group of 判断料 were done, and when first.
pub(super) const GROUPS: usize = 48;

/// A receipt in the making.
pub(crate) struct Chart<'a> {
    pub(crate) scene: &'a Scene<'a>,
    pub(crate) draft: &'a mut Draft,
    pub(crate) draw: Draw,
    /// Age on the first day of the month.
    pub(crate) age: u32,
    /// By group of 判断料: the first day of such a test; 0 is none.
    pub(super) judged: [u8; GROUPS],
    /// Days on which blood was drawn from a vein.
    pub(super) blood: u32,
    /// Days on which 外来管理加算 is blocked.
    pub(super) blocked: u32,
    /// Days of visits and in the ward: nothing else begins on them.
    pub(super) taken: u32,
}

impl<'a> Chart<'a> {
    pub(crate) fn new(scene: &'a Scene<'a>, draft: &'a mut Draft, draw: Draw) -> Self {
        let age = draft.patient.age(scene.month.first());
        Self { scene, draft, draw, age, judged: [0; GROUPS], blood: 0, blocked: 0, taken: 0 }
    }

    /// Does something; nothing happens where the masters forbid it for the kind of receipt or institution.
    pub(crate) fn act(&mut self, section: u8, days: Days, lines: &[(Code, i64)]) -> Option<usize> {
        if lines.iter().any(|&(code, _)| !self.may(code)) {
            return None;
        }
        let group = self.draft.add(self.scene.catalog, section, days, lines)?;
        for &(code, _) in lines {
            self.follow(code, days);
        }
        Some(group)
    }

    /// One thing, without quantity; on days on which it was done already it is not done again.
    pub(crate) fn one(&mut self, section: u8, days: Days, code: Code) -> Option<usize> {
        let done = |mask: u32, group: &Group| {
            let same = self.draft.lines_of(group).iter().any(|l| l.code == code.number);
            if same { mask | group.days.mask } else { mask }
        };
        let before = self.draft.live().map(|(_, group)| group).fold(0, done);
        self.act(section, days.without(before), &[(code, 0)])
    }

    /// One thing with comments.
    pub(crate) fn one_with(
        &mut self,
        section: u8,
        days: Days,
        code: Code,
        comments: &[Comment],
    ) -> Option<usize> {
        let group = self.one(section, days, code);
        self.comment(group, comments);
        group
    }

    /// Attaches comments to the first line of a 剤.
    pub(crate) fn comment(&mut self, group: Option<usize>, comments: &[Comment]) {
        self.draft.comment(self.scene.catalog, group, 0, comments);
    }

    /// Whether a code may stand on this receipt: in force, for in- or outpatients, for hospitals or clinics.
    pub(crate) fn may(&self, code: Code) -> bool {
        let Some(entry) = self.scene.catalog.entry(code.index) else { return false };
        let wrong_receipt = if self.draft.inpatient { 2 } else { 1 };
        let wrong_place = if self.scene.place.is_hospital() { 2 } else { 1 };
        entry.in_force && entry.in_out != wrong_receipt && entry.hospital_clinic != wrong_place
    }

    fn follow(&mut self, code: Code, days: Days) {
        let Some(entry) = self.scene.catalog.entry(code.index) else { return };
        // SPEC: 診療報酬の算定方法の一部改正に伴う実施上の留意事項（令和4年保医発0304第1号）別添１ 第３部 検体検査判断料: there is none for
        // 尿中一般物質定性半定量検査.
        if code == crate::codes::procedures::URINE {
            return;
        }
        if entry.blocks_management {
            self.blocked |= days.mask;
        }
        if let Some(first) =
            self.judged.get_mut(usize::from(entry.judged_by)).filter(|_| entry.judged_by != 0)
        {
            let day = days.mask.trailing_zeros() as u8 + 1;
            *first = if *first == 0 { day } else { day.min(*first) };
        }
    }

    /// Puts what follows from the month's care to the payers: what was written from a 剤 on is aside of the first fund on
    /// days on which its disease was not treated, tests also where none was for that disease.
    pub(super) fn share(&mut self, from: usize, treated: u32) {
        if !self.draft.payer.partial {
            return;
        }
        for at in from..self.draft.groups.len() {
            let Some(group) = self.draft.groups.get(at).copied() else { continue };
            let done = |(_, g): (usize, &Group)| {
                g.section == group.section && !g.aside && g.days.mask & group.days.mask != 0
            };
            let follows = matches!(group.section, section::TEST | section::IMAGE);
            let own = if follows && !self.draft.live().take_while(|&(n, _)| n < from).any(done) {
                0
            } else {
                treated
            };
            self.draft.split(at, own);
        }
    }

    /// A drug given by injection: the drugs as a 剤 of their own.
    pub(crate) fn injected(&mut self, section: u8, days: Days, drugs: &[(Code, i64)]) -> Option<usize> {
        self.draft.add(self.scene.catalog, section, days, drugs)
    }

    /// Adds a disease; one already there is not written twice.
    pub(crate) fn disease(&mut self, mut disease: Disease) {
        // A receipt has one main disease: the first that was written as such.
        disease.main &= !self.draft.diseases.iter().any(|d| d.main);
        let same = |d: &&mut Disease| d.code == disease.code && d.modifiers == disease.modifiers;
        match self.draft.diseases.iter_mut().find(same) {
            Some(known) => known.main |= disease.main,
            None => self.draft.diseases.push(disease),
        }
    }

    /// Adds a suspected disease that a test of a day settles in the same month.
    pub(crate) fn suspect(&mut self, code: u32, day: u32) {
        let mut disease = Disease::new(code, self.date(day));
        disease.modifiers = [crate::codes::diseases::SUSPECTED, 0, 0];
        disease.outcome = 4;
        self.disease(disease);
    }

    /// A day of the month as a date.
    pub(crate) fn date(&self, day: u32) -> Date {
        self.scene.month.day(day).unwrap_or(self.scene.month.first())
    }

    /// An X-ray of so many images: reading with the part of the body, shooting, digital handling.
    ///
    /// SPEC: 診療報酬の算定方法（令和6年厚生労働省告示第57号）別表第一 E000, E001, E002; small children have additions and are left out.
    pub(crate) fn x_ray(&mut self, day: u32, reading: Code, images: i64, part: Comment) {
        if self.age >= 6 {
            let images = images * model::Quantity::SCALE;
            let lines = [(reading, images), (SHOOT_DIGITAL, images), (DIGITAL_PLAIN, 0)];
            let group = self.act(section::IMAGE, Days::on(day), &lines);
            self.comment(group, &[part]);
        }
    }

    /// An X-ray of a limb, whose comment says the side: that of the disease.
    pub(crate) fn limb(&mut self, day: u32, part: u32, disease: u32) {
        let side = self.draft.diseases.iter().find(|d| d.code == disease).map_or("両", Disease::side);
        self.x_ray(day, READ_LIMB, 2, Comment::fixed(part, side));
    }

    /// A CT with its comment on the part of the body; the reading is added in closing.
    pub(crate) fn ct(&mut self, day: u32, part: u32) {
        use crate::codes::procedures::{CT, DIGITAL_CT};
        if self.age >= 15 {
            let group = self.act(section::IMAGE, Days::on(day), &[(CT, 0), (DIGITAL_CT, 0)]);
            self.comment(group, &[Comment::plain(part)]);
        }
    }
}

/// Three days a week, Mondays or Tuesdays and every other day; dialysis goes on over holidays.
pub(super) fn dialysis_days(chart: &Chart<'_>) -> u32 {
    use chrono::Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};
    let days = if chart.draft.patient.index.is_multiple_of(2) { [Mon, Wed, Fri] } else { [Tue, Thu, Sat] };
    days.into_iter().fold(0, |mask, day| mask | crate::calendar::weekdays(chart.scene.month, day))
}

/// 特記事項 長.
///
/// SPEC: 記録条件仕様（医科用）2023-03, 別表９.
pub(crate) const LONG_TERM_DISEASE: &str = "02";

/// 人工腎臓 with its dialyzer and anticoagulant, and a blood former now and then.
///
/// SPEC: 診療報酬の算定方法（令和6年厚生労働省告示第57号）別表第一 J038: at most 14 times a month.
pub(super) fn dialysis(chart: &mut Chart<'_>, visits: u32) {
    use crate::catalog::whole;
    use crate::codes::drugs::HEPARIN;
    use crate::codes::materials::DIALYZER;
    use crate::codes::procedures::DIALYSIS;
    let mut days = visits;
    while days.count_ones() > 14 {
        days &= days.wrapping_sub(1);
    }
    if chart.one(section::TREATMENT, Days::once(days), DIALYSIS).is_some() {
        // SPEC: 健康保険法施行令 第42条第9項: what is above 10,000 yen a month is borne for dialysis (特記事項 02 長).
        chart.draft.note = chart.draft.payer.insurer.is_some().then_some(LONG_TERM_DISEASE);
        chart.injected(section::TREATMENT, Days::once(days), &[(HEPARIN, whole(1))]);
        chart.injected(section::TREATMENT, Days::once(days), &[(DIALYZER, whole(1))]);
    }
}
