"""Words for everyone: defects, dates, text. Imports nothing of ours."""
