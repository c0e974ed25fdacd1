//! How much of each line on each day is taken away already, and by whom.

use model::Share;

/// What assessments take, share by share.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// By line and day.
    shares: Vec<(Share, usize)>,
}

impl Taken {
    fn find(&self, line: u64, day: u8) -> Option<&(Share, usize)> {
        self.shares.iter().find(|(share, _)| (share.line, share.day) == (line, day))
    }

    /// How many times of a line on a day are taken.
    pub(crate) fn times(&self, line: u64, day: u8) -> u16 {
        self.find(line, day).map_or(0, |(share, _)| share.times)
    }

    /// Who took something of a line on a day first.
    pub(crate) fn owner(&self, line: u64, day: u8) -> Option<usize> {
        self.find(line, day).map(|(_, owner)| *owner)
    }

    /// Takes more of a line on a day.
    pub(crate) fn take(&mut self, share: Share, owner: usize) {
        let known =
            self.shares.iter_mut().find(|(known, _)| (known.line, known.day) == (share.line, share.day));
        match known {
            Some((known, _)) => known.times = known.times.saturating_add(share.times),
            None => self.shares.push((share, owner)),
        }
    }

    /// What of a share is not taken yet.
    pub(crate) fn left_of(&self, share: Share) -> Option<Share> {
        let times = share.times.saturating_sub(self.times(share.line, share.day));
        (times > 0).then_some(Share { times, ..share })
    }

    /// How many of the times of some shares are taken.
    pub(crate) fn taken_of(&self, shares: &[Share]) -> u32 {
        shares.iter().map(|share| u32::from(self.times(share.line, share.day).min(share.times))).sum()
    }
}

/// The times of some shares together.
pub(crate) fn total(shares: &[Share]) -> u32 {
    shares.iter().map(|share| u32::from(share.times)).sum()
}
