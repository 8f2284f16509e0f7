//! The house, read from its own imports: arrows between rooms run one way, and within a room no files import each other in a
//! circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};
use syn::{Item, UseTree};

use crate::{files, root};

/// The rooms; each uses only those before it.
const ROOMS: [&str; 7] = ["scenario", "model", "experiment", "evidence", "output", "answers", "cli"];

/// Files of the model that hold the state of every mechanism, or show it, and are used by all of them.
const STATE: [&str; 3] = ["src/model/firm.rs", "src/model/glimpse.rs", "src/model/trace.rs"];

/// By file, the files that it imports from; without its unit tests.
fn imports() -> BTreeMap<PathBuf, BTreeSet<PathBuf>> {
    let all: BTreeMap<Vec<String>, PathBuf> =
        files("src").into_iter().map(|file| (module(&file), file)).collect();
    let mut found = BTreeMap::new();
    for (module, file) in &all {
        let text = std::fs::read_to_string(root().join(file)).expect("a source file can be read");
        let mut named = Named { module, paths: Vec::new() };
        named.visit_file(&syn::parse_file(&text).expect("our own source is Rust"));
        let target = |path: &Vec<String>| {
            (1..=path.len()).rev().find_map(|length| all.get(&path[..length])).filter(|other| *other != file)
        };
        found.insert(file.clone(), named.paths.iter().filter_map(target).cloned().collect());
    }
    found
}

/// `src/scenario/programme/reader.rs` is `scenario::programme::reader`, `src/scenario/mod.rs` is `scenario`.
fn module(file: &Path) -> Vec<String> {
    let path = file.strip_prefix("src").expect("below src").with_extension("");
    let mut names: Vec<String> = path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    if names.last().is_some_and(|name| name == "mod") {
        names.pop();
    }
    names
}

/// The paths that a file names from the crate's root or its own place.
struct Named<'a> {
    module: &'a [String],
    paths: Vec<Vec<String>>,
}

impl Named<'_> {
    fn add(&mut self, names: &[String]) {
        let mut from = match names.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("super") => self.module[..self.module.len().saturating_sub(1)].to_vec(),
            _ => return,
        };
        from.extend(names[1..].iter().cloned());
        self.paths.push(from);
    }

    fn tree(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(&path.tree, before);
                before.pop();
            }
            UseTree::Name(name) => {
                before.push(name.ident.to_string());
                self.add(before);
                before.pop();
            }
            UseTree::Rename(name) => {
                before.push(name.ident.to_string());
                self.add(before);
                before.pop();
            }
            UseTree::Glob(_) => self.add(before),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(tree, before)),
        }
    }
}

impl<'ast> Visit<'ast> for Named<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Use(item) => self.tree(&item.tree, &mut Vec::new()),
            // Within a module of a file `super` is the file.
            Item::Mod(module) if module.content.is_some() => {}
            item => visit::visit_item(self, item),
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|one| one.ident.to_string()).collect();
        self.add(&names);
        visit::visit_path(self, path);
    }
}

fn room(file: &Path) -> Option<usize> {
    let name = file.iter().nth(1)?.to_str()?;
    ROOMS.iter().position(|room| *room == name)
}

#[test]
fn each_room_uses_only_those_before_it() {
    let imports = imports();
    let mut wrong = Vec::new();
    for (file, others) in &imports {
        for other in others {
            if let (Some(from), Some(to)) = (room(file), room(other))
                && to > from
            {
                wrong.push(format!("{} uses {}", file.display(), other.display()));
            }
        }
    }
    assert!(imports.values().map(BTreeSet::len).sum::<usize>() > 500, "the imports are found");
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The files of a room that import each other in a circle, without `apart`; a list of what is in a room only hands names on.
fn in_circles(imports: &BTreeMap<PathBuf, BTreeSet<PathBuf>>, room: &str, apart: &[&str]) -> Vec<String> {
    let inside = |file: &&PathBuf| {
        let list = file.ends_with("mod.rs") || file.ends_with("tests.rs");
        file.starts_with(room) && !list && apart.iter().all(|apart| *file != Path::new(apart))
    };
    let files: BTreeSet<&PathBuf> = imports.keys().filter(inside).collect();
    assert!(files.len() > 10, "{room} is found");
    let reaches_itself = |file: &&&PathBuf| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![**file]);
        while let Some(from) = next.pop() {
            for to in imports[from].iter().filter(|to| files.contains(to)) {
                if to == **file {
                    return true;
                }
                if seen.insert(to) {
                    next.push(to);
                }
            }
        }
        false
    };
    files.iter().filter(reaches_itself).map(|file| file.display().to_string()).collect()
}

#[test]
fn no_files_of_a_room_import_each_other_in_a_circle() {
    let imports = imports();
    for room in ROOMS {
        let found = in_circles(&imports, &format!("src/{room}"), &STATE);
        assert!(found.is_empty(), "a circle in {room}:\n{}\n", found.join("\n"));
    }
}
