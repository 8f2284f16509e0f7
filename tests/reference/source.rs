//! Reading the model's own sources: the steps of its day, its fields with their doc comments, the legal steps of a lead,
//! the names of its draws. What the pages and charts say about the code is made from these and from nothing else.

use std::path::Path;

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprCall, ExprMethodCall, ImplItem, Item, Meta, Pat, Stmt, Visibility};

use crate::root;

/// A file of `src/model`, named from there (`work/leads.rs`).
fn model(file: &str) -> syn::File {
    let path = root().join("src/model").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of `src/model`, named from there and sorted; without tests and the lists of what is in a room.
pub fn files() -> Vec<String> {
    fn collect(room: &Path, found: &mut Vec<String>) {
        let top = root().join("src/model");
        for entry in std::fs::read_dir(top.join(room)).expect("src/model can be read") {
            let path = entry.expect("src/model can be read").path();
            let name = path.strip_prefix(&top).expect("below src/model");
            if path.is_dir() {
                collect(name, found);
            } else if !name.ends_with("tests.rs") && (room == Path::new("") || !name.ends_with("mod.rs")) {
                found.push(name.display().to_string());
            }
        }
    }
    let mut found = Vec::new();
    collect(Path::new(""), &mut found);
    found.sort();
    found
}

/// The file of a module of `src/model`, whichever room it stands in.
fn file_of(module: &str) -> String {
    let name = format!("{module}.rs");
    let found = files().into_iter().find(|file| file.rsplit('/').next() == Some(&name));
    found.unwrap_or_else(|| panic!("src/model has no file {name}"))
}

/// What stands in the file, with its white space made plain.
fn text(code: &impl Spanned) -> String {
    let text = code.span().source_text().expect("code has a place in a file");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a doc comment.
fn said(attributes: &[Attribute]) -> Vec<String> {
    let docs = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(line), .. }) => Some(line.value().trim().to_owned()),
            _ => None,
        },
        _ => None,
    });
    docs.collect()
}

/// When a step of the day takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Daily,
    QuarterEnd,
    MonthEnd,
}

impl When {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            When::Daily => "every day",
            When::QuarterEnd => "at the end of a quarter (63 days)",
            When::MonthEnd => "at the end of a month (21 days)",
        }
    }
}

/// One step of the working day.
#[derive(Debug)]
pub struct Step {
    pub when: When,
    /// The file of the mechanism.
    pub file: String,
    /// Its function.
    pub function: String,
    /// The first paragraph of the function's doc comment.
    pub about: String,
}

/// The steps of the day in order, from the body of `day` in `mod.rs`. What is neither a step nor known scaffolding is
/// refused, so that nothing happens in a day that the documents do not tell.
pub fn day() -> Vec<Step> {
    let top = model("mod.rs");
    let day = top.items.iter().find_map(|item| match item {
        Item::Fn(function) if function.sig.ident == "day" => Some(function),
        _ => None,
    });
    let mut steps = Vec::new();
    walk(&day.expect("there is a function `day`").block, When::Daily, &mut steps);
    steps
}

fn walk(block: &syn::Block, when: When, steps: &mut Vec<Step>) {
    for statement in &block.stmts {
        let Stmt::Expr(expression, _) = statement else {
            panic!("`day` has a line that its schedule cannot tell: {}", text(statement));
        };
        match expression {
            Expr::If(branch) if branch.else_branch.is_none() => match text(&*branch.cond).as_str() {
                "(today.day + 1).is_multiple_of(QUARTER)" => {
                    walk(&branch.then_branch, When::QuarterEnd, steps);
                }
                "(today.day + 1).is_multiple_of(MONTH)" => walk(&branch.then_branch, When::MonthEnd, steps),
                "cfg!(debug_assertions)" | "!watch.goes_on()" | "O::EVENINGS" => {}
                other => panic!("`day` has a condition that its schedule cannot tell: {other}"),
            },
            Expr::ForLoop(each) if text(&*each.expr) == "firm.rates.sellers()" => {
                walk(&each.body, when, steps);
            }
            Expr::Call(call) if called(call, "today") => steps.push(step(call, when)),
            other if text(other) == "firm.leads.fault.take().map_or(Ok(()), Err)" => {}
            other => panic!("`day` has a line that its schedule cannot tell: {}", text(other)),
        }
    }
}

/// Whether the first argument of a call is this name.
fn called(call: &ExprCall, first: &str) -> bool {
    call.args.first().is_some_and(|argument| text(argument) == first)
}

fn step(call: &ExprCall, when: When) -> Step {
    let path = text(&*call.func);
    let (module, function) = path.split_once("::").unwrap_or(("mod", &path));
    let file = file_of(module);
    let about = about_function(&file, function);
    Step { when, file, function: function.to_owned(), about }
}

/// The first paragraph of a function's doc comment.
fn about_function(file: &str, function: &str) -> String {
    let tree = model(file);
    let found = tree.items.iter().find_map(|item| match item {
        Item::Fn(found) if found.sig.ident == function => Some(said(&found.attrs)),
        _ => None,
    });
    let lines = found.unwrap_or_else(|| panic!("there is no function {function} in {file}"));
    let first: Vec<String> = lines.into_iter().take_while(|line| !line.is_empty()).collect();
    assert!(!first.is_empty(), "{function} does not say what it does");
    first.join(" ")
}

/// One documented member of a struct or an enum.
#[derive(Debug)]
pub struct Member {
    pub name: String,
    /// The type of a field, the number of a variant; empty for others.
    pub kind: String,
    pub about: String,
}

impl Member {
    fn of(name: &syn::Ident, kind: String, attributes: &[Attribute]) -> Self {
        let about = said(attributes).join(" ");
        assert!(!about.is_empty(), "{name} has no comment");
        Self { name: name.to_string(), kind, about }
    }
}

/// The documented public fields of a struct of `src/model`.
pub fn fields(file: &str, name: &str) -> Vec<Member> {
    let tree = model(file);
    let found = tree.items.iter().find_map(|item| match item {
        Item::Struct(found) if found.ident == name => Some(&found.fields),
        _ => None,
    });
    let fields = found.unwrap_or_else(|| panic!("there is no struct {name} in {file}"));
    let public = fields.iter().filter(|field| matches!(field.vis, Visibility::Public(_)));
    let named = public.map(|field| {
        Member::of(field.ident.as_ref().expect("fields have names"), text(&field.ty), &field.attrs)
    });
    named.collect()
}

/// The variants of an enum of `src/model`, with their numbers where they have one.
pub fn variants(file: &str, name: &str) -> Vec<Member> {
    let tree = model(file);
    let found = tree.items.iter().find_map(|item| match item {
        Item::Enum(found) if found.ident == name => Some(&found.variants),
        _ => None,
    });
    let variants = found.unwrap_or_else(|| panic!("there is no enum {name} in {file}"));
    let number = |variant: &syn::Variant| variant.discriminant.as_ref().map(|(_, number)| text(number));
    variants
        .iter()
        .map(|variant| Member::of(&variant.ident, number(variant).unwrap_or_default(), &variant.attrs))
        .collect()
}

/// A state of a lead, with what may come next and where the code brings it there.
#[derive(Debug)]
pub struct State {
    pub name: String,
    pub about: String,
    /// The states that may follow; none where a life ends.
    pub next: Vec<String>,
    /// File and function of each place that brings a lead here.
    pub by: Vec<(String, String)>,
}

/// The states of a lead and its legal steps, as `Stage::may_become` has them. Each way to lose is a state of its own.
pub fn life() -> Vec<State> {
    let losses = variants("work/leads.rs", "Loss");
    let stages = variants("work/leads.rs", "Stage");
    let legal = legal();
    let mut states: Vec<State> = Vec::new();
    for member in stages.iter().filter(|member| !member.name.starts_with("Lost")).chain(&losses) {
        let after = legal.iter().find(|(from, _)| *from == member.name);
        let next = after.map(|(_, next)| next.clone()).unwrap_or_default();
        let (call, path) = match losses.iter().any(|loss| loss.name == member.name) {
            true => ("lose", "Loss"),
            false => ("advance", "Stage"),
        };
        let by = places(call, &[path, member.name.as_str()]);
        states.push(State { name: member.name.clone(), about: member.about.clone(), next, by });
    }
    let known = |name: &String| states.iter().any(|state| state.name == *name);
    let unknown: Vec<&String> =
        states.iter().flat_map(|state| &state.next).filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "`may_become` names states that are none: {unknown:?}");
    states
}

/// From each state the states that may follow, as the one `matches!` of `may_become` says.
fn legal() -> Vec<(String, Vec<String>)> {
    struct Found(Option<Pat>);
    impl<'ast> Visit<'ast> for Found {
        fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
            if function.sig.ident == "may_become" {
                visit::visit_impl_item_fn(self, function);
            }
        }
        fn visit_macro(&mut self, call: &'ast syn::Macro) {
            let parse = |input: syn::parse::ParseStream<'_>| {
                input.parse::<Expr>()?;
                input.parse::<syn::Token![,]>()?;
                Pat::parse_multi_with_leading_vert(input)
            };
            self.0 = Some(call.parse_body_with(parse).expect("`may_become` is one `matches!`"));
        }
    }
    let tree = model("work/leads.rs");
    let mut found = Found(None);
    for item in &tree.items {
        if let Item::Impl(item) = item
            && item.items.iter().any(|item| matches!(item, ImplItem::Fn(f) if f.sig.ident == "may_become"))
        {
            found.visit_item_impl(item);
        }
    }
    let cases = match found.0.expect("there is a function `may_become`") {
        Pat::Or(cases) => cases.cases.into_iter().collect(),
        one => vec![one],
    };
    let case = |case: Pat| match case {
        Pat::Tuple(pair) if pair.elems.len() == 2 => {
            let [mut from, next] = [0, 1].map(|at| leaves(&pair.elems[at]));
            (from.remove(0), next)
        }
        other => panic!("a case of `may_become` is no pair: {}", text(&other)),
    };
    cases.into_iter().map(case).collect()
}

/// The states that a pattern names: `Stage::Offered | Stage::Lost(Leaked | Refused)` are three.
fn leaves(pattern: &Pat) -> Vec<String> {
    let last = |path: &syn::Path| path.segments.last().expect("a path has an end").ident.to_string();
    match pattern {
        Pat::Or(cases) => cases.cases.iter().flat_map(leaves).collect(),
        Pat::TupleStruct(within) => within.elems.iter().flat_map(leaves).collect(),
        Pat::Path(path) => vec![last(&path.path)],
        Pat::Ident(name) => vec![name.ident.to_string()],
        Pat::Paren(within) => leaves(&within.pat),
        other => panic!("`may_become` has a pattern that its page cannot tell: {}", text(other)),
    }
}

/// Where the code calls this function, or this method of the leads, with a path that ends so among its arguments.
fn places(call: &str, path: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in files() {
        let mut calls = Calls { call, path, within: Vec::new(), found: Vec::new() };
        calls.visit_file(&model(&file));
        for function in calls.found {
            let place = (file.clone(), function);
            if !found.contains(&place) {
                found.push(place);
            }
        }
    }
    found
}

struct Calls<'a> {
    call: &'a str,
    path: &'a [&'a str],
    /// The functions within which the visit stands.
    within: Vec<String>,
    found: Vec<String>,
}

impl Calls<'_> {
    fn note<'e>(&mut self, arguments: impl Iterator<Item = &'e Expr>) {
        struct Named<'a>(&'a [&'a str], bool);
        impl<'ast> Visit<'ast> for Named<'_> {
            fn visit_path(&mut self, path: &'ast syn::Path) {
                let names: Vec<String> = path.segments.iter().map(|one| one.ident.to_string()).collect();
                self.1 |= names.len() >= self.0.len() && names[names.len() - self.0.len()..] == *self.0;
                visit::visit_path(self, path);
            }
        }
        let mut named = Named(self.path, false);
        arguments.for_each(|argument| named.visit_expr(argument));
        if named.1 {
            self.found.extend(self.within.last().cloned());
        }
    }
}

impl<'ast> Visit<'ast> for Calls<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !module.attrs.iter().any(|attribute| text(attribute) == "#[cfg(test)]") {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.within.push(function.sig.ident.to_string());
        visit::visit_item_fn(self, function);
        self.within.pop();
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.within.push(function.sig.ident.to_string());
        visit::visit_impl_item_fn(self, function);
        self.within.pop();
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if text(&*call.func).rsplit("::").next() == Some(self.call) && called(call, "today") {
            self.note(call.args.iter());
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if call.method == self.call && text(&*call.receiver).ends_with("leads") {
            self.note(call.args.iter());
        }
        visit::visit_expr_method_call(self, call);
    }
}
