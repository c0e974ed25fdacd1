//! Rows and fields: the outer grammar of a claim file.

use nom::bytes::complete::{tag, take_till};
use nom::combinator::opt;
use nom::multi::separated_list1;
use nom::{IResult, Parser};

/// What ended a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowEnd {
    CrLf,
    Lf,
    Nothing,
}

/// A row: where it starts, its bytes without the line end, and what ended it.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub index: u32,
    pub start: usize,
    pub content: &'a [u8],
    pub end: RowEnd,
}

fn row(input: &[u8]) -> IResult<&[u8], (&[u8], RowEnd)> {
    let (rest, (content, feed)) = (take_till(|b| b == b'\n'), opt(tag("\n"))).parse(input)?;
    let ended = match (feed, content.strip_suffix(b"\r")) {
        (None, _) => (content, RowEnd::Nothing),
        (Some(_), Some(bare)) => (bare, RowEnd::CrLf),
        (Some(_), None) => (content, RowEnd::Lf),
    };
    Ok((rest, ended))
}

/// All rows of a file.
pub fn rows(bytes: &[u8]) -> Vec<Row<'_>> {
    let (mut rest, mut rows) = (bytes, Vec::new());
    while !rest.is_empty() {
        let (after, (content, end)) = row(rest).expect("a row takes whatever there is");
        rows.push(Row { index: rows.len() as u32, start: bytes.len() - rest.len(), content, end });
        rest = after;
    }
    rows
}

/// The fields of a row; a blank row has one blank field.
pub fn fields(content: &[u8]) -> Vec<&[u8]> {
    let field = take_till::<_, _, nom::error::Error<&[u8]>>(|b| b == b',');
    separated_list1(tag(","), field).parse(content).expect("fields take whatever there is").1
}
