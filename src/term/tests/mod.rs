//! What the room promises as a whole: the cells, and the bytes that they cost.

mod bytes;
mod same_cells;

use super::*;

#[test]
fn only_a_terminal_that_can_place_text_will_do() {
    for (input, output, term, reason) in [
        (true, true, Some("xterm-256color"), None),
        (true, true, Some("linux"), None),
        (false, true, Some("xterm"), Some(Refusal::Input)),
        (true, false, Some("xterm"), Some(Refusal::Output)),
        (true, true, Some("dumb"), Some(Refusal::Dumb)),
        (true, true, Some(""), Some(Refusal::Dumb)),
        (true, true, None, Some(Refusal::Dumb)),
    ] {
        assert_eq!(refusal(input, output, term), reason);
    }
}
