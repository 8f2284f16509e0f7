//! The page of a report: sections of words, figures and tables, as one HTML file that needs nothing else. Every figure
//! carries the number of replications behind it and the same numbers as a table.

use std::fmt::Write;

use crate::output::pictures::svg::escaped;

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words, set to the left.
    Words(String),
    /// A number, set to the right.
    Number(String),
    /// A number that stands out: the best of its row.
    Best(String),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// What stands below it; empty for nothing.
    pub caption: String,
}

/// How many replications are behind a figure, in a number and in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Replications of each point and arm.
    pub replications: usize,
    /// The same with all that goes with it.
    pub words: String,
}

/// A chart with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it shows.
    pub title: String,
    /// What it says, in a sentence.
    pub says: String,
    /// The chart, as HTML.
    pub chart: String,
    /// How to read it; HTML.
    pub reads: String,
    /// What is behind it.
    pub behind: Behind,
    /// The same numbers.
    pub table: Table,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Words(String),
    /// A paragraph that must not be overlooked.
    Note(String),
    /// Commands to be typed.
    Commands(Vec<String>),
    /// A chart.
    Figure(Box<Figure>),
    /// A table.
    Table(Table),
    /// A table that is long, and shown on request.
    Long(String, Table),
}

/// A section under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The name that links use.
    pub id: &'static str,
    /// The heading.
    pub title: String,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A whole report.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// The name of what was run.
    pub name: String,
    /// What kind of run it was, in a few words.
    pub kind: String,
    /// The answer in a sentence.
    pub verdict: String,
    /// What else belongs to the answer.
    pub more: Vec<String>,
    /// A few numbers, each with its uncertainty and what it is of.
    pub tiles: Vec<[String; 3]>,
    /// What was asked: of each point its name and the words.
    pub asked: Vec<(String, String)>,
    /// What stands on the first page below all this.
    pub first: Vec<Block>,
    /// The sections.
    pub sections: Vec<Section>,
    /// What stands at the foot.
    pub foot: String,
}

/// What a browser may do with the page: show it with the styles that are in it, and nothing else. Whatever came into it by
/// way of a file can neither run nor fetch nor send anything.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

impl Page {
    /// The page as HTML.
    pub fn html(&self) -> String {
        let title = escaped(&self.name);
        let mut html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"{}\">\n\
             <meta name=\"description\" content=\"{}\">\n<title>{title}: report</title>\n<style>\n{}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#answer\">To the answer</a>\n{}<main>\n",
            super::GENERATOR,
            escaped(&self.verdict),
            include_str!("report.css"),
            super::chart::patterns(),
        );
        let _ = write!(
            html,
            "<section class=\"first\" id=\"answer\">\n<p class=\"kicker\">{}</p>\n<h1>{title}</h1>\n<p class=\"verdict\">{}</p>\n",
            escaped(&self.kind),
            escaped(&self.verdict)
        );
        for words in &self.more {
            let _ = writeln!(html, "<p class=\"more\">{}</p>", escaped(words));
        }
        if !self.tiles.is_empty() {
            html.push_str("<ul class=\"tiles\">\n");
            for [number, more, what] in &self.tiles {
                let [number, more, what] = [number, more, what].map(|words| escaped(words));
                let _ = writeln!(html, "<li><b>{number} <i>{more}</i></b><span>{what}</span></li>");
            }
            html.push_str("</ul>\n");
        }
        let mut figures = 0;
        blocks(&mut html, &self.first, &mut figures);
        html.push_str("<dl>\n");
        for (name, words) in &self.asked {
            let _ = writeln!(html, "<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(words));
        }
        html.push_str("</dl>\n<nav aria-label=\"Sections\">");
        for section in &self.sections {
            let _ = write!(html, "<a href=\"#{}\">{}</a> ", section.id, escaped(&section.title));
        }
        html.push_str("</nav>\n</section>\n");
        for section in &self.sections {
            let _ = writeln!(html, "<section id=\"{}\">\n<h2>{}</h2>", section.id, escaped(&section.title));
            blocks(&mut html, &section.blocks, &mut figures);
            html.push_str("</section>\n");
        }
        let _ = write!(html, "<footer>{}</footer>\n</main>\n</body>\n</html>\n", escaped(&self.foot));
        html
    }
}

fn blocks(html: &mut String, blocks: &[Block], figures: &mut usize) {
    for block in blocks {
        match block {
            Block::Words(words) => {
                let _ = writeln!(html, "<p>{}</p>", escaped(words));
            }
            Block::Note(words) => {
                let _ = writeln!(html, "<p class=\"note\">{}</p>", escaped(words));
            }
            Block::Commands(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
                let _ = writeln!(html, "<pre><code>{}</code></pre>", lines.join("\n"));
            }
            Block::Figure(figure) => {
                *figures += 1;
                draw(html, figure, *figures);
            }
            Block::Table(table) => lay_out(html, table, ""),
            Block::Long(summary, table) => {
                let _ = writeln!(html, "<details><summary>{}</summary>", escaped(summary));
                lay_out(html, table, " class=\"long\"");
                html.push_str("</details>\n");
            }
        }
    }
}

fn draw(html: &mut String, figure: &Figure, number: usize) {
    let _ = write!(
        html,
        "<figure id=\"figure-{number}\" data-replications=\"{}\">\n<figcaption><h3 id=\"t{number}\">{}</h3><p id=\"d{number}\">{}</p></figcaption>\n\
         <div role=\"img\" aria-labelledby=\"t{number}\" aria-describedby=\"d{number}\">{}</div>\n\
         <p class=\"reads\">{} <span class=\"n\">{}</span></p>\n\
         <details><summary>The numbers behind it</summary>",
        figure.behind.replications,
        escaped(&figure.title),
        escaped(&figure.says),
        figure.chart,
        figure.reads,
        escaped(&figure.behind.words),
    );
    lay_out(html, &figure.table, "");
    html.push_str("</details>\n</figure>\n");
}

fn lay_out(html: &mut String, table: &Table, class: &str) {
    let right = |column: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column)).peekable();
        cells.peek().is_some() && cells.all(|cell| !matches!(cell, Cell::Words(_)))
    };
    let _ = write!(html, "<div class=\"scroll\"><table{class}>");
    html.push_str("<thead><tr>");
    for (column, head) in table.head.iter().enumerate() {
        let class = if right(column) { " class=\"r\"" } else { "" };
        let _ = write!(html, "<th scope=\"col\"{class}>{}</th>", escaped(head));
    }
    html.push_str("</tr></thead><tbody>\n");
    for row in &table.rows {
        html.push_str("<tr>");
        for cell in row {
            let _ = match cell {
                Cell::Words(words) => write!(html, "<td>{}</td>", escaped(words)),
                Cell::Number(number) => write!(html, "<td class=\"r\">{}</td>", escaped(number)),
                Cell::Best(number) => write!(html, "<td class=\"r\"><b>{} ●</b></td>", escaped(number)),
            };
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
    if !table.caption.is_empty() {
        let _ = writeln!(html, "<p class=\"reads\">{}</p>", escaped(&table.caption));
    }
}
