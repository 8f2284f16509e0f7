//! What columns are, by their headers. Headers are compared by their letters and digits alone, whatever their case.

use super::mapping::TableMapping;

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The number of the row's deal or lead.
    Id,
    /// When it began.
    Created,
    /// When it was won or lost; of an open deal a forecast, which is not used.
    Closed,
    /// When it was won; empty if it was not.
    WonOn,
    /// When it was lost.
    LostOn,
    /// Where it stands, in a word.
    Stage,
    /// Whether it was won.
    Won,
    /// Whether it is over.
    Over,
    /// What it is worth.
    Amount,
    /// Whose it is.
    Owner,
    /// Where it came from.
    Source,
    /// When it was first answered.
    Answered,
}

/// One declared role.
pub struct Declared {
    /// The role.
    pub role: Role,
    /// Its key in a mapping.
    pub key: &'static str,
    /// Headers, by letters and digits, the better ones first.
    pub headers: &'static [&'static str],
}

/// Roles of a table of deals.
pub const DEALS: &[Declared] = &[
    Declared {
        role: Role::Id,
        key: "id",
        headers: &[
            "opportunityid",
            "dealid",
            "recordid",
            "hsobjectid",
            "dealrecordid",
            "mqlid",
            "leadid",
            "donotmodifyopportunity",
            "id",
        ],
    },
    Declared {
        role: Role::Created,
        key: "created",
        headers: &[
            "createdate",
            "createddate",
            "dealdealcreated",
            "dealcreated",
            "createdtime",
            "createdon",
            "createdat",
            "datecreated",
            "created",
            "opened",
            "opendate",
        ],
    },
    Declared {
        role: Role::WonOn,
        key: "won_on",
        headers: &["wontime", "dealwontime", "wondate", "wonat", "wonon"],
    },
    Declared {
        role: Role::LostOn,
        key: "lost_on",
        headers: &["losttime", "deallosttime", "lostdate", "lostat", "loston"],
    },
    Declared {
        role: Role::Closed,
        key: "closed",
        headers: &[
            "actualclosedate",
            "closedate",
            "closeddate",
            "dealdealclosedon",
            "dealclosedon",
            "closingdate",
            "closedon",
            "closedat",
            "closed",
        ],
    },
    Declared {
        role: Role::Stage,
        key: "stage",
        headers: &[
            "outcome",
            "dealstatus",
            "opportunitystatus",
            "status",
            "dealstage",
            "stagename",
            "stage",
            "statecode",
        ],
    },
    Declared { role: Role::Won, key: "won", headers: &["iswon", "isclosedwon", "hsisclosedwon"] },
    Declared { role: Role::Over, key: "over", headers: &["isclosed", "hsisclosed"] },
    Declared {
        role: Role::Amount,
        key: "amount",
        headers: &[
            "actualrevenue",
            "amount",
            "dealvalue",
            "value",
            "amountincompanycurrency",
            "dealamount",
            "estrevenue",
            "estimatedrevenue",
        ],
    },
    Declared {
        role: Role::Owner,
        key: "owner",
        headers: &[
            "dealowner",
            "opportunityowner",
            "ownerid",
            "owner",
            "salesrepid",
            "salesrep",
            "srid",
            "salesperson",
            "rep",
            "assignedto",
        ],
    },
];

/// Roles of a table of leads.
pub const LEADS: &[Declared] = &[
    Declared {
        role: Role::Id,
        key: "id",
        headers: &["leadid", "mqlid", "recordid", "contactid", "donotmodifylead", "id"],
    },
    Declared {
        role: Role::Created,
        key: "created",
        headers: &[
            "createdate",
            "createddate",
            "createdtime",
            "createdon",
            "leadcreated",
            "createdat",
            "firstcontactdate",
            "datecreated",
            "created",
        ],
    },
    Declared {
        role: Role::Source,
        key: "source",
        headers: &["leadsource", "originalsource", "originaltrafficsource", "source", "origin", "channel"],
    },
    Declared {
        role: Role::Owner,
        key: "owner",
        headers: &["leadowner", "contactowner", "ownerid", "owner", "salesrepid", "salesrep", "assignedto"],
    },
    Declared {
        role: Role::Answered,
        key: "answered",
        headers: &[
            "firstresponse",
            "firstresponsedate",
            "firstresponsetime",
            "timefirstcontacted",
            "firstcontactedon",
            "firstactivitydate",
            "firsttouch",
        ],
    },
];

/// Roles of a table of activities.
pub const ACTIVITIES: &[Declared] = &[
    Declared {
        role: Role::Id,
        key: "id",
        headers: &["leadid", "mqlid", "whoid", "regardingid", "regarding", "recordid", "contactid"],
    },
    Declared {
        role: Role::Answered,
        key: "when",
        headers: &[
            "activitydate",
            "completedon",
            "activitytime",
            "createddate",
            "createdon",
            "timestamp",
            "date",
        ],
    },
];

/// Headers by which a system is known.
const SYSTEMS: &[(&str, &[&str])] = &[
    ("HubSpot", &["dealname", "dealstage", "hsobjectid", "lifecyclestage"]),
    ("Pipedrive", &["dealtitle", "dealdealcreated", "dealwontime", "wontime"]),
    ("Dynamics", &["donotmodifyopportunity", "donotmodifylead", "estrevenue", "actualclosedate"]),
    ("Zoho", &["potentialname", "closingdate", "dealid"]),
    ("Salesforce", &["stagename", "opportunityname", "iswon", "opportunityowner"]),
];

/// The letters and digits of a header.
pub fn plain(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The system whose export has these headers.
pub fn system(headers: &[String]) -> &'static str {
    let known = |marks: &&(&'static str, &[&str])| {
        marks.1.iter().filter(|mark| headers.iter().any(|h| h == *mark)).count()
    };
    SYSTEMS
        .iter()
        .filter(|marks| known(marks) > 0)
        .max_by_key(known)
        .map_or("a plain table", |(system, _)| *system)
}

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

#[cfg(test)]
mod tests {
    use super::*;

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
