//! What the room promises as a whole: the cells, and the bytes that they cost.

mod bytes;
mod same_cells;

use super::*;

#[test]
fn only_a_terminal_that_can_place_text_will_do() {
    for (input, output, term, reason) in [
        (true, true, Some("xterm-256color"), None),
        (true, true, Some("linux"), None),
        (false, true, Some("xterm"), Some(Unusable::Input)),
        (true, false, Some("xterm"), Some(Unusable::Output)),
        (true, true, Some("dumb"), Some(Unusable::Dumb)),
        (true, true, Some(""), Some(Unusable::Dumb)),
        (true, true, None, Some(Unusable::Dumb)),
    ] {
        assert_eq!(unusable(input, output, term), reason);
    }
}
