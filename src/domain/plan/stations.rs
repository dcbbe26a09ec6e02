//! Who looks after a person: the station of the community, else that of the township, else the centre.

use std::collections::HashMap;

use crate::domain::place::{Station, Township};
use crate::domain::text::CleanText;

/// The stations of a register by the places that they serve.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stations {
    centre: Option<CleanText>,
    townships: HashMap<String, CleanText>,
    villages: HashMap<(String, String), CleanText>,
    names: Vec<CleanText>,
}

impl Stations {
    /// Of those stations. Places are told by their names, as lists show them.
    pub fn new(stations: &[Station], townships: &[Township]) -> Self {
        let mut of = Self::default();
        for station in stations {
            let code = station.township.as_ref();
            let township =
                townships.iter().find(|one| code == Some(&one.code)).map(|one| one.name.to_string());
            match (township, &station.village) {
                (None, _) => {
                    of.centre.get_or_insert_with(|| station.name.clone());
                }
                (Some(township), None) => {
                    of.townships.insert(township, station.name.clone());
                }
                (Some(township), Some(village)) => {
                    of.villages.insert((township, village.to_string()), station.name.clone());
                }
            }
            of.names.push(station.name.clone());
        }
        of
    }

    /// Those who look after somebody at a place, the nearest first.
    pub fn of(&self, township: &str, village: &str) -> impl Iterator<Item = &CleanText> {
        let village = self.villages.get(&(township.to_owned(), village.to_owned()));
        [village, self.townships.get(township), self.centre.as_ref()].into_iter().flatten()
    }

    /// The nearest of them; empty where there is none.
    pub fn nearest(&self, township: &str, village: &str) -> CleanText {
        self.of(township, village).next().cloned().unwrap_or_default()
    }

    /// The names, in the order of the register: the centre first.
    pub fn names(&self) -> &[CleanText] {
        &self.names
    }

    /// The station that is meant: by its name, or by the township or community that it serves.
    pub fn meant(&self, told: &str) -> Option<&CleanText> {
        let told = told.trim();
        let village = || self.villages.iter().find(|((_, village), _)| village == told).map(|(_, name)| name);
        self.names
            .iter()
            .find(|name| name.as_str() == told)
            .or_else(|| self.townships.get(told))
            .or_else(village)
    }
}
