//! Protects the copy of a backup to another place: whole or not there, never over anything, and each fault is told.
//! The media are real file systems, mounted for one program alone; where nothing can be mounted they are left out.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use muster::domain::copied::{CopyFault, CopyPhase, CopyTarget};
use muster::domain::error::RegisterError;
use muster::store::Store;

use crate::support::program::Program;
use crate::support::pty::{Pty, command};
use crate::support::register::on;

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap()).collect()
}

fn target(folder: &Path) -> CopyTarget {
    CopyTarget { folder: folder.to_path_buf(), device: fs::metadata(folder).unwrap().dev() }
}

#[test]
fn a_copy_that_is_stopped_at_any_moment_leaves_nothing_and_a_whole_one_is_checked() {
    let program = Program::new();
    let stick = program.folder().join("stick");
    fs::create_dir(&stick).unwrap();
    fs::write(stick.join("theirs.db"), "not ours").unwrap();
    let mut store = Store::open(program.register.store.path()).unwrap();
    for stop_at in 0.. {
        let mut heard = 0;
        let callback = Box::new(move |_| {
            heard += 1;
            heard <= stop_at
        });
        match store.copy_to(&target(&stick), &on("2024-02-02"), callback) {
            Err(told) => {
                assert_eq!(told.error, RegisterError::Stopped, "{stop_at}");
                assert_eq!(names(&stick), ["theirs.db"], "{stop_at}");
            }
            Ok(copied) => {
                assert!(stop_at >= 4, "written, synced, read and checked: {stop_at}");
                assert_eq!(names(&stick).len(), 2);
                let copy = Store::open(&copied.path).unwrap();
                assert_eq!(copy.check().unwrap(), []);
                assert_eq!(copy.heads().unwrap(), copied.heads);
                assert_eq!(fs::metadata(&copied.path).unwrap().len(), copied.bytes);
                assert!(copied.beside_register);
                return;
            }
        }
        // The register is worked with as before.
        assert_eq!(store.check().unwrap(), []);
    }
}

#[test]
fn its_phases_come_in_order_and_a_folder_that_is_gone_is_not_made() {
    let program = Program::new();
    let stick = program.folder().join("stick");
    fs::create_dir(&stick).unwrap();
    let mut store = Store::open(program.register.store.path()).unwrap();
    let (tell, heard) = std::sync::mpsc::channel();
    let callback = Box::new(move |progress: muster::domain::copied::CopyProgress| {
        assert!(progress.written <= progress.bytes);
        tell.send(progress.phase).is_ok()
    });
    let gone = target(&stick);
    store.copy_to(&gone, &on("2024-02-02"), callback).unwrap();
    let mut phases: Vec<CopyPhase> = heard.try_iter().collect();
    phases.dedup();
    assert_eq!(phases, [CopyPhase::Writing, CopyPhase::Syncing, CopyPhase::Checking]);
    fs::remove_dir_all(&stick).unwrap();
    let told = store.copy_to(&gone, &on("2024-02-02"), Box::new(|_| true)).unwrap_err();
    assert_eq!(told.fault, CopyFault::Gone);
    assert!(!stick.exists());
}

/// Four media: one with room, one without, one that takes nothing, and the folder that holds them.
const MEDIA: &str = "
    mount -t tmpfs none /media && cd /media && mkdir full good locked || exit 99
    mount -t tmpfs -o size=128k none full && mount -t tmpfs none good && mount -t tmpfs -o ro none locked || exit 99
    cd \"$HOME\"
    \"$MUSTER\" --today 2024-02-02
    ended=$?
    ls -A /media/full /media/locked > \"$HOME/left\"
    ls -A /media/good > \"$HOME/made\"
    cp /media/good/*.db \"$HOME/copied.db\"
    exit $ended
";

#[test]
fn a_stick_is_chosen_in_a_terminal_and_what_it_refuses_is_told() {
    if !std::process::Command::new("unshare").args(["-m", "/bin/true"]).status().is_ok_and(|it| it.success())
    {
        return;
    }
    for (lang, size) in [("zh", (80, 24)), ("en", (120, 40))] {
        let program = Program::new();
        let home = program.folder();
        let db = program.register.store.path().to_str().unwrap().to_owned();
        let env = [
            ("HOME", home.to_str().unwrap()),
            ("MUSTER_DB", db.as_str()),
            ("MUSTER_LANG", lang),
            ("MUSTER", env!("CARGO_BIN_EXE_muster")),
        ];
        let says = |zh: &'static str, en: &'static str| if lang == "zh" { zh } else { en };
        let mut pty = Pty::start(command("unshare", &["-m", "/bin/sh", "-c", MEDIA], &env), size);
        pty.wait_for("F10");
        pty.keys("F10");
        pty.wait_for(says("全部操作", "Everything"));
        pty.text(says("另存", "checked"));
        pty.wait_for("▸Ctrl+Y");
        pty.keys("enter");
        pty.wait_for("/media/good");
        pty.wait_for(says("只读", "read only"));
        pty.keys("down enter");
        pty.wait_for(says("▸存到这个文件夹", "▸Copy into this folder"));
        pty.keys("enter");
        pty.wait_for(says("那里只剩 ", " are free there, at most "));
        pty.keys("down enter");
        pty.wait_for("/media/locked");
        pty.keys("down down down down enter");
        pty.wait_for(says("写保护", "write protection"));
        pty.keys("up up enter");
        pty.wait_for(says("▸存到这个文件夹", "▸Copy into this folder"));
        pty.keys("enter");
        pty.wait_for(says("整份读回核对无误", "read back whole and checked"));
        pty.wait_for(says("拔出 U 盘前请先弹出", "Eject a stick before"));
        // Not the key that has just asked for the copy: it may still be held.
        pty.keys("esc");
        pty.wait_gone("/media/good");
        pty.keys("ctrl+q");
        assert_eq!(pty.exit(), 0);
        let left = fs::read_to_string(home.join("left")).unwrap();
        assert!(!left.contains("r-"), "nothing half done is left: {left}");
        let made = fs::read_to_string(home.join("made")).unwrap();
        assert_eq!(made.lines().count(), 1, "{made}");
        let copied = Store::open(&home.join("copied.db")).unwrap();
        assert_eq!(copied.check().unwrap(), []);
        assert_eq!(copied.heads().unwrap(), program.register.store.heads().unwrap());
    }
}
