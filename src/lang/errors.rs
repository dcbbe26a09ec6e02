//! What a register answers instead of doing what was asked: what happened, and what to do.

use chrono::NaiveDate;

pub use super::recipient::status;
use super::{Lang, batch, fill, merge, payments, system, texts, words, work};
use crate::domain::batch::Altered;
use crate::domain::date::DayDoubt;
use crate::domain::error::{Guard, RegisterError};
use crate::domain::loss::Loss;

texts! {
    /// What a register answers instead of doing what was asked.
    fn texts(lang) -> ErrorTexts {
        /// The id of the recording.
        different: "没有登记：编号 {} 已用于另一内容" / "Not recorded: {} was recorded with other content";
        /// The number of the entry.
        topped_up: "这一笔之后有补差 #{}：先冲正补差" / "#{} tops it up: reverse that first";
        not_reversible: "不能冲正：它本身是冲正，已被冲正，或有追回、失败、补发登记在它上面（先冲正那些）" / "It is a reversal itself, was reversed before, or a recovery, a failure or a repeat rests on it (reverse those first)";
        /// The entry.
        carries_gift: "没有取消：这次走访有发放，请冲正这一笔：{}" / "Not cancelled: something was given at it, so reverse that entry: {}";
        /// Who.
        own_finding: "没有写入：{} 是所涉分录的经办人或领取人，须由别人回答（--by）" / "Not written: {} handed over or received it; somebody else must answer (--by)";
        not_found: "没有找到：{}" / "Not found: {}";
        /// How many, their names.
        ambiguous: "有 {} 个同名，请写得更具体：{}" / "{} answer to that; be more precise: {}";
        stale: "没有保存：资料已被别人改过，请重新打开" / "Not saved: it was changed elsewhere; open it again";
        /// Nobody was recorded of many: who changed meanwhile and how.
        altered: "没有写入，一个也没有：核对之后 {}，请重新核对" / "Nothing was written: since the look {}; look again";
        /// Some of an act were reversed meanwhile.
        altered_act: "没有写入，一个也没有：核对之后这一批有变，请重新打开" / "Nothing was written: the batch changed since the look; open it again";
        /// Behind the first names; how many more.
        altered_more: "等共 {} 人" / "and {} in all";
        groups_undone: "没有撤销：这次改动已经撤销过了" / "Not undone: it was undone before";
        /// Whose.
        groups_changed:
            "没有撤销，一个也没有：{} 的类别后来又改过，请先看其资料变动" /
            "Nothing was undone: the groups of {} changed since; look at the history first";
        /// Somebody who is to be given something else by now.
        altered_gift: "{} 的标准有变" / "{} is due another gift";
        /// The status.
        status: "「{}」不能登记或撤销：已登记过，或没有可撤销的" / "\"{}\" cannot be recorded or undone now";
        torn_number:
            "已隐去的号码不能只改一部分，旁边也不能接着写数字：请整个重写" /
            "A masked number changes whole, with no digits beside it: type it again";
        reason_required: "请写明理由" / "A reason is required";
        busy: "登记册正被另一程序使用，请稍后再试" / "Another program holds the register; try again";
        /// Who holds it.
        busy_with: "登记册正被另一程序使用（{}），请稍后再试" / "Another program holds the register ({}); try again";
        stopped: "已停下，什么也没有写入" / "Stopped; nothing was written";
        replaced:
            "没有写入：登记册已被换成另一份（恢复了备份），请核对后再做一次" /
            "Not written: the register was replaced, a backup was restored; check it and do it again";
        // Entries before and now, lines of the audit before and now.
        knows_less:
            "没有写入：登记册比刚才少（台账 {} > {}，操作记录 {} > {}），请全部关闭，muster check，再恢复备份" /
            "Not written: the register holds less than before (ledger {} > {}, audit {} > {}); close all, run muster check, restore a backup";
        // The way out stands within the first 80 cells.
        /// The log's place.
        log_gone:
            "没有写入：日志被移走或换掉了，请全部关闭后重新打开、muster check：{}（或登记册正以另一路径打开着）" /
            "Not written: its log was removed or replaced; close all, open again, run muster check: {} (or the register is open under another path)";
        /// The place.
        writable_by_others:
            "打不开登记册：别人可以改写登记册，请先执行 chmod go-w {}" /
            "Not read or written: others may write it. First run: chmod go-w {}";
        /// The place, twice.
        in_the_way:
            "打不开登记册：登记册旁边有别的东西挡着，请先移走：mv {} {}.old（链接、管道、文件夹、别人的文件，或手工放回备份时剩下的日志）" /
            "Not read or written: something is in the way. First run: mv {} {}.old (a link, a pipe, a folder, a file of somebody else, or a log left when a backup was put back by hand)";
        /// The place, twice.
        second_name:
            "打不开登记册：登记册有第二个路径（硬链接或单独挂载），请只留一个：{}（find / -xdev -samefile {} 可找出硬链接；挂载请挂整个文件夹）" /
            "Not read or written: it has a second path (hard link or mount); keep one: {} (find / -xdev -samefile {} lists hard links; mount the whole folder instead)";
        /// Bytes of its name, of its path.
        long_name:
            "打不开登记册：登记册的文件名有 {} 字节、路径 {} 字节，请改短（最多 247、450 字节）" /
            "Not read or written: shorten the name ({} bytes of 247) or path ({} of 450)";
        /// Its place.
        folder_gone:
            "打不开登记册：登记册所在的文件夹不在（删了、移走了或没有连上）：{}" /
            "Not read or written: its folder is not there (deleted, moved or not connected): {}";
        /// Its place.
        missing: "没有登记册：{}，可用 muster init 新建" / "No register: {}; muster init makes one";
        /// Its place.
        not_a_register: "不是登记册，未动它：{}，可用 --db 指定另一个" / "No register, left untouched: {}; name another with --db";
        /// The version of the register, the program's.
        newer:
            "登记册版本 {} 比本程序的 {} 新，未动它；请用新版程序打开" /
            "Register version {} is newer than {}; left untouched, use a newer muster";
        /// Its place.
        already_there: "已经存在，未覆盖：{}" / "Already there, not overwritten: {}";
        /// Its place.
        not_permitted: "没有权限：{}" / "Not permitted: {}";
        read_only: "登记册只读，没有写入" / "The register is read only; nothing was written";
        /// Its place.
        log_waits:
            "登记册只读，还有未并入的日志，读出来会不全：{}；请有写权限的人先打开一次" /
            "Read only, and its log is not taken up, so that writes would be missing: {}; have somebody who may write open it once";
        /// Its place.
        network_folder:
            "登记册不能放在网络文件夹上：{}；那里的锁不可靠，会丢账，请放在本机磁盘" /
            "A register cannot lie on a network folder: {}; locks do not hold there and entries would be lost, keep it on a local disk";
        /// Its place.
        bad_backup: "备份有误，没有使用：{}" / "The backup is bad and was not used: {}";
        /// What, each with its number.
        would_lose: "恢复会丢掉：{}" / "Restoring loses: {}";
        /// How many entries, their sum.
        lost_entries: "台账 {} 笔（{}）" / "entries {} ({})";
        /// How many lines of the audit.
        lost_audit: "操作记录 {} 行" / "lines of the audit {}";
        /// How many half-filled forms.
        lost_drafts: "草稿 {} 份" / "drafts {}";
        /// Which rounds.
        lost_rounds: "活动 {}" / "rounds {}";
        other_register: "这是另一份登记册的备份" / "It is a backup of another register";
        /// The version of the backup, the program's.
        older_backup: "备份由旧版程序写成（版本 {}）" / "The backup was written by an older muster (version {})";
        /// The words of the system.
        storage: "磁盘出错，没有写入：{}" / "The disk failed, nothing was written: {}";
        /// The words of the system.
        unsure:
            "磁盘出错，不能确定是否已写入：{}；用同一编号原样再做一次，不会重复" /
            "The disk failed and it is not certain whether it was written: {}; doing the same again under the same id adds nothing twice";
        /// What was taken away.
        taken_away:
            "不一定写入了：{} 刚被移走或换掉；请 muster check，看台账里有没有；用同一编号再做一次不会重复" /
            "It may not be written: {} was removed or replaced just then; run muster check and look in the ledger; the same id adds nothing twice";
        /// What it guards.
        guard: "登记册拒绝写入：{}" / "The register refuses to be written so: {}";
        guard_ledger: "台账只能续记，不能改动" / "the ledger is only ever added to";
        guard_reversal: "冲正须与原分录金额相抵，且只能一次" / "a reversal negates one entry exactly, once";
        guard_history: "走访、已定名单和操作记录不能改动" / "visits, settled lists and the audit never change";
        guard_recipients: "对象不能删除" / "recipients are never deleted";
        guard_value: "有一项内容不合登记册的要求" / "a value is not one that the register takes";
        /// The first table, index or trigger that differs.
        schema:
            "登记册的结构被改动或损坏（{}），没有读写；请从备份恢复" /
            "The structure of the register was changed or damaged ({}), nothing was read or written; restore a backup";
        /// The day.
        day_outside:
            "没有写入：日期 {} 不在 1950 至 2100 年之间，只能查看；请先调对系统时间" /
            "Not written: {} is not within 1950 to 2100, only reading works; put the clock right first";
        /// The day, the day of the act before, the day.
        day_under_setting: "没有写入：{} 早于这项设置现值的起始日 {}；设置只能往后改" / "Not written: {} lies before {}, from which the setting holds; it is changed onwards only";
        day_behind:
            "没有写入：电脑的日期 {} 早于登记册最后一次操作（{}）；请调对系统时间，确要用这一天就加 --today {}" /
            "Not written: the computer says {}, before the last act of {}; put its clock right, or give the day: --today {}";
        /// The day, the day of the act before, the day.
        day_ahead:
            "没有写入：电脑的日期 {} 比登记册最后一次操作（{}）晚一年多；请核对系统时间，日期没错就加 --today {} 做一次" /
            "Not written: the computer says {}, over a year after the last act of {}; check its clock, if it is right do it once with --today {}";
        /// The day, the day of the act before or of the clock, the day, the day.
        day_given_ahead:
            "没有写入：给定的日期 {} 比登记册和电脑的日期（{}）晚一年多，只能查看；没写错就写两遍：--today {} --today {}" /
            "Not written: the day given, {}, is over a year after those of register and computer ({}), only reading works; if it is no slip say it twice: --today {} --today {}";
        /// An act is believed long after the one before: the day, the day before, how many days between.
        day_leap:
            "电脑的日期是 {}，登记册上次操作在 {}，隔了 {} 天；日期不对请先调好" /
            "The computer says {}, the last act was on {}, {} day{|s} before: is its clock right?";
        damaged: "登记册已损坏：{}，请从备份恢复" / "The register is damaged: {}; restore a backup";
        comma: "、" / ", ";
        semicolon: "；" / "; ";
    }
}

/// What the register answered, in one line.
pub fn text(lang: Lang, error: &RegisterError) -> String {
    let texts = texts(lang);
    match error {
        RegisterError::Refused(refusals) => {
            refusals.iter().map(|one| refusal(lang, one)).collect::<Vec<_>>().join(texts.semicolon)
        }
        RegisterError::Person(objections) => super::person::objections(lang, objections),
        RegisterError::Unpaid(_) | RegisterError::Case(_) | RegisterError::Programme(_) => {
            payments::error(lang, error)
        }
        RegisterError::Different(id) => fill(texts.different, &[id]),
        RegisterError::NotReversible(_) => texts.not_reversible.to_owned(),
        RegisterError::ToppedUp(no) => fill(texts.topped_up, &[no]),
        RegisterError::CarriesGift(id) => fill(texts.carries_gift, &[id]),
        RegisterError::NotFound(what) => fill(texts.not_found, &[&system::place(what)]),
        RegisterError::Ambiguous(several) => {
            let names = several.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join(texts.comma);
            fill(texts.ambiguous, &[&several.len(), &names])
        }
        RegisterError::Altered(people) => altered(lang, people),
        RegisterError::GroupsStay(None) => texts.groups_undone.to_owned(),
        RegisterError::GroupsStay(Some(name)) => fill(texts.groups_changed, &[name]),
        RegisterError::Merged { .. } | RegisterError::Merge(_) => merge::refused(lang, error),
        RegisterError::Stale => texts.stale.to_owned(),
        RegisterError::Status(kind) => fill(texts.status, &[&status(lang, *kind)]),
        RegisterError::Round(rule) => super::rules::round(lang, *rule).to_owned(),
        RegisterError::Plan(rule) => super::plan::refused(lang, rule),
        RegisterError::NotUndone(why) => super::undo::refused(lang, *why),
        RegisterError::Work(_) | RegisterError::YearClosed(_) | RegisterError::Year(_) => {
            work::refused(lang, error)
        }
        RegisterError::OwnFinding(who) => fill(texts.own_finding, &[who]),
        RegisterError::ReasonRequired => texts.reason_required.to_owned(),
        RegisterError::TornNumber => texts.torn_number.to_owned(),
        RegisterError::Busy(holder) if holder.is_empty() => texts.busy.to_owned(),
        RegisterError::Busy(holder) => fill(texts.busy_with, &[holder]),
        RegisterError::Stopped => texts.stopped.to_owned(),
        RegisterError::Replaced => texts.replaced.to_owned(),
        RegisterError::KnowsLess { entries, lines } => {
            fill(texts.knows_less, &[&entries[0], &entries[1], &lines[0], &lines[1]])
        }
        RegisterError::LogGone(place) => fill(texts.log_gone, &[place]),
        RegisterError::WritableByOthers(place) => fill(texts.writable_by_others, &[place]),
        RegisterError::InTheWay(place) => fill(texts.in_the_way, &[place, place]),
        RegisterError::SecondName(place) => fill(texts.second_name, &[place, place]),
        RegisterError::LongName { name, path } => fill(texts.long_name, &[name, path]),
        RegisterError::FolderGone(place) => fill(texts.folder_gone, &[place]),
        RegisterError::Missing(place) => fill(texts.missing, &[&system::place(place)]),
        RegisterError::NotARegister(place) => fill(texts.not_a_register, &[&system::words(lang, place)]),
        RegisterError::Newer { found, ours } => fill(texts.newer, &[found, ours]),
        RegisterError::AlreadyThere(place) => fill(texts.already_there, &[&system::words(lang, place)]),
        RegisterError::NotPermitted(place) => fill(texts.not_permitted, &[&system::words(lang, place)]),
        RegisterError::ReadOnly => texts.read_only.to_owned(),
        RegisterError::LogWaits(place) => fill(texts.log_waits, &[place]),
        RegisterError::NetworkFolder(place) => fill(texts.network_folder, &[place]),
        RegisterError::BadBackup(place) => fill(texts.bad_backup, &[&system::words(lang, place)]),
        RegisterError::WouldLose(loss) => would_lose(lang, loss),
        RegisterError::Storage(what) => fill(texts.storage, &[&system::with_way_out(lang, what)]),
        RegisterError::TakenAway(place) => fill(texts.taken_away, &[place]),
        RegisterError::Unsure(what) => fill(texts.unsure, &[&system::with_way_out(lang, what)]),
        RegisterError::Guard(guard) => fill(
            texts.guard,
            &[&match guard {
                Guard::Ledger => texts.guard_ledger,
                Guard::Reversal => texts.guard_reversal,
                Guard::History => texts.guard_history,
                Guard::Recipients => texts.guard_recipients,
                Guard::Payment => payments::of(lang).guard,
                Guard::Value => texts.guard_value,
            }],
        ),
        RegisterError::Schema(what) => fill(texts.schema, &[what]),
        RegisterError::Day(doubt) => day(lang, *doubt),
        RegisterError::Damaged(what) => fill(texts.damaged, &[&system::cause(lang, what)]),
    }
}

/// Names told of those of a batch who changed; of more the number.
const NAMED: usize = 3;

/// Who of a batch stands otherwise by now.
fn altered(lang: Lang, people: &[Altered]) -> String {
    let texts = texts(lang);
    let each = people.iter().take(NAMED).map(|one| match &one.why {
        Some(why) => [one.name.as_str(), &batch::left_out(lang, *why)].join(" "),
        None => fill(texts.altered_gift, &[&one.name]),
    });
    let mut said = each.collect::<Vec<_>>().join(texts.comma);
    if people.is_empty() {
        return texts.altered_act.to_owned();
    }
    if people.len() > NAMED {
        said = [said, fill(texts.altered_more, &[&people.len()])].join(" ");
    }
    fill(texts.altered, &[&said])
}

/// Why a day is not believed, and what to do.
pub fn day(lang: Lang, doubt: DayDoubt) -> String {
    let texts = texts(lang);
    match doubt {
        DayDoubt::Outside { today } => fill(texts.day_outside, &[&today]),
        DayDoubt::Behind { today, last } => fill(texts.day_behind, &[&today, &last, &today]),
        DayDoubt::Ahead { today, last } => fill(texts.day_ahead, &[&today, &last, &today]),
        DayDoubt::GivenAhead { today, last } => fill(texts.day_given_ahead, &[&today, &last, &today, &today]),
        DayDoubt::UnderSetting { today, last } => fill(texts.day_under_setting, &[&today, &last]),
    }
}

/// That the clock lies long behind the act before; whoever records looks at it.
pub fn day_leap(lang: Lang, today: NaiveDate, last: NaiveDate) -> String {
    fill(texts(lang).day_leap, &[&today, &last, &today.signed_duration_since(last).num_days()])
}

/// What a person must know before a backup takes the register's place.
pub fn would_lose(lang: Lang, loss: &Loss) -> String {
    let texts = texts(lang);
    let mut parts = Vec::new();
    if loss.other {
        parts.push(texts.other_register.to_owned());
    }
    if let Some(version) = loss.older {
        parts.push(fill(texts.older_backup, &[&version]));
    }
    let mut items = Vec::new();
    if loss.entries > 0 || loss.audit > 0 {
        items.push(fill(texts.lost_entries, &[&loss.entries, &words::yuan(lang, loss.sum)]));
        items.push(fill(texts.lost_audit, &[&loss.audit]));
    }
    if loss.drafts > 0 {
        items.push(fill(texts.lost_drafts, &[&loss.drafts]));
    }
    if !loss.rounds.is_empty() {
        let rounds: Vec<_> = loss.rounds.iter().map(|code| words::round(lang, *code)).collect();
        items.push(fill(texts.lost_rounds, &[&rounds.join(texts.comma)]));
    }
    if !items.is_empty() {
        parts.push(fill(texts.would_lose, &[&items.join(texts.comma)]));
    }
    parts.join(texts.semicolon)
}

mod refusals;
#[cfg(test)]
mod tests;

pub(super) use refusals::rule;
pub use refusals::{earlier, refusal};
