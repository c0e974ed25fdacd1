//! A PostgreSQL of its own in a folder of its own, on a Unix socket, ended with the test.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::Connection;

/// A running cluster.
pub struct Cluster {
    folder: PathBuf,
    databases: AtomicU32,
    // Its standard input is a pipe from this process: when this process ends, however it ends, the shell reads the end
    // of it, stops the server and removes the folder.
    keeper: Mutex<Child>,
}

/// A new cluster; none, and a word about it, where PostgreSQL is not installed.
pub fn own_cluster() -> Option<Cluster> {
    let found = programs();
    if found.is_none() {
        eprintln!("postgresql: skipped, no initdb is installed (Debian: apt-get install postgresql)");
    }
    found.map(|programs| Cluster::start(&programs))
}

/// Where `initdb` and `postgres` are: Debian keeps them out of the path.
fn programs() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let path = std::env::var_os("PATH").unwrap_or_default();
    debian
        .map(|version| version.path().join("bin"))
        .chain(std::env::split_paths(&path))
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id");
    id.stdout.starts_with(b"0\n")
}

// PostgreSQL does not run as root.
const SCRIPT: &str = r#"
set -e
if [ "$AS" = yes ]; then
  user=postgres; id "$user" >/dev/null 2>&1 || user=nobody
  chown "$user" "$DIR"
  run() { setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups "$@"; }
else
  run() { "$@"; }
fi
run "$BIN/initdb" -D "$DIR/data" -U shinsa -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$DIR/initdb.log" 2>&1
start() {
  run "$BIN/postgres" -D "$DIR/data" -k "$DIR" -c listen_addresses= -c fsync=off -c max_connections=300 \
    >>"$DIR/log" 2>&1 &
  server=$!
  until run "$BIN/psql" -h "$DIR" -U shinsa -d postgres -c 'SELECT 1' >/dev/null 2>&1; do
    kill -0 $server 2>/dev/null || return 1
    sleep 0.1
  done
}
start
echo up
# A line asks for a server after the last one was killed; what it left may need a moment to go.
while read -r line; do
  until start; do sleep 0.2; done
  echo up
done
kill -QUIT "$(head -n 1 "$DIR/data/postmaster.pid")" || true
wait $server || true
rm -rf "$DIR"
"#;

fn is_up(keeper: &mut Child) -> bool {
    let mut said = [0; 3];
    keeper.stdout.as_mut().expect("piped").read_exact(&mut said).is_ok()
}

impl Cluster {
    fn start(programs: &Path) -> Self {
        let folder = tempfile::Builder::new().prefix("shinsa-pg").tempdir().unwrap().keep();
        let mut keeper = Command::new("sh")
            .args(["-c", SCRIPT])
            .env("BIN", programs)
            .env("DIR", &folder)
            .env("AS", if is_root() { "yes" } else { "no" })
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if !is_up(&mut keeper) {
            let log = std::fs::read_to_string(folder.join("initdb.log")).unwrap_or_default()
                + &std::fs::read_to_string(folder.join("log")).unwrap_or_default();
            panic!("postgresql is installed but does not start:\n{log}");
        }
        Self { folder, databases: AtomicU32::new(0), keeper: Mutex::new(keeper) }
    }

    /// Kills the server as a crash would.
    pub fn kill(&self) {
        let pid = std::fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap();
        let pid = pid.lines().next().expect("a pid");
        assert!(Command::new("kill").args(["-KILL", pid]).status().unwrap().success());
    }

    /// Starts a server again that was killed.
    pub fn start_again(&self) {
        let mut keeper = self.keeper.lock().unwrap();
        keeper.stdin.as_mut().expect("piped").write_all(b"again\n").unwrap();
        assert!(is_up(&mut keeper), "postgresql does not come back");
    }

    fn url(&self, database: &str) -> String {
        let host = self.folder.to_string_lossy().replace('/', "%2F");
        format!("postgres://shinsa@{host}/{database}")
    }

    /// Makes an empty database and gives its URL.
    pub async fn new_database(&self) -> String {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut connection = sqlx::PgConnection::connect(&self.url("postgres")).await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .execute(&mut connection)
            .await
            .unwrap();
        self.url(&name)
    }
}
