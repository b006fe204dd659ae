"""The domain and the platform below it, shared by all functions."""

import gc

# What is loaded at a start stays. With the default threshold the collector searches it some hundred times on
# the way to the first answer, a twentieth of a cold start, and finds nothing.
gc.set_threshold(50_000)
