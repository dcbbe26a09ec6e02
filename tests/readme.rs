//! Protects the README: its keys are the keymap's, in both languages, and both tell the same two commands.

use std::fs;

use muster::app::screens;
use muster::lang::Lang;

fn block(text: &str, name: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let begin = text.find(&open).unwrap() + open.len();
    text[begin..].split(&close).next().unwrap().to_owned()
}

fn replace(text: &str, name: &str, new: &str) -> String {
    text.replace(&format!("<!-- {name} -->\n{}", block(text, name)), &format!("<!-- {name} -->\n{new}"))
}

#[test]
fn the_keys_are_those_of_the_keymap() {
    for (file, lang) in [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)] {
        let path = format!("{}/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(&path).unwrap();
        let keys = format!("\n{}\n", screens::keymap().markdown(lang).trim_end());
        #[expect(clippy::disallowed_methods, reason = "how the README is brought up to date")]
        if std::env::var("MUSTER_BLESS").is_ok() {
            fs::write(&path, replace(&text, "keys", &keys)).unwrap();
            continue;
        }
        assert_eq!(block(&text, "keys"), keys, "{file}: run the tests once with MUSTER_BLESS=1");
        assert!(text.contains("cargo run --release -- demo") && text.contains("\ncargo test "));
    }
}
