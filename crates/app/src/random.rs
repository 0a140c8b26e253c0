//! Unguessable bytes, as hex.

use rand::TryRngCore;

/// `N` bytes from the operating system as `2 N` hex digits.
pub fn hex<const N: usize>() -> String {
    let mut bytes = [0_u8; N];
    // Without randomness there are no sessions and no ids: better no program at all.
    #[allow(clippy::expect_used)]
    rand::rngs::OsRng.try_fill_bytes(&mut bytes).expect("the operating system gives random bytes");
    to_hex(&bytes)
}

/// Lower-case hex.
pub fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|b| [b >> 4, b & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// SHA-256 as hex.
pub fn sha256(text: &str) -> String {
    use sha2::Digest;
    to_hex(&sha2::Sha256::digest(text.as_bytes()))
}
