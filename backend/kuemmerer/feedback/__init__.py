"""What readers tell us about a page."""
