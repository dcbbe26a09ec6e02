//! Where it is played: the banner, the names that are drawn from, and the rows of rosters.

use super::book::{GROUPS, Held, OF_UNITS, Person, Sum};
use crate::domain::banner::Banner;
use crate::domain::idcard::IdNumber;
use crate::domain::money::Fen;
use crate::domain::place::{Township, TownshipCode};
use crate::domain::recipient::{Held as HeldGroup, Kind};
use crate::domain::roster::RosterEntry;
use crate::domain::round::{Group, Standard};

pub(super) const TOWNSHIPS: [(&str, &str); 3] =
    [("152530100", "上都镇"), ("152530101", "桑根达来镇"), ("152530200", "宝绍岱苏木")];
pub(super) const VILLAGES: [&str; 2] = ["敖包图嘎查", "新城社区"];

/// Numbers that look drawn, the same for a seed.
#[derive(Clone)]
pub(super) struct Draw(pub(super) u64);

impl Draw {
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(end).unwrap()).unwrap()
    }

    pub(super) fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> Option<T> {
        if from.is_empty() { None } else { Some(from[self.below(from.len())]) }
    }
}

pub(super) fn standards(of: &[Sum; 6]) -> Vec<Standard> {
    let all = GROUPS.iter().zip(of).filter(|(_, sum)| **sum != [0, 0]);
    all.map(|((group, _), [cash, goods])| Standard {
        group: (*group).into(),
        cash: Fen::new(*cash),
        goods: if *goods > 0 { "米面油 1 份" } else { "" }.into(),
        goods_value: Fen::new(*goods),
    })
    .collect()
}

pub(super) fn banner() -> Banner {
    let first = standards(&GROUPS.map(|(_, sum)| sum));
    Banner {
        name: "正蓝旗".into(),
        townships: TOWNSHIPS
            .map(|(code, name)| Township {
                code: TownshipCode(code.to_owned()),
                name: name.into(),
                kind: "镇".into(),
                aliases: Vec::new(),
            })
            .to_vec(),
        stations: Vec::new(),
        categories: Vec::new(),
        groups: GROUPS
            .iter()
            .enumerate()
            .map(|(at, (name, _))| Group {
                name: (*name).into(),
                units: at == OF_UNITS,
                first: first.iter().find(|one| &*one.group == *name).cloned(),
            })
            .collect(),
    }
}

/// An ID number under the prefix that nobody bears, with its check digit by GB 11643.
pub(super) fn number(n: usize) -> String {
    let body = format!("152599{}0{}15{:03}", 1930 + n % 40, 1 + n % 9, n * 7 % 1000);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.bytes().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = b"10X98765432"[usize::try_from(sum % 11).unwrap()];
    format!("{body}{}", char::from(check))
}

pub(super) fn held(of: &Held) -> HeldGroup {
    HeldGroup { label: GROUPS[of.group].0.into(), from: of.from, until: of.until }
}

pub(super) fn entry(at: usize, row: &Person) -> RosterEntry {
    let number = row.number.as_deref().and_then(IdNumber::from_stored);
    RosterEntry {
        row: at as u64 + 1,
        kind: if row.unit { Kind::Unit } else { Kind::Person },
        name: row.name.into(),
        sex: number.as_ref().map(IdNumber::sex),
        birth: number.as_ref().map(IdNumber::birth),
        id_number: number,
        township: TOWNSHIPS[row.township].1.into(),
        village: Some(VILLAGES[row.village].into()),
        categories: Vec::new(),
        groups: row.held.iter().map(|held| GROUPS[held.group].0.into()).collect(),
        phone: None,
        card: None,
        address: None,
        note: None,
        remark: None,
        household: None,
    }
}
