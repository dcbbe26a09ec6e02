//! What the operating system, SQLite and the readers of files say, in the language of the reader.
//!
//! They say it in English; in Chinese it is looked up here. A test holds the list to all that the system can say of files.

use super::Lang;

/// What is said, and the same in Chinese. Where one ends like another, the longer one comes first.
const PHRASES: &[(&str, &str)] = &[
    ("Operation not permitted", "不允许这样做"),
    ("No such file or directory", "没有这个文件或文件夹"),
    ("entity not found", "没有这个文件或文件夹"),
    ("Interrupted system call", "被中断"),
    ("operation interrupted", "被中断"),
    ("Remote I/O error", "远程读写出错"),
    ("Input/output error", "读写出错"),
    ("disk I/O error", "磁盘读写出错"),
    ("No such device or address", "没有这个设备"),
    ("No such device", "没有这个设备"),
    ("Bad file descriptor", "文件已关闭"),
    ("Resource temporarily unavailable", "暂时不可用"),
    ("Cannot allocate memory", "内存不足"),
    ("out of memory", "内存不足"),
    ("Permission denied", "没有权限"),
    ("permission denied", "没有权限"),
    ("access permission denied", "没有权限"),
    ("authorization denied", "没有权限"),
    ("Bad address", "地址有误"),
    ("Block device required", "不是磁盘"),
    ("Device or resource busy", "正被占用"),
    ("Text file busy", "正被占用"),
    ("File exists", "已经存在"),
    ("Invalid cross-device link", "不在同一个磁盘上"),
    ("Not a directory", "路径中有一段不是文件夹"),
    ("Is a directory", "这是文件夹"),
    ("Invalid argument", "系统不接受"),
    ("Too many open files in system", "系统打开的文件太多"),
    ("Too many open files", "打开的文件太多"),
    ("Inappropriate ioctl for device", "这个设备做不到"),
    ("File too large", "文件太大"),
    ("string or blob too big", "内容太大"),
    ("No space left on device", "磁盘已满"),
    ("database or disk is full", "磁盘已满"),
    ("Disk quota exceeded", "磁盘配额已用完"),
    ("Illegal seek", "不是普通文件"),
    ("Read-only file system", "磁盘只读"),
    ("attempt to write a readonly database", "登记册只读"),
    ("Too many links", "链接太多"),
    ("Too many levels of symbolic links", "链接绕成了圈"),
    ("Broken pipe", "接收输出的程序已结束"),
    ("File name too long", "文件名太长"),
    ("No locks available", "系统给不出锁"),
    ("locking protocol", "锁不可靠"),
    ("Function not implemented", "系统不支持"),
    ("Operation not supported", "系统不支持"),
    ("Value too large for defined data type", "数值太大"),
    ("Directory not empty", "文件夹不是空的"),
    ("Connection timed out", "连接超时"),
    ("Transport endpoint is not connected", "网络文件夹已断开"),
    ("Connection reset by peer", "连接已断开"),
    ("Connection refused", "连接被拒绝"),
    ("Network is unreachable", "网络不通"),
    ("Network is down", "网络不通"),
    ("Host is down", "对方主机已关机"),
    ("No route to host", "找不到对方主机"),
    ("Stale file handle", "网络文件夹已断开"),
    ("Structure needs cleaning", "磁盘的文件系统已损坏"),
    ("No medium found", "没有插入磁盘"),
    ("Wrong medium type", "磁盘类型不对"),
    ("Operation canceled", "已取消"),
    ("Memory page has hardware error", "内存硬件出错"),
    ("Bad message", "数据校验不符"),
    ("Protocol error", "协议出错"),
    ("failed to fill whole buffer", "文件不完整"),
    ("unexpected end of file", "文件不完整"),
    ("stream did not contain valid UTF-8", "不是 UTF-8 文字"),
    ("unable to open database file", "无法打开登记册文件"),
    ("database disk image is malformed", "内容已损坏"),
    ("malformed JSON", "内容已损坏"),
    ("integer overflow", "内容已损坏"),
    ("bad JSON path", "内容已损坏"),
    ("file is not a database", "不是登记册"),
    ("large file support is disabled", "文件太大"),
    ("database table is locked", "正被占用"),
    ("database is locked", "正被占用"),
    ("callback requested query abort", "被中断"),
    ("bad parameter or other API misuse", "程序内部错误"),
    ("this file system cannot keep a write-ahead log", "这个磁盘的文件系统不支持登记册的日志"),
    ("the keys could not be sorted", "检索没能排序"),
    ("the roster could not be read", "名册没能读取"),
    ("the workbook cannot be read", "工作簿读不出来"),
    ("rows or cells are out of order", "行或单元格次序颠倒"),
];

/// How a fault of the program itself begins; its place follows.
const INTERNAL: (&str, &str) = ("internal error at ", "程序内部错误，位置 ");

/// How SQLite begins where it says no more than a number: the words follow.
const NUMBERED: &str = "Error code ";

/// What the system said, in a language, behind a path or alone. What is no known message stays as it is.
pub fn words(lang: Lang, said: &str) -> String {
    let parts = said.split(": ").filter(|part| !part.starts_with(NUMBERED));
    match lang {
        Lang::En => parts.collect::<Vec<_>>().join(": "),
        Lang::Zh => parts.map(chinese).collect::<Vec<_>>().join("："),
    }
}

/// A path of which the system said that it is not there: the path alone, where that is told by the message around it.
pub fn place(said: &str) -> &str {
    said.strip_suffix(": No such file or directory").unwrap_or(said)
}

/// As [`words`], where nothing but the system speaks: from a sentence on that is not known, no more is said than that.
pub fn cause(lang: Lang, said: &str) -> String {
    let parts: Vec<&str> = said.split(": ").collect();
    match parts.iter().position(|part| lang == Lang::Zh && is_unknown_sentence(part)) {
        Some(at) => {
            let told = parts.iter().take(at).map(|part| chinese(part)).chain(["原因不明".to_owned()]);
            told.collect::<Vec<_>>().join("：")
        }
        None => words(lang, said),
    }
}

/// As [`words`], of what a reader of files found wrong: its words are many, and those that are not known say no more than
/// that the content is wrong.
pub fn fault_of_content(lang: Lang, said: &str) -> String {
    match lang {
        Lang::En => said.to_owned(),
        Lang::Zh => {
            let parts: Vec<&str> = said.split(": ").collect();
            let known = parts.last().and_then(|last| known(last));
            known.unwrap_or_else(|| "内容不完整，或不合格式".to_owned())
        }
    }
}

/// What the system says of a write, and what to do where somebody can do it.
pub fn with_way_out(lang: Lang, said: &str) -> String {
    let cause = cause(lang, said);
    let way = WAYS_OUT.iter().find(|(ends, ..)| ends.iter().any(|end| said.ends_with(end)));
    way.map_or(cause.clone(), |(_, zh, en)| [&*cause, lang.pick("；", "; "), lang.pick(*zh, *en)].concat())
}

/// What to do, by what was said.
const WAYS_OUT: &[(&[&str], &str, &str)] = &[
    (
        &["No space left on device", "database or disk is full", "Disk quota exceeded"],
        "请腾出空间后重试",
        "free some space there and try again",
    ),
    (
        &["File too large"],
        "系统限制了文件的大小：请管理员放宽（ulimit -f）后重试",
        "the system limits the size of files: have that raised (ulimit -f) and try again",
    ),
    (
        &["Read-only file system", "attempt to write a readonly database"],
        "请换到可以写的磁盘，或让管理员改为可写",
        "use a disk that can be written, or have this one made writable",
    ),
    (
        &["Cannot allocate memory", "out of memory"],
        "请关掉别的程序后重试",
        "close other programs and try again",
    ),
];

/// A part of a message in Chinese, if it is one that is known.
fn chinese(part: &str) -> String {
    match part.strip_prefix(INTERNAL.0) {
        Some(place) => format!("{}{place}", INTERNAL.1),
        None => known(part).unwrap_or_else(|| part.to_owned()),
    }
}

/// Words of English that nobody put into Chinese; a path, a code and a value are none.
fn is_unknown_sentence(part: &str) -> bool {
    let words = part.split(' ').filter(|word| word.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_sentence = part.is_ascii() && !part.contains('/') && words.count() >= 2;
    is_sentence && known(part).is_none() && !part.starts_with(NUMBERED)
}

/// A part that ends with a known message, with that message in Chinese.
fn known(part: &str) -> Option<String> {
    PHRASES.iter().find_map(|(english, chinese)| Some(format!("{}{chinese}", part.strip_suffix(english)?)))
}

#[cfg(test)]
mod tests {
    use std::io::Error;

    use super::*;

    /// Errors that have nothing to do with files, terminals or folders on a network.
    fn is_elsewhere(number: i32) -> bool {
        matches!(number, 3 | 7 | 8 | 10 | 33..=35 | 41..=70 | 72 | 73 | 76..=94 | 96..=99 | 102 | 103 | 105 | 106
            | 108 | 109 | 114 | 115 | 118..=120 | 126..=132)
    }

    #[test]
    fn everything_that_the_system_says_of_files_has_its_chinese() {
        for number in (1..=133).filter(|number| !is_elsewhere(*number)) {
            let error = Error::from_raw_os_error(number);
            let said = crate::domain::text::system_words(&error);
            let words = cause(Lang::Zh, &format!("/r/册.db: {said}"));
            assert!(
                words.starts_with("/r/册.db：") && !words.contains("原因不明"),
                "{number} {said} {words}"
            );
            let rest = words.trim_start_matches("/r/册.db：");
            assert!(!rest.bytes().any(|b| b.is_ascii_alphabetic()), "{number} {words}");
            assert_eq!(super::words(Lang::En, &said), said.as_str());
        }
    }

    #[test]
    fn a_longer_phrase_comes_before_the_one_that_it_ends_with() {
        for (at, (phrase, _)) in PHRASES.iter().enumerate() {
            let before = PHRASES[..at].iter().find(|(other, _)| phrase.ends_with(other));
            assert!(
                before.is_none_or(|(other, chinese)| known(other).as_deref() == Some(chinese)),
                "{phrase}"
            );
        }
    }

    #[test]
    fn who_can_do_something_is_told_what() {
        for (said, ends) in [
            ("/r/册.db: database or disk is full", "磁盘已满；请腾出空间后重试"),
            ("/r/册.db: No space left on device", "磁盘已满；请腾出空间后重试"),
            ("/r/册.db: File too large", "（ulimit -f）后重试"),
            ("/r/册.db: disk I/O error", "磁盘读写出错"),
        ] {
            assert!(with_way_out(Lang::Zh, said).ends_with(ends), "{said}");
        }
        assert!(with_way_out(Lang::En, "x: File too large").ends_with("(ulimit -f) and try again"));
    }

    #[test]
    fn a_path_stays_and_an_unknown_sentence_is_not_shown_in_english() {
        let zh = |said: &str| cause(Lang::Zh, said);
        assert_eq!(zh("/a b/册.db: disk I/O error"), "/a b/册.db：磁盘读写出错");
        assert_eq!(zh("/a/b.db disk I/O error"), "/a/b.db 磁盘读写出错");
        assert_eq!(zh("Error code 778: disk I/O error"), "磁盘读写出错");
        assert_eq!(zh("/a/b.db: something new"), "/a/b.db：原因不明");
        assert_eq!(zh("Invalid column type Text at index: 3, name: x"), "原因不明");
        assert_eq!(zh("device_seq 12"), "device_seq 12");
        assert_eq!(zh("internal error at src/x.rs:1:2"), "程序内部错误，位置 src/x.rs:1:2");
        assert_eq!(words(Lang::Zh, "my own register.db"), "my own register.db");
        assert_eq!(cause(Lang::En, "Error code 778: disk I/O error"), "disk I/O error");
        assert_eq!(fault_of_content(Lang::Zh, "Xml error: ill-formed"), "内容不完整，或不合格式");
    }
}
