"""From answers to organisation forms, each verdict with its reasons."""
