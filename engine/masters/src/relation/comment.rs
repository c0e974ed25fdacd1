//! Which comments a procedure or drug asks for (コメント関連テーブル).

use model::{CommentCode, Date};

use crate::kind::FileKind;
use crate::masters::Masters;
use crate::relation::{Related, relation_row};

relation_row! {
    /// A comment that goes with a procedure, drug or other code.
    ///
    /// SPEC: コメント関連テーブル ファイル仕様説明書（令和6年度版）２; each accessor names its item.
    CommentDemand
}

impl<'m> CommentDemand<'m> {
    /// コメント記載通知等 (item 2): 1 medical 別表Ⅰ, 3 dental, 4 dispensing, 5 drugs 別表Ⅱ, 6 test values 別表Ⅲ, 7 home nursing.
    pub fn notice(&self) -> u8 {
        self.0.class(2).unwrap_or(0)
    }

    /// 項番, 区分 and 枝番 (items 3 to 5): one condition of the notice; its comments are alternatives.
    pub fn clause(&self) -> (&'m str, &'m str, &'m str) {
        (self.0.text(3), self.0.text(4), self.0.text(5))
    }

    /// 診療（調剤）行為コード (item 6): a procedure or drug, or a stand-in such as 199999999.
    pub fn code(&self) -> u32 {
        self.0.number(6).unwrap_or(0)
    }

    /// コメントコード (item 9).
    pub fn comment(&self) -> CommentCode {
        CommentCode(self.0.number(9).unwrap_or(0))
    }

    /// 患者の状態コード (item 10); empty when a comment is asked for.
    pub fn patient_state(&self) -> &'m str {
        self.0.text(10)
    }

    /// コメント文 (item 11).
    pub fn text(&self) -> &'m str {
        self.0.text(11)
    }

    /// 条件区分 (item 14): 0 on further conditions, 1 always, 2 by in or out, 3 from some count on; 10 to 13 the same but not for DPC hospitals; 20 elective drugs.
    pub fn condition(&self) -> u8 {
        self.0.class(14).unwrap_or(0)
    }

    /// 非算定理由コメント (item 15): asked for when the procedure is not claimed.
    pub fn is_for_not_claiming(&self) -> bool {
        self.0.class(15) == Some(1)
    }

    /// 入外区分 (item 16): 1 inpatient, 2 outpatient, 0 no matter.
    pub fn in_out(&self) -> u8 {
        self.0.class(16).unwrap_or(0)
    }

    /// 算定回数 (item 17): from which count on; 0 no matter.
    pub fn times(&self) -> u32 {
        self.0.number(17).unwrap_or(0)
    }
}

impl Masters {
    /// Comments that go with a procedure, drug or stand-in code, on a day.
    pub fn comment_demands(&self, code: u32, on: Date) -> Related<'_, CommentDemand<'_>> {
        self.related(FileKind::CommentRelation, 0, u64::from(code), on)
    }

    /// The codes that ask for a comment, on a day.
    pub fn comment_demanded_by(&self, comment: CommentCode, on: Date) -> Related<'_, CommentDemand<'_>> {
        self.related(FileKind::CommentRelation, 1, u64::from(comment.0), on)
    }
}
