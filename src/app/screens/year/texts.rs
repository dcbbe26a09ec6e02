//! The texts of the whole report of a year.

use crate::lang::texts;

texts! {
    /// The texts of the whole report of a year.
    pub(super) fn of(lang) -> YearTexts {
        /// Tab: the year.
        lines: "{}年全年" / "Whole year {}";
        bars: "图表" / "Charts";
        paragraphs: "正文" / "Text";
        no_paragraphs: "这一年还没有正文。Tab 看图表，按左箭头看前一年。" / "The sentences of the report are in Chinese: Ctrl+S writes all of it, muster --lang zh shows them.\nTab shows the charts, Left the year before.";
        item: "项目" / "Item";
        now: "数据" / "Figures";
        /// The year before.
        before: "{}年" / "{}";
        /// The year, then F2.
        empty: "{}年没有登记资金和工作。\n按左箭头看前一年，按 F2 登记工作。" / "Neither money nor work was recorded in {}.\nLeft shows the year before, F2 writes work down.";
        no_bars: "这一年没有资金" / "no money in this year";
        no_later: "以后的年份还没有" / "There is no later year yet";
        no_earlier: "没有更早的年份了" / "There is no earlier year";
        /// Below the list: how far it was reported and closed.
        closed: "已关账 {}" / "closed {}";
        sent: "已报送 {}，此后变化 {} 项" / "sent {}, {} figure{|s} changed since";
        note: "Ctrl+S 写出整份报告：公文（DOCX）、表格、网页、文本" / "Ctrl+S writes the whole report: a letter (DOCX), a workbook, a page, text";
        /// Above what a figure is made of: its name, how many, money.
        behind: "{}  {} 条  {}" / "{}  {} entr{y|ies}  {}";
        no_more: "没有更多了" / "There are no more";
        written: "已登记工作" / "Work is written down";
    }
}
