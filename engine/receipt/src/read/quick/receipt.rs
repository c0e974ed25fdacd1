//! The ordinary RE: the head of a receipt with the items that most receipts have.

use model::{ClaimType, Date, Month, Sex};

use crate::batch::{NONE, Receipt};
use crate::characters::{self, Encoding};
use crate::form;
use crate::read::compiled;
use crate::read::fields::Fields;
use crate::read::pass::{Pass, Row};
use crate::records::RecordKind;

/// Items that every receipt has: number, type, month, name, sex and birth.
const REQUIRED: u64 = 0b111_1111;
/// Items that many have besides: 給付割合, 特記事項, 病床数, カルテ番号, 診療科１, カタカナ氏名.
const COMMON: [u8; 6] = [8, 12, 13, 14, 22, 37];
/// How many items the record has.
const ITEMS: usize = 38;

/// Takes the row when nothing about it is doubtful.
#[inline(always)]
pub fn take(pass: &mut Pass<'_>, row: Row) -> bool {
    let content = pass.bytes.get(row.start..row.end).unwrap_or_default();
    if pass.batch.encoding != Encoding::Cp932 || content.len() > usize::from(u16::MAX) {
        return false;
    }
    let fields = Fields::split(content, row.start, pass.marks);
    let allowed = COMMON.iter().fold(REQUIRED, |mask, item| mask | 1 << (item - 1));
    if fields.filled() & REQUIRED != REQUIRED || fields.filled() & !allowed != 0 || fields.total() > ITEMS {
        return false;
    }
    let Some(receipt) = head(row, &fields).filter(|_| common_items_are_clean(&fields)) else { return false };
    pass.start_receipt(receipt);
    true
}

#[inline(always)]
fn head(row: Row, fields: &Fields<'_>) -> Option<Receipt> {
    let number = fields.get(2);
    let name = fields.get(5);
    let sex = match fields.get(6) {
        b"1" => Sex::Male,
        b"2" => Sex::Female,
        _ => return None,
    };
    let kind = four_digits(*fields.get(3).as_array()?)?;
    let month = *fields.get(4).as_array::<6>()?;
    let birth = Date::from_number(form::eight_digits(*fields.get(7).as_array()?)?)?;
    let full = characters::all_full_width(name) && !name.ends_with(&[0x81, 0x40]);
    if name.len() > 40 || !(full || characters::all_ascii(name)) || !form::is_number(number, 6, false) {
        return None;
    }
    Some(Receipt {
        row: row.index,
        number: form::to_u32(number),
        claim_type: Some(ClaimType::medical(kind)?),
        month: Some(Month::from_number(form::to_u32(&month)?)?),
        sex: Some(sex),
        birth: Some(birth),
        donor_row: NONE,
        ..Receipt::default()
    })
}

#[inline(always)]
fn four_digits(digits: [u8; 4]) -> Option<u16> {
    form::to_u32(&digits).map(|number| number as u16)
}

#[inline(always)]
fn common_items_are_clean(fields: &Fields<'_>) -> bool {
    let Some(layout) = compiled(RecordKind::Re) else { return false };
    COMMON.iter().all(|&item| {
        let value = fields.get(usize::from(item));
        value.is_empty()
            || layout.column(item).is_some_and(|column| form::is_clean(&column.test, value, Encoding::Cp932))
    })
}
