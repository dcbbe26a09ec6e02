//! `kill -9` while many are recorded as one act: all of them stand, or none.

use std::thread;
use std::time::Duration;

use super::house::{House, ledger_of, start};
use super::{Dice, long, report};

const PEOPLE: usize = 120;

#[test]
fn killed_at_any_moment_an_act_of_many_stands_whole_or_not_at_all() {
    let mut dice = Dice::new(11);
    let (mut whole, mut none) = (0, 0);
    for n in 0..if long() { 100 } else { 8 } {
        let house = House::new(PEOPLE);
        let mut pty = start(&house);
        pty.keys("ctrl+a");
        pty.wait_for("已标记 120 个  可发 120 个");
        pty.keys("F2");
        pty.wait_for("一起登记（120 个对象）");
        for name in ["布仁", "赵志强"] {
            pty.keys("tab");
            pty.text(name);
            pty.wait_for(name);
        }
        pty.keys("F2");
        pty.wait_for("核对后写入台账");
        pty.keys("enter");
        // The moment is the subject. A key that writes waits for 120 ms of silence first.
        thread::sleep(Duration::from_millis(100 + u64::from(u32::try_from(dice.below(900)).unwrap())));
        pty.signal("KILL");
        let _ = pty.exit();
        house.assert_sound(&format!("after kill {n}"));
        match ledger_of(&house.path).len() {
            0 => none += 1,
            PEOPLE => whole += 1,
            part => panic!("{part} of {PEOPLE} stand after kill {n}"),
        }
    }
    report(&format!("killed in acts of {PEOPLE}: {whole} stand whole, {none} not at all"));
}
