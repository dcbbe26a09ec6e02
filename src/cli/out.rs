//! All printing. Nothing leaves that is not clean, and nothing is believed printed that was not.
//!
//! A line passes through [`CleanText`] on its way out, whatever it was made of, so that no name, path
//! or argument can move a terminal, and numbers of people inside it are masked, as in every text of a JSON. Output is buffered; the first error is kept and returned at the end, so
//! that a full disk is never an exit status of 0.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::domain::text::CleanText;
use crate::domain::text::mask;

/// Where a command prints.
pub(super) struct Out {
    to: BufWriter<Box<dyn Write>>,
    failed: Option<io::Error>,
    wrote: bool,
    is_document: bool,
}

/// Says something beside the answer, which another program may read.
pub(super) fn aside(line: &str) {
    let mut err = Out::stderr();
    err.line(line);
    // Where the standard error is closed, the answer still comes.
    let _ = err.finish();
}

impl Out {
    /// Prints to `to`.
    pub(super) fn new(to: Box<dyn Write>) -> Self {
        Self { to: BufWriter::with_capacity(64 * 1024, to), failed: None, wrote: false, is_document: false }
    }

    /// Prints to the standard output.
    pub(super) fn stdout() -> Self {
        Self::new(Box::new(io::stdout()))
    }

    /// Prints to the standard error.
    pub(super) fn stderr() -> Self {
        Self::new(Box::new(io::stderr()))
    }

    /// Prints a line, made clean; blanks at its end are dropped.
    pub(super) fn line(&mut self, line: &str) {
        let clean = CleanText::unmasked(&mask::line(line.trim_end()));
        self.own(clean.as_bytes());
        self.own(b"\n");
    }

    /// Prints several lines.
    pub(super) fn lines(&mut self, lines: &[String]) {
        for line in lines {
            self.line(line);
        }
    }

    /// Prints a value as one line of JSON.
    pub(super) fn json<T: Serialize>(&mut self, value: &T) {
        match clean_json(value) {
            Ok(json) => {
                self.own(json.as_bytes());
                self.own(b"\n");
            }
            Err(error) => self.fail(error.into()),
        }
    }

    /// Begins a list in JSON that is printed item by item, however long it is.
    pub(super) fn json_list(&mut self) -> JsonList<'_> {
        self.own(b"[");
        JsonList { out: self, first: true, end: b"]\n" }
    }

    /// Begins an object in JSON whose last field is a list that is printed item by item.
    pub(super) fn json_with_list<T: Serialize>(&mut self, head: &T, name: &str) -> JsonList<'_> {
        match clean_json(head) {
            Ok(json) => {
                let open = json.strip_suffix('}').unwrap_or(&json);
                self.own(format!("{open},\"{name}\":[").as_bytes());
            }
            Err(error) => self.fail(error.into()),
        }
        JsonList { out: self, first: true, end: b"]}\n" }
    }

    /// Prints text of our own as it is: completions, the table of keys.
    pub(super) fn own(&mut self, text: &[u8]) {
        if self.failed.is_none()
            && let Err(error) = self.to.write_all(text)
        {
            self.fail(error);
        }
    }

    /// Sends what is buffered on its way before something that takes long; an error is told at the end.
    pub(super) fn flush(&mut self) {
        if self.failed.is_none()
            && let Err(error) = self.to.flush()
        {
            self.fail(error);
        }
    }

    /// Notes that the register was written: a failure to print must then say so.
    pub(super) fn note_written(&mut self) {
        self.wrote = true;
    }

    /// Notes that a document is printed: half of it is none, so a reader who goes before its end is a failure.
    pub(super) fn note_document(&mut self) {
        self.is_document = true;
    }

    /// Whether half of what is printed is none.
    pub(super) fn is_document(&self) -> bool {
        self.is_document
    }

    /// Whether the register was written.
    pub(super) fn wrote(&self) -> bool {
        self.wrote
    }

    /// Sends what is buffered on its way, and returns the first error there was.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.failed.is_none()
            && let Err(error) = self.to.flush()
        {
            self.fail(error);
        }
        match self.failed.take() {
            Some(error) => {
                // The rest of the buffer has nowhere to go; without this it would be tried once more.
                let _ = self.to.into_parts();
                Err(error)
            }
            None => Ok(()),
        }
    }

    fn fail(&mut self, error: io::Error) {
        self.failed.get_or_insert(error);
    }
}

/// Masks the numbers of people in every text of a JSON; amounts are no texts and stay.
struct MaskedTexts;

impl Formatter for MaskedTexts {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, to: &mut W, fragment: &str) -> io::Result<()> {
        to.write_all(mask::text(fragment).as_bytes())
    }
}

/// A value as one line of JSON, as it is printed: for a file.
pub(super) fn json_text<T: Serialize>(value: &T) -> serde_json::Result<String> {
    clean_json(value).map(|json| json.to_string())
}

/// A value as JSON. JSON escapes control characters; [`CleanText`] does the rest.
fn clean_json<T: Serialize>(value: &T) -> serde_json::Result<CleanText> {
    let mut json = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut json, MaskedTexts))?;
    Ok(CleanText::unmasked(&String::from_utf8_lossy(&json)))
}

/// A list in JSON under way.
pub(super) struct JsonList<'o> {
    out: &'o mut Out,
    first: bool,
    end: &'static [u8],
}

impl JsonList<'_> {
    /// Prints an item.
    pub(super) fn item<T: Serialize>(&mut self, item: &T) {
        if !std::mem::take(&mut self.first) {
            self.out.own(b",");
        }
        match clean_json(item) {
            Ok(json) => self.out.own(json.as_bytes()),
            Err(error) => self.out.fail(error.into()),
        }
    }

    /// Prints the end.
    pub(super) fn end(self) {
        self.out.own(self.end);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::*;

    #[derive(Clone, Default)]
    struct Sink(Rc<RefCell<Vec<u8>>>);

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_is_printed_is_clean() {
        let sink = Sink::default();
        let mut out = Out::new(Box::new(sink.clone()));
        out.line("程连富 \u{1b}[31m\u{202e}  ");
        out.json(&["a\u{1b}b", "c\u{200b}d"]);
        out.finish().unwrap();
        let printed = String::from_utf8(sink.0.borrow().clone()).unwrap();
        assert_eq!(printed, "程连富 ⟦U+001B⟧[31m⟦U+202E⟧\n[\"a\\u001bb\",\"c⟦U+200B⟧d\"]\n");
    }

    #[test]
    fn a_list_printed_item_by_item_is_the_list_printed_at_once() {
        #[derive(Serialize)]
        struct Head {
            round: &'static str,
        }
        #[derive(Serialize)]
        struct Whole {
            round: &'static str,
            items: Vec<&'static str>,
        }
        for items in [vec![], vec!["a\u{1b}b"], vec!["程连富", "c\u{200b}d", "e"]] {
            let [at_once, by_item] = [Sink::default(), Sink::default()];
            let mut out = Out::new(Box::new(at_once.clone()));
            out.json(&items);
            out.json(&Whole { round: "2024-spring", items: items.clone() });
            out.finish().unwrap();
            let mut out = Out::new(Box::new(by_item.clone()));
            let mut list = out.json_list();
            for item in &items {
                list.item(item);
            }
            list.end();
            let mut list = out.json_with_list(&Head { round: "2024-spring" }, "items");
            for item in &items {
                list.item(item);
            }
            list.end();
            out.finish().unwrap();
            assert_eq!(*at_once.0.borrow(), *by_item.0.borrow());
        }
    }

    #[test]
    fn a_number_of_a_person_is_masked_in_lines_and_in_texts_of_json() {
        let sink = Sink::default();
        let mut out = Out::new(Box::new(sink.clone()));
        out.line("备注  女儿 138 1234 1234  13,812,341,234.00 元");
        out.json(&serde_json::json!({"cash_fen": 13_812_341_234_u64, "note": "证152599195208010013"}));
        out.finish().unwrap();
        let printed = String::from_utf8(sink.0.borrow().clone()).unwrap();
        assert_eq!(
            printed,
            "备注  女儿 138****1234  13,812,341,234.00 元\n{\"cash_fen\":13812341234,\"note\":\"证152599********0013\"}\n"
        );
    }

    #[test]
    fn a_full_disk_is_an_error() {
        let mut out = Out::new(Box::new(Full));
        out.line("程连富");
        assert_eq!(out.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
