//! The roster as it leaves.

use super::RosterScreen;
use crate::app::context::ViewContext;
use crate::domain::export::{FullQuery, ListQuery};
use crate::domain::list::Show;
use crate::domain::page::Start;
use crate::domain::place::Scope;
use crate::domain::recipient::Kind;

impl RosterScreen {
    /// The list that is open, as it leaves: of everybody with all facts, of a round with where each stands.
    pub(super) fn outgoing(&self, cx: &ViewContext) -> ListQuery {
        let query = self.query(cx, Start::First);
        if query.show != Show::Everyone {
            return ListQuery::Roster(query);
        }
        let (kind, township) = match query.scope {
            Scope::Banner => (Kind::Person, None),
            Scope::Township(code) => (Kind::Person, Some(code)),
            Scope::Units => (Kind::Unit, None),
        };
        let (village, group) = (query.village, query.group);
        ListQuery::Recipients(FullQuery { kind: Some(kind), township, village, group })
    }
}
