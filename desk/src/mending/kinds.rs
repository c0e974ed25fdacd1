//! The closed list of repairs, each with what it does and where it is written that it is so.

use model::Text;

/// What a kind of repair says.
#[derive(Debug)]
pub struct KindSpec {
    /// Its name in files.
    pub slug: &'static str,
    /// What it does.
    pub what: Text,
    /// Document, edition, section.
    pub source: &'static str,
    /// The kinds of defects that it answers.
    pub defects: &'static [&'static str],
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident $slug:literal $ja:literal $en:literal $source:literal [$($defect:literal)*];)*) => {
        /// A kind of repair.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $variant,)* }

        impl Kind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// What the kind says.
            pub const fn spec(self) -> &'static KindSpec {
                match self { $(Self::$variant => const { &KindSpec {
                    slug: $slug,
                    what: Text::new($ja, $en),
                    source: $source,
                    defects: &[$($defect,)*],
                } },)* }
            }
        }
    };
}

// SPEC: each row names it; all are of オンライン又は光ディスク等による請求に係る記録条件仕様（医科用）令和4年4月版（令和5年3月13日更新）.
kinds! {
    /// Blanks behind the last character of a variable field, or around digits.
    Blanks "blanks" "不要な空白を取り除きます" "removes blanks that are not written"
        "第１章３（３）ウ（ウ）: 有効桁（文字）以降に継続する“スペース”は記録しない" ["trailing-space" "not-digits" "wrong-length" "not-in-table" "bad-date" "bad-month" "decimal-form" "list-length"];
    /// Zeros that numbers do not write.
    Zeros "zeros" "不要な0を取り除きます" "removes zeros that are not written"
        "第１章３（３）ウ（ウ）の表: 数字・可変は上位桁のゼロと小数点以下の下位桁のゼロを除いて記録する" ["spare-zeros" "decimal-form"];
    /// Full-width digits and letters where half-width ones are due.
    Half "half-width" "全角を半角にします" "writes half-width characters"
        "第１章３（３）ウ（ウ）の表: 数字は半角数字、英数は半角英数" ["not-digits" "not-ascii" "not-in-table" "bad-date" "bad-month" "decimal-form" "list-length"];
    /// Half-width characters where full-width ones are due.
    Full "full-width" "半角を全角にします" "writes full-width characters"
        "第１章３（３）ウ（ウ）の表: 漢字は全角文字；英数モードと漢字モードの文字を混在して記録しない" ["not-full-width" "mixed-width" "not-ascii"];
    /// A small letter for a code that has a capital one.
    Case "case" "コードの英字を大文字にします" "writes the letter of a code as a capital"
        "別表２１: 英字のコードは大文字" ["not-in-table"];
    /// Quotation marks around a value.
    Quotes "quotes" "値を囲む引用符を取り除きます" "removes the quotation marks around a value"
        "第１章３（３）エの表: 引用符は使用しない" ["quote"];
    /// A day or month of the era calendar.
    Era "era" "和暦を西暦8桁（年月は6桁）で書きます" "writes the same day in the Gregorian calendar"
        "第１章３（３）ウ（エ）: 対象の年の記録に当たっては西暦を使用" ["era-date"];
    /// An insurer number of six digits without its blanks.
    InsurerBlanks "insurer-blanks" "6桁の保険者番号の前に空白を入れて8桁にします" "puts blanks before an insurer number of six digits"
        "第１章３（４）ウ（ア）: 保険者番号が８桁に満たない場合は先頭から“スペース”を記録し８桁で記録する" ["wrong-length"];
    /// The number of a beneficiary without its zeros.
    BeneficiaryZeros "beneficiary-zeros" "受給者番号の前に0を入れて7桁にします" "puts zeros before the number of a beneficiary"
        "第１章３（４）ウ（イ）: 受給者番号が７桁に満たない場合は先頭から“0”を記録し７桁で記録する" ["beneficiary-length"];
    /// Something in a reserved item.
    Reserved "reserved" "予備項目の値を取り除きます" "leaves a reserved item blank"
        "第１章３（４）の各レコード: 予備は記録を省略する" ["reserved-used"];
    /// Blank fields behind the last one of a record.
    SpareFields "spare-fields" "余分な空の項目（コンマ）を取り除きます" "removes blank fields behind the last one"
        "第１章３（３）ウ（イ）と（４）の各レコード: 項目の数" ["too-many-fields"];
    /// A line without content.
    EmptyLine "empty-line" "空の行を取り除きます" "removes an empty line"
        "第１章３（３）ア（ウ）: ファイルは改行コードにより複数レコードに分割する" ["empty-line"];
    /// Line ends that are LF alone.
    LineEnds "line-ends" "改行コードをCRLFにします" "writes CRLF at the end of lines"
        "第１章３（３）エの表: 改行コードは(0D)(0A)" ["bare-lf"];
    /// The last line without its end.
    LastLineEnd "last-line-end" "最後の行に改行コードを記録します" "ends the last line with CRLF"
        "第１章３（３）ウ（ア）: 各レコードの末尾には改行コードを入れる" ["no-final-newline"];
    /// Line ends and codes behind the end-of-file code.
    AfterEnd "after-end" "EOFコードの後の空の部分を取り除きます" "removes what is empty behind the end-of-file code"
        "第１章３（３）ア（ク）: 改行コードの後にＥＯＦコードを１バイト記録する" ["after-eof"];
    /// A file in UTF-8.
    Utf8 "utf8" "ファイル全体の文字コードをシフトJISにします" "writes the whole file in Shift_JIS"
        "第１章３（３）エ: シフト符号化表現（シフトＪＩＳ）による" ["utf8-file"];
    /// Receipt numbers that do not count up from 1.
    Numbers "receipt-numbers" "レセプト番号を記録順に1から付け直します" "numbers the receipts from 1 in their order"
        "第１章３（４）イ: レセプト番号はレセプト記録順に１から昇順に連続番号を記録する" ["receipt-number-order"];
    /// 総件数 of GO.
    GrandCount "grand-count" "GOの総件数をレセプトから数えた件数にします" "writes the number of claims that the receipts have"
        "第１章３（４）ク: 総件数" ["summary-count" "summary-missing"];
    /// 総合計点数 of GO.
    GrandPoints "grand-points" "GOの総合計点数をレセプトの合計にします" "writes the sum of the points of the receipts"
        "第１章３（４）ク: 総合計点数" ["summary-points" "summary-missing"];
}

impl Kind {
    /// Whether it knows what the value is, and not only how it is written.
    pub(super) const fn knows_the_value(self) -> bool {
        matches!(self, Self::Numbers | Self::GrandCount | Self::GrandPoints | Self::BeneficiaryZeros)
    }
}
