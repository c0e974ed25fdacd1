//! A defect: the claim file itself is wrong. Data, never an error: reading goes on.
//!
//! One line of the table below is one kind of defect: name, level, official code where the official list has one,
//! what is wrong, what to do. Placeholders in braces are filled from the defect when it is shown:
//! `{field}` and `{record}` from its place, `{a}` and `{b}` from its detail, `{value}` from the bytes of the file
//! (masked when the field holds personal data).

use crate::{Level, Place, Text};

/// What a kind of defect says and how official it is.
#[derive(Clone, Copy, Debug)]
pub struct DefectSpec {
    /// Stable name in files and scripts.
    pub slug: &'static str,
    /// The level; a field of a layout may override it together with the official code.
    pub level: Level,
    /// The code of the official list of intake errors, where one is known.
    pub official: Option<&'static str>,
    /// What is wrong.
    pub what: Text,
    /// What to do about it.
    pub advice: Text,
}

/// The numbers that belong to a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Detail {
    /// Nothing more to say.
    #[default]
    None,
    /// One number, `{a}`.
    One(i64),
    /// Two numbers, `{a}` (what was expected or allowed) and `{b}` (what was found).
    Two(i64, i64),
    /// The name of another record or item, `{a}`.
    Name(&'static str),
}

/// A defect of a claim file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    /// Where.
    pub place: Place,
    /// 1-based ordinal of the receipt in its file; `None` for what belongs to the file.
    pub seq: Option<u64>,
    /// What kind.
    pub kind: DefectKind,
    /// How it is treated.
    pub level: Level,
    /// The code of the official list, where one is known.
    pub official: Option<&'static str>,
    /// The numbers that belong to it.
    pub detail: Detail,
}

macro_rules! defects {
    ($($(#[$doc:meta])* $variant:ident $slug:literal $level:ident $official:expr,
        $ja:literal, $en:literal,
        $todo_ja:literal, $todo_en:literal;)*) => {
        /// The kinds of defects.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum DefectKind { $($(#[$doc])* $variant,)* }

        impl DefectKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// What the kind says.
            pub const fn spec(self) -> &'static DefectSpec {
                match self { $(Self::$variant => const { &DefectSpec {
                    slug: $slug,
                    level: Level::$level,
                    official: $official,
                    what: Text::new($ja, $en),
                    advice: Text::new($todo_ja, $todo_en),
                } },)* }
            }
        }
    };
}

defects! {
    // --- the form of a field ------------------------------------------------------------------------------------
    /// A field that must be written is blank.
    RequiredMissing "required-missing" L2 Some("L2541"),
        "{record}の「{field}」が記録されていません", "`{field}` of {record} is missing",
        "必須項目です。値を記録してください", "write a value: the field is required";
    /// A variable field is longer than allowed.
    TooLong "too-long" L2 None,
        "{record}の「{field}」は{a}バイト以内ですが{b}バイトあります", "`{field}` of {record} may have {a} bytes but has {b}",
        "{a}バイト以内に直してください", "shorten it to {a} bytes";
    /// A fixed field does not have its length.
    WrongLength "wrong-length" L2 None,
        "{record}の「{field}」は{a}バイト固定ですが{b}バイトです", "`{field}` of {record} must have {a} bytes but has {b}",
        "{a}バイトで記録してください", "write exactly {a} bytes";
    /// Something else than digits (and a point where allowed) in a field of mode 数字.
    NotDigits "not-digits" L2 None,
        "{record}の「{field}」に数字以外の文字があります（{b}バイト目）", "`{field}` of {record} holds something else than digits (byte {b})",
        "半角数字で記録してください", "write half-width digits only";
    /// A decimal with too many digits before or after its point.
    DecimalForm "decimal-form" L2 None,
        "{record}の「{field}」は整数部{a}桁・小数部{b}桁以内の数値ではありません", "`{field}` of {record} is not a number of at most {a} digits before and {b} after the point",
        "桁数を確認してください", "check the number of digits";
    /// Something else than half-width letters in a field of mode 英数.
    NotAscii "not-ascii" L2 None,
        "{record}の「{field}」に半角英数以外の文字があります（{b}バイト目）", "`{field}` of {record} holds something else than half-width letters (byte {b})",
        "半角英数で記録してください", "write half-width letters and digits only";
    /// Half-width characters in a field of mode 漢字.
    NotFullWidth "not-full-width" L2 None,
        "{record}の「{field}」に全角以外の文字があります（{b}バイト目）", "`{field}` of {record} holds half-width characters (byte {b})",
        "全角文字で記録してください", "write full-width characters only";
    /// Half-width and full-width characters mixed in a field that allows either.
    MixedWidth "mixed-width" L2 None,
        "{record}の「{field}」に半角と全角の文字が混在しています", "`{field}` of {record} mixes half-width and full-width characters",
        "半角か全角のどちらかに揃えてください", "use one of the two";
    /// Bytes that are no characters of CP932.
    BadCharacter "bad-character" L2 None,
        "{record}の「{field}」にシフトJISとして読めないバイトがあります（{b}バイト目）", "`{field}` of {record} holds bytes that are no Shift_JIS (byte {b})",
        "文字コードを確認してください", "check the encoding";
    /// User-defined characters (外字): kept as they are.
    Gaiji "gaiji" L48 None,
        "{record}の「{field}」に外字があります（{b}バイト目）", "`{field}` of {record} holds a user-defined character (byte {b})",
        "受け取った側では表示できません。標準の文字に置き換えることを検討してください", "the receiver cannot show it: consider a standard character";
    /// A quotation mark, which claim files never use.
    Quote "quote" L2 None,
        "{record}の「{field}」に引用符（\"）があります", "`{field}` of {record} holds a quotation mark",
        "引用符は使用できません。取り除いてください", "remove it: quotation marks are not used";
    /// Blanks after the last character.
    TrailingSpace "trailing-space" L48 None,
        "{record}の「{field}」の末尾に空白があります", "`{field}` of {record} ends with blanks",
        "末尾の空白を取り除いてください", "remove the blanks at the end";
    /// Leading or trailing zeros that a variable number does not write.
    SpareZeros "spare-zeros" L48 None,
        "{record}の「{field}」に不要な0があります", "`{field}` of {record} has zeros that are not written",
        "上位桁の0と小数点以下の下位桁の0は記録しません", "leave off leading zeros and zeros at the end of decimals";
    /// A value that is not in the official table of the field.
    NotInTable "not-in-table" L2 None,
        "{record}の「{field}」に{a}にない値が記録されています", "`{field}` of {record} has a value that is not in {a}",
        "{a}のコードを記録してください", "write a code of {a}";
    /// A list of codes whose length is not a multiple of one code.
    ListLength "list-length" L2 None,
        "{record}の「{field}」は{a}バイトの倍数で記録しますが{b}バイトです", "`{field}` of {record} must be a multiple of {a} bytes but has {b}",
        "コードの桁数を確認してください", "check the digits of each code";
    /// Not a day of the calendar.
    BadDate "bad-date" L2 None,
        "{record}の「{field}」が正しい暦年月日ではありません", "`{field}` of {record} is no day of the calendar",
        "西暦8桁（YYYYMMDD）で実在する日付を記録してください", "write an existing day as YYYYMMDD";
    /// Not a month of the calendar.
    BadMonth "bad-month" L2 None,
        "{record}の「{field}」が正しい暦年月ではありません", "`{field}` of {record} is no month of the calendar",
        "西暦6桁（YYYYMM）で実在する年月を記録してください", "write an existing month as YYYYMM";
    /// A date of the era calendar where the Gregorian one is due: taken and told.
    EraDate "era-date" L48 Some("L4800"),
        "{record}の「{field}」が和暦で記録されています。西暦に読み替えました", "`{field}` of {record} is an era date; it was read as a Gregorian one",
        "西暦で記録してください", "write Gregorian dates";
    /// Something written in a reserved field (予備).
    ReservedUsed "reserved-used" L48 None,
        "{record}の予備項目（{a}番目）に値があります", "reserved item {a} of {record} holds a value",
        "予備項目の記録は省略してください", "leave reserved items blank";
    /// Something written in a field that is left off in a first filing (一次請求).
    FilingOmitted "filing-omitted" L48 None,
        "{record}の「{field}」は請求時には記録しない項目です", "`{field}` of {record} is left off when filing",
        "記録を省略してください", "leave it blank";
    /// More fields than the record has.
    TooManyFields "too-many-fields" L2 None,
        "{record}の項目は{a}個までですが{b}個あります", "{record} has {a} items at most but {b} are written",
        "余分なコンマや値を取り除いてください", "remove extra commas and values";

    // --- lines and records --------------------------------------------------------------------------------------
    /// A line without content.
    EmptyLine "empty-line" L1 None,
        "空の行があります", "an empty line",
        "空行を取り除いてください", "remove it";
    /// A line whose head is no record of this kind of claim.
    UnknownRecord "unknown-record" L1 None,
        "レコード識別情報が医科の記録条件仕様にありません", "the record id is not one of a medical claim file",
        "レコード識別情報を確認してください。この行は読み飛ばしました", "check the two letters at its head; the line was left aside";
    /// A line longer than any record can be.
    LineTooLong "line-too-long" L1 None,
        "1行が長すぎます（{b}バイト、上限{a}バイト）", "a line of {b} bytes ({a} at most)",
        "改行コードを確認してください。この行は読み飛ばしました", "check the line ends; the line was left aside";
    /// A receipt larger than can be read at once.
    ReceiptTooLarge "receipt-too-large" L2 None,
        "1レセプトが大きすぎます（上限{a}バイト）", "a receipt larger than {a} bytes",
        "REレコードの有無を確認してください。上限を超えた部分は別のレセプトとして扱いません", "check whether RE records are missing";
    /// Lines that end with LF alone.
    BareLf "bare-lf" L48 None,
        "改行コードがLFのみです（仕様はCRLF）", "lines end with LF alone (the format says CRLF)",
        "CRLFで記録してください", "write CRLF";
    /// The last line has no line end.
    NoFinalNewline "no-final-newline" L48 None,
        "最後の行に改行コードがありません", "the last line has no line end",
        "改行コードを記録してください", "end it with CRLF";
    /// Something after the end-of-file code.
    AfterEof "after-eof" L1 None,
        "EOFコードの後にデータがあります", "data after the end-of-file code",
        "EOFコード（1A）はファイルの最後に1つだけ記録してください", "write the code 1A once, at the very end";
    /// The file is UTF-8.
    Utf8File "utf8-file" L1 None,
        "ファイルの文字コードがUTF-8です（仕様はシフトJIS）。UTF-8として読みました", "the file is UTF-8 (the format says Shift_JIS); it was read as UTF-8",
        "シフトJISで保存し直してください", "save it as Shift_JIS";
    /// A record where the order of records does not allow it.
    RecordOrder "record-order" L2 None,
        "{record}レコードの記録順が誤っています（{a}より後には記録できません）", "{record} may not stand after {a}",
        "記録順を直してください", "put the records in order";
    /// A record of which only one may stand in a receipt.
    DuplicateRecord "duplicate-record" L2 None,
        "{record}レコードが1レセプトに2回以上記録されています", "{record} stands more than once in a receipt",
        "1レコードだけ記録してください", "write it once";
    /// More records of a kind than allowed.
    TooManyRecords "too-many-records" L2 None,
        "{record}レコードは1レセプトに{a}個までですが{b}個あります", "a receipt has {a} {record} records at most but {b} are written",
        "記録数を確認してください", "check their number";
    /// A record that must be there is not.
    RecordMissing "record-missing" L2 None,
        "{a}レコードが記録されていません", "record {a} is missing",
        "{a}レコードを記録してください", "write {a}";
    /// A record that belongs to a receipt stands before the first RE.
    OutsideReceipt "outside-receipt" L1 None,
        "{record}レコードがREレコードより前に記録されています", "{record} stands before the first RE",
        "REレコードの後に記録してください", "put it after RE";
    /// The first record of the details has no 診療識別.
    SectionMissing "section-missing" L2 None,
        "診療識別が記録されていません（摘要情報の最初の{record}レコード）", "the first record of the details has no section code",
        "診療識別を記録してください", "write 診療識別";
    /// Too many records without 診療識別 one after another.
    BlankSectionRun "blank-section-run" L2 None,
        "診療識別の記録を省略したレコードが連続{a}レコードを超えています", "more than {a} records without a section code follow each other",
        "診療識別を記録してください", "write 診療識別 again";
    /// The file does not start with IR (or UK).
    NoInstitution "no-institution" L1 None,
        "ファイルの先頭に医療機関情報レコード（IR）がありません", "the file does not start with IR",
        "先頭にIRレコードを記録してください", "start the file with IR";
    /// The file does not end with GO.
    NoSummary "no-summary" L1 None,
        "ファイルの最後に診療報酬請求書レコード（GO）がありません", "the file does not end with GO",
        "最後にGOレコードを記録してください", "end the file with GO";
    /// Records after GO.
    AfterSummary "after-summary" L1 None,
        "診療報酬請求書レコード（GO）の後に{record}レコードがあります", "{record} stands after GO",
        "GOレコードはファイルの最後に記録してください", "GO is the last record";
    /// The file holds no receipt.
    NoReceipt "no-receipt" L1 None,
        "ファイルにレセプトが1件も記録されていません", "the file holds no receipt",
        "レセプトを1件以上記録してください", "write at least one receipt";

    // --- what a receipt says of itself --------------------------------------------------------------------------
    /// 合計点数 of a payer is not the sum of its lines.
    PointsTotal "points-total" L2 None,
        "{record}の合計点数が明細の合計と一致しません（明細の合計{a}点、記録{b}点）", "the total of {record} is not the sum of its lines (sum {a}, written {b})",
        "明細の点数×回数と負担区分を確認してください", "check points, counts and payers of the lines";
}
