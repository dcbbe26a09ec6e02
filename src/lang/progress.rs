//! How far an import is, for the screen and for the command.

use super::{Lang, fill, texts};
use crate::domain::progress::{ImportPhase, ImportProgress};

texts! {
    /// How far an import is.
    fn texts(lang) -> ProgressTexts {
        /// While rows are compared before any goes in; how many were.
        checking: "已核对 {} 行" / "{} rows checked";
        /// While rows go in; how many are in.
        rows: "已处理 {} 行" / "{} rows done";
        /// While indexes are made; how many rows are in.
        indexes: "{} 行已读完，正在建立索引" / "{} rows are in; making indexes";
        /// While rows that are decided go in; how many are in.
        parts: "已写入 {} 行" / "{} rows written";
        /// How fast, in rows a second.
        speed: "每秒 {} 行" / "{} rows a second";
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
        ImportPhase::Rows => texts.rows,
        ImportPhase::Parts => texts.parts,
        ImportPhase::Indexes => texts.indexes,
    };
    let mut parts = vec![fill(phase, &[&progress.rows]), format!("{}%", progress.share(100))];
    parts.extend(progress.speed(elapsed_ms).map(|speed| fill(texts.speed, &[&speed])));
    parts.extend(progress.seconds_left(elapsed_ms).map(|seconds| {
        if seconds < 120 {
            fill(texts.left_seconds, &[&seconds])
        } else {
            fill(texts.left_minutes, &[&seconds.div_ceil(60)])
        }
    }));
    parts.join("  ")
}
