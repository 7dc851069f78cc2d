"""What is computed or loaded once for all visitors."""
