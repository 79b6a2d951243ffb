"""Where our knowledge comes from: every source with what it supports, where it is used and when it was seen; link checks."""
