"""A company at work in this process, under faults that a seed decides, and what must hold all the same."""
