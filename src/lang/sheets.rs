//! Sheets for paper in words: titles, heads, what stands below the rows.

use super::{Lang, fill, texts};

texts! {
    /// Titles and what stands around the rows.
    pub fn of(lang) -> SheetTexts {
        /// The banner, the round.
        visit_title: "{}{}走访单" / "{}: visits of {}";
        sign_title: "{}{}慰问金（品）签领表" / "{}: receipts of {}";
        log_title: "{}{}走访台账" / "{}: log of visits of {}";
        /// The place, how many, up to where the register reached, the day.
        subtitle: "{}　共 {} 个对象　制表 {}　{}" / "{}   {} in all   made {}   {}";
        units: "驻旗单位" / "units";
        page_sum: "本页合计" / "this page";
        all_sum: "总计" / "in all";
        in_words: "人民币（大写）：" / "in words: ";
        sign_line:
            "经办人：＿＿＿＿＿＿　经办人：＿＿＿＿＿＿　证明人：＿＿＿＿＿＿　审核：＿＿＿＿＿＿　（盖章）" /
            "handler: ____________  handler: ____________  witness: ____________  checked: ____________  (seal)";
        visit_line:
            "走访人：＿＿＿＿＿＿　走访人：＿＿＿＿＿＿　走访日期：＿＿＿＿＿＿　车辆：＿＿＿＿＿＿" /
            "visited by: ____________  and: ____________  on: ____________  car: ____________";
        log_line:
            "填表人：＿＿＿＿＿＿　审核：＿＿＿＿＿＿　单位负责人：＿＿＿＿＿＿　（盖章）" /
            "filled in by: ____________  checked: ____________  head: ____________  (seal)";
        /// The page, and how many.
        page: "第 {} 页，共 {} 页" / "page {} of {}";
        // Heads.
        order: "序号" / "no.";
        name: "姓名" / "name";
        id_number: "身份证号" / "ID number";
        category: "类别" / "category";
        village: "嘎查村" / "village";
        address: "住址" / "address";
        phone: "电话" / "phone";
        cash: "慰问金" / "cash";
        goods: "慰问品及数量" / "goods";
        goods_value: "慰问品折款" / "goods worth";
        signature: "领取人签字/手印" / "signature or print";
        proxy: "代领人及关系" / "proxy, relation";
        day: "日期" / "day";
        remark: "备注" / "remark";
        last_gift: "上次慰问" / "last gift";
        needs: "上次诉求" / "needs heard";
        room: "走访情况、诉求" / "what was found";
        callers: "走访人" / "callers";
        way: "方式" / "way";
        family: "家庭情况" / "family";
        need: "诉求" / "needs";
        handled: "办理情况" / "dealt with";
        content: "满意度" / "content";
        photo: "照片" / "photo";
        /// A round and an amount.
        gift: "{} {}" / "{} {}";
        /// Of a call at which nothing was handed over.
        promised: "约 {}" / "promised {}";
    }
}

/// The number of a page in Chinese.
pub fn page_zh(page: usize, pages: usize) -> String {
    fill(of(Lang::Zh).page, &[&page, &pages])
}

/// The number of a page in English.
pub fn page_en(page: usize, pages: usize) -> String {
    fill(of(Lang::En).page, &[&page, &pages])
}
