//! A hint to the processor, the one place of the crate where a pointer is made.

#![expect(unsafe_code, reason = "the hint takes a pointer")]

/// Asks for the cache line of an element before it is needed. Without effect where the index is outside the slice, and on
/// processors for which the standard library has no such hint.
#[inline(always)]
pub(crate) fn prefetch<T>(slice: &[T], index: usize) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        debug_assert!(index < slice.len(), "the engine asks for what it will read");
        let address = slice.as_ptr().wrapping_add(index);
        // SAFETY: the hint reads nothing that the program could see and does not fault, whatever the address; it needs
        // SSE, which every x86-64 processor has. The pointer is not dereferenced.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(address.cast()) }
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = (slice, index);
}
