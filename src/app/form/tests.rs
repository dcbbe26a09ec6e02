//! The kit of forms: what is typed, chosen, proposed and left.

use super::*;
use crate::app::deed::Deed;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part {
    Day,
    Note,
}

impl FieldName for Part {
    fn longest(self) -> usize {
        10
    }
}

#[test]
fn what_comes_filled_in_is_replaced() {
    let mut inputs = Inputs::new(Part::Note);
    inputs.set(Part::Day, "2.2");
    inputs.set(Part::Note, "屋顶");
    inputs.go(Part::Note);
    assert!(inputs.key(Key::Char('漏')) && inputs.key(Key::Char('雨')));
    assert_eq!(inputs.text(Part::Note), "漏雨");
    inputs.step(&[Part::Day, Part::Note], 1);
    assert_eq!(inputs.focus(), Part::Day);
    assert!(inputs.key(Key::Char('3')) && inputs.key(Key::Char('.')));
    assert_eq!(inputs.text(Part::Day), "3.");
    inputs.go(Part::Day);
    assert!(!inputs.key(Key::End), "the cursor moves, and the text is kept");
    assert!(inputs.key(Key::Char('1')));
    assert_eq!(inputs.text(Part::Day), "3.1");
    inputs.go(Part::Day);
    assert!(!inputs.paste("\n") && inputs.text(Part::Day) == "3.1");
    inputs.go(Part::Day);
    assert!(inputs.paste("4.1\n") && inputs.text(Part::Day) == "4.1");
}

#[test]
fn esc_leaves_at_once_only_where_nothing_is_unsaved() {
    let mut inputs = Inputs::new(Part::Note);
    inputs.set(Part::Note, "屋顶");
    inputs.settle();
    assert!(!inputs.changed());
    let mut serial = 0;
    let mut out = Outbox::new(1, &mut serial, Some(Deed::Leave(1)));
    assert_eq!(inputs.leave(inputs.changed(), &mut out), Leaving::Now);
    assert!(inputs.key(Key::Char('漏')) && inputs.changed());
    assert_eq!(inputs.leave(true, &mut out), Leaving::Warned);
    // An arrow key torn by a slow link arrives as Esc and letters: typing takes the warning back.
    inputs.key(Key::Char('['));
    assert_eq!(inputs.leave(true, &mut out), Leaving::Warned);
    assert_eq!(inputs.leave(true, &mut out), Leaving::Now);
    let mut held = Outbox::new(1, &mut serial, None);
    assert_eq!(inputs.leave(true, &mut held), Leaving::Withheld);
    assert_eq!(held.withheld, Some(Deed::Leave(1)));
    inputs.key(Key::Backspace);
    inputs.key(Key::Backspace);
    assert!(!inputs.changed());
}

#[test]
fn choices_turn_round_and_digits_choose() {
    for (key, to) in [
        (Key::Left, Some(2)),
        (Key::Right, Some(1)),
        (Key::Char('\u{3000}'), Some(1)),
        (Key::Char('3'), Some(2)),
        (Key::Char('２'), Some(1)),
        (Key::Char('4'), None),
        (Key::Char('0'), None),
        (Key::Char('x'), None),
        (Key::End, Some(2)),
        (Key::Up, None),
    ] {
        assert_eq!(turn(key, 0, 3), to, "{key}");
        assert_eq!(turn(key, 0, 0).unwrap_or(0), 0);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct ManyNames;

impl FieldName for ManyNames {
    fn longest(self) -> usize {
        40
    }

    fn is_list(self) -> bool {
        true
    }
}

#[test]
fn in_a_list_the_word_behind_the_last_comma_is_proposed() {
    let mut inputs = Inputs::new(ManyNames);
    inputs.know(ManyNames, ["布仁", "布和", "赵志强"].map(CleanText::from).to_vec());
    for (typed, taken) in [("布", "布仁"), ("、布", "布仁、布和"), ("，赵", "布仁、布和，赵志强")]
    {
        for c in typed.chars() {
            inputs.key(Key::Char(c));
        }
        assert!(inputs.key(Key::Right), "{typed}");
        assert_eq!(inputs.text(ManyNames), taken);
    }
}
