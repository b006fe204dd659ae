"""One invocation of the import function in a process of its own, which may be killed at any moment."""

import json
import sys

from complaint_import.handler import handle


class Endless:
    """A context whose time does not run out."""

    def get_remaining_time_in_millis(self) -> int:
        """Give the time that is left."""
        return 3_600_000


if __name__ == "__main__":
    body = json.dumps({"import": sys.argv[1]})
    failed = handle({"Records": [{"messageId": "1", "body": body}]}, Endless())["batchItemFailures"]
    sys.exit(1 if failed else 0)
