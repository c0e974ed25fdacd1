//! The kinds of defects, one entry each: name, level, official code where the official list has one, what is wrong, what to do.
//!
//! Placeholders in braces are filled from the defect when it is shown: `{field}` and `{record}` from its place, `{a}`,
//! `{b}` and `{c}` from its detail. The bytes of the file are never shown: they may identify a person.

use super::DefectSpec;
use crate::{Level, Text};

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
    /// Full-width characters that are no katakana, or a blank within, in a field of katakana.
    NotKatakana "not-katakana" L48 Some("L4834"),
        "{record}の「{field}」に全角カタカナ以外の文字があります（{b}バイト目）", "`{field}` of {record} holds something else than full-width katakana (byte {b})",
        "全角カタカナで、姓と名の間を空けずに記録してください。長音は「ー」で、ダッシュ（―）やマイナス（－）ではありません", "write full-width katakana without a blank between the names; the sign of long vowels is ー, no dash and no minus";
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
    EmptyLine "empty-line" L48 None,
        "空の行があります。読み飛ばしました", "an empty line; it was left aside",
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

    // --- what a receipt says of itself: who pays and for whom ------------------------------------------------------
    /// The name of the patient is blank, or nothing but spaces.
    NameMissing "name-missing" L3 Some("L3001"),
        "患者氏名が記録されていません", "the name of the patient is missing",
        "氏名を記録してください", "write the name";
    /// The number of the insured is blank.
    InsuredNumberMissing "insured-number-missing" L2 Some("L2162"),
        "被保険者証等の番号が記録されていません", "the number of the insured is missing",
        "被保険者証等の番号を記録してください", "write the number of the insured";
    /// The receipt type speaks of an insurer, but there is no HO.
    InsurerMissing "insurer-missing" L2 Some("L2900"),
        "レセプト種別{a}では保険者レコード（HO）が必要ですが、記録されていません", "receipt type {a} needs HO, which is missing",
        "HOレコードを記録するか、レセプト種別を直してください", "write HO or correct the receipt type";
    /// The receipt type speaks of public funds only, but there is an HO.
    InsurerNotOfType "insurer-not-of-type" L2 Some("L2900"),
        "レセプト種別{a}（公費のみ）に保険者レコード（HO）が記録されています", "receipt type {a} (public funds only) has an HO",
        "HOレコードを取り除くか、レセプト種別を直してください", "remove HO or correct the receipt type";
    /// The number of KO is not that of the receipt type.
    FundsNotOfType "funds-not-of-type" L2 Some("L2900"),
        "レセプト種別{a}では公費レコード（KO）は{b}個ですが、{c}個記録されています", "receipt type {a} asks for {b} KO but {c} are written",
        "KOレコードの数とレセプト種別を合わせてください", "make the number of KO and the receipt type agree";
    /// A line names a payer that the receipt does not have.
    BurdenPayerMissing "burden-payer-missing" L2 None,
        "負担区分が、このレセプトに記録のない負担者を示しています", "the burden code names a payer that this receipt does not have",
        "負担区分と、HO・KOレコードを確認してください", "check the burden code, HO and KO";
    /// A comment names a payer that the receipt does not have.
    CommentPayerMissing "comment-payer-missing" L48 None,
        "コメントの負担区分が、このレセプトに記録のない負担者を示しています", "the burden code of a comment names a payer that this receipt does not have",
        "負担区分と、HO・KOレコードを確認してください", "check the burden code, HO and KO";
    /// 記号 and 番号 of the insured are too long together.
    InsuredTooLong "insured-too-long" L2 None,
        "被保険者証等の記号と番号は合わせて{a}文字以内ですが{b}文字あります", "symbol and number of the insured may have {a} characters together but have {b}",
        "記号と番号を被保険者証等で確認してください", "compare both with the insurance card";
    /// The number of the beneficiary of a public fund does not have seven digits.
    BeneficiaryLength "beneficiary-length" L3 None,
        "公費の受給者番号は{a}桁で記録しますが{b}桁です", "the beneficiary number of a public fund has {a} digits, but {b} are written",
        "{a}桁に満たない場合は先頭から0を記録してください", "put zeros before it";
    /// A public fund without the number of its beneficiary.
    BeneficiaryMissing "beneficiary-missing" L3 None,
        "公費の受給者番号が記録されていません", "the beneficiary number of a public fund is missing",
        "受給者番号を記録してください（省略できるのは法別30だけです）", "write it: only fund 30 leaves it off";
    /// The check digit of the insurer number does not fit.
    InsurerCheckDigit "insurer-check-digit" L3 Some("L3087"),
        "保険者番号の検証番号が合いません", "the check digit of the insurer number does not fit",
        "保険者番号を被保険者証等で確認してください", "compare the number with the insurance card";
    /// The check digit of the number of the first public fund does not fit.
    FundCheckDigit "fund-check-digit" L3 Some("L3089"),
        "第一公費の負担者番号の検証番号が合いません", "the check digit of the number of the first fund does not fit",
        "公費負担者番号を医療券等で確認してください", "compare the number with the certificate";
    /// The check digit of the number of another public fund does not fit.
    OtherFundCheckDigit "other-fund-check-digit" L3 None,
        "第{a}公費の負担者番号の検証番号が合いません", "the check digit of the number of fund {a} does not fit",
        "公費負担者番号を医療券等で確認してください", "compare the number with the certificate";
    /// A rate of benefit where none is written.
    BenefitRateUnneeded "benefit-rate-unneeded" L48 Some("L4801"),
        "給付割合は、国民健康保険・退職者医療のほかは記録しません", "the rate of benefit is written for national health insurance and retirees only",
        "給付割合の記録を省略してください", "leave it blank";
    /// A birth date after the month of service.
    BirthAfterMonth "birth-after-month" L3 None,
        "生年月日が診療年月より後です", "the date of birth lies after the month of service",
        "生年月日と診療年月を確認してください", "check the date of birth and the month";
    /// Too old for a receipt of a preschool child.
    PreschoolTooOld "preschool-too-old" L3 Some("L3129"),
        "未就学者のレセプトですが、未就学者（6歳に達した日以後の最初の3月31日まで）に該当しない年齢です", "a receipt of a preschool child, but the patient is of school age",
        "生年月日とレセプト種別を確認してください", "check the date of birth and the receipt type";
    /// A preschool child on a receipt of a family member.
    PreschoolAsFamily "preschool-as-family" L3 None,
        "家族のレセプトですが、未就学者に該当する年齢です", "a receipt of a family member, but the patient is a preschool child",
        "レセプト種別を未就学者（3・4）に直してください", "use the receipt type of preschool children";
    /// Younger than 15 on a receipt of an employee.
    InsuredTooYoung "insured-too-young" L3 Some("L3140"),
        "医保本人のレセプトですが、15歳に達していません", "a receipt of an insured employee, but the patient is younger than 15",
        "生年月日とレセプト種別（本人・家族）を確認してください", "check the date of birth and the receipt type";
    /// Younger than 70 on a receipt of an elderly insured person.
    ElderlyTooYoung "elderly-too-young" L3 None,
        "高齢受給者のレセプトですが、70歳に達した日の翌月（1日生まれは当月）になっていません", "a receipt of an elderly person, but the month of service comes before the one from which age 70 counts",
        "生年月日とレセプト種別を確認してください", "check the date of birth and the receipt type";
    /// 70 or older on a receipt that is not that of an elderly person.
    ElderlyAsOrdinary "elderly-as-ordinary" L3 None,
        "70歳以上（高齢受給者の年齢）ですが、本人・家族のレセプト種別です", "the patient is 70 or older, but the receipt type is not that of the elderly",
        "生年月日とレセプト種別を確認してください", "check the date of birth and the receipt type";
    /// 75 or older under an insurance for younger people.
    LateElderlyDue "late-elderly-due" L3 None,
        "診療月の初日に75歳に達していますが、後期高齢者医療のレセプトではありません", "the patient was 75 on the first of the month, but the receipt is not one of the late elderly",
        "資格（後期高齢者医療）と生年月日を確認してください", "check the entitlement and the date of birth";
    /// Younger than 65 under the insurance of the late elderly.
    LateElderlyTooYoung "late-elderly-too-young" L3 None,
        "後期高齢者医療のレセプトですが、65歳に達していません", "a receipt of the late elderly, but the patient is younger than 65",
        "生年月日と資格を確認してください", "check the date of birth and the entitlement";
    /// A special note outside the months in which it is used.
    SpecialNotePeriod "special-note-period" L3 None,
        "特記事項「{a}」はこの診療年月では使用しません", "special note {a} is not used in this month of service",
        "特記事項を確認してください（別表９の備考）", "check the special notes (notes of table 9)";
    /// A special note of the late elderly on another receipt.
    SpecialNoteNotElderly "special-note-not-elderly" L3 None,
        "特記事項「{a}」は後期高齢者医療だけに記録します", "special note {a} is for the late elderly only",
        "特記事項を確認してください（別表９の注）", "check the special notes (notes of table 9)";
    /// A record of the online check of entitlement in a month before there was one.
    ConfirmationTooEarly "confirmation-too-early" L48 Some("L4835"),
        "{record}レコードは令和3年9月診療分からです。読み飛ばされます", "{record} is used from 2021-09 on; it is left aside",
        "記録を省略してください", "leave it out";
    /// SN or JD speaks of a payer that the receipt does not have.
    PayerKindMissing "payer-kind-missing" L2 Some("L2140"),
        "{record}の負担者種別「{a}」に当たる負担者が、このレセプトに記録されていません", "{record} speaks of payer kind {a}, which this receipt does not have",
        "負担者種別と、HO・KOレコードを確認してください", "check the payer kind, HO and KO";
    /// Two JD of the same payer.
    VisitsRepeated "visits-repeated" L48 None,
        "同じ負担者種別「{a}」の受診日等レコード（JD）が2つあります", "two JD speak of payer kind {a}",
        "負担者ごとに1レコード記録してください。正しくない場合、月の途中で資格を喪失していてもレセプト分割の対象になりません", "write one for each payer: otherwise the receipt is not split when the entitlement ends within the month";
    /// Fewer JD than payers.
    VisitsNotOfAll "visits-not-of-all" L48 None,
        "受診日等レコード（JD）は負担者ごとに記録します（負担者{a}、記録{b}）", "JD is written for each payer ({a} payers, {b} records)",
        "すべての負担者について記録するか、すべて省略してください", "write it for all payers or for none";
    /// The days of JD that count are not the days of service of the payer.
    VisitDays "visit-days" L48 None,
        "受診日等レコード（JD）の受診日数と診療実日数が一致しません（診療実日数{a}日、受診等区分1の日{b}日）", "the days of JD are not the days of service (days of service {a}, days marked 1 {b})",
        "診療実日数と受診等区分を確認してください。一致しない場合、月の途中で資格を喪失していてもレセプト分割の対象になりません", "check both: otherwise the receipt is not split when the entitlement ends within the month";
    /// A visit on a day that the month does not have.
    VisitNotInMonth "visit-not-in-month" L3 None,
        "受診日等レコード（JD）の診療年月にない日（{a}日）に記録があります", "JD has a visit on day {a}, which the month does not have",
        "受診日を確認してください", "check the days of the visits";
    /// A reason for leaving the flat rate (GR) on an outpatient receipt.
    OutsideDpcOutpatient "outside-dpc-outpatient" L4 Some("L4252"),
        "入院外レセプトに包括評価対象外理由レコード（GR）が記録されています", "an outpatient receipt has a GR",
        "GRレコードを取り除いてください", "remove it";
    /// A reason in GR outside the months in which it is used.
    OutsideDpcPeriod "outside-dpc-period" L3 None,
        "医科点数表算定理由「{a}」はこの診療年月では使用しません", "reason {a} is not used in this month of service",
        "理由コードを確認してください（別表１７の注）", "check the reason (notes of table 17)";
    /// A reason in GR that goes with a DPC code, without it.
    DpcCodeMissing "dpc-code-missing" L3 None,
        "医科点数表算定理由「{a}」ではDPCコードの記録が必要です", "reason {a} goes with a DPC code, which is missing",
        "DPCコードを記録してください", "write the DPC code";

    // --- what a receipt says of itself: days --------------------------------------------------------------------
    /// More days of service than the month has.
    RealDaysOfMonth "real-days-of-month" L3 None,
        "診療実日数が暦の日数を超えています（暦{a}日、記録{b}日）", "more days of service than the month has ({a}, written {b})",
        "診療実日数を確認してください", "check the days of service";
    /// A count on a day that the month does not have.
    DayNotInMonth "day-not-in-month" L2 None,
        "診療年月にない日（{a}日）に記録があります", "something is written on day {a}, which the month does not have",
        "算定日を確認してください", "check the days";
    /// Lines without any day.
    DaysMissing "days-missing" L48 None,
        "算定日情報のない行があります（{a}行）", "lines without any day ({a})",
        "算定した日の欄に回数を記録してください（省略できるのは他医療機関に係る臓器提供者だけです）", "write the count on each day: only organ donors of other institutions leave them off";
    /// The sum of the days is not the count.
    DaysSum "days-sum" L2 None,
        "回数と算定日情報の合計が一致しません（算定日の合計{a}回、回数{b}回）", "the count is not the sum of the days (sum {a}, count {b})",
        "回数と算定日情報を確認してください", "check the count and the days";
    /// An inpatient receipt without the day of admission.
    AdmissionMissing "admission-missing" L2 None,
        "入院レセプトに入院年月日が記録されていません", "an inpatient receipt without the day of admission",
        "入院年月日を記録してください", "write the day of admission";
    /// A day of admission on an outpatient receipt.
    AdmissionOutpatient "admission-outpatient" L48 None,
        "入院外レセプトに入院年月日が記録されています", "an outpatient receipt has a day of admission",
        "入院年月日の記録を省略するか、レセプト種別を直してください", "leave it blank or correct the receipt type";
    /// An admission after the month of service.
    AdmissionAfterMonth "admission-after-month" L3 None,
        "入院年月日が診療年月より後です", "the day of admission lies after the month of service",
        "入院年月日を確認してください", "check the day of admission";
    /// An admission before birth.
    AdmissionBeforeBirth "admission-before-birth" L3 None,
        "入院年月日が生年月日より前です", "the day of admission lies before birth",
        "入院年月日と生年月日を確認してください", "check the day of admission and the date of birth";
    /// A kind of ward on an outpatient receipt.
    WardOutpatient "ward-outpatient" L48 None,
        "入院外レセプトに病棟区分が記録されています", "an outpatient receipt has a kind of ward",
        "病棟区分の記録を省略してください", "leave it blank";
    /// A number of beds on an inpatient receipt.
    BedsInpatient "beds-inpatient" L48 Some("L4805"),
        "入院レセプトに病床数が記録されています", "an inpatient receipt has a number of beds",
        "病床数の記録を省略してください", "leave it blank";

    // --- what a receipt says of itself: diseases ----------------------------------------------------------------
    /// No disease at all.
    NoDisease "no-disease" L4 Some("L4222"),
        "傷病名（SYレコード）が1つも記録されていません", "no disease (SY) is written",
        "診療の対象となった傷病名を記録してください", "write the diseases that were treated";
    /// A disease that starts after the month of service.
    DiseaseAfterMonth "disease-after-month" L3 None,
        "傷病名の診療開始日が診療年月より後です", "the treatment of a disease starts after the month of service",
        "診療開始日を確認してください", "check the first day of treatment";
    /// A disease that starts before birth.
    DiseaseBeforeBirth "disease-before-birth" L3 None,
        "傷病名の診療開始日が生年月日より前です", "the treatment of a disease starts before birth",
        "診療開始日と生年月日を確認してください", "check the first day of treatment and the date of birth";
    /// A disease without code and without text.
    UncodedWithoutName "uncoded-without-name" L3 None,
        "未コード化傷病名（0000999）に傷病名称が記録されていません", "a disease without code (0000999) has no name",
        "傷病名称を記録してください", "write its name";
    /// A text beside a coded disease.
    CodedWithName "coded-with-name" L48 None,
        "傷病名コードのある傷病名に傷病名称が記録されています（未コード化傷病名だけに記録します）", "a coded disease has a name besides its code",
        "傷病名称の記録を省略してください", "leave the name blank";
    /// Modifiers beside a disease without code.
    UncodedWithModifiers "uncoded-with-modifiers" L48 None,
        "未コード化傷病名（0000999）に修飾語コードが記録されています", "a disease without code (0000999) has modifiers",
        "修飾語は傷病名称に含めて記録してください", "write them as part of the name";
    /// More than one main disease.
    SeveralMainDiseases "several-main-diseases" L48 None,
        "主傷病が{a}個記録されています（原則1つ）", "{a} diseases are marked as the main one (one as a rule)",
        "主傷病を確認してください", "check which is the main disease";
    /// Several diseases, none of them the main one.
    NoMainDisease "no-main-disease" L48 None,
        "傷病名が{a}個ありますが、主傷病の指定がありません", "{a} diseases, but none is marked as the main one",
        "主傷病に主傷病コード（01）を記録してください", "mark the main disease";
    /// The same disease twice.
    DiseaseRepeated "disease-repeated" L48 None,
        "同じ傷病名（コードと修飾語が同じで、どちらも継続中か、診療開始日・転帰も同じ）が重複しています", "the same disease (code and modifiers, both going on or with the same start and outcome) is written twice",
        "重複を取り除いてください", "remove the repetition";

    // --- what a receipt says of itself: details -----------------------------------------------------------------
    /// 合計点数 of a payer is not the sum of its lines.
    PointsTotal "points-total" L2 None,
        "{record}の合計点数が明細の合計と一致しません（明細の合計{a}点、記録{b}点）", "the total of {record} is not the sum of its lines (sum {a}, written {b})",
        "明細の点数×回数と負担区分を確認してください", "check points, counts and payers of the lines";
    /// A total below nought.
    NegativeTotal "negative-total" L3 Some("L3380"),
        "点数の合計がマイナスです（{a}点）", "a total of points is negative ({a})",
        "減点する診療行為と、その元の診療行為を確認してください", "check what subtracts points and from what";
    /// The patient bears at least ten times the points of the first public fund.
    FundBurdenTooHigh "fund-burden-too-high" L4 Some("L4510"),
        "第一公費の一部負担金が合計点数の10倍以上です（{a}点、{b}円）", "the patient's part of the first fund is ten times its points or more ({a} points, {b} yen)",
        "負担金額と合計点数を確認してください", "check the amount and the total";
    /// The patient bears at least ten times the points.
    BurdenTooHigh "burden-too-high" L4 Some("L4516"),
        "一部負担金が合計点数の10倍以上です（{a}点、{b}円）", "the patient's part is ten times the points or more ({a} points, {b} yen)",
        "負担金額と合計点数を確認してください", "check the amount and the total";
    /// More meals than three a day.
    MealsTooMany "meals-too-many" L3 Some("L3531"),
        "食事療養回数が当月日数×3食を超えています（上限{a}回、記録{b}回）", "more meals than three a day ({a} at most, written {b})",
        "食事療養・生活療養の回数を確認してください", "check the number of meals";
    /// Meals on an outpatient receipt.
    MealsOutpatient "meals-outpatient" L3 None,
        "入院外レセプトに食事療養・生活療養が記録されています", "an outpatient receipt has meals",
        "食事療養・生活療養の記録を省略するか、レセプト種別を直してください", "leave them out or correct the receipt type";
    /// A section of inpatients on an outpatient receipt.
    SectionInpatient "section-inpatient" L3 None,
        "入院外レセプトに入院の診療識別「{a}」が記録されています", "an outpatient receipt has the inpatient section {a}",
        "診療識別とレセプト種別を確認してください", "check the section and the receipt type";
    /// A section of outpatients on an inpatient receipt.
    SectionOutpatient "section-outpatient" L3 None,
        "入院レセプトに入院外の診療識別「{a}」が記録されています", "an inpatient receipt has the outpatient section {a}",
        "診療識別とレセプト種別を確認してください", "check the section and the receipt type";
    /// Counts differ within lines that bear points together.
    UnitCount "unit-count" L3 None,
        "点数・回数算定単位の中で回数が異なります（{a}回と{b}回）", "counts differ within a unit of points ({a} and {b})",
        "剤の中の回数を揃えてください", "make the counts of the unit equal";
    /// Days differ within lines that bear points together.
    UnitDays "unit-days" L3 None,
        "点数・回数算定単位の中で算定日情報が異なります", "days differ within a unit of points",
        "剤の中の算定日情報を揃えてください", "make the days of the unit equal";
    /// Lines that end without points.
    UnitWithoutPoints "unit-without-points" L3 None,
        "点数・回数算定単位の最後のレコードに点数が記録されていません", "the last line of a unit has no points",
        "剤の最後のレコードに点数を記録してください", "write the points on its last line";
    /// Points with a count of nought.
    PointsWithoutCount "points-without-count" L3 None,
        "点数があるのに回数が0です", "points with a count of 0",
        "回数を確認してください", "check the count";
    /// The text of a comment without its code.
    CommentTextWithoutCode "comment-text-without-code" L3 None,
        "コメントの文字データがあるのにコメントコードがありません", "the text of a comment without its code",
        "コメントコードと文字データは対で記録してください", "write code and text as a pair";
    /// A unit of a material without the amount.
    UnitWithoutAmount "unit-without-amount" L48 None,
        "使用量がないのに特定器材単位コードが記録されています", "a unit of a material without the amount",
        "使用量を記録するか、単位コードの記録を省略してください", "write the amount or leave the unit out";
    /// The first statement has no kind.
    StatementKindMissing "statement-kind-missing" L3 None,
        "最初の症状詳記レコード（SJ）に症状詳記区分がありません", "the first SJ has no kind of statement",
        "症状詳記区分を記録してください", "write it";

    // --- what a file says of itself -----------------------------------------------------------------------------
    /// Nothing in the file.
    EmptyFile "empty-file" L1 None,
        "ファイルが空です", "the file is empty",
        "正しいファイルを選んでください", "choose the right file";
    /// A file of another kind of claim.
    NotMedical "not-medical" L1 None,
        "点数表「{a}」は医科ではありません", "fee table {a} is not the medical one",
        "医科のファイルを選んでください", "choose a medical file";
    /// レセプト番号 does not count up from 1.
    ReceiptNumberOrder "receipt-number-order" L1 Some("L1917"),
        "レセプト番号が1からの通番になっていません（期待{a}、記録{b}）", "receipt numbers do not count up from 1 (expected {a}, written {b})",
        "記録順に1から番号を付け直してください", "number the receipts from 1 in their order";
    /// 総件数 of GO is not the number of claims.
    SummaryCount "summary-count" L3 None,
        "GOの総件数がレセプトから数えた件数と一致しません（{a}件、記録{b}件）", "the number of claims in GO is not that of the receipts ({a}, written {b})",
        "公費併用は1＋公費の数、公費のみは公費の数として数えます", "a receipt counts 1 and 1 for each fund; without insurer, its funds";
    /// 総合計点数 of GO is not the sum of the receipts.
    SummaryPoints "summary-points" L3 None,
        "GOの総合計点数がレセプトの合計と一致しません（{a}点、記録{b}点）", "the grand total in GO is not the sum of the receipts ({a}, written {b})",
        "HO（公費のみの場合は最初のKO）の合計点数を合算してください", "add up the totals of HO, or of the first KO where there is none";
    /// A sum of GO is missing in the last volume.
    SummaryMissing "summary-missing" L1 None,
        "GOの「{field}」が記録されていません", "`{field}` of GO is missing",
        "最終ボリュームには総件数と総合計点数を記録してください", "write both sums in the last volume";
    /// Sums in a volume that is not the last.
    SummaryOfVolume "summary-of-volume" L48 None,
        "最終でないボリュームのGOに「{field}」が記録されています", "`{field}` stands in the GO of a volume that is not the last",
        "最終ボリュームだけに記録してください", "write it in the last volume only";
    /// The volume of GO does not follow that of IR.
    VolumeOrder "volume-order" L1 None,
        "マルチボリューム識別情報が続いていません（IRは{a}、GOは{b}）", "the volumes do not follow each other (IR {a}, GO {b})",
        "GOには次のボリュームの番号、最終ボリュームには99を記録してください", "GO holds the number of the next volume, 99 in the last one";
    /// Too many L2 errors.
    TooManyErrors "too-many-errors" L1 Some("L1920"),
        "L2エラーが{a}箇所以上あります（{b}箇所）", "{a} or more L2 errors ({b})",
        "審査支払機関に連絡してください", "call the payment agency";
    /// A month of service after the month of filing.
    MonthAfterBilling "month-after-billing" L3 None,
        "診療年月が請求年月より後です", "the month of service lies after the month of filing",
        "診療年月と請求年月を確認してください", "check both months";
    /// The claim is barred by time.
    ClaimExpired "claim-expired" L2 Some("L2100"),
        "請求権の消滅時効（{a}年）を過ぎています", "the claim is barred after {a} years",
        "保険者等の同意がある場合は、そのコメントを記録してください", "with the insurer's consent, write its comment";
}
