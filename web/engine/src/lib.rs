//! Verona for the browser: one WebAssembly module without imports, spoken to by message.
//!
//! Three functions are the whole interface. The page asks for room with [`verona_input`], writes a message there, calls
//! [`verona_call`], which gives the length of the reply, and reads the reply at [`verona_output`]. What a message is, says
//! [`message`]. It is built twice: whole, and without the feature `all`, when it has what a first answer takes. A panic, which would be a defect, leaves its words at [`verona_output`] before the module traps.
#![deny(missing_docs)]
// The exported names need the word `unsafe` in an attribute; there is no unsafe block.
#![deny(unsafe_op_in_unsafe_fn)]

mod answer;
mod declared;
mod message;
#[cfg(feature = "all")]
mod more;
mod study;

use std::cell::RefCell;
use std::sync::{Mutex, PoisonError};

thread_local! {
    static ENGINE: RefCell<message::Engine> = RefCell::new(message::Engine::default());
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

fn put(bytes: Vec<u8>) -> usize {
    let mut output = OUTPUT.lock().unwrap_or_else(PoisonError::into_inner);
    *output = bytes;
    output.len()
}

/// Makes room for a message of `length` bytes and says where.
#[unsafe(no_mangle)]
pub extern "C" fn verona_input(length: usize) -> *mut u8 {
    INPUT.with_borrow_mut(|input| {
        input.clear();
        input.resize(length, 0);
        input.as_mut_ptr()
    })
}

/// Answers the message in the room made last; gives the length of the reply.
#[unsafe(no_mangle)]
pub extern "C" fn verona_call() -> usize {
    std::panic::set_hook(Box::new(|panic| {
        put(panic.to_string().into_bytes());
    }));
    let input = INPUT.take();
    put(ENGINE.with_borrow_mut(|engine| engine.reply(&input)))
}

/// Where the reply lies.
#[unsafe(no_mangle)]
pub extern "C" fn verona_output() -> *const u8 {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner).as_ptr()
}

/// How long the reply is, for those who come after a trap.
#[unsafe(no_mangle)]
pub extern "C" fn verona_output_length() -> usize {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner).len()
}
