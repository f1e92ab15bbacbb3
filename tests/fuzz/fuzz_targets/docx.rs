#![no_main]

use libfuzzer_sys::fuzz_target;

/// An archive with one stored entry, the body of the document.
fn archive(body: &[u8]) -> Vec<u8> {
    const NAME: &[u8] = b"word/document.xml";
    let (size, name) = ((body.len() as u32).to_le_bytes(), (NAME.len() as u16).to_le_bytes());
    let crc = crc32(body).to_le_bytes();
    let shared = [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &crc, &size, &size, &name, &[0, 0]].concat();
    let local = [b"PK\x03\x04", &shared[..], NAME, body].concat();
    let central = [b"PK\x01\x02\x14\x00", &shared[..], &[0; 12], &[0; 2], NAME].concat();
    let central_size = (central.len() as u32).to_le_bytes();
    let offset = (local.len() as u32).to_le_bytes();
    [&local[..], &central, b"PK\x05\x06\0\0\0\0\x01\0\x01\0", &central_size, &offset, &[0, 0]].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
    })
}

fuzz_target!(|bytes: &[u8]| {
    let _ = gongwen_ingest::read_bytes("fuzz.docx", &archive(bytes), &Default::default());
    let _ = gongwen_ingest::read_bytes("fuzz.docx", bytes, &Default::default());
});
