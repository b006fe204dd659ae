"""django-helpdesk as its own documents set it up: what the product is measured beside.

Runs in an environment of its own (requirements-peer.txt) and imports nothing of the product.
"""
