//! Which additions stand on which lines of a unit, and which fall when lines fall.

use crate::line::{Fee, Film, PERCENT_LESS, PERCENT_MORE, Ware};
use crate::{Line, Undecided};

/// The lines an addition may stand on, as places in its unit.
#[derive(Debug, Default)]
pub(crate) struct Bases {
    pub(crate) places: Vec<usize>,
    /// How the masters tell.
    pub(crate) told: Told,
}

/// How the masters tell on what an addition stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Told {
    /// 年齢加算①〜④ of the lines name it.
    ByAge,
    /// The lines have its 注加算コード.
    ByNote,
    /// They do not, the fee table does.
    ByLaw,
    /// Nobody does: any line that is no addition.
    #[default]
    Not,
}

/// On which of these an addition stands.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（７）items 38 and 39 (an addition goes with the items of its 注加算コード), 100 to 111
/// (年齢加算: the code of the addition by age that an item may bear). Additions without 注加算コード have items of their own (別紙７－６),
/// which do not say to which line of a unit they belong. SPEC: 告示 別表第一 第２章第４部第１節 通則４: 電子画像管理加算 is added to a series of
/// films taken (E002).
pub(crate) fn bases(addition: &Fee, fees: &[Fee]) -> Bases {
    let which = |stands: &dyn Fn(&Fee) -> bool| -> Vec<usize> {
        let lines = fees.iter().enumerate().filter(|(_, fee)| fee.basic && stands(fee));
        lines.map(|(at, _)| at).collect()
    };
    let by_age = which(&|fee| fee.ages.contains(&addition.code));
    if !by_age.is_empty() {
        return Bases { places: by_age, told: Told::ByAge };
    }
    // 注加算コード of a basic item is for the additions on it.
    if addition.note != 0 && !addition.basic {
        return Bases { places: which(&|fee| fee.note == addition.note), told: Told::ByNote };
    }
    if addition.code == FIRST_TESTS {
        return Bases { places: which(&|fee| fee.bundle == 1), told: Told::ByLaw };
    }
    if addition.film == Film::Kept {
        let films = which(&|fee| fee.film == Film::Taken);
        if !films.is_empty() {
            return Bases { places: films, told: Told::ByLaw };
        }
    }
    // Names of specimens (検体検査コメント) are lines of no points: nothing stands on them.
    Bases { places: which(&|fee| !fee.addition && fee.value != 0), told: Told::Not }
}

/// 入院時初回加算 of D007.
///
/// SPEC: 告示 別表第一 D007 注 ハの注; 通知（令和4年保医発0304第1号）第２章第３部 D007（53）: only with ten items and more.
const FIRST_TESTS: u32 = 160_161_510;
/// From how many items on it stands.
const FIRST_TESTS_ITEMS: usize = 10;

/// The additions that fall with the lines in `gone`, as places in the unit.
///
/// `shared` says whether per cent are of all the lines they may stand on, by some way of computing that gives the claim.
pub(crate) fn falling(lines: &[Line], gone: &[usize], shared: bool) -> Result<Vec<usize>, Undecided> {
    // Drugs and materials keep their places: an empty fee is no addition, and nothing stands on it.
    let fees: Vec<Fee> = lines.iter().map(|line| line.fee().copied().unwrap_or_default()).collect();
    let mut fallen = gone.to_vec();
    // What falls may carry more, and may decide what was undecided before it fell.
    loop {
        let (more, undecided) = next(lines, &fees, &fallen, shared);
        if !more.is_empty() {
            fallen.extend(more);
            continue;
        }
        if let Some(why) = undecided {
            return Err(why);
        }
        break;
    }
    judgement(&fees, &fallen)?;
    fallen.sort_unstable();
    fallen.retain(|at| !gone.contains(at));
    Ok(fallen)
}

/// What falls with what fell, and what cannot be decided.
fn next(lines: &[Line], fees: &[Fee], fallen: &[usize], shared: bool) -> (Vec<usize>, Option<Undecided>) {
    let (mut more, mut undecided) = (Vec::new(), None);
    let standing = fees.iter().enumerate().filter(|(at, fee)| fee.addition && !fallen.contains(at));
    for (at, fee) in standing {
        match falls(fee, fees, fallen, shared).and_then(|falls| Ok(falls || is_chained(fee, fees, fallen)?)) {
            Ok(true) => more.push(at),
            Ok(false) => {}
            Err(why) => undecided = undecided.or(Some(why)),
        }
    }
    more.extend(factors(lines, fallen));
    (more, undecided)
}

/// Whether an addition stands on another addition that fell.
fn is_chained(addition: &Fee, fees: &[Fee], fallen: &[usize]) -> Result<bool, Undecided> {
    if addition.links.upon == 0 {
        return Ok(false);
    }
    let carriers = || fees.iter().enumerate().filter(|(_, other)| other.links.carries == addition.links.upon);
    let left = carriers().any(|(at, _)| !fallen.contains(&at));
    match (carriers().count(), left) {
        (0, _) | (_, true) => Ok(false),
        _ if addition.links.asks() => Ok(true),
        _ => Err(Undecided::WhichBase { code: addition.code }),
    }
}

/// Factors on materials (酸素補正率, フィルム料加算) of which nothing they are on is left.
fn factors(lines: &[Line], gone: &[usize]) -> Vec<usize> {
    let left = |factor: &Ware| {
        lines.iter().enumerate().any(|(at, line)| line.is_under(factor) && !gone.contains(&at))
    };
    let stranded = |(at, line): (usize, &Line)| {
        let factor = line.factor().filter(|factor| !gone.contains(&at) && !left(factor));
        // Where it was on nothing before, nothing that fell had to do with it.
        factor.filter(|factor| lines.iter().any(|line| line.is_under(factor))).map(|_| at)
    };
    lines.iter().enumerate().filter_map(stranded).collect()
}

fn falls(addition: &Fee, fees: &[Fee], gone: &[usize], shared: bool) -> Result<bool, Undecided> {
    let bases = bases(addition, fees);
    let left = bases.places.iter().filter(|at| !gone.contains(at)).count();
    if left == bases.places.len() {
        return Ok(false);
    }
    if addition.code == FIRST_TESTS {
        return Ok(left < FIRST_TESTS_ITEMS);
    }
    let share = matches!(addition.kind, PERCENT_MORE | PERCENT_LESS);
    match (left, bases.told) {
        (0, _) => Ok(true),
        // An addition by age is a share of each line that names it.
        (_, Told::ByAge) if share && shared => Ok(false),
        _ => Err(Undecided::WhichBase { code: addition.code }),
    }
}

/// A judgement fee in the unit whose tests there fall.
///
/// SPEC: マスターファイル仕様説明書（令和6年度版）３（７）items 50 and 51; 告示 別表第一 D026 注１: once a month for tests of its group, which may
/// stand in other units or be paid within other fees.
fn judgement(fees: &[Fee], fallen: &[usize]) -> Result<(), Undecided> {
    let stays = |at: &usize| !fallen.contains(at);
    let tests = |group: u8| {
        fees.iter()
            .enumerate()
            .filter(move |(_, fee)| fee.judged == 1 && fee.judged_by == group)
            .map(|(at, _)| at)
    };
    for (_, fee) in fees.iter().enumerate().filter(|(at, fee)| fee.judged == 2 && stays(at)) {
        let group = fee.judged_by;
        if tests(group).any(|at| !stays(&at)) && !tests(group).any(|at| stays(&at)) {
            return Err(Undecided::Judgement { code: fee.code });
        }
    }
    Ok(())
}
