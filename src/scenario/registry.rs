//! The parameter registry: every parameter of Verona is declared once, through [`section!`](crate::scenario::registry),
//! with its name, type, default, unit, legal range, plausible range, source and meaning. Defaults, validation,
//! `verona schema`, `verona explain`, the reference page and sensitivity ranges all read these declarations.

use std::fmt;

/// A value as a user writes it in a scenario file or after `--set`.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A real number.
    Number(f64),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Flag(bool),
    /// One word out of a list of choices.
    Word(String),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Number(x) => write!(f, "{x}"),
            Value::Integer(i) => write!(f, "{i}"),
            Value::Flag(b) => write!(f, "{b}"),
            Value::Word(w) => write!(f, "\"{w}\""),
        }
    }
}

/// What kind of value a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A real number (whole numbers are accepted).
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
}

impl fmt::Display for Takes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Takes::Number => write!(f, "a number"),
            Takes::Integer => write!(f, "a whole number"),
            Takes::Flag => write!(f, "true or false"),
            Takes::Choice(words) => {
                write!(f, "one of ")?;
                for (i, word) in words.iter().enumerate() {
                    write!(f, "{}\"{word}\"", if i == 0 { "" } else { ", " })?;
                }
                Ok(())
            }
        }
    }
}

/// One declared parameter.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// The section of the scenario file, such as `firm`.
    pub section: &'static str,
    /// The name within the section, such as `salespeople`.
    pub name: &'static str,
    /// The kind of value.
    pub kind: Takes,
    /// The unit, in words; `"share"` is a number in 0 to 1.
    pub unit: &'static str,
    /// The smallest and largest value that the model is defined for. Meaningless for flags and choices.
    pub legal: [f64; 2],
    /// The range that sensitivity analysis explores; `None` for parameters that are choices, not beliefs.
    pub plausible: Option<[f64; 2]>,
    /// The default value.
    pub default: fn() -> Value,
    /// Where the default comes from: a source, or the word "assumption".
    pub source: &'static str,
    /// One line of meaning (the declaration's doc comment), trimmed by [`Parameter::about`].
    pub meaning: &'static str,
    /// Of a choice, each word with its meaning; empty for other kinds.
    pub words: &'static [(&'static str, &'static str)],
    /// Of an operating choice, the share of a way of working that changes with it when it changes wholly; 0 for all else.
    pub weight: f64,
}

impl PartialEq for Parameter {
    /// A key is declared once.
    fn eq(&self, other: &Self) -> bool {
        (self.section, self.name) == (other.section, other.name)
    }
}

impl Parameter {
    /// The dotted key, such as `firm.salespeople`.
    pub fn key(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    /// How far one value lies from another, from 0 for the same to 1: words and flags wholly, numbers within 0 to 1 by their
    /// difference, other numbers by their difference as a share of the larger.
    pub fn apart(&self, a: &Value, b: &Value) -> f64 {
        let number = |value: &Value| match value {
            Value::Number(x) => Some(*x),
            Value::Integer(i) => Some(*i as f64),
            Value::Flag(_) | Value::Word(_) => None,
        };
        match (number(a), number(b)) {
            _ if a == b => 0.0,
            (Some(a), Some(b)) if self.legal == [0.0, 1.0] => (a - b).abs(),
            (Some(a), Some(b)) => (a - b).abs() / a.abs().max(b.abs()).max(f64::MIN_POSITIVE),
            _ => 1.0,
        }
    }

    /// One line of meaning.
    pub fn about(&self) -> &'static str {
        self.meaning.trim()
    }
}

/// Why a value does not fit a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Misfit {
    /// The section has no parameter of that name.
    Unknown,
    /// The value is of another kind than the parameter's.
    Kind,
    /// The number lies outside the legal range.
    Range,
}

/// A type that a parameter's value may have.
pub trait Field: Sized {
    /// The kind of value that a user writes for it.
    const KIND: Takes;
    /// Of a choice, each word with its meaning; empty for other kinds.
    const WORDS: &'static [(&'static str, &'static str)] = &[];
    /// Reads a user's value; `None` when it is of another kind.
    fn read(value: &Value) -> Option<Self>;
    /// The value as a user would write it.
    fn write(&self) -> Value;
}

impl Field for f64 {
    const KIND: Takes = Takes::Number;
    fn read(value: &Value) -> Option<Self> {
        match value {
            // Adding zero turns -0.0 into 0.0, so that equal scenarios have equal text.
            Value::Number(x) if x.is_finite() => Some(*x + 0.0),
            Value::Integer(i) => Some(*i as f64),
            _ => None,
        }
    }
    fn write(&self) -> Value {
        Value::Number(*self)
    }
}

impl Field for u32 {
    const KIND: Takes = Takes::Integer;
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(i) => Some((*i).clamp(0, i64::from(u32::MAX)) as u32),
            _ => None,
        }
    }
    fn write(&self) -> Value {
        Value::Integer(i64::from(*self))
    }
}

impl Field for u64 {
    const KIND: Takes = Takes::Integer;
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(i) => Some((*i).max(0).unsigned_abs()),
            _ => None,
        }
    }
    fn write(&self) -> Value {
        Value::Integer(i64::try_from(*self).unwrap_or(i64::MAX))
    }
}

impl Field for bool {
    const KIND: Takes = Takes::Flag;
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Flag(b) => Some(*b),
            _ => None,
        }
    }
    fn write(&self) -> Value {
        Value::Flag(*self)
    }
}

/// Checks a value's kind and legal range, then stores it in `slot`.
pub(crate) fn store<T: Field>(slot: &mut T, value: &Value, legal: [f64; 2]) -> Result<(), Misfit> {
    let number = match value {
        Value::Number(x) => Some(*x),
        Value::Integer(i) => Some(*i as f64),
        Value::Flag(_) | Value::Word(_) => None,
    };
    let read = T::read(value);
    if let (Takes::Number | Takes::Integer, Some(x)) = (T::KIND, number)
        && (read.is_some() || !x.is_finite())
        && !(legal[0] <= x && x <= legal[1])
    {
        return Err(Misfit::Range);
    }
    *slot = read.ok_or(Misfit::Kind)?;
    Ok(())
}

/// A section of the scenario: a struct whose fields are declared parameters.
pub trait Section: Default {
    /// The section's declarations, in the order of declaration.
    const PARAMETERS: &'static [Parameter];
    /// The value of one parameter; `None` when the section has none of that name.
    fn get(&self, name: &str) -> Option<Value>;
    /// Sets one parameter.
    ///
    /// # Errors
    /// [`Misfit`] when the name is unknown or the value does not fit it; nothing is changed then.
    fn set(&mut self, name: &str, value: &Value) -> Result<(), Misfit>;
}

/// Declares one section: a documented struct, its defaults, and its table of [`Parameter`]s.
macro_rules! section {
    (
        $(#[doc = $about:literal])*
        $section:literal $Struct:ident {
            $(
                $(#[doc = $doc:literal])*
                $field:ident: $ty:ty = $default:expr, $unit:literal, $legal:expr, $plausible:expr, $source:literal
                    $(, weight $weight:literal)?;
            )*
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $Struct {
            $(
                $(#[doc = $doc])*
                #[doc = concat!("\n\nUnit: ", $unit, ". Source of the default: ", $source, ".")]
                pub $field: $ty,
            )*
        }

        impl Default for $Struct {
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        impl $crate::scenario::registry::Section for $Struct {
            const PARAMETERS: &'static [$crate::scenario::registry::Parameter] = &[
                $(
                    $crate::scenario::registry::Parameter {
                        section: $section,
                        name: stringify!($field),
                        kind: <$ty as $crate::scenario::registry::Field>::KIND,
                        unit: $unit,
                        legal: $legal,
                        plausible: $plausible,
                        default: || $crate::scenario::registry::Field::write(&{ let default: $ty = $default; default }),
                        source: $source,
                        meaning: concat!($($doc),*),
                        words: <$ty as $crate::scenario::registry::Field>::WORDS,
                        weight: 0.0 $(+ $weight)?,
                    },
                )*
            ];

            fn get(&self, name: &str) -> Option<$crate::scenario::registry::Value> {
                match name {
                    $(stringify!($field) => Some($crate::scenario::registry::Field::write(&self.$field)),)*
                    _ => None,
                }
            }

            fn set(
                &mut self,
                name: &str,
                value: &$crate::scenario::registry::Value,
            ) -> Result<(), $crate::scenario::registry::Misfit> {
                match name {
                    $(stringify!($field) => $crate::scenario::registry::store(&mut self.$field, value, $legal),)*
                    _ => Err($crate::scenario::registry::Misfit::Unknown),
                }
            }
        }
    };
}
pub(crate) use section;

/// Declares a choice: an enum whose variants a user writes as words.
macro_rules! choice {
    (
        $(#[doc = $about:literal])*
        $Enum:ident { $( $(#[doc = $doc:literal])* $Variant:ident = $word:literal, )* }
    ) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $Enum { $( $(#[doc = $doc])* $Variant, )* }

        impl $crate::scenario::registry::Field for $Enum {
            const KIND: $crate::scenario::registry::Takes =
                $crate::scenario::registry::Takes::Choice(&[$($word),*]);
            const WORDS: &'static [(&'static str, &'static str)] = &[$(($word, concat!($($doc),*))),*];
            fn read(value: &$crate::scenario::registry::Value) -> Option<Self> {
                match value {
                    $($crate::scenario::registry::Value::Word(w) if w == $word => Some(Self::$Variant),)*
                    _ => None,
                }
            }
            fn write(&self) -> $crate::scenario::registry::Value {
                $crate::scenario::registry::Value::Word(match self { $(Self::$Variant => $word,)* }.to_owned())
            }
        }
    };
}
pub(crate) use choice;
