//! Whether a key that writes was pressed for what is on the screen, or is held, or came before that was there.
//!
//! A terminal tells presses only, never that a key is let go. A held key repeats 250 to 1,500 ms after it was pressed,
//! and then 2 to 40 times a second, as keyboards and systems can be set; a stalled line brings many keys at once. So a key that writes waits for a moment
//! of silence behind it. Where the same key came a little before, this one may be the first that repeats, and it
//! waits longer; what goes on coming is held, until it has paused. So is whatever asked for a deed and was no press:
//! it came with others, or before the picture, or was interrupted by another key or a click, as happens to the repeats
//! of a held key over a line that stalls. Each key is followed by itself. Time is given from outside.

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use crate::ui::key::Key;

/// How long a key that writes waits for silence.
const SILENCE: Duration = Duration::from_millis(120);
/// How long it waits where it may be the first that repeats: longer than the slowest repeat, 500 ms, over a line that
/// stalls for as long again.
const DOUBTFUL_SILENCE: Duration = Duration::from_secs(1);
/// How long a key that has written waits for its next turn, which writes nothing yet.
const TURN_SILENCE: Duration = Duration::from_millis(250);
/// When a held key begins to repeat, after it was pressed; the line may bring the repeat late.
const REPEAT_FROM: Duration = Duration::from_millis(200);
const REPEAT_UNTIL: Duration = Duration::from_millis(1_700);
/// The same where the line brought the press later than the repeat.
const LATE_REPEAT_FROM: Duration = Duration::from_millis(100);
/// No held key repeats more slowly, unless the line held one up.
const REPEAT_MOST: Duration = Duration::from_secs(1);
/// A key that was held is let go once it has not come for so long.
const LET_GO: Duration = Duration::from_millis(1_050);

/// Nobody types a character and another key so fast: they come from a pasted text, over a line that tears it.
const PASTED: Duration = Duration::from_millis(40);

/// A key, and how it came.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub(super) key: Key,
    pub(super) at: Instant,
    /// Whether what it meets was on the screen when it came.
    pub(super) seen: bool,
    /// Whether nothing came right behind it.
    pub(super) alone: bool,
}

/// What is to be done with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is folded in; if it asks for a deed, [`Presses::withheld`] says what comes of that.
    Take,
    /// It is folded in later, by [`Presses::due`] or [`Presses::interrupt`].
    Later,
    /// It is the one that has just written, and is still held: it does nothing.
    Drop,
}

/// What breaks the silence that a key waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    Key(Key),
    Paste,
    Click,
}

/// What a key waits for silence for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// To do what it has asked for.
    Deed(Key),
    /// To be folded in at all: it has just written and may be held.
    Turn(Key),
    /// To be folded in at all: it may be the end of a line within a pasted text.
    LineEnd(Key),
}

/// The keys so far.
#[derive(Debug, Default)]
pub(super) struct Presses {
    last: Option<(Key, Instant)>,
    /// When each key came last that may repeat now.
    lately: Vec<(Key, Instant)>,
    /// The keys that may be held, and when each came last; whatever comes between, until they have paused.
    held: Vec<(Key, Instant)>,
    /// The key that wrote, while it may still be held.
    spent: Option<Key>,
    waiting: Option<(Waiting, Instant)>,
    /// How long the last key waits, if it does.
    silence: Duration,
    /// Whether the last key can be a press.
    may_press: bool,
    /// Whether it came as a held key comes over a line that stalls: with others, before the picture, or behind text.
    crowded: bool,
    /// Whether the next key came beside what the terminal sends of itself.
    answered: bool,
}

impl Presses {
    /// What waited for silence that is now broken, and is to be folded in or given up; it waits no more.
    pub(super) fn interrupt(&mut self, by: Break) -> Option<Waiting> {
        let (waiting, _) = self.waiting.take()?;
        let (Waiting::Deed(key) | Waiting::Turn(key) | Waiting::LineEnd(key)) = waiting;
        let again = by == Break::Key(key);
        // Another key tells of one that only waits for its turn that it was let go; a click does not.
        let may_be_held = match waiting {
            Waiting::Deed(_) => true,
            Waiting::Turn(_) => again || by == Break::Click,
            Waiting::LineEnd(_) => again,
        };
        if may_be_held && let Some((_, at)) = self.last {
            self.hold(key, at);
        }
        // A key that has written and still comes does nothing, neither now nor then.
        Some(waiting).filter(|_| !(may_be_held && self.spent == Some(key)))
    }

    /// The next key is no press: it came beside what the terminal sends of itself.
    pub(super) fn next_is_none(&mut self) {
        self.answered = true;
    }

    /// Whether the key that comes now may be a press.
    pub(super) fn is_next_one(&mut self) -> bool {
        !std::mem::take(&mut self.answered)
    }

    /// A key that came was none: it waits for nothing.
    pub(super) fn take_back(&mut self, key: Key) {
        self.waiting.take_if(|(Waiting::Deed(of) | Waiting::Turn(of) | Waiting::LineEnd(of), _)| *of == key);
    }

    fn hold(&mut self, key: Key, at: Instant) {
        self.held.retain(|(held, _)| *held != key);
        self.held.push((key, at));
    }

    /// Whether the key may still be held now that it comes again, so long after it came last.
    fn is_held(&mut self, key: Key, at: Instant, gap: Option<Duration>) -> bool {
        self.held.retain(|(_, last)| at.saturating_duration_since(*last) < LET_GO);
        let Some((_, last)) = self.held.iter_mut().find(|(held, _)| *held == key) else { return false };
        // Whoever taps again and again lets go in between.
        if gap.is_none_or(|gap| gap < REPEAT_MOST) {
            *last = at;
        }
        true
    }

    /// How long ago the key came last, whatever came between; none if that was long ago.
    fn gap(&mut self, key: Key, at: Instant) -> Option<Duration> {
        self.lately.retain(|(_, last)| at.saturating_duration_since(*last) < REPEAT_UNTIL);
        let own = self.lately.iter().position(|(last, _)| *last == key);
        let before = own.map(|own| self.lately.swap_remove(own).1);
        self.lately.push((key, at));
        before.map(|before| at.saturating_duration_since(before))
    }

    /// A key has come, after [`Presses::interrupt`].
    pub(super) fn came(&mut self, stroke: Stroke) -> Verdict {
        let Stroke { key, at, seen, alone } = stroke;
        let gap = self.gap(key, at);
        let after_text = self.after_text(at);
        let again = self.last.is_some_and(|(last, _)| last == key);
        self.last = Some((key, at));
        let held = self.is_held(key, at, gap);
        let may_repeat = gap.is_some_and(|gap| gap >= LATE_REPEAT_FROM);
        self.silence = if may_repeat { DOUBTFUL_SILENCE } else { SILENCE };
        self.crowded = !seen || !alone || after_text;
        self.may_press = !self.crowded && !held;
        if self.spent != Some(key) || gap.is_none() || !again {
            self.spent = None;
            return Verdict::Take;
        }
        if !alone || held || gap.is_some_and(|gap| gap < REPEAT_FROM) {
            return Verdict::Drop;
        }
        (self.may_press, self.silence) = (false, TURN_SILENCE);
        self.wait(Waiting::Turn(key), at);
        Verdict::Later
    }

    /// Whether a character came right before.
    pub(super) fn after_text(&self, now: Instant) -> bool {
        self.last.is_some_and(|(key, at)| {
            matches!(key, Key::Char(_)) && now.saturating_duration_since(at) < PASTED
        })
    }

    /// The last key may be the line end of a pasted text: it waits to be folded in.
    pub(super) fn ends_line(&mut self, key: Key, now: Instant) {
        self.last = Some((key, now));
        self.gap(key, now);
        self.silence = SILENCE;
        (self.may_press, self.crowded) = (false, false);
        self.wait(Waiting::LineEnd(key), now);
    }

    /// Whether a line end waits.
    pub(super) fn is_line_end(&self) -> bool {
        matches!(self.waiting, Some((Waiting::LineEnd(_), _)))
    }

    /// The last key asked for a deed that was withheld; whether it waits for silence to do it. If not, it was no
    /// press.
    pub(super) fn withheld(&mut self, key: Key, now: Instant) -> bool {
        if self.may_press {
            self.wait(Waiting::Deed(key), now);
        } else if self.crowded {
            self.hold(key, now);
        }
        self.may_press
    }

    /// When what waits has waited long enough.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.waiting.map(|(_, until)| until)
    }

    /// What has waited long enough.
    pub(super) fn due(&mut self, now: Instant) -> Option<Waiting> {
        let (waiting, _) = self.waiting.take_if(|(_, until)| *until <= now)?;
        match waiting {
            Waiting::Deed(key) => self.spent = Some(key),
            Waiting::Turn(_) | Waiting::LineEnd(_) => self.spent = None,
        }
        Some(waiting)
    }

    fn wait(&mut self, what: Waiting, now: Instant) {
        self.waiting = now.checked_add(self.silence).map(|until| (what, until));
    }
}
