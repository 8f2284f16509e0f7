//! `verona lab`: the Lab in the browser of this machine, with the user's own firm in it.
//!
//! One page is served, on 127.0.0.1 alone, to whoever names that address: the single file that `web/build` makes. With the
//! feature `page` it is inside the program; without it, `--page` names it, so that building Verona needs no Node.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::failure::Failure;
use super::firm;

/// The page, where it is inside the program.
#[cfg(feature = "page")]
const INSIDE: Option<&str> =
    Some(include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/web/out/verona-lab.html")));
#[cfg(not(feature = "page"))]
const INSIDE: Option<&str> = None;

/// The longest page, and the longest request, that are read.
const LONGEST_PAGE: u64 = 1 << 25;
const LONGEST_REQUEST: u64 = 1 << 14;

/// How long a browser may take to say what it wants.
const PATIENCE: Duration = Duration::from_secs(5);

/// Open the Lab in your browser, with your firm in it
///
/// The page is served on 127.0.0.1, to this machine alone, until Ctrl-C. Everything is computed in the browser.
#[derive(Debug, Args)]
pub struct Typed {
    #[command(flatten)]
    firm: firm::Typed,
    /// The port; without it, one that is free
    #[arg(long, value_name = "N", default_value_t = 0)]
    port: u16,
    /// The page to serve (web/out/verona-lab.html, which web/build makes) in place of the one inside the program
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
    /// Say the address, and leave the browser closed
    #[arg(long)]
    no_browser: bool,
}

/// Does it, until it is ended.
pub fn command(typed: &Typed, out: &mut impl Write) -> Result<(), Failure> {
    let page = page(typed)?;
    let firm = match typed.firm.again().is_empty() {
        true => None,
        // Read first: what is wrong with it is said here and not in the browser.
        false => Some(typed.firm.study()?),
    };
    let page = match &firm {
        None => page,
        Some(study) => with(&page, &study.name, &study.written_out())?,
    };
    let refused = |error: io::Error| Failure::usage(format!("cannot serve on port {}: {error}", typed.port));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, typed.port)).map_err(refused)?;
    let port = listener.local_addr().map_err(refused)?.port();
    let address = format!("http://127.0.0.1:{port}/");
    writeln!(out, "The Lab is at {address} until you press Ctrl-C.")?;
    out.flush()?;
    if !typed.no_browser {
        open(&address);
    }
    let page = Arc::new(page);
    for stream in listener.incoming().flatten() {
        let page = Arc::clone(&page);
        // A browser opens connections in store; whoever says nothing must not keep the others waiting. One that goes away is
        // no failure of the command.
        std::thread::spawn(move || drop(answer(stream, port, &page)));
    }
    Ok(())
}

/// The page that is to be served.
fn page(typed: &Typed) -> Result<String, Failure> {
    let Some(path) = &typed.page else {
        return INSIDE.map(str::to_owned).ok_or_else(|| {
            Failure::usage(
                "this program was built without the Lab's page; build the page with web/build, then either name it with \
                 --page web/out/verona-lab.html, or put it inside: cargo install --path . --features page",
            )
        });
    };
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LONGEST_PAGE).read_to_string(&mut text))
        .map_err(|error| Failure::Read { path: path.clone(), error })?;
    Ok(text)
}

/// The page with a firm in it, as data that no browser runs.
fn with(page: &str, name: &str, text: &str) -> Result<String, Failure> {
    let firm = serde_json::json!({ "name": format!("{name}.toml"), "text": text }).to_string();
    let data = format!(
        "<script type=\"application/json\" id=\"verona-firm\">{}</script>\n",
        firm.replace('<', "\\u003c")
    );
    match page.rfind("<script type=\"module\">") {
        Some(at) => Ok(format!("{}{data}{}", &page[..at], &page[at..])),
        None => Err(Failure::usage(
            "the page is not the Lab's: name web/out/verona-lab.html, which web/build makes",
        )),
    }
}

/// Answers one request.
fn answer(stream: TcpStream, port: u16, page: &str) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = Vec::new();
    let mut limited = (&stream).take(LONGEST_REQUEST);
    let mut buffer = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match limited.read(&mut buffer)? {
            0 => return Ok(()),
            n => head.extend_from_slice(&buffer[..n]),
        }
    }
    let head = String::from_utf8_lossy(&head);
    let (status, body) = reply(&head, port, page);
    let fields = "Content-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
                  Connection: close";
    let mut stream = &stream;
    write!(stream, "HTTP/1.1 {status}\r\n{fields}\r\nContent-Length: {}\r\n\r\n", body.len())?;
    if !head.starts_with("HEAD ") {
        stream.write_all(body.as_bytes())?;
    }
    stream.flush()
}

/// Status and body. Whoever asks for another host than this machine was sent here by somebody else's page.
fn reply<'a>(head: &str, port: u16, page: &'a str) -> (&'static str, &'a str) {
    let mut lines = head.lines();
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let host =
        lines.find_map(|line| line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("host")));
    let host = host.map(|(_, host)| host.trim()).unwrap_or_default();
    if host != format!("127.0.0.1:{port}") && host != format!("localhost:{port}") {
        return ("403 Forbidden", "");
    }
    match (method, path.split('?').next()) {
        ("GET" | "HEAD", Some("/")) => ("200 OK", page),
        ("GET" | "HEAD", _) => ("404 Not Found", ""),
        _ => ("405 Method Not Allowed", ""),
    }
}

/// Opens the user's browser, where the system has a word for that; the address was printed anyway.
fn open(address: &str) {
    let (program, first): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("cmd", &["/C", "start", ""]),
        _ => ("xdg-open", &[]),
    };
    let quiet = |command: &mut Command| {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
    };
    let _ = quiet(Command::new(program).args(first).arg(address));
}

#[cfg(test)]
mod tests {
    use super::{reply, with};

    #[test]
    fn only_the_page_is_served_and_only_to_this_machine() {
        let ask = |first: &str, host: &str| reply(&format!("{first}\r\nHost: {host}\r\n\r\n"), 8000, "page");
        assert_eq!(ask("GET / HTTP/1.1", "127.0.0.1:8000"), ("200 OK", "page"));
        assert_eq!(ask("GET /?workers=2 HTTP/1.1", "localhost:8000"), ("200 OK", "page"));
        assert_eq!(ask("GET /../etc/passwd HTTP/1.1", "localhost:8000").0, "404 Not Found");
        assert_eq!(ask("GET / HTTP/1.1", "evil.example:8000").0, "403 Forbidden");
        assert_eq!(ask("POST / HTTP/1.1", "127.0.0.1:8000").0, "405 Method Not Allowed");
        assert_eq!(reply("", 8000, "page").0, "403 Forbidden");
    }

    #[test]
    fn a_firm_cannot_leave_its_place_in_the_page() {
        let page = with("<p></p><script type=\"module\">x</script>", "</script><b>", "a = \"</script>\"")
            .expect("a page");
        assert_eq!(page.matches("</script>").count(), 2);
        assert!(with("<p>another page</p>", "", "").is_err());
    }
}
