//! Whoever watches the service is told when its store does not answer, and when it does again.

use crate::asking::get;
use crate::running::Service;
use crate::shapes::behind;

#[test]
fn without_its_store_it_is_not_ready() {
    let home = tempfile::tempdir().unwrap();
    let own = home.path().to_owned();
    let service = Service::start(|settings| settings.home = Some(own));
    assert_eq!(get("/ready").send(&service).status, 200);
    behind(&service, "ALTER TABLE audit_head RENAME TO audit_head_away");
    let told = get("/ready").send(&service);
    assert_eq!((told.status, told.json()["code"].as_str()), (503, Some("busy")), "{}", told.text());
    assert!(told.json()["detail"].as_str().unwrap().contains("保管先"));
    assert_eq!(get("/health").send(&service).status, 200, "it runs all the same");
    behind(&service, "ALTER TABLE audit_head_away RENAME TO audit_head");
    assert_eq!(get("/ready").send(&service).status, 200);
}
