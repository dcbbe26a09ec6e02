//! The first start, without a register.

use super::Lang;

/// The texts of the first start.
#[derive(Debug)]
pub struct FirstTexts {
    /// Title.
    pub title: &'static str,
    /// What the screen is for.
    pub intro: &'static str,
    /// Option: the sample.
    pub sample: &'static str,
    /// What it does.
    pub sample_note: &'static str,
    /// Option: import.
    pub import: &'static str,
    /// What it does.
    pub import_note: &'static str,
    /// Option: empty.
    pub empty: &'static str,
    /// What it does.
    pub empty_note: &'static str,
    /// While it is being created.
    pub creating: &'static str,
}

/// Chinese.
pub const ZH: FirstTexts = FirstTexts {
    title: "还没有登记册",
    intro: "登记册保存慰问对象、慰问活动和台账。请选一种开始方式：",
    sample: "打开样例",
    sample_note: "虚构的旗县和人员，用来熟悉操作",
    import: "导入花名册",
    import_note: "新建登记册，再选 XLSX 或 CSV 文件",
    empty: "新建空登记册",
    empty_note: "以后再导入",
    creating: "正在新建登记册",
};

/// English.
pub const EN: FirstTexts = FirstTexts {
    title: "There is no register yet",
    intro: "A register holds recipients, rounds and the ledger. Choose how to begin:",
    sample: "Open the sample",
    sample_note: "an invented banner, to get to know the program",
    import: "Import a roster",
    import_note: "creates a register, then reads XLSX or CSV",
    empty: "Create an empty register",
    empty_note: "import later",
    creating: "Creating the register",
};

/// The texts in a language.
pub const fn texts(lang: Lang) -> &'static FirstTexts {
    match lang {
        Lang::Zh => &ZH,
        Lang::En => &EN,
    }
}
