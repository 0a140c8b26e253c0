//! Tests of inspections.
