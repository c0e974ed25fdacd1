//! Noun phrases, their windows, and the way to the rows of a table.

use dsl::ast::{self, Condition, Relation, SetTerm, Value, WindowKind};
use dsl::vocabulary::{Kind, Type};
use masters::{FileKind, Masters};

use super::fields::{Ty, field, master_of, not_yet};
use super::values::{a_day, value};
use super::{Result, Scope, both, conditions, each, lacks, sets, stop};
use crate::program::{Cond, Expr, Noun, Step, Table, Window};

/// The table of a name of the language.
pub(super) fn table(name: &str) -> Option<FileKind> {
    Some(match name {
        "背反一日" => FileKind::ExclusionDay,
        "背反同月" => FileKind::ExclusionMonth,
        "背反同時" => FileKind::ExclusionSimultaneous,
        "背反同週" => FileKind::ExclusionWeek,
        "包括表" => FileKind::Inclusion,
        "補助表" => FileKind::FeeTableLinks,
        "入院加算表" => FileKind::BasicFee,
        "算定回数表" => FileKind::CountLimit,
        "コメント関連表" => FileKind::CommentRelation,
        "施設基準表" => FileKind::Facility,
        "適応表" => FileKind::CheckIndication,
        "傷病名禁忌表" => FileKind::CheckContraindication,
        "併用禁忌表" => FileKind::CheckInteraction,
        "投与量表" => FileKind::CheckDose,
        "漫然投与表" => FileKind::CheckLongUse,
        "診療行為適応表" => FileKind::CheckProcedureDisease,
        _ => return None,
    })
}

/// What a noun phrase finds, whatever else may be wrong with it.
pub(super) fn kind_of(of: &ast::Noun) -> Option<Ty> {
    match of.kind.node {
        Kind::Row => table_of(of).map(Ty::Row),
        kind => Some(Ty::Thing(kind)),
    }
}

fn table_of(of: &ast::Noun) -> Option<FileKind> {
    of.set.as_ref().and_then(|set| match set.terms.as_slice() {
        [SetTerm::Named(path)] => table(&path.root.text),
        _ => None,
    })
}

pub(super) fn noun(scope: &mut Scope<'_>, of: &ast::Noun) -> Result<(Noun, Ty)> {
    let kind = of.kind.node;
    let windows = each(of.windows.iter().map(|window| self::window(scope, window)));
    if kind == Kind::Row {
        return both(windows, row(scope, of)).map(|(_, row)| row);
    }
    let ty = Ty::Thing(kind);
    let set = of.set.as_ref().map(|set| sets::set(scope, set, master_of(kind))).transpose();
    let filter = filter(scope, of, ty);
    let (windows, (set, filter)) = both(windows, both(set, filter))?;
    let history =
        windows.iter().any(|window| matches!(window.kind, WindowKind::InHistory | WindowKind::InAndOut));
    let number = scope.number();
    let noun =
        Noun { number, kind, windows, history, order: of.order, state: of.state, set, filter, table: None };
    Ok((noun, ty))
}

fn filter(scope: &mut Scope<'_>, of: &ast::Noun, ty: Ty) -> Result<Option<Cond>> {
    let Some(condition) = &of.filter else { return Ok(None) };
    scope.its.push(ty);
    let made = conditions::condition(scope, condition);
    scope.its.pop();
    made.map(Some)
}

fn row(scope: &mut Scope<'_>, of: &ast::Noun) -> Result<(Noun, Ty)> {
    let Some(kind) = table_of(of) else {
        return not_yet(of.span, "表の名前でない行", "rows of what is no table");
    };
    let ty = Ty::Row(kind);
    let Some(found) = key(scope, of, kind)? else {
        return lacks(
            of.span,
            "この行は索引で引けません。「その…コードが甲のコードである」のように、表の見出しのコードとの等しさを条件に加えてください",
            "no index serves these rows; add an equality with the key column of the table",
        );
    };
    let (found, by) = found;
    let (filter, order) = rest(scope, of, ty, &by)?;
    let among = filter.as_ref().and_then(among);
    let found = Table { order, among, ..found };
    let noun = Noun {
        number: scope.number(),
        kind: Kind::Row,
        windows: Vec::new(),
        history: false,
        order: None,
        state: None,
        set: None,
        filter,
        table: Some(found),
    };
    Ok((noun, ty))
}

/// The equalities of code columns: one by which an index finds rows, others that are compared at once; and which parts
/// of the condition they are.
fn key(scope: &mut Scope<'_>, of: &ast::Noun, kind: FileKind) -> Result<Option<(Table, Vec<usize>)>> {
    let Some(filter) = &of.filter else { return Ok(None) };
    let mut found: Option<(u16, Expr)> = None;
    let (mut also, mut parts) = (Vec::new(), Vec::new());
    for (at, part) in parts_of(filter).iter().enumerate() {
        let Condition::Compare(Relation::Equal, left, right) = part else { continue };
        let Value::Its(name) = &left.node else { continue };
        let Ok((Step::Column(_, item, true), Ty::CodeOf(_))) = field(Ty::Row(kind), name) else { continue };
        if matches!(right.node, Value::Its(_)) {
            continue;
        }
        let (expr, _) = value(scope, right)?;
        parts.push(at);
        if found.is_none() && Masters::has_index(kind, item) {
            found = Some((item, expr));
        } else if also.len() == Table::MOST_EQUALITIES {
            parts.pop();
        } else {
            also.push((item, expr));
        }
    }
    Ok(found.map(|(item, key)| {
        (Table { kind, item, key: Box::new(key), also, among: None, order: Vec::new() }, parts)
    }))
}

pub(crate) fn parts_of(filter: &Condition) -> &[Condition] {
    match filter {
        Condition::All(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    }
}

/// What the index does not settle, the cheapest first: a row is mostly refused by a column of its own; and which parts of
/// the written condition they are.
fn rest(scope: &mut Scope<'_>, of: &ast::Noun, ty: Ty, by: &[usize]) -> Result<(Option<Cond>, Vec<usize>)> {
    let Some(filter) = &of.filter else { return Ok((None, Vec::new())) };
    scope.its.push(ty);
    let parts = parts_of(filter).iter().enumerate().filter(|(at, _)| !by.contains(at));
    let made = each(parts.map(|(at, part)| Ok((at, conditions::condition(scope, part)?))));
    scope.its.pop();
    let mut made = made?;
    made.sort_by_key(|(_, part)| match part {
        Cond::Compare(_, _, Expr::Text(_) | Expr::Number(_) | Expr::Code(_)) => 0,
        Cond::Compare(..) | Cond::IsTrue(_) => 1,
        _ => 2,
    });
    let (order, made): (Vec<usize>, Vec<Cond>) = made.into_iter().unzip();
    Ok(((!made.is_empty()).then_some(Cond::All(made)), order))
}

/// The column of a row that must hold the code of something already found.
fn among(filter: &Cond) -> Option<(u16, Expr)> {
    let Cond::All(parts) = filter else { return None };
    parts.iter().find_map(|part| match part {
        Cond::Member(Expr::Step(of, Step::Column(_, item, true)), _, set) if **of == Expr::Its => {
            let alone = set.ranges.is_empty() && set.icd.is_empty() && set.picked.is_empty();
            let whole = set.nested.is_empty() && set.except.is_empty() && set.within.is_empty();
            match set.found.as_slice() {
                [found @ Expr::Slot(_)] if alone && whole => Some((*item, found.clone())),
                _ => None,
            }
        }
        _ => None,
    })
}

fn window(scope: &mut Scope<'_>, of: &ast::Window) -> Result<Window> {
    if of.kind == WindowKind::AnyInstitution {
        return not_yet(of.span, "他の保険医療機関の明細書", "claims of other institutions");
    }
    let anchor = of.anchor.as_ref().map(|anchor| value(scope, anchor)).transpose();
    let unit = of.measure.as_ref().and_then(|measure| match &measure.node {
        Value::Number(number) => number.unit,
        _ => None,
    });
    let measure = of.measure.as_ref().map(|measure| value(scope, measure)).transpose();
    let (anchor, measure) = both(anchor, measure)?;
    if let (Some((_, ty)), Some(written)) = (&anchor, &of.anchor) {
        a_day(*ty, written.span)?;
    }
    if let (Some(ty), Some(written)) = (measure.as_ref().and_then(|made| made.1.value()), &of.measure)
        && !matches!(ty, Type::Days | Type::Weeks | Type::Months | Type::Years | Type::Number)
    {
        return stop(
            written.span,
            "期間の長さは、日・週・月・年で書きます",
            "the length of a window is days, weeks, months or years",
        );
    }
    let expr = |made: Option<(Expr, Ty)>| made.map(|(expr, _)| expr);
    Ok(Window { kind: of.kind, anchor: expr(anchor), measure: expr(measure), unit })
}
