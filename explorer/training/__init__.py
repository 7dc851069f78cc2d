"""Training: one system fitted, watched, kept, evaluated and published."""
