//! Protects the officer's time in a real terminal: the keys that the six daily tasks take, each pressed when what it acts on is
//! on the screen. Text that is typed is not counted.

use crate::support::pty::Pty;

/// The roster of the sample in the township of the tour, at 80 columns.
struct Desk {
    pty: Pty,
    _home: tempfile::TempDir,
    keys: usize,
}

impl Desk {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().to_str().unwrap();
        let env = [("HOME", path), ("TMPDIR", path), ("MUSTER_LANG", "zh")];
        let pty = Pty::muster(&["demo"], &env, (80, 24));
        pty.wait_for("应访 41  已访 38");
        let mut desk = Self { pty, _home: home, keys: 0 };
        desk.key("right", "▸上都镇");
        desk.key("right", "▸程连富");
        desk.keys = 0;
        desk
    }

    /// Presses a key and waits for what it shows. Enter is pressed in peace: right behind typed text it may be pasted.
    fn key(&mut self, key: &str, shows: &str) {
        self.keys += 1;
        if key == "enter" {
            self.pty.wait_at_rest();
        }
        self.pty.keys(key);
        self.pty.wait_for(shows);
    }

    fn types(&mut self, text: &str, shows: &str) {
        self.pty.text(text);
        self.pty.wait_for(shows);
    }

    /// Ends a task that took so many keys.
    #[track_caller]
    fn took(&mut self, keys: usize) {
        assert_eq!(std::mem::take(&mut self.keys), keys, "{}", self.pty.screen());
    }
}

#[test]
fn the_daily_tasks_take_their_keys_in_a_real_terminal() {
    let mut desk = Desk::new();
    // The usual gift.
    desk.key("F2", "登记慰问");
    desk.key("F2", "核对后写入台账");
    desk.key("enter", "已登记 程连富 1,000 元");
    desk.took(3);
    // Undone: two keys and the reason.
    desk.key("ctrl+r", "理由");
    desk.types("发错人了", "发错人了");
    desk.key("enter", "已冲正");
    desk.took(2);
    // Nobody at home.
    desk.key("F2", "登记慰问");
    desk.key("3", "不在家");
    desk.key("enter", "Enter 写入");
    desk.key("enter", "已登记");
    desk.took(4);
    // Come back on the fifth.
    desk.key("F2", "登记慰问");
    desk.key("8", "改期");
    desk.key("tab", "约定");
    desk.key("5", "3 天后");
    desk.key("enter", "Enter 写入");
    desk.key("enter", "已登记");
    desk.took(6);
    // The daughter receives it: her name and that she is the daughter.
    desk.key("F2", "登记慰问");
    desk.key("2", "代领");
    desk.key("tab", "代领人");
    desk.types("程丽", "程丽");
    desk.key("tab", "关系");
    desk.types("女儿", "女儿");
    desk.key("enter", "Enter 写入");
    desk.key("enter", "已登记");
    desk.took(6);
    // Somebody new: name, ID number, village and group.
    desk.key("ctrl+n", "新增人员");
    desk.types("巴图孟克152599193202150013敖包图嘎查", "敖包图嘎查");
    desk.key("tab", "左右键或数字换");
    desk.types("3", "烈士遗属");
    desk.key("enter", "已新增 巴图孟克");
    assert!(desk.keys <= 4);
    desk.pty.keys("ctrl+q");
    assert_eq!(desk.pty.exit(), 0);
}
