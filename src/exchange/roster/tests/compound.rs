//! Builds workbooks of Office 97 (BIFF8 in a compound file), record by record.

/// A cell.
#[derive(Clone)]
pub(crate) enum Cell {
    Text(&'static str),
    Number(f64),
    /// A number with the style of days.
    Day(f64),
    /// A number packed as a whole one, a hundred times too large.
    Hundredth(i32),
    Error(u8),
    /// A formula by its eight bytes of result, its options, and the text that follows.
    Formula([u8; 8], u16, Option<&'static str>),
    /// A text by a number that may lead nowhere.
    Shared(u32),
    Struck(&'static str),
    Nothing,
}

/// A record: its kind, its length, its bytes.
pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut out = kind.to_le_bytes().to_vec();
    out.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
    out.extend(data);
    out
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn long_text(text: &str) -> Vec<u8> {
    let mut out = u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes().to_vec();
    out.push(1);
    out.extend(wide(text));
    out
}

/// A sheet: its name, whether it is shown, its rows, which of them are hidden.
pub(crate) struct SheetOf {
    pub(crate) name: &'static str,
    pub(crate) visible: bool,
    pub(crate) rows: Vec<Vec<Cell>>,
    pub(crate) hidden: Vec<u16>,
    pub(crate) merged: Vec<[u16; 4]>,
}

impl SheetOf {
    pub(crate) fn new(rows: Vec<Vec<Cell>>) -> Self {
        Self { name: "名册", visible: true, rows, hidden: Vec::new(), merged: Vec::new() }
    }
}

/// The table of texts, in pieces of so many bytes at most.
fn table(texts: &[&str], piece: usize) -> Vec<u8> {
    let count = u32::try_from(texts.len()).unwrap().to_le_bytes();
    let mut sst = Vec::new();
    // A piece ends between two texts, or within the characters of one; then it says anew how wide they are.
    let mut pieces: Vec<Vec<u8>> = vec![[count, count].concat()];
    for text in texts {
        let bytes = long_text(text);
        if pieces.last().unwrap().len() + 3 > piece {
            pieces.push(Vec::new());
        }
        let (head, characters) = bytes.split_at(3);
        pieces.last_mut().unwrap().extend(head);
        for unit in characters.chunks(2) {
            if pieces.last().unwrap().len() + 2 > piece {
                pieces.push(vec![1]);
            }
            pieces.last_mut().unwrap().extend(unit);
        }
    }
    for (n, piece) in pieces.iter().enumerate() {
        sst.extend(record(if n == 0 { 0x00FC } else { 0x003C }, piece));
    }
    sst
}

/// The stream of a workbook. Texts go into the table, which is cut into pieces of so many bytes.
pub(crate) fn stream(sheets: &[SheetOf], piece: usize) -> Vec<u8> {
    let mut texts: Vec<&str> = Vec::new();
    let mut bodies = Vec::new();
    for sheet in sheets {
        let mut body = record(0x0809, &[0, 6, 0x10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for &row in &sheet.hidden {
            let mut data = row.to_le_bytes().to_vec();
            data.extend([0; 10]);
            data.extend([0x20, 0, 0, 0]);
            body.extend(record(0x0208, &data));
        }
        for (row, cells) in (0_u16..).zip(&sheet.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                let place = |style: u16| {
                    [row, column, style].into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
                };
                let with = |style: u16, data: &[u8]| [place(style), data.to_vec()].concat();
                match cell {
                    Cell::Nothing => {}
                    Cell::Text(text) | Cell::Struck(text) => {
                        let number = texts.iter().position(|known| known == text).unwrap_or_else(|| {
                            texts.push(text);
                            texts.len() - 1
                        });
                        let style = if matches!(cell, Cell::Struck(_)) { 2 } else { 0 };
                        body.extend(record(
                            0x00FD,
                            &with(style, &u32::try_from(number).unwrap().to_le_bytes()),
                        ));
                    }
                    Cell::Shared(number) => body.extend(record(0x00FD, &with(0, &number.to_le_bytes()))),
                    Cell::Number(number) => body.extend(record(0x0203, &with(0, &number.to_le_bytes()))),
                    Cell::Day(number) => body.extend(record(0x0203, &with(1, &number.to_le_bytes()))),
                    Cell::Hundredth(number) => {
                        let bits = (number << 2).cast_unsigned() | 0x03;
                        body.extend(record(0x027E, &with(0, &bits.to_le_bytes())));
                    }
                    Cell::Error(code) => body.extend(record(0x0205, &with(0, &[*code, 1]))),
                    Cell::Formula(result, options, text) => {
                        let data = [result.as_slice(), &options.to_le_bytes(), &[0; 6]].concat();
                        body.extend(record(0x0006, &with(0, &data)));
                        if let Some(text) = text {
                            body.extend(record(0x0207, &long_text(text)));
                        }
                    }
                }
            }
        }
        for region in &sheet.merged {
            let data: Vec<u8> =
                [1].iter().chain(region).flat_map(|number: &u16| number.to_le_bytes()).collect();
            body.extend(record(0x00E5, &data));
        }
        body.extend(record(0x000A, &[]));
        bodies.push(body);
    }
    let sst = table(&texts, piece);
    let font =
        |options: u16| record(0x0031, &[&[200, 0], options.to_le_bytes().as_slice(), &[0; 12]].concat());
    let style = |font: u16, format: u16| {
        record(0x00E0, &[font.to_le_bytes().as_slice(), &format.to_le_bytes(), &[0; 16]].concat())
    };
    let mut head = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    head.extend((0..5).flat_map(|n| font(if n == 4 { 0x0008 } else { 0 })));
    head.extend(record(0x041E, &[164_u16.to_le_bytes().to_vec(), long_text("m\"月\"d\"日\"")].concat()));
    head.extend([style(0, 0), style(0, 164), style(5, 0)].concat());
    let name = |sheet: &SheetOf| {
        let mut out = vec![u8::try_from(sheet.name.encode_utf16().count()).unwrap(), 1];
        out.extend(wide(sheet.name));
        out
    };
    let bounds: usize = sheets.iter().map(|sheet| 4 + 6 + name(sheet).len()).sum();
    let mut at = head.len() + bounds + sst.len() + 4;
    for (sheet, body) in sheets.iter().zip(&bodies) {
        let mut data = u32::try_from(at).unwrap().to_le_bytes().to_vec();
        data.extend([u8::from(!sheet.visible), 0]);
        data.extend(name(sheet));
        head.extend(record(0x0085, &data));
        at += body.len();
    }
    head.extend(sst);
    head.extend(record(0x000A, &[]));
    head.extend(bodies.concat());
    head
}

/// A compound file with one stream of that name.
pub(crate) fn container(name: &str, stream: &[u8]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let mut padded = stream.to_vec();
    padded.resize(padded.len().max(4096).next_multiple_of(512), 0);
    let sectors = u32::try_from(padded.len() / 512).unwrap();
    // The directory, the table, and the stream.
    let tables = (sectors + 2).div_ceil(128) + 1;
    let mut header = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    header.resize(512, 0);
    let put = |bytes: &mut Vec<u8>, at: usize, data: &[u8]| bytes[at..at + data.len()].copy_from_slice(data);
    put(&mut header, 24, &[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(&mut header, 44, &tables.to_le_bytes());
    put(&mut header, 48, &0_u32.to_le_bytes());
    put(&mut header, 56, &4096_u32.to_le_bytes());
    put(&mut header, 60, &END.to_le_bytes());
    put(&mut header, 68, &END.to_le_bytes());
    for n in 0..109 {
        let sector = if n < tables { 1 + n } else { FREE };
        put(&mut header, 76 + 4 * n as usize, &sector.to_le_bytes());
    }
    let entry = |name: &str, kind: u8, first: u32, length: u32| {
        let mut out = wide(name);
        out.resize(64, 0);
        out.extend(u16::try_from(2 * name.len() + 2).unwrap().to_le_bytes());
        out.extend([kind, 1]);
        out.extend([0xFF; 12]);
        out.resize(116, 0);
        out.extend(first.to_le_bytes());
        out.extend(length.to_le_bytes());
        out.resize(128, 0);
        out
    };
    let first = 1 + tables;
    let mut directory = entry("Root Entry", 5, END, 0);
    directory.extend(entry(name, 2, first, u32::try_from(padded.len()).unwrap()));
    directory.resize(512, 0);
    let mut table: Vec<u32> = vec![END];
    table.extend((0..tables).map(|_| 0xFFFF_FFFD));
    table.extend((0..sectors).map(|n| if n + 1 == sectors { END } else { first + n + 1 }));
    table.resize(tables as usize * 128, FREE);
    [header, directory, table.into_iter().flat_map(u32::to_le_bytes).collect(), padded].concat()
}

/// A workbook of one sheet.
pub(crate) fn workbook(rows: Vec<Vec<Cell>>) -> Vec<u8> {
    container("Workbook", &stream(&[SheetOf::new(rows)], 8000))
}
