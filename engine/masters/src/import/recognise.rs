//! Telling what a file is, by its content, and by its name where two kinds share a shape.

use csv::StringRecord;

use crate::kind::FileKind;
use crate::relation::Window;

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// One of the registry.
    Kind(FileKind),
    /// An official file that a later version will take; its title.
    NotYet(&'static str),
    /// Nothing known; why.
    Unknown(String),
}

/// What the recognition looks at.
struct Sample<'a> {
    name: String,
    first: &'a StringRecord,
    /// The first record behind a header, when the first is one.
    data: &'a StringRecord,
    records: &'a [StringRecord],
}

/// Tells what a file is from its name and its records.
pub(crate) fn recognise(name: &str, records: &[StringRecord]) -> Recognised {
    let Some(first) = records.first() else {
        return Recognised::Unknown("行がありません (no rows)".to_owned());
    };
    let has_header = !first.iter().any(|cell| cell.len() >= 4 && all_digits(cell));
    let data = if has_header { records.get(1).unwrap_or(first) } else { first };
    let sample = Sample { name: base_name(name), first, data, records };
    sample
        .by_letter()
        .or_else(|| sample.by_dental_code())
        .or_else(|| sample.by_check_master_name())
        .or_else(|| sample.by_shape())
        .unwrap_or_else(|| sample.unknown())
}

/// The part of a path behind folders and archives, in small letters.
fn base_name(name: &str) -> String {
    name.rsplit(['/', '\\', '!']).next().unwrap_or(name).to_ascii_lowercase()
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a cell is so many digits, the first one of those given (none given: any).
fn is_code(cell: Option<&str>, width: usize, first: &[char]) -> bool {
    cell.is_some_and(|c| c.len() == width && all_digits(c) && (first.is_empty() || c.starts_with(first)))
}

/// SPEC: 医科電子点数表の活用手引き（令和6年度版）３（１）: a letter, then six digits.
fn is_group(cell: Option<&str>) -> bool {
    cell.is_some_and(|c| c.len() == 7 && c.starts_with(|l: char| l.is_ascii_uppercase()))
}

impl Sample<'_> {
    /// Masters that name themselves in item 2 (マスター種別).
    fn by_letter(&self) -> Option<Recognised> {
        let letter =
            self.data.get(1).filter(|l| l.len() == 1 && l.bytes().all(|b| b.is_ascii_uppercase()))?;
        let kind = match (letter, self.data.len()) {
            ("S", 150) if self.all_wards() => FileKind::Ward,
            ("S", 150) => FileKind::Procedure,
            ("Y", 40..=42) => FileKind::Drug,
            ("T", 38) => FileKind::Material,
            ("B", 46) => FileKind::Disease,
            ("Z", 19) => FileKind::Modifier,
            ("C", 30) => FileKind::Comment,
            ("F", 7) => return Some(Recognised::NotYet("歯式マスター")),
            ("H", 66) => return Some(Recognised::NotYet("歯科診療行為マスター")),
            ("M", 65) => return Some(Recognised::NotYet("調剤行為マスター")),
            (_, n) => return Some(self.wrong_width(letter, n)),
        };
        Some(Recognised::Kind(kind))
    }

    fn wrong_width(&self, letter: &str, columns: usize) -> Recognised {
        Recognised::Unknown(format!(
            "マスター種別「{letter}」で{columns}項目のファイルは知られていません (no master `{letter}` with {columns} columns is known)"
        ))
    }

    /// Ward codes fill a file of their own, and no other code starts like them.
    fn all_wards(&self) -> bool {
        self.records.iter().all(|r| r.get(2).is_some_and(|code| code.starts_with("1906")))
    }

    /// Tables of the dental and dispensing fee schedules: their codes start with 3 and 4.
    fn by_dental_code(&self) -> Option<Recognised> {
        let digit = self.data.get(0).is_some_and(|c| c.len() == 1 && all_digits(c));
        let (second, fourth) = (self.data.get(1), self.data.get(3));
        let fourth_is =
            |first| is_code(fourth, 9, &[first]) && !is_code(second, 9, &['1']) && self.data.len() != 30;
        if !digit {
            return None;
        }
        if is_code(second, 9, &['3']) || fourth_is('3') {
            return Some(Recognised::NotYet("歯科診療行為マスター・歯科電子点数表の関連テーブル"));
        }
        is_code(second, 9, &['4']).then_some(Recognised::NotYet("調剤の関連テーブル"))
    }

    /// Published check masters, named as the agency names them.
    fn by_check_master_name(&self) -> Option<Recognised> {
        use FileKind::{
            CheckCase, CheckContraindication, CheckDose, CheckIndication, CheckInteraction, CheckLongUse,
            CheckProcedureDisease,
        };
        let kinds = [
            CheckCase,
            CheckIndication,
            CheckContraindication,
            CheckInteraction,
            CheckDose,
            CheckLongUse,
            CheckProcedureDisease,
        ];
        let kind = kinds.into_iter().find(|k| self.name.contains(&k.file_name().to_ascii_lowercase()))?;
        Some(Recognised::Kind(kind))
    }

    /// Tables without a letter: by columns and the shape of their codes.
    fn by_shape(&self) -> Option<Recognised> {
        let at = |item: usize| self.data.get(item - 1);
        let kind = match self.data.len() {
            30 if is_code(at(6), 9, &[]) && is_code(at(9), 9, &['8']) => FileKind::CommentRelation,
            27 if is_code(at(2), 9, &['1']) => FileKind::FeeTableLinks,
            7 if is_group(at(2)) && is_code(at(3), 9, &['1']) => FileKind::Inclusion,
            10 if is_code(at(2), 9, &['1']) && is_code(at(4), 9, &['1']) => return Some(self.exclusion()),
            8 if is_code(at(2), 3, &[]) && is_code(at(3), 9, &['1']) => FileKind::BasicFee,
            14 if is_code(at(2), 9, &['1']) => FileKind::CountLimit,
            2 if is_code(at(1), 4, &[]) => FileKind::Facility,
            24 if is_code(at(1), 9, &['6']) => FileKind::CheckIndication,
            8 if is_code(at(1), 9, &['6']) && is_code(at(2), 7, &[]) => FileKind::CheckContraindication,
            10 if is_code(at(1), 9, &['6']) && is_code(at(2), 9, &['6']) => FileKind::CheckInteraction,
            13 if is_code(at(1), 9, &['6']) => FileKind::CheckDose,
            13 if is_code(at(1), 9, &['1']) && is_code(at(2), 7, &[]) => FileKind::CheckProcedureDisease,
            11 if is_code(at(1), 9, &['6']) => FileKind::CheckLongUse,
            _ => return None,
        };
        Some(Recognised::Kind(kind))
    }

    /// The four tables of exclusions look alike: only the name tells them apart.
    fn exclusion(&self) -> Recognised {
        let names = [
            (Window::Day, ["03-1", "03_1", "day"]),
            (Window::Month, ["03-2", "03_2", "month"]),
            (Window::Simultaneous, ["03-3", "03_3", "simultaneous"]),
            (Window::Week, ["03-4", "03_4", "week"]),
        ];
        match names.iter().find(|(_, parts)| parts.iter().any(|part| self.name.contains(part))) {
            Some((window, _)) => Recognised::Kind(window.kind()),
            None => Recognised::Unknown(
                "背反関連テーブルの4種は同じ形のため、ファイル名に03-1〜03-4のいずれかが必要です \
                 (the four exclusion tables look alike: the name must hold 03-1, 03-2, 03-3 or 03-4)"
                    .to_owned(),
            ),
        }
    }

    fn unknown(&self) -> Recognised {
        let columns = self.data.len().max(self.first.len());
        Recognised::Unknown(format!(
            "{columns}項目で、どの公式ファイルの形にも合いません ({columns} columns, like no official file)"
        ))
    }
}
