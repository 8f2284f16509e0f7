//! Typed ids: numbers that say what they number, and columns that only the right number may index.
//!
//! People are numbered through: salespeople, marketers, sales managers, marketing managers, enablement unit. A [`Seller`], a
//! [`Marketer`] or a [`Manager`] is a [`Person`] whose function is known, so it becomes one at no cost; whether a person is one, only
//! [`Rates::seller`](super::rates::Rates::seller) and [`Rates::marketer`](super::rates::Rates::marketer) can tell.

use std::marker::PhantomData;
use std::ops::{Add, Div, Index, IndexMut, Rem, Sub};

/// A number that says what it numbers.
pub trait Id: Copy {
    /// The id of a number.
    fn new(number: u32) -> Self;

    /// The number.
    fn number(self) -> u32;

    /// The number, to count with.
    #[inline]
    fn index(self) -> usize {
        self.number() as usize
    }

    /// The place in a column whose first entry has the number `first`.
    #[inline]
    fn place(self, _first: u32) -> usize {
        self.index()
    }
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])* $name:ident $({ $place:item })?)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(u32);

        impl Id for $name {
            #[inline]
            fn new(number: u32) -> Self {
                Self(number)
            }

            #[inline]
            fn number(self) -> u32 {
                self.0
            }

            $(#[inline] $place)?
        }
    )*};
}

ids! {
    /// Anybody: the position among all people.
    Person
    /// A salesperson, by the position among all people, where salespeople come first.
    Seller
    /// A marketer, by the position among all people.
    Marketer {
        fn place(self, first: u32) -> usize {
            (self.0 - first) as usize
        }
    }
    /// Whoever leads: a manager, or the playing head of a function that has none; by the position among all people.
    Manager
    /// A team.
    Team
    /// A market segment.
    Segment
    /// The place of a lead in the store of leads; its running number is another.
    LeadId
    /// The place of a request in the store of requests.
    RequestId
    /// The place of an account in the book of accounts; when one is lost, the last takes its place.
    AccountId
}

/// Who has a function is a person, and so are those in a row.
macro_rules! people {
    ($($function:ident)*) => {$(
        impl From<$function> for Person {
            #[inline]
            fn from(one: $function) -> Person {
                Person(one.0)
            }
        }

        impl From<Span<$function>> for Span<Person> {
            fn from(some: Span<$function>) -> Self {
                Self { next: some.next, end: some.end, id: PhantomData }
            }
        }
    )*};
}

people! { Seller Marketer Manager }

/// A working day, from 0 at the start of the warm-up; what is counted in days is a number. Of two days only the difference means something, and of
/// one how often a period has passed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(u32);

impl Day {
    /// The first day of the warm-up.
    pub const FIRST: Self = Self(0);

    /// The day that never comes.
    pub const NEVER: Self = Self(u32::MAX);

    /// The day of a number.
    #[inline]
    pub fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its number, for the names of draws and for whoever watches.
    #[inline]
    pub fn number(self) -> u32 {
        self.0
    }

    /// So many days later, or never.
    #[inline]
    pub fn saturating_add(self, days: u32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days since an earlier day; 0 since a later one.
    #[inline]
    pub fn since(self, earlier: Self) -> u32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Whether a period of so many days begins anew.
    #[inline]
    pub fn is_multiple_of(self, days: u32) -> bool {
        self.0.is_multiple_of(days)
    }
}

/// A day in two bytes. No firm lives for 65,000 days: all that come after are never.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShortDay(u16);

impl ShortDay {
    /// The first day of the warm-up.
    pub const FIRST: Self = Self(0);

    /// The day that never comes.
    pub const NEVER: Self = Self(u16::MAX);
}

impl From<Day> for ShortDay {
    #[inline]
    fn from(day: Day) -> Self {
        Self(day.0.min(u16::MAX.into()) as u16)
    }
}

/// So many days later.
impl Add<u32> for Day {
    type Output = Self;

    #[inline]
    fn add(self, days: u32) -> Self {
        Self(self.0 + days)
    }
}

/// Days since an earlier day.
impl Sub for Day {
    type Output = u32;

    #[inline]
    fn sub(self, earlier: Self) -> u32 {
        self.0 - earlier.0
    }
}

/// How many periods of so many days have passed.
impl Div<u32> for Day {
    type Output = u32;

    #[inline]
    fn div(self, days: u32) -> u32 {
        self.0 / days
    }
}

/// Days of the present period of so many that have passed.
impl Rem<u32> for Day {
    type Output = u32;

    #[inline]
    fn rem(self, days: u32) -> u32 {
        self.0 % days
    }
}

impl From<Day> for f64 {
    #[inline]
    fn from(day: Day) -> f64 {
        f64::from(day.0)
    }
}

/// An id or none, in the space of the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Maybe<I>(u32, PhantomData<I>);

impl<I: Id> Maybe<I> {
    /// No id.
    pub const NONE: Self = Self(u32::MAX, PhantomData);

    /// The id, if there is one.
    #[inline]
    pub fn get(self) -> Option<I> {
        (self.0 != u32::MAX).then(|| I::new(self.0))
    }

    /// Whether there is one.
    #[inline]
    pub fn is_some(self) -> bool {
        self.0 != u32::MAX
    }

    /// Whether there is none.
    #[inline]
    pub fn is_none(self) -> bool {
        self.0 == u32::MAX
    }
}

impl<I: Id> Default for Maybe<I> {
    fn default() -> Self {
        Self::NONE
    }
}

impl<I: Id> From<I> for Maybe<I> {
    #[inline]
    fn from(id: I) -> Self {
        Self(id.number(), PhantomData)
    }
}

/// Ids in a row.
#[derive(Debug, Clone, Copy)]
pub struct Span<I> {
    next: u32,
    end: u32,
    id: PhantomData<I>,
}

impl<I: Id> Span<I> {
    /// The ids from `first` on that come before `end`.
    #[inline]
    pub fn new(first: usize, end: usize) -> Self {
        Self { next: first as u32, end: end as u32, id: PhantomData }
    }

    /// The id at a place, from 0.
    #[inline]
    pub fn at(&self, place: usize) -> I {
        I::new(self.next + place as u32)
    }

    /// The number of the first, and the number after the last.
    #[inline]
    pub fn ends(&self) -> std::ops::Range<usize> {
        self.next as usize..self.end as usize
    }

    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.next >= self.end
    }
}

impl<I: Id> Iterator for Span<I> {
    type Item = I;

    #[inline]
    fn next(&mut self) -> Option<I> {
        (self.next < self.end).then(|| {
            let id = I::new(self.next);
            self.next += 1;
            id
        })
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.end.saturating_sub(self.next) as usize;
        (left, Some(left))
    }
}

impl<I: Id> ExactSizeIterator for Span<I> {}

/// One value for each id of a kind.
#[derive(Debug, Clone)]
pub struct Column<I, T> {
    values: Vec<T>,
    first: u32,
    id: PhantomData<I>,
}

impl<I, T> Default for Column<I, T> {
    fn default() -> Self {
        Self { values: Vec::new(), first: 0, id: PhantomData }
    }
}

impl<I: Id, T> Column<I, T> {
    /// One `value` for each id of the span; keeps the memory.
    pub fn reset(&mut self, ids: Span<I>, value: T)
    where
        T: Clone,
    {
        self.first = ids.next;
        self.values.clear();
        self.values.resize(ids.len(), value);
    }

    /// One value for each id of the span: what is there is cleared, what is missing is made.
    pub fn renew(&mut self, ids: Span<I>, clear: impl FnMut(&mut T))
    where
        T: Default,
    {
        self.first = ids.next;
        self.values.iter_mut().for_each(clear);
        self.values.resize_with(ids.len(), T::default);
    }

    /// The ids.
    #[inline]
    pub fn ids(&self) -> Span<I> {
        Span::new(self.first as usize, self.first as usize + self.values.len())
    }

    /// How many there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The values in order.
    #[inline]
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.values.iter()
    }

    /// The values in order, to change.
    #[inline]
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.values.iter_mut()
    }

    /// The values of a span of ids.
    #[inline]
    pub fn of(&self, ids: Span<I>) -> &[T] {
        &self.values[ids.ends()]
    }

    /// The values of a span of ids, to change.
    #[inline]
    pub fn of_mut(&mut self, ids: Span<I>) -> &mut [T] {
        &mut self.values[ids.ends()]
    }
}

impl<I: Id, T, J: Into<I>> Index<J> for Column<I, T> {
    type Output = T;

    #[inline]
    fn index(&self, id: J) -> &T {
        &self.values[id.into().place(self.first)]
    }
}

impl<I: Id, T, J: Into<I>> IndexMut<J> for Column<I, T> {
    #[inline]
    fn index_mut(&mut self, id: J) -> &mut T {
        let place = id.into().place(self.first);
        &mut self.values[place]
    }
}

impl<'a, I, T> IntoIterator for &'a Column<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}

impl<'a, I, T> IntoIterator for &'a mut Column<I, T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter_mut()
    }
}
