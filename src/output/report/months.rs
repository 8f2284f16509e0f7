//! Fan charts: how simulated futures spread month by month.

use std::collections::BTreeMap;
use std::io::Read;

use maud::html;

use super::chart::{self, Scale};
use super::page::{self, Behind, Block, Cell, Figure, Section, Table};
use super::{Told, answer::capital, quantile, words};
use crate::model::outcome::{Measure, SERIES, Series as Place};
use crate::output::tables::rows::PATH;
use crate::output::words::lives::Lives;
use crate::output::words::number::{self, Style};
use crate::scenario::numbers::counted;

/// One monthly series of several arms.
#[derive(Debug, Clone)]
pub struct Series {
    /// What it is called.
    pub title: String,
    /// Its unit.
    pub measure: &'static Measure,
    /// Of each arm its name and, by month, the values of all replications in their order; NaN for none.
    pub arms: Vec<(String, Vec<Vec<f64>>)>,
}

/// The monthly series of a run.
#[derive(Debug, Clone, Default)]
pub struct Months {
    /// Profit of each month, by arm.
    pub profit: Option<Series>,
    /// The paths of programmes of change.
    pub paths: Option<Series>,
}

impl Series {
    /// Reads one measure of a table of months: of `months.csv`, or the paths of `trajectories.csv`. Gives `None` where
    /// a row makes no sense.
    ///
    /// # Errors
    /// Those of reading.
    pub fn read(
        mut table: csv::Reader<impl Read>,
        paths: bool,
        replications: usize,
    ) -> Result<Option<Self>, csv::Error> {
        let header = table.headers()?.clone();
        let column = |name: &str| header.iter().position(|column| column == name);
        let names = if paths { ["programme", "series", "difference"] } else { ["arm", "measure", "value"] };
        let all =
            (column("replication"), column(names[0]), column("month"), column(names[1]), column(names[2]));
        let (Some(replication), Some(arm), Some(month), Some(series), Some(value)) = all else {
            return Ok(None);
        };
        let measure = &SERIES[Place::Profit as usize];
        let wanted = if paths { PATH } else { measure.name };
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut arms: Vec<(String, Vec<Vec<f64>>)> = Vec::new();
        let mut record = csv::StringRecord::new();
        while table.read_record(&mut record)? {
            if &record[series] != wanted {
                continue;
            }
            let number = |column: usize| record[column].parse::<usize>().ok()?.checked_sub(1);
            let (Some(replication), Some(month)) = (number(replication), number(month)) else {
                return Ok(None);
            };
            if replication >= replications || month > 12_000 {
                return Ok(None);
            }
            let at = *places.entry(record[arm].to_owned()).or_insert_with(|| {
                arms.push((record[arm].to_owned(), Vec::new()));
                arms.len() - 1
            });
            let months = &mut arms[at].1;
            // Months come in their order, so that a number alone makes no room for thousands.
            if month > months.len() {
                return Ok(None);
            }
            if month == months.len() {
                months.push(vec![f64::NAN; replications]);
            }
            months[month][replication] = record[value].parse().unwrap_or(f64::NAN);
        }
        let title = if paths {
            "Profit since the beginning, programme less no change".to_owned()
        } else {
            "Profit of each month".to_owned()
        };
        Ok(Some(Self { title, measure, arms }))
    }
}

/// The shares of futures below the edges of the bands.
const EDGES: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

fn bands(months: &[Vec<f64>]) -> Vec<[f64; 7]> {
    months
        .iter()
        .map(|values| {
            let mut sorted: Vec<f64> = values.iter().copied().filter(|x| x.is_finite()).collect();
            sorted.sort_by(f64::total_cmp);
            EDGES.map(|at| quantile(&sorted, at))
        })
        .filter(|bands| bands.iter().all(|x| x.is_finite()))
        .collect()
}

impl Told<'_> {
    pub(super) fn over_time(&self) -> Option<Section> {
        let Some(months) = &self.run.months else {
            let words = "A sweep keeps no monthly series, which would be larger than all the rest, so there are no fan charts \
                         here. For the months of one point, write its values into a scenario file and run verona compare \
                         FILE --out DIR; verona report DIR then has them.";
            let blocks = vec![Block::Words(words.to_owned())];
            return Some(Section { id: "months", title: "Month by month".to_owned(), blocks });
        };
        let mut blocks: Vec<Block> = Vec::new();
        let figures = [
            months.paths.as_ref().and_then(|series| self.fan(series, true)),
            months.profit.as_ref().and_then(|series| self.ahead(series)),
            months.profit.as_ref().and_then(|series| self.fan(series, false)),
        ];
        blocks.extend(figures.into_iter().flatten().map(|figure| Block::Figure(Box::new(figure))));
        (!blocks.is_empty()).then(|| Section { id: "months", title: "Month by month".to_owned(), blocks })
    }

    /// The best arm less the next, summed up since the first month.
    fn ahead(&self, series: &Series) -> Option<Figure> {
        let (a, b) = (self.arm(*self.ranked.first()?), self.arm(*self.ranked.get(1)?));
        let of = |name: &str| series.arms.iter().find(|(arm, _)| arm == name).map(|(_, months)| months);
        let (a_months, b_months) = (of(a)?, of(b)?);
        let mut sums = vec![0.0; self.futures.replications];
        let months = a_months
            .iter()
            .zip(b_months)
            .map(|(a, b)| {
                sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a - b);
                sums.clone()
            })
            .collect();
        let series = Series {
            title: format!("Profit since the beginning, {a} less {b}"),
            measure: series.measure,
            arms: vec![(format!("{a} less {b}"), months)],
        };
        self.fan(&series, true)
    }

    fn fan(&self, series: &Series, zero: bool) -> Option<Figure> {
        let panels: Vec<(&str, Vec<[f64; 7]>)> = series
            .arms
            .iter()
            .map(|(arm, months)| (arm.as_str(), bands(months)))
            .filter(|(_, b)| !b.is_empty())
            .collect();
        let ends = panels.iter().flat_map(|(_, bands)| bands.iter().flat_map(|band| [band[0], band[6]]));
        let scale = Scale::of(ends.chain(zero.then_some(0.0)))?;
        let all = || panels.iter().flat_map(|(_, bands)| bands.iter().flatten().copied());
        let style = Style::of(series.measure, all(), std::iter::empty());
        let mut charts = Vec::new();
        let mut table = Table {
            head: ["structure", "month", "2.5 %", "10 %", "25 %", "median", "75 %", "90 %", "97.5 %"]
                .map(str::to_owned)
                .to_vec(),
            ..Table::default()
        };
        for (arm, bands) in &panels {
            let fan = chart::fan(bands, &scale, style, zero);
            charts.push(html! { div { @if panels.len() > 1 { h4 { (arm) } } (fan) } });
            for (month, band) in bands.iter().enumerate() {
                let mut row = vec![Cell::Words((*arm).to_owned()), Cell::Number((month + 1).to_string())];
                row.extend(band.map(|x| Cell::Number(style.show(x))));
                table.rows.push(row);
            }
        }
        let says = panels.iter().take(4).filter_map(|(arm, bands)| {
            let last = bands.last()?;
            Some(format!(
                "{arm}: {} ({} to {})",
                style.show(last[3]),
                style.show(last[0]),
                style.show(last[6])
            ))
        });
        let says: Vec<String> = says.collect();
        let n = self.futures.replications;
        let dashed = if zero { " Dashed: no difference." } else { "" };
        Some(Figure {
            title: format!("{}, in {}", capital(&series.title), words(series.measure.unit)),
            says: format!(
                "Median of the last month, with 95 % of {}s in brackets. {}.",
                self.futures.lives.future(),
                says.join("; ")
            ),
            chart: html! { div.plot.panels { @for chart in &charts { (chart) } } },
            reads: page::words(format!(
                "Line: median. Bands: the middle 50, 80 and 95 % of {}s ({}); they are spread, not uncertainty of a mean.{dashed}",
                self.simulated(),
                number::unit(series.measure)
            )),
            behind: Behind {
                replications: n,
                words: match self.futures.lives {
                    Lives::Futures => {
                        format!("Behind it: {} of each structure.", counted(n as u64, "replication"))
                    }
                    Lives::Firms => self.behind().words,
                },
            },
            table,
        })
    }
}
