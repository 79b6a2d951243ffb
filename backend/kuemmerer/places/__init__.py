"""Municipalities, districts, regions: who borders on whom, who supervises whom."""
