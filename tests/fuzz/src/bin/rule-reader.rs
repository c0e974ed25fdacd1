//! The fuzz target `rule-reader`, driven by libFuzzer; see ../../run.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::rules::read(data));

#[cfg(not(fuzzing))]
fn main() {
    eprintln!("built without `--cfg fuzzing`: start it with `bash tests/fuzz/run rule-reader`");
    std::process::exit(2);
}
