"""What all tests share."""

from hypothesis import settings

# The machine that runs the tests may be busy: time is measured in benchmarks/, not here.
settings.register_profile("kuemmerer", deadline=None, max_examples=50, print_blob=True)
settings.load_profile("kuemmerer")
