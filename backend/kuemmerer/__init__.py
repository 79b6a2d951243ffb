"""Kümmerer: leads a German municipality to the right form of inter-municipal cooperation and to the people who help."""
