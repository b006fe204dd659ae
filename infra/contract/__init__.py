"""The HTTP contract as data: every route, what it takes, what it answers. `make openapi` writes it down."""
