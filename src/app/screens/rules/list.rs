//! The rules, a line for each group of people.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::RULES;
use super::texts;
use crate::app::action::{Move, ScreenAction};
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::keymap::KeyContext;
use crate::app::list::Cursor;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::app::screens::flow::flow;
use crate::app::screens::listing::{self, MARK};
use crate::domain::group_rule::GroupRule;
use crate::domain::op::Changed;
use crate::domain::round::Group;
use crate::domain::text::CleanText;
use crate::lang::{app, fill};
use crate::ui::paint;
use crate::ui::table::{Column, Table};

/// The group, and its categories.
const COLUMNS: [Column; 2] = [Column::left(22, 1).most(30), Column::left(40, 4)];
/// Lines below the list: a blank one, and the chosen rule whole.
const BELOW: u16 = 4;

/// The list.
#[derive(Debug, Default)]
pub(super) struct RulesScreen {
    groups: Option<Vec<Group>>,
    asked_groups: Pending<Vec<Group>>,
    rules: Vec<GroupRule>,
    asked_rules: Pending<Vec<GroupRule>>,
    cursor: Cursor,
}

/// Lines of the list: the body without its title, a blank line, its heads, and what is below.
fn list_rows(cx: &ViewContext) -> usize {
    usize::from(cx.body_rows().saturating_sub(3 + BELOW))
}

/// The rules of a group in words.
pub(super) fn told(cx: &ViewContext, rules: &[GroupRule], group: &CleanText) -> String {
    let texts = texts::of(cx.lang);
    let of = rules.iter().filter(|rule| rule.group == *group);
    let each: Vec<String> = of
        .map(|rule| {
            let categories: Vec<&str> = rule.categories.iter().map(CleanText::as_str).collect();
            let mut days = String::new();
            days.extend(rule.from.map(|from| fill(texts.from, &[&from])));
            days.extend(rule.until.map(|until| fill(texts.until, &[&until])));
            fill(texts.rule, &[&categories.join(cx.lang.pick("、", ", ")), &days])
        })
        .collect();
    if each.is_empty() { texts.none.to_owned() } else { each.join(cx.lang.pick("；", "; ")) }
}

impl RulesScreen {
    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.asked_groups.ask(out, ask::groups());
        self.asked_rules.ask(out, ask::group_rules());
    }

    fn groups(&self) -> &[Group] {
        self.groups.as_deref().unwrap_or_default()
    }

    fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let head = paint::indent(paint::line(area, 0), MARK);
        paint::put_cut(buf, head, texts.title, cx.glyphs.ellipsis, cx.theme.head);
        let list = Rect { y: area.y + 3, height: area.height.saturating_sub(3 + BELOW), ..area };
        if self.groups.is_none() {
            return listing::explain_empty(cx, list, app::texts(cx.lang).loading, buf);
        }
        let table = Table::fit(&COLUMNS, area.width.saturating_sub(MARK));
        let heads = [texts.group, texts.categories].map(|head| (head, cx.theme.quiet));
        table.row(buf, paint::indent(paint::line(area, 2), MARK), cx.glyphs.ellipsis, &heads);
        for (y, (at, group)) in (0..list.height).zip(self.groups().iter().enumerate().skip(self.cursor.top)) {
            let row = paint::line(list, y);
            let told = told(cx, &self.rules, &group.name);
            let has = self.rules.iter().any(|rule| rule.group == group.name);
            let style = if has { cx.theme.plain } else { cx.theme.quiet };
            let cells = [(group.name.as_str(), cx.theme.plain), (told.as_str(), style)];
            table.row(buf, paint::indent(row, MARK), cx.glyphs.ellipsis, &cells);
            cx.parts.row(row, at, at == self.cursor.at);
            if at == self.cursor.at {
                listing::mark(cx, row, buf);
            }
        }
        if let Some(group) = self.groups().get(self.cursor.at) {
            let width = usize::from(area.width.saturating_sub(MARK));
            let whole = flow(&[group.name.to_string(), told(cx, &self.rules, &group.name)], width);
            let below = area.height.saturating_sub(BELOW) + 1;
            for (y, line) in (below..area.height).zip(whole) {
                paint::put(buf, paint::indent(paint::line(area, y), MARK), &line, cx.theme.plain);
            }
        }
    }
}

impl Screen for RulesScreen {
    fn context(&self) -> &'static KeyContext {
        &RULES
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::EDIT => match self.groups().get(self.cursor.at) {
                Some(group) => out.open(Destination::GroupRule(group.name.clone())),
                None => out.say(Severity::Plain, texts::of(cx.lang).no_groups),
            },
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go(&mut self, cx: &ViewContext, how: Move, _out: &mut Outbox<'_>) -> Handled {
        self.cursor.go(how, self.groups().len(), list_rows(cx));
        Handled::Yes
    }

    fn answered(&mut self, cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(mut groups) = self.asked_groups.take(reply) {
            groups.retain(|group| !group.units);
            self.cursor.fit(groups.len(), list_rows(cx));
            self.groups = Some(groups);
        } else if let Some(rules) = self.asked_rules.take(reply) {
            self.rules = rules;
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.rounds {
            self.ask(out);
        }
    }

    fn resized(&mut self, cx: &ViewContext, _out: &mut Outbox<'_>) {
        self.cursor.fit(self.groups().len(), list_rows(cx));
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
