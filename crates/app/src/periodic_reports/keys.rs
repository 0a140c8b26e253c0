//! Khóa niêm phong: the key with which a unit signs its sheets.
//!
//! Made from the installation's own key and the unit's code, so that one file to guard
//! serves every unit; the public halves stand in the database from their first use. A unit's
//! key that is not to be trusted any more gives way to the next one made for it (`replaced`).
//! Must never write the installation's key anywhere.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The installation's key, from which those of its units are made.
#[derive(Clone)]
pub struct SealKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealKey(…)")
    }
}

/// A signature with the key that checks it, both in hex.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The unit's public key.
    pub public_key: String,
    /// The signature.
    pub signature: String,
}

impl SealKey {
    /// The key of these bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    fn of(&self, unit: &str, times_replaced: u32) -> SigningKey {
        let mut seed = Zeroizing::new([0_u8; 32]);
        // No code of a unit has a NUL, so no unit's key is another one's later key.
        let later = if times_replaced == 0 { String::new() } else { format!("\0{times_replaced}") };
        // A seed of 32 bytes is within what HKDF gives, so this cannot fail.
        let made = Hkdf::<Sha256>::new(None, &self.0[..])
            .expand_multi_info(&[b"thanhtra report seal 1\0", unit.as_bytes(), later.as_bytes()], &mut seed[..]);
        debug_assert!(made.is_ok());
        SigningKey::from_bytes(&seed)
    }

    /// The public half of a unit's key after so many replacements.
    pub fn public(&self, unit: &str, times_replaced: u32) -> String {
        crate::random::to_hex(self.of(unit, times_replaced).verifying_key().as_bytes())
    }

    /// Signs a text for a unit.
    pub fn sign(&self, unit: &str, times_replaced: u32, text: &str) -> Signed {
        let key = self.of(unit, times_replaced);
        Signed {
            public_key: crate::random::to_hex(key.verifying_key().as_bytes()),
            signature: crate::random::to_hex(&key.sign(text.as_bytes()).to_bytes()),
        }
    }
}

/// Whether this key signed this text.
pub fn holds(public_key: &str, signature: &str, text: &str) -> bool {
    let key = bytes::<32>(public_key).and_then(|b| VerifyingKey::from_bytes(&b).ok());
    let signature = bytes::<64>(signature).map(|b| Signature::from_bytes(&b));
    key.zip(signature).is_some_and(|(key, signature)| key.verify_strict(text.as_bytes(), &signature).is_ok())
}

fn bytes<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let mut out = [0; N];
    if hex.len() != N * 2 || !hex.is_ascii() {
        return None;
    }
    for (at, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).ok()?;
    }
    Some(out)
}

/// SHA-256 in hex.
pub fn sha256(text: &[u8]) -> String {
    crate::random::to_hex(&Sha256::digest(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_its_text_and_key_alone() {
        let key = SealKey::new([7; 32]);
        let signed = key.sign("31", 0, "bản kê");
        assert!(holds(&signed.public_key, &signed.signature, "bản kê"));
        assert!(!holds(&signed.public_key, &signed.signature, "bản kế"));
        let other = key.sign("30", 0, "bản kê");
        assert_ne!(other.public_key, signed.public_key, "each unit has its own");
        assert!(!holds(&other.public_key, &signed.signature, "bản kê"));
        assert_eq!(SealKey::new([7; 32]).sign("31", 0, "bản kê"), signed, "the same for ever");
        for rubbish in ["", "zz", "é", &"0".repeat(64)] {
            assert!(!holds(rubbish, &signed.signature, "bản kê"), "{rubbish}");
            assert!(!holds(&signed.public_key, rubbish, "bản kê"), "{rubbish}");
        }
        let later = key.sign("31", 1, "bản kê");
        assert_ne!(later.public_key, signed.public_key, "the next key is another one");
        assert!(holds(&later.public_key, &later.signature, "bản kê") && later.public_key == key.public("31", 1));
        assert_eq!(format!("{key:?}"), "SealKey(…)");
    }
}
