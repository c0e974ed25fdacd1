//! A service that was started for a test, with the accounts that it needs.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use masters::Masters;
use review::session::{Session, Snapshot, Tests, Trials};
use server::Running;
use server::app::App;
use server::settings::{Fault, Settings};
use store::accounts::Person;
use store::sessions::{Lasts, SecondFactor};
use store::{Institution, Role, Secret, Side};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

pub const PASSWORD: &str = "correct horse battery";
pub const SAMPLE: &[u8] = include_bytes!("../../../../corpus/samples/outpatient.UKE");

/// The rules of this program with the starter masters, made once for all tests.
pub static BUILT_IN: LazyLock<Arc<Snapshot>> = LazyLock::new(|| {
    let (masters, digest) = (Masters::starter_anew(), Masters::starter_digest());
    Arc::new(desk::built_in(Arc::new(masters), digest, Tests::Known(Trials::default()), &[], |_| ()).unwrap())
});

/// Waits until something is so; how long a machine that is busy with other tests takes for it is nobody's fault.
pub fn until(what: &str, mut so: impl FnMut() -> bool) {
    let ends = Instant::now() + Duration::from_secs(60);
    while !so() {
        assert!(Instant::now() < ends, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A service on a port of its own.
pub struct Service {
    pub address: SocketAddr,
    pub app: App,
    pub runtime: Runtime,
    running: Running,
    served: Mutex<Option<JoinHandle<Result<(), Fault>>>>,
}

/// Somebody with a session.
#[derive(Clone, Debug)]
pub struct Somebody {
    pub id: String,
    pub cookie: String,
    pub csrf: String,
}

impl Service {
    /// Nobody has an account, nothing is kept on a disk.
    pub fn start(change: impl FnOnce(&mut Settings)) -> Self {
        Self::with(change, None)
    }

    pub fn with(change: impl FnOnce(&mut Settings), revisions: Option<revisions::Home>) -> Self {
        crate::quiet::listen();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listen = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        let database = runtime.block_on(crate::database::asked_for());
        let mut settings = Settings { listen, database, ..Settings::default() };
        change(&mut settings);
        let session = Session::new(Arc::clone(&BUILT_IN));
        let app = runtime.block_on(App::open(settings, session, revisions)).unwrap();
        let running = Running::new();
        let served = runtime.spawn(server::serve(app.clone(), running.clone()));
        let address = runtime.block_on(running.address()).unwrap();
        Self { address, app, runtime, running, served: Mutex::new(Some(served)) }
    }

    /// The database behind it, for those who look past it: PostgreSQL where it was asked for, else the file of its home.
    pub fn database(&self) -> String {
        let settings = self.app.settings();
        let file = settings.home.as_ref().map(|home| home.join("service.db"));
        let of_home = || file.map(|file| format!("sqlite://{}", file.display()));
        settings.database.clone().or_else(of_home).unwrap()
    }

    /// Tells it to stop.
    pub fn stop(&self, grace: Duration) {
        self.running.stop(grace);
    }

    /// Waits until it has ended, and says how.
    pub fn ended(&self) -> Result<(), Fault> {
        let served = self.served.lock().unwrap().take().unwrap();
        self.runtime.block_on(served).unwrap()
    }

    /// Makes an account.
    pub fn account(&self, login: &str, role: Role, institution: Option<&str>) -> String {
        let side = match role {
            Role::Reviewer => Some(Side::Insurers),
            Role::Arbiter => Some(Side::Learned),
            _ => None,
        };
        let institution = institution.map(|digits| Institution::new(digits).unwrap());
        let person = Person { display: "試験".to_owned(), role, institution, branch: None, side };
        let made =
            self.app.store().create_account(login, &person, Secret::new(PASSWORD), None, self.app.now());
        self.runtime.block_on(made).unwrap()
    }

    /// Opens a session without the form to sign in.
    pub fn open(&self, id: &str) -> Somebody {
        let lasts = Lasts { idle: 600, absolute: 3_600 };
        let opened = self.app.store().open_session(id, SecondFactor::NotAsked, lasts, None, self.app.now());
        let opened = self.runtime.block_on(opened).unwrap();
        Somebody {
            id: id.to_owned(),
            cookie: format!("shinsa={}", opened.token.reveal()),
            csrf: opened.csrf.reveal().to_owned(),
        }
    }

    /// Somebody of a role; clinics are of the institution 131234567.
    pub fn somebody(&self, role: Role) -> Somebody {
        let institution = (role == Role::Clinic).then_some("131234567");
        self.open(&self.account(role.code(), role, institution))
    }

    /// A key of an institution.
    pub fn key(&self, institution: &str, rate: i64) -> String {
        let institution = Institution::new(institution).unwrap();
        let made = self.app.store().create_api_key(&institution, "試験", rate, "test", None, self.app.now());
        self.runtime.block_on(made).unwrap().key.reveal().to_owned()
    }

    /// Whether no room is taken by anybody.
    pub fn all_room_is_free(&self) -> bool {
        self.app.held().take(self.app.settings().limits.held_mib << 20).is_ok()
    }

    /// Takes the only place at the gate until the sender is dropped or told.
    pub fn occupy(&self) -> std::sync::mpsc::Sender<()> {
        let (open, wait) = std::sync::mpsc::channel::<()>();
        let gate = self.app.gate().clone();
        self.runtime.spawn(async move { gate.run(move || wait.recv().is_ok()).await });
        while self.app.gate().taken() == 0 {
            std::thread::sleep(Duration::from_millis(5));
        }
        open
    }
}
