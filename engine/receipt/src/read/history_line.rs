//! The grammar of a line of a history block: three fields of its own, then a record as it stood.

use model::RecordId;
use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_till};
use nom::combinator::{eof, map_opt, recognize};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Parser};

use crate::records::history;

fn field(input: &[u8]) -> IResult<&[u8], &[u8]> {
    terminated(take_till(|byte| byte == b','), tag(",")).parse(input)
}

/// データ識別, 行番号 and 枝番号 ([`crate::records::history::PREFIX`]); none of their values is refused.
fn prefix(input: &[u8]) -> IResult<&[u8], &[u8]> {
    recognize((field, field, field)).parse(input)
}

fn record_id(input: &[u8]) -> IResult<&[u8], RecordId> {
    let letters = map_opt(take(2_usize), |letters: &[u8]| {
        letters.first_chunk().copied().map(RecordId).filter(|&id| history::knows(id))
    });
    terminated(letters, alt((tag(","), eof))).parse(input)
}

/// The letters of the record behind the prefix; `None` when the line is none of history.
pub fn record_of(line: &[u8]) -> Option<RecordId> {
    preceded(prefix, record_id).parse(line).ok().map(|(_, id)| id)
}

#[cfg(test)]
mod tests {
    use super::record_of;
    use crate::records::{RecordKind, history};

    #[test]
    fn a_line_of_history_is_three_fields_and_a_record() {
        for line in ["8,1,1,RE,9", "14,00001,,RE", "8,,,RE,", "8,a,b,RE,1,1112"] {
            assert_eq!(record_of(line.as_bytes()), Some(RecordKind::Re.id()), "{line}");
        }
        for line in
            ["", "8", "8,1,1", "8,1,1,", "8,1,1,R", "8,1,1,REX", "8,1,1,XX,1", "8,1,RE,9", "8,1,1,1,RE"]
        {
            assert_eq!(record_of(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn what_agencies_add_is_history_too() {
        for (id, ..) in history::ALSO {
            assert_eq!(record_of(format!("8,1,0,{id},1").as_bytes()), Some(id));
        }
    }

    #[test]
    fn the_prefix_is_that_of_the_layout() {
        let fields = "8,".repeat(history::PREFIX.len());
        assert_eq!(record_of(format!("{fields}GO").as_bytes()), Some(RecordKind::Go.id()));
    }
}
