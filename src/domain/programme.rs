//! Programmes (项目): what money is for beside the gifts of visits, as data.

use super::text::{CleanText, name_key};

/// What a payment of a programme is for, and so what must not repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodKind {
    /// Whole months from one to another.
    Months,
    /// The half-years of a service, 1 to 4.
    HalfYear,
    /// The year of an insurance, which is not that of the payment.
    Year,
    /// A season of discharge: 2022秋.
    Season,
    /// A settlement of a hospital, by its number: nobody else has it.
    Settlement,
    /// A case with its steps.
    Case,
    /// A letter of citation, by its number.
    Citation,
    /// Paid once a person.
    Once,
    /// Spent on a station or a memorial: on nobody.
    Spending,
}

impl PeriodKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Months,
        Self::HalfYear,
        Self::Year,
        Self::Season,
        Self::Settlement,
        Self::Case,
        Self::Citation,
        Self::Once,
        Self::Spending,
    ];

    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Months => "months",
            Self::HalfYear => "half_year",
            Self::Year => "year",
            Self::Season => "season",
            Self::Settlement => "settlement",
            Self::Case => "case",
            Self::Citation => "citation",
            Self::Once => "once",
            Self::Spending => "spending",
        }
    }

    /// The kind of a stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether a payment must say for which one of its kind it is, beside months.
    pub fn has_subject(self) -> bool {
        !matches!(self, Self::Months | Self::Once | Self::Spending)
    }
}

/// What stands in a key beside recipient and months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Beside {
    /// Nothing.
    #[default]
    Nothing,
    /// The category that it is paid for.
    Category,
    /// The kind of an insurance.
    Kind,
}

impl Beside {
    /// The stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Category => "category",
            Self::Kind => "kind",
        }
    }

    /// What a stable name stands for.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Nothing, Self::Category, Self::Kind].into_iter().find(|one| one.code() == code)
    }
}

/// A purpose of money, with the terms under which it is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its stable name.
    pub code: CleanText,
    /// What people call it.
    pub name: CleanText,
    /// Which periods it pays.
    pub period: PeriodKind,
    /// What stands in its key beside them.
    pub beside: Beside,
    /// Categories of which one must be held on a day paid for; none for anybody.
    pub categories: Vec<CleanText>,
    /// A role that whoever receives has on the day paid.
    pub role: Option<CleanText>,
    /// Funds that may pay it; none for any.
    pub funds: Vec<CleanText>,
    /// How many days before it falls due it is told.
    pub notice_days: u32,
    /// Whether it usually goes to another's account.
    pub to_payee: bool,
    /// Other names, as lists write them.
    pub aliases: Vec<CleanText>,
}

/// Most characters of the code of a programme.
pub const CODE_MAX: usize = 40;

impl Programme {
    /// Whether it is called so: by code, name, or another name.
    pub fn answers_to(&self, said: &str) -> bool {
        let code = said.trim();
        let said = name_key(said);
        *self.code == *code
            || name_key(&self.name) == said
            || self.aliases.iter().any(|alias| name_key(alias) == said)
    }

    /// Whether its code is one: small letters, digits and underscores.
    pub fn has_good_code(&self) -> bool {
        let code = self.code.as_str();
        code.len() <= CODE_MAX
            && code.starts_with(|first: char| first.is_ascii_lowercase())
            && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    }

    /// Whether a fund may pay it.
    pub fn takes_fund(&self, fund: &str) -> bool {
        self.funds.is_empty() || self.funds.iter().any(|one| fund_key(one) == fund_key(fund))
    }
}

/// The fund of a farm that pays its own station: kept apart from the money of the bureau.
pub const OWN_FUND: &str = "自有经费";

/// A fund as it is compared: 中央财政资金 is 中央, 旗级 is 旗.
pub fn fund_key(fund: &str) -> String {
    let mut key = name_key(fund).to_string();
    let tails = ["配套", "补助", "专项", "资金", "财政", "本级", "级"];
    while let Some(rest) =
        tails.iter().find_map(|tail| key.strip_suffix(tail)).filter(|rest| !rest.is_empty())
    {
        key = String::from(rest);
    }
    match key.as_str() {
        "盟市" | "盟(市)" | "市" | "锡盟" => "盟".to_owned(),
        "旗县" | "县" | "本旗" | "地方" => "旗".to_owned(),
        "内蒙古" | "区" | "省" | "自治区本" => "自治区".to_owned(),
        "国家" | "中央转移支付" => "中央".to_owned(),
        "自筹" | "农牧场自筹" | "自有" => OWN_FUND.to_owned(),
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn funds_are_compared_as_people_write_them() {
        for (said, known) in [
            ("中央财政资金", "中央"),
            ("旗级", "旗"),
            ("旗县级配套资金", "旗"),
            ("盟市", "盟"),
            ("自筹资金", OWN_FUND),
        ] {
            assert_eq!(fund_key(said), fund_key(known), "{said}");
        }
        assert_ne!(fund_key("中央"), fund_key("旗"));
    }

    #[test]
    fn a_programme_answers_to_code_name_and_other_names() {
        let one = Programme {
            code: "army_spouse".into(),
            name: "随军家属生活补助".into(),
            period: PeriodKind::Months,
            beside: Beside::Nothing,
            categories: Vec::new(),
            role: None,
            funds: Vec::new(),
            notice_days: 0,
            to_payee: false,
            aliases: vec!["随军家属".into()],
        };
        assert!(["army_spouse", " 随军家属", "随军 家属生活补助"].iter().all(|said| one.answers_to(said)));
        assert!(!one.answers_to("army") && !one.answers_to("") && one.has_good_code());
    }

    #[test]
    fn kinds_read_back() {
        for kind in PeriodKind::ALL {
            assert_eq!(PeriodKind::parse(kind.code()), Some(kind));
        }
        assert_eq!(PeriodKind::parse("weeks"), None);
    }
}
