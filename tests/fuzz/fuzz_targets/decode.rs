#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(documents) = gongwen_ingest::read_bytes("fuzz.txt", bytes, &Default::default()) {
        assert_eq!(documents.len(), 1);
    }
});
