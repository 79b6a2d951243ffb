"""Markdown files become checked facts."""
