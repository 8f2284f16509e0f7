//! What columns are, by their headers, in English and German. Headers are compared by their letters and digits alone, whatever their case.

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
            "datensatzid",
            "dealdatensatzid",
            "geschäftsid",
            "verkaufschanceid",
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
            "erstelldatum",
            "erstellungsdatum",
            "erstelltam",
            "angelegtam",
            "eröffnetam",
        ],
    },
    Declared {
        role: Role::WonOn,
        key: "won_on",
        headers: &["wontime", "dealwontime", "wondate", "wonat", "wonon", "gewonnenam"],
    },
    Declared {
        role: Role::LostOn,
        key: "lost_on",
        headers: &["losttime", "deallosttime", "lostdate", "lostat", "loston", "verlorenam"],
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
            "tatsächlichesabschlussdatum",
            "abschlussdatum",
            "schlusstermin",
            "abschlusstermin",
            "abgeschlossenam",
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
            "dealphase",
            "verkaufsphase",
            "phase",
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
            "tatsächlicherumsatz",
            "betrag",
            "dealwert",
            "wert",
            "auftragswert",
            "geschätzterumsatz",
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
            "fürdendealzuständigermitarbeiter",
            "dealinhaber",
            "dealbesitzer",
            "opportunityinhaber",
            "inhaber",
            "besitzer",
            "verantwortlicher",
            "zuständig",
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
            "erstelldatum",
            "erstellungsdatum",
            "erstelltam",
            "angelegtam",
            "eingegangenam",
        ],
    },
    Declared {
        role: Role::Source,
        key: "source",
        headers: &[
            "leadsource",
            "originalsource",
            "originaltrafficsource",
            "source",
            "origin",
            "channel",
            "leadquelle",
            "ursprünglichequelle",
            "herkunft",
            "quelle",
        ],
    },
    Declared {
        role: Role::Owner,
        key: "owner",
        headers: &[
            "leadowner",
            "contactowner",
            "ownerid",
            "owner",
            "salesrepid",
            "salesrep",
            "assignedto",
            "leadinhaber",
            "inhaber",
            "besitzer",
            "zuständig",
        ],
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
