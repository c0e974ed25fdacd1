//! Writes the files that stand in for masters that are not at hand: `cargo run --release -p benches --bin stand-ins FOLDER`,
//! then `shinsa masters import FOLDER` behind the official ones. For shares and times of made-up months only.

use std::path::Path;

use benches::stand_ins;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder to write to");
    let shared =
        std::env::var_os("SHINSA_SHARED").expect("SHINSA_SHARED names the folder of the official data");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for (name, bytes) in stand_ins::all(Path::new(&shared)) {
        std::fs::write(Path::new(&folder).join(&name), bytes).expect("a file can be written");
        println!("{name}");
    }
}
