//! Bytes as terminals send them, whole and torn, and the keys that they are.

use super::*;

/// Bytes and the milliseconds at which they come.
type Chunks<'a> = &'a [(u64, &'a [u8])];

/// Plays chunks, then lets all waits run out; which keys are no presses is not told.
fn play(chunks: Chunks) -> Vec<Event> {
    let mut events = play_all(chunks);
    events.retain(|event| *event != Event::Unpressed);
    events
}

fn play_all(chunks: Chunks) -> Vec<Event> {
    let start = Instant::now();
    let (mut decoder, mut events) = (Decoder::default(), Vec::new());
    for (at, bytes) in chunks {
        decoder.feed(bytes, start + Duration::from_millis(*at), &mut events);
    }
    decoder.tick(start + Duration::from_hours(1), &mut events);
    assert_eq!(decoder.deadline(), None);
    events
}

/// That an Esc is taken back.
const BACK: &str = "taken back";

fn keys(names: &[&str]) -> Vec<Event> {
    let event =
        |name: &&str| if *name == BACK { Event::EscTakenBack } else { Event::Key(name.parse().unwrap()) };
    names.iter().map(event).collect()
}

#[test]
fn every_key_is_read_whole_and_byte_by_byte() {
    let table: &[(&[u8], &[&str])] = &[
        (b"a", &["a"]),
        ("程".as_bytes(), &["程"]),
        ("？𠮷".as_bytes(), &["？", "𠮷"]),
        (b"\r", &["Enter"]),
        (b"\n", &["Enter"]),
        (b"\t", &["Tab"]),
        (b"\x7f\x08", &["Backspace", "Backspace"]),
        (b"\x03\x13\x1a", &["Ctrl+C", "Ctrl+S", "Ctrl+Z"]),
        (b"\x1c\x1f", &["Ctrl+\\", "Ctrl+_"]),
        (b"\x1b[A\x1b[B\x1b[C\x1b[D", &["Up", "Down", "Right", "Left"]),
        (b"\x1bOA\x1bOB\x1bOC\x1bOD", &["Up", "Down", "Right", "Left"]),
        (b"\x1b[1;2A\x1b[1;5D\x1b[a", &["Shift+Up", "Left", "Shift+Up"]),
        (b"\x1b[1;2B\x1b[b\x1b[1;5B\x1b[1;3A", &["Shift+Down", "Shift+Down", "Down", "Up"]),
        (b"\x1b[H\x1b[F\x1bOH\x1bOF", &["Home", "End", "Home", "End"]),
        (b"\x1b[1~\x1b[4~\x1b[7~\x1b[8~", &["Home", "End", "Home", "End"]),
        (b"\x1b[2~\x1b[3~\x1b[5~\x1b[6~", &["Ins", "Del", "PgUp", "PgDn"]),
        (b"\x1b[Z", &["Shift+Tab"]),
        (b"\x1bOP\x1bOQ\x1bOR\x1bOS", &["F1", "F2", "F3", "F4"]),
        (b"\x1b[11~\x1b[12~\x1b[15~", &["F1", "F2", "F5"]),
        (b"\x1b[[A\x1b[[E", &["F1", "F5"]),
        (b"\x1b[17~\x1b[20~\x1b[21~\x1b[23~\x1b[24~", &["F6", "F9", "F10", "F11", "F12"]),
        (b"\x1b[1;2P\x1b[3;5~\x1b[3^", &["F1", "Del", "Del"]),
        (b"\x1bOM\x1bOp\x1bOn", &["Enter", "0", "."]),
        (b"\x1bx\x1b\r", &["Esc", "x", "Esc", "Enter"]),
        (b"\x1b\x1b", &["Esc", "Esc"]),
        (b"\x1b\x1b[A", &["Esc", "Up"]),
        // What no key sends is passed over, and what follows is read.
        (b"\x1b[Ox", &["x"]),
        (b"\x1b[?1;2cx", &["x"]),
        (b"\x1b[201~x", &["x"]),
        (b"\x1b[99999~x", &["x"]),
        (b"\x1b[12\x1b[B", &["Down"]),
        (b"\xff\xc3\x28\x80\0x", &["(", "x"]),
    ];
    for (bytes, names) in table {
        assert_eq!(play(&[(0, bytes)]), keys(names), "{}", bytes.escape_ascii());
        let torn: Vec<_> = bytes.chunks(1).map(|byte| (0, byte)).collect();
        assert_eq!(play(&torn), keys(names), "{} byte by byte", bytes.escape_ascii());
    }
}

#[test]
fn a_split_arrow_is_an_arrow_and_a_lone_esc_is_esc() {
    let table: &[(Chunks, &[&str])] = &[
        (&[(0, b"\x1b"), (39, b"[A")], &["Up"]),
        (&[(0, b"\x1b"), (50, b"[A")], &["Esc", BACK, "Up"]),
        (&[(0, b"\x1b"), (430, b"OB")], &["Esc", BACK, "Down"]),
        (&[(0, b"\x1b"), (30, b"["), (110, b"C")], &["Right"]),
        (&[(0, b"\x1b"), (60, b"["), (110, b"C")], &["Esc", BACK, "Right"]),
        (&[(0, b"\x1b"), (60, b"[1"), (110, b"5~x")], &["Esc", BACK, "F5", "x"]),
        (&[(0, b"\x1bO"), (50, b"D")], &["Left"]),
        (&[(0, b"\x1b[1"), (50, b"5~")], &["F5"]),
        (&[(0, b"\x1b")], &["Esc"]),
        (&[(0, b"\x1b["), (500, b"x")], &["Esc", "[", "x"]),
        (&[(0, b"\x1b"), (50, b"x")], &["Esc", "x"]),
        (&[(0, b"\x1b"), (500, b"[A")], &["Esc", "[", "A"]),
        // Typed one after the other.
        (&[(0, b"\x1b"), (60, b"["), (300, b"A")], &["Esc", "[", "A"]),
        (&[(0, b"\x1b"), (60, b"On")], &["Esc", "O", "n"]),
        (&[(0, b"\x1b"), (60, b"x"), (90, b"[A")], &["Esc", "x", "[", "A"]),
        (&[(0, b"\x1b"), (50, b"\x1b"), (80, b"[A")], &["Esc", "Up"]),
        (&[(0, b"ab\x1b"), (50, b"[Ac")], &["a", "b", "Esc", BACK, "Up", "c"]),
        (&[(0, b"\xe7\xa8"), (50, b"\x8b")], &["程"]),
        (&[(0, b"\xe7\xa8"), (150, b"x")], &["x"]),
    ];
    for (chunks, names) in table {
        assert_eq!(play(chunks), keys(names), "{chunks:?}");
    }
}

#[test]
fn a_paste_is_one_line_of_data() {
    let paste = |text: &str| Event::Paste(text.to_owned());
    for (bytes, text) in
        [("程连富", "程连富"), ("a\r\nb\nc\rd\te", "a b c d e"), ("a\x07\x1b[Ab\u{9b}", "a[Ab"), ("", "")]
    {
        let whole = format!("\x1b[200~{bytes}\x1b[201~x");
        let expected = [vec![paste(text)], keys(&["x"])].concat();
        assert_eq!(play(&[(0, whole.as_bytes())]), expected, "{bytes:?}");
        let torn: Vec<_> = whole.as_bytes().chunks(1).map(|byte| (0, byte)).collect();
        assert_eq!(play(&torn), expected, "{bytes:?} byte by byte");
    }
    assert_eq!(play(&[(0, b"\x1b[200~lost"), (150, b" end")]), [paste("lost end")]);
    assert_eq!(play(&[(0, b"\x1b[I")]), [Event::FocusGained]);
}

#[test]
fn a_huge_paste_is_cut_and_the_keys_after_it_work() {
    let start = Instant::now();
    let (mut decoder, mut events) = (Decoder::default(), Vec::new());
    decoder.feed(b"\x1b[200~", start, &mut events);
    for _ in 0..1_000 {
        decoder.feed("程连富".repeat(300).as_bytes(), start, &mut events);
    }
    assert!(decoder.pending.len() < PASTE_END.len());
    decoder.feed(b"\x1b[201~\x1b[A", start, &mut events);
    let [Event::Paste(text), up] = events.as_slice() else { panic!("{} events", events.len()) };
    assert_eq!((text.len(), up), (PASTE_MAX / 3 * 3, &Event::Key(Key::Up)));
}

/// What terminals answer, to whatever program asked.
fn answers() -> Vec<Vec<u8>> {
    let mut answers: Vec<Vec<u8>> = [
        // Colours, the clipboard, the title, a notification: OSC, with either end.
        "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
        "\x1b]10;rgb:ffff/ffff/ffff\x07",
        "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
        "\x1b]52;c;5o+Q5YaZDQo=\x07",
        "\x1b]l程连富 muster\x1b\\",
        // DA3, XTVERSION, a setting, a capability: DCS.
        "\x1bP!|7E565445\x1b\\",
        "\x1bP>|XTerm(390)\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1bP1+r524742=38\x1b\\",
        "\x1bPq\x1b\\",
        // Graphics: APC. And those that nobody sends: PM, SOS.
        "\x1b_Gi=31;OK\x1b\\",
        "\x1b_anything\x1b\\",
        "\x1b^private\x1b\\",
        "\x1bXstart\x1b\\",
        "\x1bP\x1b\\",
        // DA1, DA2, the place of the cursor, the state, DECRPM, the size of the window.
        "\x1b[?64;1;2;6;9;15;22c",
        "\x1b[>41;390;0c",
        "\x1b[0c",
        "\x1b[24;80R",
        "\x1b[1;1R",
        "\x1b[?24;80;1R",
        "\x1b[0n",
        "\x1b[?2026;2$y",
        "\x1b[4;2$y",
        "\x1b[8;24;80t",
        // Focus lost, and what a keyboard in kitty's mode says late.
        "\x1b[O",
        "\x1b[?0u",
        "\x1b[97;5u",
        "\x1b[13;1:3u",
        "\x1b[1;1:3A",
        "\x1b[27;5;13~",
        // The mouse: X10, in characters of UTF-8, SGR, rxvt.
        "\x1b[M !!",
        "\x1b[M\u{e9}\u{e9}\u{e9}",
        "\x1b[<0;12;7M",
        "\x1b[<35;12;7m",
        "\x1b[32;12;7M",
        // An end that belongs to nothing.
        "\x1b\\",
    ]
    .map(|answer| answer.as_bytes().to_vec())
    .to_vec();
    answers.push([b"\x1b[M ".as_slice(), &[0xf0, 0xf1]].concat());
    answers.push([b"\x1b]52;c;".as_slice(), &b"QUJD".repeat(50_000), b"\x07"].concat());
    // The same with introducers in one byte, and with those as characters.
    let esc: Vec<Vec<u8>> = answers.iter().filter(|answer| answer.len() < 100).cloned().collect();
    for answer in esc {
        for introducer in [&[answer[1] + 0x40][..], &[0xc2, answer[1] + 0x40]] {
            let end = if answer.ends_with(b"\x1b\\") && answer.len() > 2 { 2 } else { 0 };
            let body = &answer[2..answer.len() - end];
            let is_ascii = body.is_ascii();
            answers.push([introducer, body, if end == 0 { b"" } else { b"\x1b\\" }].concat());
            if end > 0 && is_ascii {
                answers.push([introducer, body, b"\x9c"].concat());
                answers.push([introducer, body, "\u{9c}".as_bytes()].concat());
            }
        }
    }
    answers
}

#[test]
fn no_answer_of_a_terminal_is_a_key_however_it_is_torn() {
    let expected = keys(&["a", "Enter"]);
    for answer in answers() {
        let whole = [b"a".as_slice(), &answer, b"\r"].concat();
        let shown = whole[..whole.len().min(60)].escape_ascii().to_string();
        assert_eq!(play(&[(0, &whole)]), expected, "{shown}");
        if whole.len() > 100 {
            let torn: Vec<_> = whole.chunks(4_096).zip(0..).map(|(part, at)| (at * 20, part)).collect();
            assert_eq!(play(&torn), expected, "{shown} in parts");
            continue;
        }
        let bytes: Vec<_> = whole.chunks(1).map(|byte| (0, byte)).collect();
        assert_eq!(play(&bytes), expected, "{shown} byte by byte");
        for at in 1..whole.len() {
            let (before, behind) = whole.split_at(at);
            // What begins with Esc and a word may be typed, and no terminal answers so.
            let may_be_typed =
                [&b"\x1bPq"[..], b"\x1b_a", b"\x1bX"].iter().any(|typed| answer.starts_with(typed))
                    || answer.get(2) == Some(&ESC);
            for gap in [120, 300, 390].into_iter().filter(|_| !may_be_typed) {
                // What follows an Esc that came alone is told from keys for that long as well.
                let mut events = play(&[(0, before), (gap, behind)]);
                events.retain(|event| *event != Event::EscTakenBack && *event != Event::Key(Key::Esc));
                assert_eq!(events, expected, "{shown} torn at {at} for {gap} ms");
            }
            let mut events = play(&[(0, before), (50, behind)]);
            // Behind an Esc that came alone, the rest takes that back.
            if events.get(2) == Some(&Event::EscTakenBack) && events.get(1) == keys(&["Esc"]).first() {
                events.drain(1..3);
            }
            assert_eq!(events, expected, "{shown} torn at {at}");
        }
    }
}

/// A link that stands still in the middle of an answer, once or twice, for up to some seconds.
#[test]
fn an_answer_whose_rest_comes_late_is_passed_over_too() {
    let answers: &[&[u8]] = &[
        b"\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\",
        b"\x1b]10;rgb:ffff/ffff/ffff\x07",
        b"\x1b]52;c;5o+Q5YaZDQo=\x07",
        b"\x1bP!|7E565445\x1b\\",
        b"\x1bP>|XTerm(390)\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b^private\x1b\\",
        b"\x1bXstart of it\x1b\\",
        b"\x9d11;rgb:1e1e/1e1e/2e2e\x9c",
    ];
    let expected = keys(&["a", "Enter"]);
    let keyed = |chunks: Chunks| {
        let mut events = play(chunks);
        events.retain(|event| *event != Event::EscTakenBack && *event != Event::Key(Key::Esc));
        events
    };
    for answer in answers {
        let whole = [b"a".as_slice(), answer, b"\r"].concat();
        let shown = whole.escape_ascii().to_string();
        // Of one that begins as a text does so much must have come that it is none.
        let first = if answer.starts_with(b"\x1bX") { 9 } else { 4 };
        for at in first..whole.len() - 1 {
            let (before, behind) = whole.split_at(at);
            for gap in [700, 1_200, 1_900] {
                let events = keyed(&[(0, before), (gap, behind)]);
                assert_eq!(events, expected, "{shown} torn at {at} for {gap} ms");
            }
            if let Some((middle, last)) = behind.split_at_checked(6).filter(|(_, last)| last.len() > 3) {
                let events = keyed(&[(0, before), (800, middle), (1_700, last)]);
                assert_eq!(events, expected, "{shown} torn at {at} and six on");
            }
        }
    }
    // What is typed meanwhile, and behind that time, is a key.
    let begun: &[u8] = b"\x1b]11;rgb:1e1e/1e";
    assert_eq!(play(&[(0, begun), (700, b"abc"), (900, b"1e/2e\x07x")]), keys(&["a", "b", "c", "x"]));
    assert_eq!(play(&[(0, begun), (4_000, b"abcd")]), keys(&["a", "b", "c", "d"]));
    assert_eq!(play(&[(0, begun), (700, b"abcd\r")]), keys(&["a", "b", "c", "d", "Enter"]));
    assert_eq!(play(&[(0, begun), (700, "程连富".as_bytes())]), keys(&["程", "连", "富"]));
}

#[test]
fn an_answer_without_end_is_given_up_and_nothing_typed_later_is_lost() {
    let lost: &[&[u8]] = &[
        b"\x1b]11;rgb:1e1e/1e",
        b"\x1b]52;c;QUJD",
        b"\x1bP>|XTerm(3",
        b"\x1b_Gi=31;O",
        b"\x1b[?64;1;2",
        b"\x1b[<0;12",
        b"\x9d11;rgb:1e",
        b"\x90anything",
        b"\x9eprivate",
        b"\x98start",
    ];
    for answer in lost {
        let shown = answer.escape_ascii().to_string();
        assert_eq!(play(&[(0, answer), (500, b"ab")]), keys(&["a", "b"]), "{shown}");
        assert_eq!(play(&[(0, answer), (500, b"\x1b")]), keys(&["Esc"]), "{shown}");
        // Enter, an arrow and a line that is typed at once are no part of it.
        assert_eq!(play(&[(0, answer), (20, b"\r")]), keys(&["Enter"]), "{shown}");
        assert_eq!(play(&[(0, answer), (20, b"\x1b[A")]), keys(&["Up"]), "{shown}");
        if answer[1] != b'[' {
            // A key that goes on coming is not swallowed for ever.
            let held: Vec<(u64, &[u8])> =
                std::iter::once((0, *answer)).chain((1..60).map(|n| (n * 33, &b"x"[..]))).collect();
            let typed = play(&held).len();
            assert!((40..60).contains(&typed), "{shown}: {typed}");
        }
    }
    // An end as a character: what is typed behind it is a key.
    for begun in ["\u{9d}11;rgb:1e/1e/1e", "\u{90}>|XTerm(3)", "\u{9f}Gi=1", "\u{98}a", "\u{9e}a"] {
        let ended = [begun, "\u{9c}x"].concat();
        assert_eq!(play(&[(0, ended.as_bytes())]), keys(&["x"]), "{begun:?}");
        let (c2, rest) = ended.as_bytes().split_at(1);
        assert_eq!(play(&[(0, c2), (399, rest)]), keys(&["x"]), "{begun:?} torn");
    }
    // A clipboard of any size, with its end and without.
    let large = [b"\x1b]52;c;".as_slice(), &b"QUJD".repeat(1_000_000)].concat();
    let ended = [&large, b"\x1b\\y".as_slice()].concat();
    assert_eq!(play(&[(0, &ended)]), keys(&["y"]));
    assert_eq!(play(&[(0, &large), (500, b"x")]), keys(&["x"]));
}

#[test]
fn esc_and_a_text_that_is_no_answer_are_keys() {
    let table: &[(Chunks, &[&str])] = &[
        (&[(0, b"\x1b]")], &["Esc", "]"]),
        (&[(0, b"\x1bP")], &["Esc", "P"]),
        (&[(0, b"\x1b_"), (200, b"ab")], &["Esc", "_", "a", "b"]),
        (&[(0, b"\x1b"), (60, b"P"), (120, b"a"), (180, b"b")], &["Esc", "P", "a", "b"]),
        (&[(0, b"\x1bX"), (50, b"y\r")], &["Esc", "X", "y", "Enter"]),
        (&[(0, b"\x1b]"), (50, "程".as_bytes()), (300, b"x")], &["Esc", "]", "程", "x"]),
        (&[(0, b"\x1b\x1b]11;rgb:0/0/0\x07")], &["Esc"]),
    ];
    for (chunks, names) in table {
        assert_eq!(play(chunks), keys(names), "{chunks:?}");
    }
}

#[test]
fn no_byte_of_an_answer_or_beside_one_is_a_press() {
    let answers: &[Chunks] = &[
        &[(0, b"\x1b_G;OK\r\x1b\\")],
        &[(0, b"\x1b_G;OK\rab\x1b\\")],
        &[(0, "\u{9d}11;a\r\u{9c}".as_bytes())],
        &[(0, b"\x1b]0;a\rb\x1b\\")],
        &[(0, b"\x1b]0;a\r"), (50, b"b\x1b\\")],
        &[(0, b"\x1b]0;a\r\nb\tc\x07")],
        &[(0, b"\x1bP1$r\r\x1b\\")],
        &[(0, b"\x98a\x01\r\x18b\x9c")],
    ];
    for chunks in answers {
        assert_eq!(play_all(chunks), [], "{chunks:?}");
        for tear in [0, 30] {
            let bytes: Vec<u8> = chunks.iter().flat_map(|(_, bytes)| bytes.iter().copied()).collect();
            let torn: Vec<_> = bytes.chunks(1).zip(0..).map(|(byte, at)| (at * tear, byte)).collect();
            assert_eq!(play_all(&torn), [], "{chunks:?} byte by byte");
        }
    }
    // What is left of those that were lost, and what came beside one, is a key, and writes nothing.
    let beside: &[(Chunks, &[&str])] = &[
        (&[(0, b"\x1b[M !\r")], &["Enter"]),
        (&[(0, b"\x1b[M !"), (50, b"\r")], &["Enter"]),
        (&[(0, b"\x1b]11;rgb:1e\r")], &["Enter"]),
        (&[(0, b"\x1b]11;rgb:1e"), (50, b"\rab")], &["Enter", "a", "b"]),
        (&[(0, b"\x1b]11;rgb:1e\x07\r")], &["Enter"]),
        (&[(0, b"\r\x1b[?1;2c")], &["Enter"]),
        (&[(0, b"\x1bXab\r\x1b\\")], &["Esc", "X", "a", "b", "Enter"]),
        (&[(0, b"\x1b]11;rgb:1e"), (50, b"\r\x1b[A")], &["Enter", "Up"]),
    ];
    for (chunks, names) in beside {
        let expected: Vec<Event> = keys(names).into_iter().flat_map(|key| [Event::Unpressed, key]).collect();
        assert_eq!(play_all(chunks), expected, "{chunks:?}");
    }
    // What comes later is pressed.
    for answer in [&b"\x1b]11;rgb:1e\x07"[..], b"\x1b[?1;2c", b"\x1b]11;rgb:1e"] {
        assert_eq!(play_all(&[(0, answer), (500, b"\r")]), keys(&["Enter"]));
    }
    // However much follows a lost one, nothing of it is lost.
    let much = [b"\x1b]11;rgb:1e\r".as_slice(), &b"x".repeat(5_000)].concat();
    assert_eq!(play(&[(0, &much)]).len(), 5_001);
}
