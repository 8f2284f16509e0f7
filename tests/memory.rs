//! Memory: a warm replication allocates next to nothing, whatever its length, and the state of a person is small.
//! Allocations are counted on this thread alone, which is where the whole of `model` runs.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use verona::model::{Month, PersonRecord, Replication, Workspace, simulate};
use verona::scenario::Scenario;

/// Passes everything on to the system's allocator and counts.
struct Counting;

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
    static LIVE: Cell<i64> = const { Cell::new(0) };
    static PEAK: Cell<i64> = const { Cell::new(0) };
}

/// Notes that `grown` bytes more are held; a thread that is being torn down is no longer counted.
fn note(calls: u64, grown: i64) {
    let _ = CALLS.try_with(|count| count.set(count.get() + calls));
    let _ = LIVE.try_with(|live| {
        live.set(live.get() + grown);
        let _ = PEAK.try_with(|peak| peak.set(peak.get().max(live.get())));
    });
}

// SAFETY: every call goes to the system's allocator unchanged; counting neither allocates nor unwinds, since the
// counters are constants that need no initialisation and no destructor. A global allocator cannot be had without
// `unsafe`, and the library itself forbids it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        note(1, layout.size() as i64);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        note(1, layout.size() as i64);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        note(0, -(layout.size() as i64));
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        note(1, size as i64 - layout.size() as i64);
        // SAFETY: the caller's promises are passed on.
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The default firm with another length and size.
fn firm(days: u32, salespeople: u32, marketers: u32) -> Scenario {
    let mut scenario = Scenario::default();
    scenario.plan.days = days;
    scenario.firm.salespeople = salespeople;
    scenario.firm.marketers = marketers;
    scenario
}

fn replicate(scenario: &Scenario, replication: u32, workspace: &mut Workspace) -> Replication {
    simulate(scenario, 1, replication, workspace, &mut ()).expect("the laws hold")
}

/// Allocations that `work` makes.
fn allocations<T>(work: impl FnOnce() -> T) -> u64 {
    let before = CALLS.get();
    let result = work();
    let after = CALLS.get();
    drop(result);
    after - before
}

/// Allocations of a replication that the same workspace has been through before.
fn repeated(scenario: &Scenario) -> u64 {
    let mut workspace = Workspace::default();
    replicate(scenario, 1, &mut workspace);
    allocations(|| replicate(scenario, 1, &mut workspace))
}

/// The result's own vectors, each growing by doubling.
const RESULT: u64 = 2 * 16;

#[test]
fn the_counter_counts() {
    assert_eq!(allocations(|| Vec::<u8>::with_capacity(64)), 1);
    assert_eq!(allocations(|| 64), 0);
    let before = LIVE.get();
    let kept = vec![0_u8; 4096];
    assert_eq!(LIVE.get() - before, 4096);
    drop(kept);
    assert_eq!(LIVE.get(), before);
}

#[test]
fn a_repeated_replication_allocates_nothing_but_its_result() {
    for (salespeople, marketers) in [(6, 2), (40, 16), (200, 80)] {
        let count = repeated(&firm(252, salespeople, marketers));
        assert!(
            count <= RESULT,
            "{salespeople} + {marketers} people: {count} allocations, at most {RESULT} expected"
        );
    }
}

#[test]
fn twice_the_days_make_no_more_allocations_but_for_the_months_of_the_result() {
    let (one, two) = (repeated(&firm(252, 40, 16)), repeated(&firm(504, 40, 16)));
    assert!(
        two <= one + 2,
        "252 days make {one} allocations, 504 days {two}: something allocates in the day loop"
    );
}

#[test]
fn another_replication_on_a_warm_workspace_allocates_little() {
    let scenario = firm(504, 40, 16);
    let mut workspace = Workspace::default();
    for replication in 0..4 {
        replicate(&scenario, replication, &mut workspace);
    }
    for replication in 4..8 {
        let count = allocations(|| replicate(&scenario, replication, &mut workspace));
        // A busier replication than any before may let some arrays grow: far fewer times than there are days.
        assert!(count <= RESULT + 64, "replication {replication}: {count} allocations on a warm workspace");
    }
}

#[test]
fn the_state_of_a_person_takes_less_than_three_and_a_half_kibibytes() {
    for (salespeople, marketers) in [(40, 16), (360, 140), (1_440, 560)] {
        let scenario = firm(126, salespeople, marketers);
        let mut workspace = Workspace::default();
        let before = LIVE.get();
        PEAK.set(before);
        let result = replicate(&scenario, 0, &mut workspace);
        let given = result.months.capacity() * size_of::<Month>()
            + result.people.capacity() * size_of::<PersonRecord>();
        let state = PEAK.get() - before - given as i64;
        let people = i64::from(salespeople + marketers).max(result.people.len() as i64);
        assert!(state < 3584 * people, "{people} people: {} bytes of state a person", state / people);
    }
}

/// A dozen people took 644 MB: leads in outboxes that nobody emptied, accounts by the hundred thousand, their issues, and
/// requests that nobody waited for any more were kept without a bound.
#[test]
fn the_most_crowded_legal_firm_of_a_dozen_people_holds_what_a_dozen_people_can_at_most() {
    let mut crowded = firm(42, 8, 4);
    crowded.plan.warm_up = 0;
    (crowded.market.load, crowded.offer.deal_hours) = (20.0, 0.1);
    (crowded.market.patience, crowded.market.patience_spread) = (1_000.0, 3.0);
    (crowded.market.reach, crowded.market.capture, crowded.market.capture_half_effort) = (1.0, 1.0, 0.01);
    (crowded.coordination.admin, crowded.coordination.talk) = (8.0, 8.0);
    (crowded.accounts.book_years, crowded.offer.repeat_share, crowded.accounts.issues) = (30.0, 0.9, 100.0);
    (crowded.offer.complexity, crowded.exceptions.self_help_days) = (1.0, 252);
    let mut workspace = Workspace::default();
    let before = LIVE.get();
    PEAK.set(before);
    let result = replicate(&crowded, 0, &mut workspace);
    assert!(result.outcomes.0.iter().all(|value| !value.is_infinite()));
    let state = PEAK.get() - before;
    assert!(state < 48 << 20, "{} MiB", state >> 20);
    assert!(state < 2 * (workspace.state_bytes() as i64), "what is held is what is counted: {state}");
}
