"""Documents: a consultation becomes a paper for the council, in every format from one model."""
