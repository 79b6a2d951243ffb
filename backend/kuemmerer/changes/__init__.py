"""What has changed, for readers who come back: the change log of all articles as feeds."""
