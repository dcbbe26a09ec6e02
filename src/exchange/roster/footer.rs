//! Rows after the data that are no data: totals, signatures, remarks.

use super::header::Header;
use crate::domain::roster::Column;
use crate::tabular::{CellKind, RawRow};

/// Words that make a footer whatever follows them: 合计12人, 审核人签字.
const WORDS: &[&str] = &[
    "合计",
    "总计",
    "小计",
    "共计",
    "累计",
    "填表",
    "填报",
    "制表",
    "审核",
    "审批",
    "复核",
    "打印日期",
    "打印时间",
    "单位负责人",
    "分管领导",
    "主管领导",
    "领导签字",
    "以下空白",
    "此页无正文",
    "大写",
    "金额大写",
    "人民币",
    "大写金额",
    "会计",
    "出纳",
    "领导",
    "核对人",
    "核准",
    "经手人",
    "证明人",
    "监督人",
    "监发人",
    "发放人",
    "培训机构负责人",
    "机构负责人",
    "单位领导",
    "申请时间",
    "填表时间",
    "填报时间",
    "本表一式",
    "此表一式",
    "承办人",
];
/// Words that make one only before a mark, a digit or nothing: 备注：, 共 12 人.
const WORDS_BEFORE_MARKS: &[&str] = &[
    "备注",
    "注",
    "说明",
    "共",
    "负责人",
    "经办人",
    "联系人",
    "联系电话",
    "单位",
    "单位盖章",
    "盖章",
    "签字",
    "日期",
    "年月日",
    "total",
    "subtotal",
    "grandtotal",
    "preparedby",
    "checkedby",
    "reviewedby",
    "printed",
    "note",
    "notes",
    "remark",
];

/// The first letters of these words: few rows of data begin with one, and only those are looked at.
const FIRST_LETTERS: &str =
    "合总小共累填制审复打单分主领以此备注说负经联盖签日年大金人会出核证监发培机申本承tspcrngTSPCRNG";
/// Most bytes of a cell that is looked at in a row without a name, but for the first.
const LABEL_MAX: usize = 150;
/// Letters of sums written in full: 壹仟伍佰元整.
const FULL_SUM: &str = "零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正〇";
/// Ends of a total: 上都镇 小计.
const TOTALS: &[&str] = &["合计", "总计", "小计", "共计", "累计"];

/// Whether a row is a footer, numbers its columns, or only says something.
///
/// A row with an ID number, or with a township and a name, is always data, whatever it begins with.
pub(super) fn is_footer(row: &RawRow, header: &Header) -> bool {
    let cell = |column| header.at(column).map_or("", |at| row.cell(at));
    let name = cell(Column::Name).trim();
    let has_id = |cell: &str| cell.chars().filter(char::is_ascii_alphanumeric).count() >= 15;
    if has_id(cell(Column::IdNumber)) {
        return false;
    }
    // A total stands within a township that is merged over its rows, too.
    let is_own = |at: usize| row.kind(at) != CellKind::Filled;
    let mut own = (0..row.width()).filter(|at| is_own(*at)).map(|at| row.cell(at));
    let first = own.find(|cell| !cell.trim().is_empty()).unwrap_or_default();
    let is_alone = || row.cells().filter(|cell| !cell.trim().is_empty()).count() == 1;
    if is_total(name) || is_full_sum(name) || numbers_columns(row) || is_day(name) && is_alone() {
        return true;
    }
    if name.is_empty() {
        return is_total(first)
            || row.cells().any(|cell| cell.len() <= LABEL_MAX && (begins(cell) || is_label(cell)));
    }
    if is_notice(row, name) {
        return true;
    }
    let begins_so = is_total(first)
        || begins(first) && (is_label_of_foot(first) || begins(name)) && !is_of_work(row, header);
    let township = header.at(Column::Township).filter(|at| is_own(*at)).map_or("", |at| row.cell(at));
    let is_counted = name.starts_with(|c: char| c.is_ascii_digit());
    begins_so && (township.trim().is_empty() || begins(township) || is_counted)
}

/// 2024年1月30日
fn is_day(cell: &str) -> bool {
    cell.contains('年')
        && cell.contains('月')
        && cell
            .chars()
            .all(|c| c.is_numeric() || c.is_whitespace() || "年月日〇零一二三四五六七八九十".contains(c))
}

/// 合计, 上都镇小计, 本页合计（3人）
fn is_total(cell: &str) -> bool {
    if cell.len() > 60 || !cell.contains('计') {
        return false;
    }
    let bare: String = cell.chars().filter(|c| !is_mark(*c)).collect();
    let bare =
        bare.trim_end_matches(['人', '户', '名', '元', '笔']).trim_end_matches(|c: char| c.is_numeric());
    TOTALS.iter().any(|total| bare == *total || bare.ends_with(total) && names_a_part(bare, total))
}

/// Whether what stands before a total is a part of the list: a page, a township, a group; a name is none.
fn names_a_part(bare: &str, total: &str) -> bool {
    let part = bare.strip_suffix(total).unwrap_or(bare);
    let ends = [
        "页", "镇", "苏木", "场", "区", "社区", "嘎查", "村", "组", "类", "军人", "士兵", "属", "人员", "旗",
        "本表", "上", "总",
    ];
    ends.iter().any(|end| part.ends_with(end))
}

/// 壹仟伍佰元整
fn is_full_sum(cell: &str) -> bool {
    cell.chars().count() > 2
        && cell.contains(['元', '圆'])
        && cell.chars().all(|c| is_mark(c) || FULL_SUM.contains(c))
}

/// A row of letters or numbers under the header: 甲 乙 丙, 1 2 3, A B C.
fn numbers_columns(row: &RawRow) -> bool {
    const STEMS: &str = "甲乙丙丁戊己庚辛壬癸子丑寅卯";
    let cells = || row.cells().map(str::trim).filter(|cell| !cell.is_empty());
    let is_mark_of = |cell: &str| {
        let bare = cell.trim_matches(|c: char| is_mark(c));
        let mut letters = bare.chars();
        match (letters.next(), letters.next()) {
            (Some(one), None) => {
                STEMS.contains(one) || one.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(one)
            }
            (Some(one), Some(two)) => bare.len() == 2 && one.is_ascii_digit() && two.is_ascii_digit(),
            (None, _) => false,
        }
    };
    cells().all(is_mark_of) && cells().count() > 2
}

/// 填表人：, 申请时间：    年    月    日
fn is_label(cell: &str) -> bool {
    let cell = cell.trim();
    cell.chars().count() <= 30 && cell.ends_with(['：', ':'])
        || cell.contains('年')
            && cell.contains('月')
            && cell.contains('日')
            && !cell.contains(|c: char| c.is_numeric())
}

/// A row that says something and nothing else: 本表一式三份，经办机构二份.
fn is_notice(row: &RawRow, name: &str) -> bool {
    let alone = row.cells().filter(|cell| !cell.trim().is_empty()).count() == 1;
    alone && name.contains(['，', '。', '；', '：', ':'])
}

/// The office and the name of whoever signs below the list: 村主任：王山. A row with an ID number or a township is none.
pub(super) fn signature<'a>(row: &'a RawRow, header: &Header) -> Option<&'a str> {
    const OFFICES: &str = "主任 书记 村长 镇长 乡长 苏木达 嘎查达 组长 会长 站长 所长 局长 会计 出纳 文书 干事 专干 委员 负责人 经办人 联系人";
    let own = |at: usize| if row.kind(at) == CellKind::Filled { "" } else { row.cell(at).trim() };
    let cell = |column| header.at(column).map_or("", own);
    let first = (0..row.width()).map(own).find(|cell| !cell.is_empty())?;
    let (office, _) = first.split_once(['：', ':'])?;
    let is_office = office.chars().count() <= 12
        && office.chars().all(char::is_alphabetic)
        && OFFICES.split(' ').any(|end| office.ends_with(end));
    let has_id = cell(Column::IdNumber).chars().filter(char::is_ascii_alphanumeric).count() >= 15;
    (is_office && !has_id && cell(Column::Township).is_empty()).then_some(first)
}

/// Whether a cell that begins with a word of a foot is one: 审批人, 填表：; the name of an office is none: 审批服务局.
fn is_label_of_foot(cell: &str) -> bool {
    const BEHIND: &[&str] = &["人", "签", "盖", "意见", "日期", "时间", "单位", "负责", "金额", "员"];
    let bare: String =
        cell.chars().skip_while(|c| is_mark(*c)).filter(|c| !c.is_whitespace()).take(24).collect();
    let bare = bare.split(|c: char| is_mark(c) || c.is_numeric()).next().unwrap_or_default().to_lowercase();
    WORDS_BEFORE_MARKS.contains(&bare.as_str())
        || WORDS.iter().filter_map(|word| Some((word, bare.strip_prefix(word)?))).any(|(word, behind)| {
            let is_whole = word.ends_with('人') || word.chars().count() > 3;
            is_whole || behind.is_empty() || BEHIND.iter().any(|one| behind.starts_with(one))
        })
}

/// Whether the first cell of a row stands under a header that tells what people work as, and is no label: 会计.
fn is_of_work(row: &RawRow, header: &Header) -> bool {
    const WORK: &[&str] = &["单位", "职", "岗位", "部门", "工作", "身份", "行业"];
    let first = (0..row.width()).find(|&at| !row.cell(at).trim().is_empty()).unwrap_or_default();
    let title = header.titles().get(first).map(String::as_str).unwrap_or_default();
    WORK.iter().any(|word| title.contains(word)) && !row.cell(first).trim().ends_with(['：', ':'])
}

fn begins(cell: &str) -> bool {
    let Some(first) = cell.chars().find(|c| !is_mark(*c)) else { return false };
    if !FIRST_LETTERS.contains(first) {
        return false;
    }
    // The longest word has twelve letters; what stands further right does not matter.
    let start: String = cell
        .chars()
        .skip_while(|c| is_mark(*c))
        .filter(|c| !c.is_whitespace())
        .take(16)
        .flat_map(char::to_lowercase)
        .collect();
    WORDS.iter().any(|word| start.starts_with(word))
        || WORDS_BEFORE_MARKS.iter().any(|word| {
            start
                .strip_prefix(word)
                .is_some_and(|rest| rest.chars().next().is_none_or(|c| is_mark(c) || c.is_numeric()))
        })
}

fn is_mark(c: char) -> bool {
    c.is_whitespace() || !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::super::header;
    use super::*;

    fn row(number: u64, line: &str) -> RawRow {
        let mut row = RawRow::new(number);
        line.split('|').for_each(|cell| row.push(cell, CellKind::Text));
        row
    }

    #[test]
    fn every_word_has_its_first_letter() {
        for word in WORDS.iter().chain(WORDS_BEFORE_MARKS) {
            assert!(begins(word), "{word}");
        }
    }

    #[test]
    fn an_office_or_a_trade_is_no_foot() {
        let header = header::find(&[row(1, "工作单位|姓名|电话"), row(2, "某局|程连富|")]).unwrap();
        for (line, is) in [
            ("审批服务局|程连富|13800001001", false),
            ("会计服务中心|单国强|13800001002", false),
            ("领导小组办公室|仇小军|", false),
            ("核准中心|仇小军|", false),
            ("会计|仇小军|", false),
            ("审核人：|赵志强|", true),
        ] {
            assert_eq!(is_footer(&row(9, line), &header), is, "{line}");
        }
        let header = header::find(&[row(1, "序号|姓名|电话"), row(2, "1|程连富|")]).unwrap();
        for (line, is) in [
            ("审批|赵志强|", true),
            ("会计：|赵志强|", true),
            ("填表人赵志强|审核人布仁|", true),
            ("审批服务局|程连富|", false),
            ("说明|以上属实|", true),
        ] {
            assert_eq!(is_footer(&row(9, line), &header), is, "{line}");
        }
    }

    #[test]
    fn whoever_signs_below_the_list_is_nobody() {
        let header = header::find(&[row(1, "序号|姓名|身份证号|苏木镇|电话")]).unwrap();
        for (line, is) in [
            ("村主任：王山||||", true),
            ("|嘎查党支部书记：王山|||13800001001", true),
            ("|村主任:王山||||", true),
            ("|村主任：王山||上都镇|", false),
            ("|程连富（村主任：1998年）||||", false),
            ("|程连富 电话：13800001001||||", false),
            ("1|程连富||||", false),
        ] {
            assert_eq!(signature(&row(9, line), &header).is_some(), is, "{line}");
        }
    }

    #[test]
    fn a_total_within_a_merged_township_is_a_foot() {
        let header = header::find(&[row(1, "苏木镇|序号|姓名|身份证号")]).unwrap();
        for (line, is) in [("小计|2人|", true), ("|小计|", true), ("合计||2", true), ("3|程连富|", false)]
        {
            let mut within = RawRow::new(9);
            within.push("上都镇", CellKind::Filled);
            line.split('|').for_each(|cell| within.push(cell, CellKind::Text));
            assert_eq!(is_footer(&within, &header), is, "{line}");
        }
    }

    #[test]
    fn footers_are_told_from_people() {
        let header = header::find(&[row(1, "序号|姓名|身份证号|苏木镇|备注")]).unwrap();
        for line in [
            "合计|||",
            "合  计||||",
            "|合计|||",
            "总计：85人|",
            "小计|3||",
            "填表人：赵志强||审核人：|",
            "填表人：|赵志强||审核人：|",
            "制表人|布仁",
            "备注：本表一式两份",
            "注：|",
            "打印日期：2024-02-02",
            "（以下空白）",
            "单位（盖章）：",
            "共 85 人",
            "Total|85",
            "Prepared by: Buren",
            "单位负责人：|",
            "*说明：黑体为新增",
            "|小 计||上都镇|",
            "|合计：||上都镇|",
            "|上都镇小计||上都镇|",
            "上都镇小计（3人）||||",
            "本页小计|3人||上都镇|",
            "小计|1人||上都镇|",
            "大写：|壹仟伍佰元整|||",
            "|壹仟伍佰元整||上都镇|",
            "制表：||审核：||",
            "培训机构负责人：||        填表人：            ||",
            "||       申请时间：    年    月    日||",
            "甲|乙|丙|丁|戊",
            "1|2|3|4|5",
            "(1)|(2)|(3)|(4)|",
            "A|B|C|D|E",
            "|本表一式三份，经办机构二份，培训机构一份。|||",
        ] {
            assert!(is_footer(&row(9, line), &header), "{line}");
        }
        for line in [
            "1|程连富||上都镇|",
            "|合计里格||上都镇|",
            "合计|合希格||上都镇|",
            "|合计|15259919500101001X||",
            "|共青|||",
            "|甲||上都镇|",
            "1|张计||上都镇|",
            "12||||",
            "|||上都镇|",
            "|注日格|||",
            "|总布达|||",
            "||||",
            "|单国强|||",
        ] {
            assert!(!is_footer(&row(9, line), &header), "{line}");
        }
    }
}
