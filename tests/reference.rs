//! The reference page in docs/ says what the declarations say.

use verona::scenario::reference_markdown;

#[test]
fn the_reference_page_is_the_one_made_from_the_declarations() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/reference.md");
    let made = reference_markdown();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &made).expect("docs/reference.md can be written");
    }
    let page = std::fs::read_to_string(path).unwrap_or_default();
    let differs = page.lines().zip(made.lines()).position(|(page, made)| page != made);
    assert!(
        page == made,
        "docs/reference.md is out of date from line {}; make it anew: UPDATE_DOCS=1 cargo test --test reference",
        differs.unwrap_or_else(|| page.lines().count().min(made.lines().count())) + 1,
    );
}
