//! The grammar of a line of a history block: three fields of its own, then a record as it stood.

use model::RecordId;
use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_till};
use nom::combinator::{eof, map_opt, recognize};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::records::RecordKind;

fn field(input: &[u8]) -> IResult<&[u8], &[u8]> {
    terminated(take_till(|byte| byte == b','), tag(",")).parse(input)
}

/// データ識別, 行番号 and 枝番号 ([`crate::records::history::PREFIX`]); none of their values is refused.
fn prefix(input: &[u8]) -> IResult<&[u8], &[u8]> {
    recognize((field, field, field)).parse(input)
}

fn record_id(input: &[u8]) -> IResult<&[u8], RecordKind> {
    let letters = map_opt(take(2_usize), |letters: &[u8]| {
        RecordKind::from_id(RecordId(letters.first_chunk().copied()?))
    });
    terminated(letters, alt((tag(","), eof))).parse(input)
}

/// The kind of record behind the prefix; `None` when the line is none of history.
pub fn kind_of(line: &[u8]) -> Option<RecordKind> {
    preceded(prefix, record_id).parse(line).ok().map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::kind_of;
    use crate::records::{RecordKind, history};

    #[test]
    fn a_line_of_history_is_three_fields_and_a_record() {
        for line in ["8,1,1,RE,9", "14,00001,,RE", "8,,,RE,", "8,a,b,RE,1,1112"] {
            assert_eq!(kind_of(line.as_bytes()), Some(RecordKind::Re), "{line}");
        }
        for line in
            ["", "8", "8,1,1", "8,1,1,", "8,1,1,R", "8,1,1,REX", "8,1,1,XX,1", "8,1,RE,9", "8,1,1,1,RE"]
        {
            assert_eq!(kind_of(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn the_prefix_is_that_of_the_layout() {
        let fields = "8,".repeat(history::PREFIX.len());
        assert_eq!(kind_of(format!("{fields}GO").as_bytes()), Some(RecordKind::Go));
    }
}
