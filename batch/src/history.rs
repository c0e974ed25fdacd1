//! The claims that are known of one part of the patients: those of the screened files and those of the history.

use ::history::{Collector, History, Partition};
use model::Month;
use review::{Config, gather};
use sources::SourceError;

use crate::plan::{Input, Plan};

/// Takes in all claims of one part of the patients. A file that cannot be read counts as missing.
pub(crate) fn take_in(plan: &Plan, partition: Partition, complete_from: Option<Month>) -> History {
    let mut collector = Collector::new(partition);
    let all = plan.units.iter().flatten().chain(&plan.history);
    all.for_each(|input| file(input, &mut collector));
    collector.finish(complete_from)
}

fn file(input: &Input, collector: &mut Collector) {
    let read = input.each_stream(|stream| {
        gather(stream.bytes, &stream.name, Config::default(), collector);
        Ok::<(), SourceError>(())
    });
    if let Err(error) = read {
        collector.begin(&error.name);
        collector.end(&[], true);
    }
}
