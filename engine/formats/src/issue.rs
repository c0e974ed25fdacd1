//! Who sends a list to whom, and for which months: what heads and file names say.

use model::{Branch, Month};

use crate::codes::change_reason::Users;
use crate::column::{Column, Form, Part, code, code_up_to, wide, wide_code};
use crate::sheet::{Sheet, Standing, Values, WriteError};

/// A payment agency (審査支払機関).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Agency {
    /// 社会保険診療報酬支払基金.
    Fund,
    /// The 国民健康保険団体連合会 of a prefecture.
    Federation(Branch),
}

impl Agency {
    /// 審査支払機関コード.
    pub const fn code(self) -> char {
        match self {
            Self::Fund => '1',
            Self::Federation(_) => '2',
        }
    }

    /// Whose codes it uses.
    pub const fn users(self) -> Users {
        match self {
            Self::Fund => Users::Fund,
            Self::Federation(_) => Users::Federations,
        }
    }

    /// The name as heads say it.
    ///
    /// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル（医療機関用）令和6年5月版, ヘッダ 項番9: 都道府県 is part of the name.
    pub fn name(self) -> String {
        match self {
            Self::Fund => "社会保険診療報酬支払基金".to_owned(),
            Self::Federation(branch) => {
                let kind = match branch.name() {
                    "北海道" => "",
                    "東京" => "都",
                    "大阪" | "京都" => "府",
                    _ => "県",
                };
                format!("{}{kind}国民健康保険団体連合会", branch.name())
            }
        }
    }
}

/// How the receipts of a list were filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Medium {
    /// 電子レセプト.
    Electronic,
    /// 紙レセプト.
    Paper,
}

/// The institution that receives a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Institution {
    /// Its prefecture.
    pub prefecture: Branch,
    /// 医療機関コード: seven digits.
    pub code: u32,
    /// Its name.
    pub name: String,
}

/// A department, when lists are made by department (診療科別).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// 診療科１ of RE: the 14 digits of its five items.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// One sending of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// Who sends it.
    pub agency: Agency,
    /// Who receives it.
    pub institution: Institution,
    /// The department, when there is one list each.
    pub department: Option<Department>,
    /// The month of services of what is filed in time; earlier ones are 月遅れ.
    pub month: Month,
    /// The month of processing, for the file name.
    pub processed: Month,
    /// How the receipts were filed.
    pub medium: Medium,
}

/// The head of 増減点連絡書 and 返戻内訳書; they differ in the name of item 2 alone.
///
/// SPEC: 印刷対象帳票・CSV・PDF作成対象ファイル 令和6年5月版, 増減点連絡書 ヘッダ p.51, 返戻内訳書 ヘッダ p.57.
pub(crate) const fn head(month: &'static str) -> [Column; 9] {
    [
        code("レコード種別", "kind of line", 1).always("1"),
        code(month, "month of services", 5),
        code("点数表コード", "fee table", 1).always("1"),
        wide_code("点数表名称", "name of fee table", 2).always("医科"),
        code("医療機関コード", "institution code", 7),
        wide("医療機関名称", "institution name", 20),
        code_up_to("診療科コード", "department code", 14),
        wide("診療科名称", "department", 24),
        wide("審査支払機関名", "payment agency", 15),
    ]
}

impl Issue {
    /// Begins a list of this issue: head and titles.
    pub(crate) fn begin(&self, form: &'static Form) -> Result<Sheet, WriteError> {
        let mut sheet = Sheet::new(form, self.medium);
        let mut values = sheet.line(Part::Head);
        self.put_head(&mut values);
        sheet.end(values, Standing::FIRST)?;
        sheet.fixed(Part::Names)?;
        Ok(sheet)
    }

    /// Puts the values of [`head`].
    fn put_head(&self, values: &mut Values) {
        values.put_some(2, self.month.era_number());
        values.put(5, format_args!("{:07}", self.institution.code));
        values.put(6, &self.institution.name);
        values.put_some(7, self.department.as_ref().map(|department| &department.code));
        values.put_some(8, self.department.as_ref().map(|department| &department.name));
        values.put(9, self.agency.name());
    }
}
