//! How far an import is, for the screen and for the command.

use super::{Lang, fill, texts};
use crate::domain::progress::{ImportPhase, ImportProgress};

texts! {
    /// How far an import is.
    fn texts(lang) -> ProgressTexts {
        /// While rows are compared before any goes in; how many were.
        checking: "已核对 {} 行" / "{} row{|s} checked";
        /// While the answer waits; how many rows were compared by a number.
        held_back: "{} 行按号码核对，等于查找（试算也算）；查得太多，结果稍后给出" / "{} row{|s} compared by number, which counts as searches: the answer waits";
        /// While rows go in; how many are in.
        rows: "已处理 {} 行" / "{} row{|s} done";
        /// While indexes are made; how many rows are in.
        indexes: "{} 行已读完，正在建立索引" / "{} row{ is|s are} in; making indexes";
        /// While rows that are decided go in; how many are in.
        parts: "已写入 {} 行" / "{} row{|s} written";
        /// How fast, in rows a second.
        speed: "每秒 {} 行" / "{} row{|s} a second";
        /// How long still, in seconds.
        left_seconds: "还要 {} 秒" / "{} s left";
        /// How long still, in minutes.
        left_minutes: "还要 {} 分钟" / "{} min left";
    }
}

/// How far an import is after so many milliseconds, in one line.
pub fn so_far(lang: Lang, progress: ImportProgress, elapsed_ms: u64) -> String {
    let texts = texts(lang);
    let phase = match progress.phase {
        ImportPhase::Checking => texts.checking,
        ImportPhase::HeldBack => texts.held_back,
        ImportPhase::Rows => texts.rows,
        ImportPhase::Parts => texts.parts,
        ImportPhase::Indexes => texts.indexes,
    };
    let mut parts = vec![fill(phase, &[&progress.rows]), format!("{}%", progress.share(100))];
    let speed = progress.speed(elapsed_ms).filter(|_| progress.phase != ImportPhase::HeldBack);
    parts.extend(speed.map(|speed| fill(texts.speed, &[&speed])));
    let left = match progress.phase {
        ImportPhase::HeldBack => Some(progress.total.saturating_sub(progress.done).div_ceil(1_000)),
        ImportPhase::Checking | ImportPhase::Rows | ImportPhase::Parts | ImportPhase::Indexes => {
            progress.seconds_left(elapsed_ms)
        }
    };
    parts.extend(left.map(|seconds| {
        if seconds < 120 {
            fill(texts.left_seconds, &[&seconds])
        } else {
            fill(texts.left_minutes, &[&seconds.div_ceil(60)])
        }
    }));
    parts.join("  ")
}
