//! The English of what staff do with a month (`shinsa service take`), line for line.

/// English help by command path and argument; `""` names the command itself.
pub(super) const LINES: &[(&str, &str, &str)] = &[
    ("shinsa service", "", "Accounts, backups, the trail and the key of the service"),
    ("shinsa service take", "", "Take in the receipts of a screening that people look at, as cases of a month of review"),
    ("shinsa service take", "config", "Settings (TOML); variables SHINSA_SERVE_... go first"),
    ("shinsa service take", "home", "Folder of what is kept (default: that of the settings, else SHINSA_HOME)"),
    ("shinsa service take", "run", "Folder of a screening (shinsa screen --out)"),
    (
        "shinsa service take",
        "branch",
        "A branch by number or name: its institutions alone (default: all, each at the branch of its prefecture)",
    ),
    ("shinsa service take", "month", "Month of review (default: the month in which the claims are filed)"),
];
