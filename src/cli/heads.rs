//! Heads of columns and labels of values in plain output.

use crate::lang::texts;

texts! {
    /// Heads and labels.
    pub(super) fn of(lang) -> HeadTexts {
        /// A round that nobody created.
        not_created: "未建" / "not created";
        name: "姓名" / "name";
        township: "苏木镇场" / "township";
        village: "嘎查村" / "village";
        group: "慰问类别" / "group";
        state: "状态" / "state";
        standard: "标准" / "standard";
        round: "慰问活动" / "round";
        festival: "节日" / "festival";
        opens: "开始" / "opens";
        due_until: "应访至" / "due until";
        grace_until: "宽限至" / "grace until";
        day: "日期" / "day";
        kind: "种类" / "kind";
        cash: "慰问金" / "cash";
        goods: "慰问品" / "goods";
        handlers: "经办人" / "handlers";
        entry: "分录" / "entry";
        remark: "备注" / "remark";
        id: "编号" / "id";
        id_number: "身份证号" / "ID number";
        phone: "电话" / "phone";
        card: "银行卡" / "card";
        address: "住址" / "address";
        station: "服务站" / "station";
        categories: "优抚类别" / "categories";
        groups: "慰问类别" / "groups";
        status: "状态" / "status";
        history: "状态记录" / "history";
        note: "备注" / "note";
        birth: "出生" / "born";
        person: "人员" / "person";
        unit: "单位" / "unit";
        gift: "发放" / "gift";
        reversal: "冲正" / "reversal";
        /// Alive and here.
        alive: "在册" / "registered";
        people: "人数" / "people";
        person_visits: "人次" / "visits";
        /// Units as a row.
        units: "单位" / "units";
        total: "合计" / "total";
    }
}
