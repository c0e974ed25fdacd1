//! The databases that a case runs on.

use std::future::Future;
use std::sync::OnceLock;

use store::{KeyRing, Place, Store};

use crate::postgres::{self, Cluster};

/// A place that is gone after the case.
pub struct Given {
    pub name: &'static str,
    pub place: Place,
    pub keys: KeyRing,
    _folder: tempfile::TempDir,
}

impl Given {
    fn new(name: &'static str, place: impl FnOnce(&std::path::Path) -> Place) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { name, place: place(folder.path()), keys: KeyRing::random().unwrap(), _folder: folder }
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.place, self.keys.clone())
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

/// The cluster that cases share, each with a database of its own.
fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(postgres::own_cluster).as_ref()
}

/// Places that keep what is written when they are closed.
pub async fn lasting() -> Vec<Given> {
    let mut places = vec![Given::new("sqlite file", |folder| Place::File(folder.join("store.db")))];
    if let Some(cluster) = cluster() {
        let url = cluster.new_database().await;
        places.push(Given::new("postgresql", |_| Place::Url(url)));
    }
    places
}

/// Runs a case on every database.
pub fn each<F: Future<Output = ()>>(case: impl Fn(Store) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        case(Given::new("memory", |_| Place::Memory).open().await).await;
        for given in lasting().await {
            let store = given.open().await;
            case(store.clone()).await;
            store.close().await;
        }
    });
}

/// Runs a case that opens the place itself.
pub fn each_lasting<F: Future<Output = ()>>(case: impl Fn(Given) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        for given in lasting().await {
            case(given).await;
        }
    });
}
