//! The first start, without a register.

use crate::lang::texts;

texts! {
    /// The texts of the first start.
    pub(super) fn of(lang) -> FirstTexts {
        title: "还没有登记册" / "There is no register yet";
        intro: "登记册保存慰问对象、慰问活动和台账。请选一种开始方式：" / "A register holds recipients, rounds and the ledger. Choose how to begin:";

        // Choices.
        sample: "新建样例登记册" / "Create a sample register";
        sample_note: "虚构人员，写进这个登记册；试用请 muster demo" / "invented people; to try things out: muster demo";
        import: "导入花名册" / "Import a roster";
        import_note: "新建登记册，再选 XLSX、XLS 或 CSV 文件" / "creates a register, then reads XLSX, XLS or CSV";
        empty: "新建空登记册" / "Create an empty register";
        empty_note: "以后再导入" / "import later";

        creating: "正在新建登记册" / "Creating the register";
    }
}
