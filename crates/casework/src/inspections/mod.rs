//! Thanh tra: inspections.
