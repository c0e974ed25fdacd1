//! The English of what staff do with a month (`shinsa service take`), line for line.

/// English help by command path and argument; `""` names the command itself.
pub(super) const LINES: &[(&str, &str, &str)] = &[
    (
        "shinsa service take",
        "",
        "Take in the receipts of a screening that people look at, as cases of a month of review",
    ),
    ("shinsa service take", "config", "Settings (TOML); variables SHINSA_SERVE_... go first"),
    (
        "shinsa service take",
        "home",
        "Folder of what is kept (default: that of the settings, else SHINSA_HOME)",
    ),
    ("shinsa service take", "run", "Folder of a screening (shinsa screen --out)"),
    (
        "shinsa service take",
        "branch",
        "A branch by number or name: its institutions alone (default: all, each at the branch of its prefecture)",
    ),
    ("shinsa service results", "", "Write what was settled in a month as 増減点連絡書 and 返戻内訳書"),
    ("shinsa service results", "config", "Settings (TOML); variables SHINSA_SERVE_... go first"),
    (
        "shinsa service results",
        "home",
        "Folder of what is kept (default: that of the settings, else SHINSA_HOME)",
    ),
    ("shinsa service results", "branch", "A branch by number or name"),
    ("shinsa service results", "month", "Month of review"),
    ("shinsa service results", "out", "Folder for the lists; it must not be there yet"),
    (
        "shinsa service take",
        "outside_intake",
        "Take cases in outside the intake window too (put on the trail)",
    ),
    ("shinsa service take", "month", "Month of review (default: the month in which the claims are filed)"),
];
