//! thanhtra. 
fn main() {}
