//! The head of a table: which of its columns is what, and whether enough of its rows could be read.

use super::CrmError;
use super::mapping::TableMapping;
use super::report::TableRead;
use super::roles::{Declared, Role, plain, system};

/// Why a row of the future is left out.
pub(super) const FUTURE: &str = "it lies in the future";

/// The columns of a table by role.
#[derive(Debug, Clone, Default)]
pub struct Columns(Vec<(Role, usize)>);

impl Columns {
    /// By headers, or by what a mapping says; with the header that a mapping names and that is not there.
    pub fn find(
        declared: &[Declared],
        headers: &[String],
        mapping: &TableMapping,
    ) -> Result<Self, &'static str> {
        let mut columns = Vec::new();
        for role in declared {
            let found = match mapping.column(role.key) {
                Some(header) => {
                    let wanted = plain(header);
                    Some(headers.iter().position(|own| *own == wanted).ok_or(role.key)?)
                }
                None => role.headers.iter().find_map(|known| headers.iter().position(|own| own == known)),
            };
            if let Some(column) = found.filter(|&column| columns.iter().all(|(_, taken)| *taken != column)) {
                columns.push((role.role, column));
            }
        }
        Ok(Self(columns))
    }

    /// Where a role stands.
    pub fn of(&self, role: Role) -> Option<usize> {
        self.0.iter().find(|(known, _)| *known == role).map(|(_, column)| *column)
    }

    /// All that were found.
    pub fn iter(&self) -> impl Iterator<Item = (Role, usize)> + '_ {
        self.0.iter().copied()
    }
}

/// The columns of a table from its header, with what a reader has to know of them.
pub(super) fn header(
    origin: &str,
    line: u64,
    record: &csv::StringRecord,
    declared: &[Declared],
    mapping: &TableMapping,
    read: &mut TableRead,
) -> Result<Columns, CrmError> {
    let headers: Vec<String> = record.iter().map(plain).collect();
    let columns = Columns::find(declared, &headers, mapping).map_err(|key| CrmError {
        origin: origin.to_owned(),
        line,
        column: 0,
        message: format!("the mapping names a column for `{key}` that the table does not have"),
        help: "write the header as it stands in the first line of the table".to_owned(),
    })?;
    read.system = system(&headers);
    read.used = mapping.clone();
    read.columns = columns
        .iter()
        .filter_map(|(role, column)| {
            let key = declared.iter().find(|declared| declared.role == role)?.key;
            Some((key, record.get(column)?.trim().to_owned()))
        })
        .collect();
    Ok(columns)
}

/// Refuses a table most of whose rows had to be left out.
pub(super) fn enough(origin: &str, read: &TableRead) -> Result<(), CrmError> {
    if read.rows == 0 {
        return Err(CrmError {
            origin: origin.to_owned(),
            line: 0,
            column: 0,
            message: "the table has a header and no rows".to_owned(),
            help: "export it again, with the rows".to_owned(),
        });
    }
    if 2 * read.left() <= read.rows {
        return Ok(());
    }
    let (reason, left) = read
        .left_out
        .iter()
        .max_by_key(|(_, left)| left.rows)
        .map_or(("", Default::default()), |(r, l)| (*r, l.clone()));
    Err(CrmError {
        origin: origin.to_owned(),
        line: left.lines.first().copied().unwrap_or(0),
        column: left.column,
        message: format!(
            "{} of {} rows cannot be used, most of them because of this: {reason}",
            read.left(),
            read.rows
        ),
        help: match reason {
            FUTURE => {
                "look whether this column is a forecast, or its years are written otherwise; a mapping (--mapping) names another column"
            }
            _ => "look whether the columns are the right ones; a mapping (--mapping) says which they are",
        }
        .to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::crm::roles::DEALS;

    fn found(headers: &str) -> (&'static str, Vec<Role>) {
        let headers: Vec<String> = headers.split(',').map(plain).collect();
        let columns = Columns::find(DEALS, &headers, &TableMapping::default()).unwrap();
        (system(&headers), columns.iter().map(|(role, _)| role).collect())
    }

    #[test]
    fn exports_of_the_usual_systems_are_known_by_their_headers() {
        for (headers, name) in [
            ("Record ID,Deal Name,Deal Stage,Create Date,Close Date,Amount,Deal owner", "HubSpot"),
            (
                "Opportunity ID,Opportunity Name,Stage Name,Created Date,Close Date,Amount,Owner ID",
                "Salesforce",
            ),
            (
                "Deal - ID,Deal - Title,Deal - Status,Deal - Deal created,Deal - Deal closed on,Deal - Value,Deal - Owner",
                "Pipedrive",
            ),
            ("Deal Id,Potential Name,Stage,Created Time,Closing Date,Amount,Deal Owner", "Zoho"),
            (
                "(Do Not Modify) Opportunity,Topic,Status,Created On,Actual Close Date,Est. Revenue,Owner",
                "Dynamics",
            ),
            ("id,outcome,created_date,closed_date,deal_value,sales_rep_id", "a plain table"),
            ("Geschäfts-ID,Status,Erstellt am,Abgeschlossen am,Wert,Besitzer", "a plain table"),
            (
                "Datensatz-ID,Deal-Phase,Erstellungsdatum,Abschlussdatum,Betrag,Für den Deal zuständiger Mitarbeiter",
                "a plain table",
            ),
        ] {
            let (system, roles) = found(headers);
            assert_eq!(system, name);
            for role in [Role::Id, Role::Created, Role::Closed, Role::Stage, Role::Amount, Role::Owner] {
                assert!(roles.contains(&role), "{name} lacks {role:?}");
            }
        }
    }

    #[test]
    fn forecasts_of_a_close_are_no_closes() {
        let (_, roles) = found("Deal - Title,Deal - Expected close date,Deal - Status");
        assert!(!roles.contains(&Role::Closed));
    }
}
