"""An AWS that knows next to nothing and takes everything: enough for a first request, in no time."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

Stored = Mapping[tuple[str, str, str], Mapping[str, Any]]
"""The few items that there are, as DynamoDB writes them, by table, pk and sk."""

ANSWERS: dict[str, dict[str, Any]] = {
    "Query": {"Items": [], "Count": 0, "ScannedCount": 0},
    "Scan": {"Items": [], "Count": 0, "ScannedCount": 0},
    "PutEvents": {"FailedEntryCount": 0, "Entries": [{"EventId": "1"}]},
    "GetSecretValue": {"Name": "secret", "SecretString": "k" * 64},
    "SendMessageBatch": {"Successful": [], "Failed": []},
}


class _Answering(BaseHTTPRequestHandler):
    stored: ClassVar[Stored] = {}
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave as one packet: apart, each answer would wait for an acknowledgement

    def do_POST(self) -> None:
        """Answer a request of AWS's JSON protocols; the operation is the last part of its target."""
        asked = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
        looks = {"BatchGetItem": self._found, "GetItem": self._one}
        look = looks.get(operation)
        answer = look(json.loads(asked)) if look else ANSWERS.get(operation, {})
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _found(self, asked: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, list[Mapping[str, Any]]] = {}
        for table, wanted in asked["RequestItems"].items():
            keys = [(table, key["pk"]["S"], key["sk"]["S"]) for key in wanted["Keys"]]
            found[table] = [self.stored[key] for key in keys if key in self.stored]
        return {"Responses": found, "UnprocessedKeys": {}}

    def _one(self, asked: dict[str, Any]) -> dict[str, Any]:
        key = (asked["TableName"], asked["Key"]["pk"]["S"], asked["Key"]["sk"]["S"])
        return {"Item": self.stored[key]} if key in self.stored else {}

    def do_DELETE(self) -> None:
        """Say that a file is gone, as S3 does whether or not there was one."""
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        """List the files of a bucket: there are none."""
        body = b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
        self.send_response(200)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self) -> None:
        """Take a file."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def silent_aws(stored: Stored | None = None) -> Iterator[str]:
    """Run it; give its address."""
    knowing = type("_Knowing", (_Answering,), {"stored": stored or {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), knowing)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
