//! A Rust file as its code alone, without its comments, strings and unit tests, to be searched.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// The parts of one file; positions are bytes of the original text.
#[derive(Debug)]
pub struct Source {
    /// The text with comments, strings and `#[cfg(test)]` items blanked out, of the same length.
    pub code: String,
    /// The string literals that are left, with their positions.
    pub strings: Vec<(usize, String)>,
    text: String,
}

impl Source {
    /// Takes a file's text apart.
    pub fn parse(text: &str) -> Self {
        let blank = text.bytes().map(|byte| if byte == b'\n' { b'\n' } else { b' ' });
        let mut source = Self { code: String::new(), strings: Vec::new(), text: text.to_owned() };
        let mut code: Vec<u8> = blank.collect();
        let tree = syn::parse_file(text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
        let tokens: TokenStream = text.parse().expect("what is a tree is tokens");
        source.copy(tokens, &mut code);
        let mut tests = Tests(Vec::new());
        tests.visit_file(&tree);
        for test in tests.0 {
            source.strings.retain(|(at, _)| !test.contains(at));
            code[test].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        }
        source.code = String::from_utf8(code).expect("whole tokens are copied");
        source
    }

    /// The line of a position, counted from 1.
    pub fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1
    }

    /// Copies what is code into its place.
    fn copy(&mut self, tokens: TokenStream, code: &mut [u8]) {
        let mut put = |at: Range<usize>| code[at.clone()].copy_from_slice(&self.text.as_bytes()[at]);
        let mut inside = Vec::new();
        let mut tokens = tokens.into_iter();
        while let Some(token) = tokens.next() {
            match token {
                // A doc comment is an attribute in tokens, and each of its tokens spans all of it.
                TokenTree::Punct(mark) if mark.as_char() == '#' && doc(tokens.clone()) => {
                    tokens.find(|token| matches!(token, TokenTree::Group(_)));
                }
                TokenTree::Group(group) => {
                    if group.delimiter() != Delimiter::None {
                        put(group.span_open().byte_range());
                        put(group.span_close().byte_range());
                    }
                    inside.push(group.stream());
                }
                TokenTree::Literal(literal) => {
                    let at = literal.span().byte_range();
                    match syn::Lit::new(literal) {
                        syn::Lit::Str(string) => self.strings.push((at.start, string.value())),
                        syn::Lit::ByteStr(_) | syn::Lit::CStr(_) | syn::Lit::Char(_) | syn::Lit::Byte(_) => {}
                        _ => put(at),
                    }
                }
                other => put(other.span().byte_range()),
            }
        }
        for stream in inside {
            self.copy(stream, code);
        }
    }
}

/// Whether what follows a `#` makes it the attribute of a doc comment, outer or inner.
fn doc(after: impl Iterator<Item = TokenTree>) -> bool {
    let mut after =
        after.skip_while(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == '!'));
    matches!(after.next(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket
        && group.stream().into_iter().next().is_some_and(|first| first.to_string() == "doc"))
}

/// The extents of items under `#[cfg(test)]`.
struct Tests(Vec<Range<usize>>);

impl<'ast> Visit<'ast> for Tests {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Const(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        let test = |attribute: &syn::Attribute| {
            attribute.path().is_ident("cfg")
                && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
        };
        if attributes.iter().any(test) {
            self.0.push(item.span().byte_range());
        } else {
            visit::visit_item(self, item);
        }
    }
}

#[test]
fn comments_strings_and_tests_are_no_code() {
    let text = "//! z\nfn a() { let a = \"x.exp()\"; } // b.exp()\n/* c /* d */ e */ fn f() { f('\\'', '\"', r#\"g \"h\" \"#); }\n\
                /// i\nfn k<'a>() {}\n#[cfg(test)]\nmod tests { fn l() { m } }\nfn n() {}";
    let source = Source::parse(text);
    assert_eq!(source.code.len(), text.len());
    let words: Vec<&str> = source.code.split_whitespace().collect();
    assert_eq!(words.join(" "), "fn a() { let a = ; } fn f() { f( , , ); } fn k<'a>() {} fn n() {}");
    assert_eq!(
        source.strings,
        [
            (text.find("\"x").expect("there"), "x.exp()".to_owned()),
            (text.find("r#").expect("there"), "g \"h\" ".to_owned())
        ]
    );
    assert_eq!(source.line(text.find("fn k").expect("there")), 5);
}
