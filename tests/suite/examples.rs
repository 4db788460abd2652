//! The programs under `examples` run.

#[path = "../../examples/batch_over_iterator.rs"]
mod batch_over_iterator;
#[path = "../../examples/largest_rectangle.rs"]
mod largest_rectangle;
#[path = "../../examples/site_from_memory.rs"]
mod site_from_memory;

#[test]
fn every_example_runs() {
    batch_over_iterator::main().unwrap();
    largest_rectangle::main().unwrap();
    site_from_memory::main().unwrap();
}
