#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = [b"<!DOCTYPE html><html><body>", bytes].concat();
    let _ = gongwen_ingest::read_bytes("fuzz.html", &page, &Default::default());
});
