//! What leaves, in words: the names of lists and sheets, the heads of their columns, and why something did not leave.

use super::{Lang, fill, texts};
use crate::domain::export::{CallWay, Format, Outgoing};
use crate::domain::recipient::{Household, Kind};

texts! {
    /// Names of lists, sheets and forms.
    fn names(lang) -> ExportNames {
        recipients: "对象名册" / "roster";
        due: "应访名单" / "who is due";
        plan: "慰问计划" / "plan";
        ledger: "台账" / "ledger";
        payments: "项目发放" / "payments";
        payroll: "发放册" / "payroll";
        visits: "走访记录" / "calls";
        progress: "走访进度" / "progress";
        rounds: "慰问活动" / "rounds";
        review: "待核对" / "to check";
        audit: "审计发现" / "findings";
        acts: "操作记录" / "acts";
        work: "工作清单" / "work";
        unseen: "年度未确认名单" / "not confirmed yet";
        visit_sheet: "走访单" / "visit sheet";
        sign_sheet: "签领表" / "sign sheet";
        log_sheet: "走访台账" / "log of visits";
        notice: "公示名单" / "public notice";
        year_report: "全年报告" / "report of a year";
        figure: "报告明细" / "entries of a figure";
        bulletin: "周报" / "weekly bulletin";
        xlsx: "XLSX 表格" / "XLSX workbook";
        csv: "CSV（UTF-8）" / "CSV (UTF-8)";
        csv_gb18030: "CSV（GB18030）" / "CSV (GB18030)";
        jsonl: "JSON，一行一条" / "JSON lines";
        text: "文本" / "text";
        html: "网页" / "HTML";
        docx: "DOCX 文档（公文格式）" / "DOCX letter";
        markdown: "Markdown" / "Markdown";
    }
}

texts! {
    /// Heads of columns that no roster has; those of a roster stand in [`super::cells`].
    pub fn heads(lang) -> ExportHeads {
        id: "编号" / "id";
        birth_year: "出生年份" / "year of birth";
        household: "户籍性质" / "household";
        status: "登记状态" / "status";
        round: "慰问活动" / "round";
        group: "慰问类别" / "group";
        standard: "慰问金标准" / "cash standard";
        goods: "慰问品" / "goods";
        goods_value: "慰问品折款" / "value of goods";
        state: "状态" / "state";
        promised_on: "约定日期" / "promised for";
        last_gift_round: "上次慰问" / "last gift";
        last_gift: "上次金额" / "its amount";
        number: "分录号" / "no.";
        day: "日期" / "day";
        entry_kind: "种类" / "kind";
        cash: "慰问金" / "cash";
        handlers: "经办人" / "handlers";
        proxy: "代领人" / "proxy";
        relation: "关系" / "relation";
        reverses: "冲正的分录" / "cancels";
        reversed: "已冲正" / "cancelled";
        reason: "理由" / "reason";
        callers: "走访人" / "callers";
        way: "方式" / "way";
        outcome: "走访结果" / "outcome";
        deferred_to: "改期至" / "put off to";
        needs: "诉求" / "needs";
        stands: "效力" / "stands";
        place: "苏木镇场" / "place";
        planned: "应访" / "planned";
        done: "已访" / "visited";
        open: "待访" / "open";
        closed: "已了结" / "closed";
        planned_cash: "计划慰问金" / "planned cash";
        given_cash: "已发慰问金" / "cash given";
        planned_goods: "计划慰问品折款" / "planned goods";
        given_goods: "已发慰问品折款" / "goods given";
        closed_cash: "其中已了结" / "of it closed";
        as_of: "截至" / "by the end of";
        fund: "资金" / "fund";
        team: "走访组" / "team";
        leader: "带队领导" / "leader";
        station: "服务站" / "station";
        added: "增补理由" / "why added";
        festival: "节日" / "festival";
        opens: "开始" / "opens";
        due_until: "应访至" / "due until";
        grace_until: "宽限至" / "grace until";
        settled_on: "名单固定" / "list fixed";
        closed_on: "关闭" / "closed on";
        list: "名单" / "list";
        count: "数目" / "count";
        what: "说明" / "what";
        why: "为什么" / "why";
        pair: "组" / "pair";
        rule: "规则" / "rule";
        level: "级别" / "level";
        title: "事项" / "title";
        about: "对象" / "about";
        message: "发现" / "finding";
        answer: "回答" / "answer";
        act: "操作" / "act";
        recorded_at: "记录时间" / "recorded at";
        actor: "账户" / "account";
        before: "之前" / "before";
        after: "之后" / "after";
        kind: "种类" / "kind";
        subkind: "小类" / "subkind";
        until: "结束" / "until";
        named: "名称" / "title";
        entered: "登记日期" / "entered on";
        confirmed: "上次确认" / "last confirmed";
        amount: "金额" / "amount";
        adds: "计入" / "adds";
    }
}

texts! {
    /// Values of cells, and what is told of an export.
    pub fn told(lang) -> ExportTold {
        person: "人员" / "person";
        unit: "单位" / "unit";
        urban: "城镇" / "urban";
        rural: "农村" / "rural";
        door: "上门" / "door";
        phone: "电话" / "phone";
        video: "视频" / "video";
        cancelled: "已取消" / "cancelled";
        /// A status and its day.
        since: "{} {}" / "{} {}";
        /// Page and pages, as spreadsheets fill them, and how far the register reached.
        foot: "&L{}&R第 &P 页，共 &N 页" / "&L{}&Rpage &P of &N";
        // Why nothing left.
        no_numbers: "这个名单没有完整号码可导出，请去掉 --unmasked" / "this list has no numbers to show in full: leave out --unmasked";
        reason_needed: "导出完整号码要写理由：--reason" / "numbers in full need a reason: --reason";
        /// The path.
        own_file: "{} 是登记册或它旁边的文件，不会覆盖。请换一个文件名" / "{} is the register or lies beside it as its own, and is not overwritten. Choose another name";
        /// The rows, and how many fit.
        too_many_rows: "{} 行超过一张表的 {} 行。请按苏木镇场导出，或用 CSV" / "{} row{|s}, more than the {} of one sheet. Export township by township, or as CSV";
        /// The path of the folder.
        no_folder: "没有这个文件夹：{}。请先建立，或换一个地方" / "no such folder: {}. Make it first, or choose another place";
        or_overwrite: "确要覆盖，用 --overwrite" / "to replace it all the same: --overwrite";
        /// The form.
        no_form: "这张表没有 {} 格式，用 xlsx 或 text" / "this sheet is not written as {}: take xlsx or text";
        changed: "导出期间登记册一直有变动，没有写出。请稍后再试" / "the register kept changing meanwhile, nothing was written out. Try again in a moment";
        nobody: "名单上没有人，没有写出：核对活动、苏木镇场和嘎查村；已访和已了结的不再打印，困难救助只列意见齐全、还没有批准的" /
            "nobody is on that list, nothing was written out: look at round, township and village; whoever was visited is not printed again, and of relief only what has all its opinions and is not granted yet";
        /// How many, and how many one sheet holds.
        too_many_lines: "有 {} 人，一张签领表最多 {} 人：请按苏木镇场或嘎查村分开打印" / "{} in all, and one sheet to sign holds {}: print it by township or by village";
        stopped: "已停止，没有写出" / "stopped, nothing was written out";
        read_only:
            "导出要记入操作记录，登记册只读，所以没有写出。请换到可写的地方再导出" /
            "whatever leaves is noted in the register, which is read only: nothing was written out. Put it where it can be written";
        /// Nobody reads any more.
        closed:
            "接收输出的程序没有读完就结束了，输出不完整。要完整的就写到文件，或让它读到结尾" /
            "What reads the output ended before its end, so it is not whole. Write it to a file, or let it be read to the end";
        /// What the system says of the pipe.
        stream: "输出没有写完：{}。请检查接收的程序或磁盘空间，再导出一次" / "the output was cut off: {}. Check what reads it, or the space on the disk, and export again";
    }
}

/// The name of a list or a sheet.
pub fn what(lang: Lang, what: Outgoing) -> &'static str {
    let texts = names(lang);
    match what {
        Outgoing::Recipients => texts.recipients,
        Outgoing::Due => texts.due,
        Outgoing::Plan => texts.plan,
        Outgoing::Ledger => texts.ledger,
        Outgoing::Payments => texts.payments,
        Outgoing::Payroll => texts.payroll,
        Outgoing::Visits => texts.visits,
        Outgoing::Progress => texts.progress,
        Outgoing::Rounds => texts.rounds,
        Outgoing::Review => texts.review,
        Outgoing::Audit => texts.audit,
        Outgoing::Acts => texts.acts,
        Outgoing::Work => texts.work,
        Outgoing::Unseen => texts.unseen,
        Outgoing::VisitSheet => texts.visit_sheet,
        Outgoing::SignSheet => texts.sign_sheet,
        Outgoing::LogSheet => texts.log_sheet,
        Outgoing::Notice => texts.notice,
        Outgoing::YearReport => texts.year_report,
        Outgoing::Figure => texts.figure,
        Outgoing::Bulletin => texts.bulletin,
    }
}

/// The name of a form.
pub fn format(lang: Lang, format: Format) -> &'static str {
    let texts = names(lang);
    match format {
        Format::Xlsx => texts.xlsx,
        Format::Csv => texts.csv,
        Format::CsvGb18030 => texts.csv_gb18030,
        Format::JsonLines => texts.jsonl,
        Format::Text => texts.text,
        Format::Html => texts.html,
        Format::Docx => texts.docx,
        Format::Markdown => texts.markdown,
    }
}

/// A kind of recipients, as rosters write it.
pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Person => told(lang).person,
        Kind::Unit => told(lang).unit,
    }
}

/// How a household is registered.
pub fn household(lang: Lang, household: Household) -> &'static str {
    match household {
        Household::Urban => told(lang).urban,
        Household::Rural => told(lang).rural,
    }
}

/// How a call was made.
pub fn way(lang: Lang, way: CallWay) -> &'static str {
    match way {
        CallWay::Door => told(lang).door,
        CallWay::Phone => told(lang).phone,
        CallWay::Video => told(lang).video,
    }
}

/// What stands at the foot of a printed page of a list.
pub fn foot(lang: Lang, head: &str) -> String {
    fill(told(lang).foot, &[&head])
}
