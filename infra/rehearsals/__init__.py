"""What can go wrong, gone wrong on purpose on the local stack, and mended by the runbook's own commands."""
