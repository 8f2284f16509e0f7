//! The flow charts of `docs/figures`, drawn from the steps of the day and the legal steps of a lead as the code has them.
//! Each is an SVG on a light ground of its own, so that it reads on light and dark pages alike, with a title and a
//! description for those who do not see it.

use std::fmt::Write as _;

use crate::odd::plain;
use crate::source::{self, State, When};

const STYLE: &str = "text{font-family:system-ui,'Segoe UI','Helvetica Neue',Arial,'DejaVu Sans',sans-serif;fill:#1d2530}\
.h{font-size:18px;font-weight:600}.b{font-size:14px;font-weight:600}.s{font-size:12px;fill:#3c4653}\
.m{font-size:12px;fill:#4a5563;font-family:ui-monospace,'DejaVu Sans Mono',monospace}\
.p{fill:#f7f8fa;stroke:#c5ccd5}.x{fill:#ffffff;stroke:#5b6673}.g{fill:#eef3f7;stroke:#0b5d8a;stroke-dasharray:5 4}\
.w{fill:#e3f1e6;stroke:#2c7a43}.l{fill:#fbeee6;stroke:#a3480b}.a{stroke:#1d2530;stroke-width:1.5;fill:none}";

const ARROW: &str = "<defs><marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" \
orient=\"auto-start-reverse\"><path d=\"M0 0 10 5 0 10z\" fill=\"#1d2530\"/></marker></defs>";

/// Text that is safe within SVG.
fn safe(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('`', "")
}

/// Lines of at most `width` letters.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn picture(width: u32, height: u32, title: &str, description: &str, inside: &str) -> String {
    let (title, description) = (safe(title), safe(description));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"title description\">\n<title id=\"title\">{title}</title>\n\
         <desc id=\"description\">{description}</desc>\n<style>{STYLE}</style>\n{ARROW}\n\
         <rect class=\"p\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n\
         <text class=\"h\" x=\"24\" y=\"34\">{title}</text>\n{inside}</svg>\n",
        width - 1,
        height - 1,
    )
}

/// The working day as a flow chart.
pub fn day() -> String {
    let steps = source::day();
    let (left, wide, width) = (70, 640, 780);
    let mut inside = String::new();
    let mut y = 56;
    let mut when = When::Daily;
    let mut group: Option<u32> = None;
    let mut ends: Vec<(u32, u32)> = Vec::new();
    for (number, step) in (1..).zip(&steps) {
        if step.when != when {
            if let Some(start) = group.take() {
                ends.push((start, y - 8));
            }
            if step.when != When::Daily {
                y += 10;
                group = Some(y);
                let _ = writeln!(inside, "@{y}@");
                let _ = writeln!(
                    inside,
                    "<text class=\"b\" x=\"{}\" y=\"{}\">only {}</text>",
                    left - 14,
                    y + 20,
                    step.when.words()
                );
                y += 32;
            } else {
                y += 10;
            }
            when = step.when;
        }
        let lines = wrap(&safe(&step.about), 92);
        let height = 30 + 16 * lines.len() as u32;
        let _ = writeln!(
            inside,
            "<rect class=\"x\" x=\"{left}\" y=\"{y}\" width=\"{wide}\" height=\"{height}\" rx=\"5\"/>"
        );
        let file = step.file.rsplit('/').next().unwrap_or("").trim_end_matches(".rs");
        let call = if file == "mod" { step.function.clone() } else { format!("{file}::{}", step.function) };
        let _ = writeln!(
            inside,
            "<text class=\"b\" x=\"{}\" y=\"{}\">{number}</text><text class=\"m\" x=\"{}\" y=\"{}\">{call}</text>",
            left + 12,
            y + 20,
            left + 44,
            y + 20
        );
        for (line, place) in lines.iter().zip(1..) {
            let _ = writeln!(
                inside,
                "<text class=\"s\" x=\"{}\" y=\"{}\">{line}</text>",
                left + 44,
                y + 21 + 16 * place
            );
        }
        y += height;
        if (number as usize) < steps.len() {
            let _ = writeln!(
                inside,
                "<path class=\"a\" d=\"M{0} {y}v12\" marker-end=\"url(#arrow)\"/>",
                left + wide / 2
            );
        }
        y += 14;
    }
    if let Some(start) = group {
        ends.push((start, y - 4));
    }
    for (start, end) in ends {
        let frame = format!(
            "<rect class=\"g\" x=\"{}\" y=\"{start}\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
            left - 26,
            wide + 52,
            end - start
        );
        inside = inside.replace(&format!("@{start}@"), &frame);
    }
    let (top, bottom) = (70, y + 24);
    let _ = writeln!(
        inside,
        "<path class=\"a\" d=\"M{0} {1}V{bottom}H22V{top}H{2}\" marker-end=\"url(#arrow)\"/>\
         <text class=\"s\" x=\"34\" y=\"{3}\">the next day</text>",
        left + wide / 2,
        y - 14,
        left - 2,
        bottom - 7
    );
    let told: Vec<String> = (1..)
        .zip(&steps)
        .map(|(number, step)| format!("{number}. {} ({}): {}", step.function, step.when.words(), step.about))
        .collect();
    picture(width, y + 40, "A working day, in order", &told.join(" "), &inside)
}

/// Where each state of a lead stands in the chart: the middle of its box.
const PLACES: [(&str, i32, i32); 11] = [
    ("Captured", 110, 120),
    ("Offered", 370, 120),
    ("Working", 640, 120),
    ("Won", 930, 120),
    ("Waiting", 930, 270),
    ("ScreenedOut", 95, 440),
    ("Refused", 262, 440),
    ("Leaked", 429, 440),
    ("Unqualified", 596, 440),
    ("Competition", 763, 440),
    ("Neglected", 930, 440),
];

const HALF_WIDTH: i32 = 79;
const HALF_HEIGHT: i32 = 44;

fn place(name: &str) -> (i32, i32) {
    let found = PLACES.iter().find(|(state, ..)| *state == name);
    let &(_, x, y) =
        found.unwrap_or_else(|| panic!("give the state {name} a place in tests/reference/charts.rs"));
    (x, y)
}

/// The life of a lead as a flow chart.
pub fn lead() -> String {
    let states = source::life();
    let mut inside = String::new();
    for State { name, next, .. } in &states {
        for other in next {
            let back = states.iter().any(|state| state.name == *other && state.next.contains(name));
            let _ = writeln!(inside, "{}", edge(place(name), place(other), back));
        }
    }
    for state in &states {
        let (x, y) = place(&state.name);
        let class = match (state.next.is_empty(), state.name.as_str()) {
            (true, "Won") => "w",
            (true, _) => "l",
            (false, _) => "x",
        };
        let _ = writeln!(
            inside,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>\
             <text class=\"b\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            x - HALF_WIDTH,
            y - HALF_HEIGHT,
            2 * HALF_WIDTH,
            2 * HALF_HEIGHT,
            y - HALF_HEIGHT + 20,
            plain(&state.name)
        );
        for (line, number) in wrap(&safe(&state.about), 22).iter().zip(1..) {
            let _ = writeln!(
                inside,
                "<text class=\"s\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{line}</text>",
                y - HALF_HEIGHT + 20 + 15 * number
            );
        }
    }
    let _ = writeln!(
        inside,
        "<text class=\"s\" x=\"24\" y=\"518\">A life begins as captured; a prospect that a salesperson found goes on to offered at \
         once. The lower row is the ways to lose. No other step exists: the code refuses it.</text>"
    );
    let told: Vec<String> = states
        .iter()
        .map(|state| {
            let next: Vec<String> = state.next.iter().map(|name| plain(name)).collect();
            let next = if next.is_empty() {
                "the end".to_owned()
            } else {
                format!("may become {}", next.join(", "))
            };
            format!("{}: {} {next}.", plain(&state.name), state.about)
        })
        .collect();
    picture(1030, 540, "The life of a lead", &told.join(" "), &inside)
}

/// An arrow from box to box, beside the line between their middles where there is one back.
fn edge((x, y): (i32, i32), (to_x, to_y): (i32, i32), back: bool) -> String {
    let (dx, dy) = (f64::from(to_x - x), f64::from(to_y - y));
    let length = (dx * dx + dy * dy).sqrt();
    let aside = if back { 9.0 } else { 0.0 };
    let (over, down) = (-dy / length * aside, dx / length * aside);
    let edge = |half_width: f64, half_height: f64| {
        let across = if dx == 0.0 { f64::INFINITY } else { half_width / dx.abs() };
        let along = if dy == 0.0 { f64::INFINITY } else { half_height / dy.abs() };
        across.min(along)
    };
    let (w, h) = (f64::from(HALF_WIDTH), f64::from(HALF_HEIGHT));
    let (start, end) = (edge(w, h), 1.0 - edge(w + 2.0, h + 2.0));
    format!(
        "<path class=\"a\" d=\"M{:.1} {:.1}L{:.1} {:.1}\" marker-end=\"url(#arrow)\"/>",
        f64::from(x) + dx * start + over,
        f64::from(y) + dy * start + down,
        f64::from(x) + dx * end + over,
        f64::from(y) + dy * end + down
    )
}
