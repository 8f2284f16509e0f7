//! The page of a report: sections of words, figures and tables, as one HTML file that needs nothing else. Every figure
//! carries the number of replications behind it and the same numbers as a table.
//!
//! Words are [`String`] and are escaped wherever they are put; HTML is [`Markup`], a type of its own, which nothing but the
//! macro and [`raw`](super::html::raw) makes.

use maud::{DOCTYPE, Markup, PreEscaped, html};

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
#[derive(Debug, Clone)]
pub struct Figure {
    /// What it shows.
    pub title: String,
    /// What it says, in a sentence.
    pub says: String,
    /// The chart.
    pub chart: Markup,
    /// How to read it.
    pub reads: Markup,
    /// What is behind it.
    pub behind: Behind,
    /// The same numbers.
    pub table: Table,
}

/// A part of a section.
#[derive(Debug, Clone)]
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
    /// A few numbers, each with its uncertainty and what it is of.
    Tiles(Vec<[String; 3]>),
    /// What was asked: of each point its name and the words.
    Asked(Vec<(String, String)>),
}

/// One part of the first page for those who decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    title: String,
    number: String,
    lines: Vec<String>,
    /// Amounts with their words.
    amounts: Vec<[String; 2]>,
    /// Commands to be typed.
    commands: Vec<String>,
}

impl Card {
    /// Of lines of words.
    pub fn of(title: &str, lines: Vec<String>) -> Self {
        Self::large(title, "", lines)
    }

    /// With a number that stands out.
    pub fn large(title: &str, number: &str, lines: Vec<String>) -> Self {
        let lines = lines.into_iter().map(together).collect();
        let (title, number) = (title.to_owned(), number.to_owned());
        Self { title, number, lines, amounts: Vec::new(), commands: Vec::new() }
    }

    /// With amounts and the words to each.
    pub fn amounts(title: &str, amounts: Vec<[String; 2]>) -> Self {
        let amounts = amounts.into_iter().map(|pair| pair.map(together)).collect();
        Self { amounts, ..Self::of(title, Vec::new()) }
    }

    /// With commands to be typed.
    pub fn with_commands(self, commands: Vec<String>) -> Self {
        Self { commands, ..self }
    }
}

/// A number and its per cent or its half-width stay on one line.
fn together(line: String) -> String {
    line.replace(" %", "\u{a0}%").replace("± ", "±\u{a0}")
}

/// Bytes of a command that is not broken.
const SHORT: usize = 24;

/// Words in which commands stand between backticks.
fn with_code(line: &str) -> Markup {
    html! {
        @for (at, part) in line.split('`').enumerate() {
            @if at % 2 == 1 { code class=[(part.len() <= SHORT).then_some("nb")] { (part) } } @else { (part) }
        }
    }
}

/// A section under a heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// The name that links use.
    pub id: &'static str,
    /// The heading.
    pub title: String,
    /// What is in it.
    pub blocks: Vec<Block>,
}

/// A whole report.
#[derive(Debug, Clone, Default)]
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
    /// The parts of the first page for those who decide, in place of the three above.
    pub cards: Vec<Card>,
    /// The sections.
    pub sections: Vec<Section>,
    /// What stands at the foot.
    pub foot: String,
}

/// What a browser may do with the page: show it with the styles that are in it, and nothing else. Whatever came into it by
/// way of a file can neither run nor fetch nor send anything.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Words as HTML.
pub fn words(words: impl AsRef<str>) -> Markup {
    html! { (words.as_ref()) }
}

impl Page {
    /// The page as HTML.
    pub fn html(&self) -> String {
        let mut figures = 0;
        let first = blocks(&self.first, &mut figures);
        let sections: Vec<Markup> = self.sections.iter().map(|section| part(section, &mut figures)).collect();
        let page = html! {
            (DOCTYPE) "\n"
            html lang="en" { "\n"
                (self.head()) "\n"
                body { "\n"
                    a.skip href="#answer" { "To the answer" } "\n"
                    (super::chart::patterns())
                    main { "\n"
                        section.first #answer { "\n" (self.answer()) (self.cards()) (first) (self.asked()) } "\n"
                        @for section in &sections { (section) }
                        footer { (self.foot) } "\n"
                    } "\n"
                } "\n"
            } "\n"
        };
        // What XML does not take, wherever it came from.
        page.into_string().replace(|c: char| c.is_control() && c != '\n', " ")
    }

    fn head(&self) -> Markup {
        html! {
            head { "\n"
                meta charset="utf-8"; "\n"
                meta http-equiv="Content-Security-Policy" content=(POLICY); "\n"
                meta name="viewport" content="width=device-width, initial-scale=1"; "\n"
                meta name="generator" content=(super::GENERATOR); "\n"
                meta name="description" content=(self.verdict); "\n"
                title { (self.name) ": report" } "\n"
                style { "\n" (PreEscaped(include_str!("report.css"))) } "\n"
            }
        }
    }

    /// The answer, before the first figure.
    fn answer(&self) -> Markup {
        html! {
            p.kicker { (self.kind) } "\n"
            h1 { (self.name) } "\n"
            p.verdict { (self.verdict) } "\n"
            @for words in &self.more {
                p.more { (with_code(words)) } "\n"
            }
            @if !self.tiles.is_empty() {
                (tiles(&self.tiles))
            }
        }
    }

    /// The parts of the first page for those who decide.
    fn cards(&self) -> Markup {
        html! {
            @if !self.cards.is_empty() {
                div.board { "\n"
                    @for card in &self.cards {
                        div.card {
                            h3 { (card.title) }
                            @if !card.number.is_empty() { p.big { (card.number) } }
                            @for line in &card.lines { p { (with_code(line)) } }
                            @if !card.amounts.is_empty() {
                                dl.amounts {
                                    @for [amount, words] in &card.amounts { dt { (amount) } dd { (words) } }
                                }
                            }
                            @if !card.commands.is_empty() {
                                pre { code { (card.commands.join("\n")) } }
                            }
                        } "\n"
                    }
                } "\n"
            }
        }
    }

    /// What was asked, and the way to the sections.
    fn asked(&self) -> Markup {
        html! {
            @if !self.asked.is_empty() { (asked(&self.asked)) }
            nav aria-label="Sections" {
                @for section in &self.sections {
                    a href={ "#" (section.id) } { (section.title) } " "
                }
            } "\n"
        }
    }
}

fn tiles(tiles: &[[String; 3]]) -> Markup {
    html! {
        ul.tiles { "\n"
            @for [number, more, what] in tiles {
                li { b { (number) " " i { (more) } } span { (what) } } "\n"
            }
        } "\n"
    }
}

fn asked(asked: &[(String, String)]) -> Markup {
    html! {
        dl { "\n"
            @for (name, words) in asked {
                dt { (name) } dd { (words) } "\n"
            }
        } "\n"
    }
}

fn part(section: &Section, figures: &mut usize) -> Markup {
    let inside = blocks(&section.blocks, figures);
    html! {
        section id=(section.id) { "\n"
            h2 { (section.title) } "\n"
            (inside)
        } "\n"
    }
}

fn blocks(blocks: &[Block], figures: &mut usize) -> Markup {
    let block = |block: &Block| match block {
        Block::Words(words) => html! { p { (with_code(words)) } "\n" },
        Block::Note(words) => html! { p.note { (words) } "\n" },
        Block::Commands(lines) => html! { pre { code { (lines.join("\n")) } } "\n" },
        Block::Figure(figure) => {
            *figures += 1;
            draw(figure, *figures)
        }
        Block::Table(table) => lay_out(table, false),
        Block::Tiles(found) => tiles(found),
        Block::Asked(found) => asked(found),
        Block::Long(summary, table) => html! {
            details { summary { (summary) } "\n" (lay_out(table, true)) } "\n"
        },
    };
    let blocks: Vec<Markup> = blocks.iter().map(block).collect();
    html! { @for block in &blocks { (block) } }
}

fn draw(figure: &Figure, number: usize) -> Markup {
    html! {
        figure id={ "figure-" (number) } data-replications=(figure.behind.replications) { "\n"
            figcaption {
                h3 id={ "t" (number) } { (figure.title) }
                p id={ "d" (number) } { (figure.says) }
            } "\n"
            div role="img" aria-labelledby={ "t" (number) } aria-describedby={ "d" (number) } {
                (figure.chart)
            } "\n"
            p.reads { (figure.reads) " " span.n { (figure.behind.words) } } "\n"
            details { summary { "The numbers behind it" } (lay_out(&figure.table, false)) } "\n"
        } "\n"
    }
}

fn lay_out(table: &Table, long: bool) -> Markup {
    let right = |column: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column)).peekable();
        cells.peek().is_some() && cells.all(|cell| !matches!(cell, Cell::Words(_)))
    };
    html! {
        div.scroll {
            table class=[long.then_some("long")] {
                thead {
                    tr {
                        @for (column, head) in table.head.iter().enumerate() {
                            th scope="col" class=[right(column).then_some("r")] { (head) }
                        }
                    }
                }
                tbody { "\n"
                    @for row in &table.rows {
                        tr {
                            @for cell in row {
                                @match cell {
                                    Cell::Words(words) => { td { (words) } }
                                    Cell::Number(number) => { td.r { (number) } }
                                    Cell::Best(number) => { td.r { b { (number) " ●" } } }
                                }
                            }
                        } "\n"
                    }
                }
            }
        } "\n"
        @if !table.caption.is_empty() {
            p.reads { (table.caption) } "\n"
        }
    }
}
