//! thanhtra.
fn main() {}
