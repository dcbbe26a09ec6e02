//! Protects forms and the menu under the mouse.

use super::*;

#[test]
fn a_click_goes_to_fields_and_takes_words() {
    let mut robot = with_mouse("Right Right F2");
    let look = |robot: &Robot| {
        robot.screen().lines().filter(|row| row.contains('▸')).map(str::to_owned).collect::<String>()
    };
    robot.click_on("诉求");
    assert!(look(&robot).contains("▸ 诉求"), "{}", robot.screen());
    robot.type_in("屋顶漏雨");
    robot.click_on("经办人");
    assert!(look(&robot).contains("▸ 经办人"), "{}", robot.screen());
    robot.press("PgDn");
    let words: Vec<_> =
        robot.parts().into_iter().filter(|(_, part)| matches!(part.target, Target::Word(_))).collect();
    assert!(words.len() > 1, "{}", robot.screen());
    let (at, _) = words[1];
    let word = robot.screen().lines().nth(usize::from(at.y)).unwrap().to_owned();
    robot.click(at);
    let taken = robot.screen();
    let line = taken.lines().find(|row| row.contains("▸ 经办人")).unwrap();
    let taken = word.split("  ").filter(|word| !word.is_empty()).any(|word| line.contains(word.trim()));
    assert!(taken, "{word} {line}");
    // What the mouse has changed is kept with the next key, and not before.
    let kept =
        |robot: &Robot| robot.effects.iter().filter(|effect| matches!(effect, Effect::KeepDraft(_))).count();
    let before = kept(&robot);
    robot.press("PgDn");
    robot.click(words[0].0);
    assert_eq!(kept(&robot), before + 1, "that of the word before");
    robot.press("Ctrl+L");
    assert_eq!(kept(&robot), before + 2);
    // A choice that has the keys is turned.
    let mut robot = with_mouse("Right Right F2");
    robot.shows("结果      已发");
    robot.click_on("结果");
    robot.hides("结果      已发");
    // Every field of every form.
    for (place, there) in places() {
        let robot = there();
        let before = writes(&robot).len();
        for (at, part) in robot.parts() {
            if let Target::Field(_) = part.target {
                let mut robot = there();
                robot.click(at);
                robot.fits();
                assert_eq!(writes(&robot).len(), before, "{place}");
                let screen = robot.screen();
                let row = screen.lines().nth(usize::from(at.y)).unwrap();
                let cursor = screen.lines().last().unwrap().trim_matches(['[', ']']).split(' ').next_back();
                let here = row.contains('▸') || cursor == Some(&at.y.to_string());
                assert!(here, "{place} {at}\n{screen}");
            }
        }
    }
}

#[test]
fn a_click_chooses_in_the_menu_and_tells_what_needs_its_key() {
    let mut robot = with_mouse("Right Right F10 Tab PgDn");
    robot.click_on("打开未完成的草稿");
    robot.shows("草稿 0");
    let mut robot = with_mouse("Right Right F2 F2 F10");
    robot.click_on("写入台账");
    robot.shows(PRESS_ITSELF);
    assert!(writes(&robot).is_empty());
    robot.press("Enter");
    robot.shows("已登记 程连富");
}
