//! What keeps the memory of the process, and the numbers of people in it, to itself.

use std::panic;

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

use super::out::Out;

/// Before anything is read: no core image is ever written, and no message of a fault quotes what was at hand.
pub(super) fn keep_private() {
    // Either is enough. A handler of core images that the system pipes them to asks for the second only.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        let mut err = Out::stderr();
        // Only the place: the words may quote a name or a number that was at hand.
        err.line(&format!("muster: internal error at {place}"));
        let _ = err.finish();
    }));
}
