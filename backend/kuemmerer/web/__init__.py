"""What all doors share: templates, errors, limits, prepared pages."""
