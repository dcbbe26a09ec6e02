//! Protects money and history from the clock of a laptop: no day ends in a panic, outside 1950 to 2100 there is only
//! reading, a clock that went back or jumped ahead writes nothing, and a day is a day of Inner Mongolia everywhere.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use chrono::{NaiveDate, NaiveDateTime};

use crate::support::preload;
use crate::support::program::{Run, finished};
use crate::support::pty::Pty;

/// Seconds by which Inner Mongolia is ahead of UTC.
const AHEAD: i64 = 8 * 3600;
const GIVE: [&str; 7] = ["record", "程连富", "--round", "2024-spring", "--by", "布仁", "--by=赵志强"];

/// The sample banner on a machine whose clock a test sets.
struct Machine {
    home: tempfile::TempDir,
    shim: &'static Path,
}

impl Machine {
    /// None where nothing can be preloaded. The banner is founded on 2 February 2024.
    fn new() -> Option<Self> {
        static SHIM: OnceLock<Option<PathBuf>> = OnceLock::new();
        let shim = SHIM.get_or_init(|| preload::compiled("support/clock.c")).as_deref()?;
        let machine = Self { home: tempfile::tempdir().unwrap(), shim };
        machine.set("2024-02-02 10:00");
        assert_eq!(machine.run(&["init", "--sample"]).status, 0);
        Some(machine)
    }

    fn file(&self, name: &str) -> String {
        self.home.path().join(name).to_str().unwrap().to_owned()
    }

    /// Sets the clock to a moment of Inner Mongolia.
    fn set(&self, local: &str) {
        let at = NaiveDateTime::parse_from_str(local, "%Y-%m-%d %H:%M").unwrap();
        self.set_seconds(at.and_utc().timestamp() - AHEAD);
    }

    fn set_seconds(&self, seconds: i64) {
        // Renamed into place: the program never reads half a number.
        fs::write(self.file("clock.new"), seconds.to_string()).unwrap();
        fs::rename(self.file("clock.new"), self.file("clock")).unwrap();
    }

    fn env(&self) -> [(&'static str, String); 5] {
        [
            ("HOME", self.file("")),
            ("MUSTER_DB", self.file("register.db")),
            ("MUSTER_LANG", "zh".to_owned()),
            ("CLOCK_FILE", self.file("clock")),
            ("LD_PRELOAD", self.shim.to_str().unwrap().to_owned()),
        ]
    }

    fn run(&self, args: &[&str]) -> Run {
        self.run_in("UTC", args)
    }

    fn run_in(&self, zone: &str, args: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_muster"));
        finished(command.env_clear().envs(self.env()).env("TZ", zone).args(args).stdin(Stdio::null()))
    }

    fn screen(&self) -> Pty {
        let env = self.env();
        let env: Vec<_> = env.iter().map(|(name, value)| (*name, value.as_str())).collect();
        Pty::muster(&[], &env, (80, 24))
    }

    /// Every entry and every line of the audit, as text.
    fn past(&self) -> String {
        let register = rusqlite::Connection::open(self.file("register.db")).unwrap();
        let read = |sql: &str| -> Vec<String> {
            let mut statement = register.prepare(sql).unwrap();
            let rows = statement.query_map([], |row| row.get(0)).unwrap();
            rows.collect::<Result<_, _>>().unwrap()
        };
        let entries = read("SELECT hash FROM entry ORDER BY local_id");
        let acts = read("SELECT hash FROM audit ORDER BY local_id");
        format!("{entries:?} {acts:?}")
    }
}

/// The past of the sample lies years back; what is recorded after its telling is measured by the day of the telling.
#[test]
fn a_sample_can_be_founded_and_written_to_on_any_day() {
    let Some(machine) = Machine::new() else { return };
    let db = machine.file("later.db");
    machine.set("2031-03-04 10:00");
    let founded = machine.run(&["--db", &db, "init", "--sample"]);
    assert_eq!(founded.status, 0, "{founded:?}");
    let set = machine.run(&["--db", &db, "set", "two_handlers", "off"]);
    assert_eq!(set.status, 0, "{set:?}");
}

/// From 1899 to 2200, and what no calendar holds: what is read is read, what is written is refused with the day and the
/// way out, and no command panics.
#[test]
fn no_day_ends_in_a_panic_and_outside_1950_to_2100_there_is_only_reading() {
    let Some(machine) = Machine::new() else { return };
    let day =
        |text: &str| text.parse::<NaiveDate>().unwrap().and_hms_opt(4, 0, 0).unwrap().and_utc().timestamp();
    let roster = machine.file("roster.csv");
    fs::write(&roster, "姓名,苏木镇,慰问类别\n新来人,上都镇,困难退役军人\n").unwrap();
    let (copies, fresh) = (machine.file("copies"), machine.file("fresh.db"));
    assert_eq!(machine.run(&["backup", "--to", &copies]).status, 0);
    let copy = fs::read_dir(&copies).unwrap().next().unwrap().unwrap().path();
    let copy = copy.to_str().unwrap().to_owned();
    let (past, entry) = (machine.past(), first_entry(&machine));
    let reads: [&[&str]; 12] = [
        &["rounds"],
        &["due"],
        &["due", "--json"],
        &["find", "clf"],
        &["show", "程连富"],
        &["show", "程连富", "--json"],
        &["report", "2024"],
        &["ledger"],
        &["settings"],
        &["check"],
        &["import", &roster, "--dry-run"],
        &["keys"],
    ];
    let writes: [&[&str]; 6] = [
        &GIVE,
        &["reverse", &entry, "--reason", "错"],
        &["set", "two_handlers", "off"],
        &["import", &roster],
        &["restore", "--yes", &copy],
        &["--db", &fresh, "init"],
    ];
    let outside = [
        i64::MIN,
        -99_999_999_999_999,
        day("0001-01-01"),
        day("1899-12-31"),
        day("1949-12-31"),
        day("2101-01-01"),
        day("2200-01-01"),
        99_999_999_999_999,
        i64::MAX,
    ];
    let within = ["1950-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "2038-01-20", "2100-12-31"];
    for seconds in outside.into_iter().chain(within.map(day)) {
        machine.set_seconds(seconds);
        for args in reads {
            let run = machine.run(args);
            assert!(run.status <= 1 && run.err.is_empty(), "{seconds} {args:?}: {run:?}");
        }
        for args in writes {
            let run = machine.run(args);
            if outside.contains(&seconds) {
                assert_eq!(run.status, 77, "{seconds} {args:?}: {run:?}");
                assert!(
                    run.err.contains("1950 至 2100") && run.err.contains("系统时间"),
                    "{args:?}: {run:?}"
                );
            } else if args.contains(&"init") {
                assert_eq!(run.status, 0, "{seconds}: a new register has no past: {run:?}");
                fs::remove_file(&fresh).unwrap();
            } else {
                assert_eq!(run.status, 77, "{seconds} {args:?}: {run:?}");
            }
        }
        assert_eq!(machine.past(), past, "{seconds}");
    }
}

/// An empty battery, a wrong year set by hand: a gift would go into the round of another year.
#[test]
fn a_clock_that_went_back_or_far_ahead_moves_no_money() {
    let Some(machine) = Machine::new() else { return };
    machine.set("2024-02-05 09:00");
    let first = machine.run(&["set", "two_handlers", "off"]);
    assert_eq!(first.status, 0, "{first:?}");
    let past = machine.past();
    for (now, told) in [
        ("2020-01-01 00:00", ["2020-01-01", "2024-02-05", "--today 2020-01-01"]),
        ("2024-02-03 23:59", ["2024-02-03", "2024-02-05", "--today 2024-02-03"]),
        ("2025-03-12 00:00", ["2025-03-12", "2024-02-05", "--today 2025-03-12"]),
        ("2044-08-01 12:00", ["2044-08-01", "2024-02-05", "--today 2044-08-01"]),
    ] {
        machine.set(now);
        for args in [&GIVE[..], &["set", "two_handlers", "on"]] {
            let run = machine.run(args);
            assert_eq!(run.status, 77, "{now} {args:?}: {run:?}");
            assert!(told.iter().all(|told| run.err.contains(told)), "{now}: {run:?}");
        }
        assert_eq!(machine.past(), past, "{now}");
    }
    // A clock that is put right by some minutes around midnight.
    machine.set("2024-02-04 23:50");
    assert_eq!(machine.run(&GIVE).status, 0);
    // A person who gives the day knows it; both days stand in the entry, and the true clock goes on.
    machine.set("2044-08-01 12:00");
    let given = machine.run(&["--today", "2024-02-06", "set", "two_handlers", "on"]);
    assert_eq!(given.status, 0, "{given:?}");
    machine.set("2024-02-06 12:00");
    assert_eq!(machine.run(&["reverse", &first_entry(&machine), "--reason", "发错人"]).status, 0);
    // One that lies far ahead of register and clock is a slip, unless it is said twice; reading is free.
    let past = machine.past();
    let far = ["--today", "2026-02-06"];
    let run = machine.run(&[&far[..], &["set", "two_handlers", "off"]].concat());
    assert_eq!(run.status, 77, "{run:?}");
    assert!(
        run.err.contains("--today 2026-02-06 --today 2026-02-06") && run.err.contains("2024-02-06"),
        "{run:?}"
    );
    assert_eq!(machine.run(&[&far[..], &["due", "--round", "2024-spring"]].concat()).status, 0);
    let run = machine.run(&[&far[..], &["--today", "2026-02-07", "set", "two_handlers", "off"]].concat());
    assert_eq!(run.status, 2, "{run:?}");
    assert_eq!(machine.past(), past);
    let check = machine.run(&["check"]);
    // One gift of the sample is off the standard, with its reason: the audit tells that.
    assert_eq!((check.status, check.out.as_str()), (0, ""), "{check:?}");
    let run = machine.run(&[&far[..], &far[..], &["set", "two_handlers", "off"]].concat());
    assert_eq!(run.status, 0, "{run:?}");
    // Which shuts the register to the clock, until somebody gives the true day once.
    assert_eq!(machine.run(&["set", "two_handlers", "on"]).status, 77);
    assert_eq!(machine.run(&["--today", "2024-02-06", "set", "daily_backup", "off"]).status, 0);
    assert_eq!(machine.run(&["set", "daily_backup", "on"]).status, 0);
}

/// A clock that is believed after a long quiet time may be wrong all the same: whoever records is told, and
/// after that no more.
#[test]
fn a_clock_long_after_the_last_act_is_told_to_whoever_records() {
    let Some(machine) = Machine::new() else { return };
    machine.set("2024-02-05 10:00");
    let run = machine.run(&GIVE);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{run:?}");
    machine.set("2024-07-20 10:00");
    let gift = ["record", "王援民", "--round", "2024-spring", "--outcome", "absent"];
    let run = machine.run(&gift);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.err.contains("2024-07-20") && run.err.contains("2024-02-05，隔了 166 天"), "{run:?}");
    let again = machine.run(&["record", "张文", "--round", "2024-spring", "--outcome", "absent"]);
    assert_eq!((again.status, again.err.as_str()), (0, ""), "{again:?}");
}

/// The form of one tells it, and so does the form of many.
#[test]
fn a_clock_long_after_the_last_act_is_told_on_the_form_of_many() {
    let Some(machine) = Machine::new() else { return };
    machine.set("2024-02-05 10:00");
    assert_eq!(machine.run(&GIVE).status, 0);
    machine.set("2024-07-20 10:00");
    let mut pty = machine.screen();
    pty.wait_for("2024年八一");
    pty.keys("F5");
    pty.wait_for("例外");
    pty.keys("space space");
    pty.wait_for("已标记 2 个");
    pty.keys("F2");
    pty.wait_for("隔了 166 天");
    pty.wait_for("一起登记");
    pty.keys("esc esc ctrl+q");
    assert_eq!(pty.exit(), 0);
}

fn first_entry(machine: &Machine) -> String {
    let entries = machine.run(&["ledger", "--json"]).json();
    entries.get(0).and_then(|entry| entry.get("entry")?.as_str().map(str::to_owned)).unwrap()
}

/// The day turns at midnight of Inner Mongolia, whatever the zone of the machine.
#[test]
fn a_day_is_the_same_in_every_zone() {
    let Some(machine) = Machine::new() else { return };
    for zone in
        ["UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Shanghai", "nonsense/zone", ":/etc/passwd"]
    {
        // The last day of a window is due, the day after it is in grace.
        machine.set("2024-02-09 23:59");
        let late = |run: &Run| run.json()["counts"]["grace"].as_u64();
        let before = machine.run_in(zone, &["due", "--json"]);
        machine.set("2024-02-10 00:00");
        let after = machine.run_in(zone, &["due", "--json"]);
        assert_eq!((late(&before), late(&after)), (Some(0), Some(42)), "{zone}");
    }
}

/// The clock of a running program turns forth over midnight, back before the last act, and out of the calendar.
#[test]
fn a_session_follows_its_clock_and_writes_nothing_on_a_wrong_day() {
    let Some(machine) = Machine::new() else { return };
    machine.set("2024-02-08 23:59");
    let mut pty = machine.screen();
    pty.wait_for("2月8日 腊月廿九");
    machine.set("2024-02-09 00:00");
    pty.keys("down");
    pty.wait_for("2月9日 腊月三十");
    let past = machine.past();
    machine.set("2020-01-01 12:00");
    pty.keys("up");
    pty.wait_for("1月1日");
    pty.text("/clf");
    pty.wait_for("程连富");
    pty.keys("F2");
    pty.wait_for("2020-01-01 早于");
    pty.keys("esc");
    machine.set_seconds(-5_000_000_000);
    pty.wait_gone("登记慰问");
    pty.keys("down");
    pty.wait_for("1811-07-23 不对，只能查看");
    machine.set("2024-02-09 12:00");
    pty.keys("esc");
    pty.wait_for("2月9日 腊月三十");
    assert_eq!(machine.past(), past);
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
    pty.wait_clean();
}

/// A clock that jumps while a form is open: the day on the screen is marked, and the day of the call stays what it was.
#[test]
fn a_jump_of_the_clock_in_a_session_is_shown_until_it_goes_on_from_where_it_was() {
    let Some(machine) = Machine::new() else { return };
    machine.set("2024-02-09 23:59");
    let mut pty = machine.screen();
    pty.wait_for("2月9日 腊月三十");
    pty.keys("F5");
    pty.wait_for("约期已过");
    pty.keys("F2");
    pty.wait_for("登记慰问");
    pty.keys("tab tab tab");
    pty.text("0");
    pty.wait_for("今天 腊月三十");
    machine.set("2024-02-10 00:01");
    pty.keys("tab");
    pty.wait_for("昨天 腊月三十");
    pty.wait_for("2024-02-09");
    machine.set("2025-02-11 12:00");
    pty.keys("tab");
    pty.wait_for("2025年2月11日？刚才是 2024-02-10");
    pty.wait_for("2024-02-09");
    machine.set("2020-01-01 12:00");
    pty.keys("tab");
    pty.wait_for("2020年1月1日？刚才是 2024-02-10");
    machine.set("2024-02-12 08:00");
    pty.keys("tab");
    pty.wait_for("2月12日 正月初三");
    pty.keys("esc");
    // What was typed is kept first.
    pty.wait_at_rest();
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

#[test]
fn a_day_out_of_range_is_told_as_that() {
    let Some(machine) = Machine::new() else { return };
    for day in ["2101-01-01", "9999-12-31", "1900-12-31"] {
        for args in [&["--today", day, "due"][..], &[&GIVE[..], &["--on", day]].concat()] {
            let run = machine.run(args);
            assert_eq!(run.status, 2, "{run:?}");
            assert!(run.err.contains("日期超出范围") && run.err.contains(day), "{run:?}");
        }
    }
    let run = machine.run(&["--today", "2023-02-29", "due"]);
    assert!(run.err.contains("不是日期"), "{run:?}");
}
