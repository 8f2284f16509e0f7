//! Which files are documents.

use std::path::{Path, PathBuf};

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All documents, relative to the root, in a fixed order.
pub fn all() -> Vec<PathBuf> {
    let mut pages = vec![PathBuf::from("CONTRIBUTING.md"), PathBuf::from("README.md")];
    collect(&root().join("docs"), &mut pages);
    pages.sort();
    pages
}

fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("docs/ can be read") {
        let path = entry.expect("docs/ can be read").path();
        let within = path.strip_prefix(root()).expect("below the root").to_owned();
        if path.is_dir() && within != Path::new("docs/book") {
            collect(&path, pages);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(within);
        }
    }
}

/// The text of a document.
pub fn read(page: &Path) -> String {
    std::fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}
