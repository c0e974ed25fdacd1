//! Writes the seeds and the dictionary of each target into a folder: `seeds DIR`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("name the folder to write to");
        std::process::exit(2);
    };
    for target in fuzz::TARGETS {
        let folder = Path::new(&folder).join(target.name);
        std::fs::create_dir_all(folder.join("seeds"))?;
        for (name, bytes) in (target.seeds)() {
            std::fs::write(folder.join("seeds").join(name), bytes)?;
        }
        std::fs::write(folder.join("dictionary"), fuzz::dictionary::to_text(&(target.words)()))?;
    }
    Ok(())
}
