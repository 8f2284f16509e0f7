//! Tables row by row: text in UTF-8, UTF-16 or Windows' Latin, with or without a byte order mark, parted by commas, semicolons, tabs or
//! bars, with line ends of any kind; or an Excel workbook, of which the first sheet with cells counts. Empty rows are passed over.

use std::io::{BufReader, Read, Seek, SeekFrom};

use calamine::{Data, Reader as _, Xlsx};
use csv::StringRecord;
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::{CrmError, Export};

/// Bytes that are looked at to know the encoding and the separator.
const LOOK: usize = 1 << 16;

fn wrong(origin: &str, line: u64, message: impl Into<String>, help: &str) -> CrmError {
    CrmError { origin: origin.to_owned(), line, column: 0, message: message.into(), help: help.to_owned() }
}

/// Calls `row` with every row that is not empty and the line on which it ends, the header first.
pub fn rows<R: Read + Seek>(
    export: Export<R>,
    mut row: impl FnMut(u64, &StringRecord) -> Result<(), CrmError>,
) -> Result<(), CrmError> {
    let Export { origin, mut source } = export;
    let mut head = Vec::new();
    let read = Read::take(&mut source, LOOK as u64).read_to_end(&mut head);
    read.map_err(|error| {
        wrong(&origin, 0, format!("cannot be read: {error}"), "name a file that you may read")
    })?;
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(wrong(&origin, 0, "the file is empty", "export it again, with a line of column names"));
    }
    source.seek(SeekFrom::Start(0)).map_err(|error| {
        wrong(&origin, 0, format!("cannot be read twice: {error}"), "copy it to a plain file first")
    })?;
    if head.starts_with(b"PK\x03\x04") {
        return workbook(&origin, source, &mut row);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0") {
        let help = "open it in a spreadsheet and save it as .xlsx or as CSV";
        return Err(wrong(&origin, 0, "this is a workbook in Excel's old binary format", help));
    }
    text(&origin, source, &head, &mut row)
}

fn text<R: Read>(
    origin: &str,
    source: R,
    head: &[u8],
    row: &mut impl FnMut(u64, &StringRecord) -> Result<(), CrmError>,
) -> Result<(), CrmError> {
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let zeros = head.iter().filter(|&&byte| byte == 0).count();
    if !utf16 && zeros > 0 {
        let help = "export it as CSV or as an Excel workbook (.xlsx)";
        return Err(wrong(origin, 0, "this is no table of text", help));
    }
    // A character may be cut at the end of what was looked at.
    let valid = std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    let encoding = if valid { Some(encoding_rs::UTF_8) } else { Some(encoding_rs::WINDOWS_1252) };
    let decoded =
        DecodeReaderBytesBuilder::new().encoding(encoding).bom_override(true).strip_bom(true).build(source);
    let mut decoded = decoded;
    let failed =
        |error: std::io::Error| wrong(origin, 0, format!("cannot be read: {error}"), "export it again");
    let mut start = Vec::new();
    decoded.by_ref().take(LOOK as u64).read_to_end(&mut start).map_err(failed)?;
    let mut lines = 0;
    let mut delimiter = None;
    let mut begin = 0;
    // Excel's own first line, which names the separator.
    if let Some(rest) = start.strip_prefix(b"sep=")
        && let Some(end) = rest.iter().position(|&byte| byte == b'\n')
    {
        (delimiter, lines, begin) = (rest.first().copied(), 1, 4 + end + 1);
    }
    let start = &start[begin..];
    let delimiter = delimiter.unwrap_or_else(|| separator(start));
    // The reader stands behind the end of a line, or between the two characters of which it is made.
    let behind = start.windows(2).find(|pair| pair[1] == b'\n').is_none_or(|pair| pair[0] != b'\r');
    let whole = BufReader::with_capacity(LOOK, start.chain(decoded));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(whole);
    let mut record = StringRecord::new();
    let mut line = lines;
    loop {
        let read = reader.read_record(&mut record).map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            wrong(origin, line, "this line is no row of a table", "export it again as CSV")
        })?;
        if !read {
            return Ok(());
        }
        line = (line + 1).max(lines + reader.position().line() - u64::from(behind));
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            row(line, &record)?;
        }
    }
}

/// The separator of the first line: the one that occurs most outside quotes.
fn separator(text: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for &byte in text {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted && counts.iter().any(|(_, count)| *count > 0) => break,
            _ if !quoted => {
                counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1)
            }
            _ => {}
        }
    }
    // The first of those that occur equally often.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

fn workbook<R: Read + Seek>(
    origin: &str,
    source: R,
    row: &mut impl FnMut(u64, &StringRecord) -> Result<(), CrmError>,
) -> Result<(), CrmError> {
    let help = "open it in a spreadsheet and save it as .xlsx or as CSV";
    let failed = |error: calamine::XlsxError| {
        wrong(origin, 0, format!("this is no workbook that can be read: {error}"), help)
    };
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(source)).map_err(failed)?;
    for sheet in 0..book.sheet_names().len() {
        let Some(range) = book.worksheet_range_at(sheet) else { continue };
        let range = range.map_err(failed)?;
        let Some((first, _)) = range.start() else { continue };
        for (at, cells) in range.rows().enumerate() {
            let record: StringRecord = cells.iter().map(cell).collect();
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                row(u64::from(first) + at as u64 + 1, &record)?;
            }
        }
        return Ok(());
    }
    Err(wrong(origin, 0, "the workbook has no cells", "export it again, with a line of column names"))
}

/// A cell as text; days are Excel's own numbers, which dates are read from too.
fn cell(data: &Data) -> String {
    match data {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(moment) => moment.as_f64().to_string(),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, CrmError> {
        let mut all = Vec::new();
        let export = Export { origin: "deals.csv".to_owned(), source: Cursor::new(bytes.to_vec()) };
        rows(export, |line, row| {
            all.push((line, row.iter().map(str::to_owned).collect()));
            Ok(())
        })?;
        Ok(all)
    }

    #[test]
    fn a_table_reads_alike_in_every_encoding_and_with_every_separator() {
        let plain = "Name,Größe\n\"a, b\",1\n\n,\nc,2\n";
        let expected = read(plain.as_bytes()).unwrap();
        assert_eq!(expected.len(), 3);
        assert_eq!(expected[2], (5, vec!["c".to_owned(), "2".to_owned()]));
        let with_mark = format!("\u{feff}{plain}");
        let windows = plain.replace('\n', "\r\n");
        let semicolons = "Name;Größe\n\"a, b\";1\n;\nc;2\n";
        let named = "sep=;\nName;Größe\n\"a, b\";1\nc;2\n";
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(plain.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let latin: Vec<u8> = plain.chars().map(|c| c as u32 as u8).collect();
        for bytes in [
            with_mark.as_bytes(),
            windows.as_bytes(),
            semicolons.as_bytes(),
            named.as_bytes(),
            &utf16,
            &latin,
        ] {
            let cells: Vec<Vec<String>> = read(bytes).unwrap().into_iter().map(|(_, cells)| cells).collect();
            let wanted: Vec<Vec<String>> = expected.iter().map(|(_, cells)| cells.clone()).collect();
            assert_eq!(cells, wanted);
        }
    }

    #[test]
    fn what_is_no_table_is_told_so() {
        for (bytes, words) in [
            (&b""[..], "the file is empty"),
            (b" \n\n", "the file is empty"),
            (b"a\0b,c\n", "no table of text"),
            (b"PK\x03\x04nonsense", "no workbook that can be read"),
            (b"\xd0\xcf\x11\xe0", "old binary format"),
        ] {
            let error = read(bytes).unwrap_err().to_string();
            assert!(error.contains(words) && error.contains("help"), "{error}");
        }
    }
}
