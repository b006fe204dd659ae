"""The one plain root URL: forwards whatever comes to the deployed API's own address on the local engine.

Method, headers, path, query and body (10 MB, as the gateway) go on unchanged, and so does the answer.
"""

import argparse
import http.client
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

LARGEST_BODY = 10 * 1024 * 1024
DISCARDED = 10 * LARGEST_BODY
"""Bytes of a refused body that are read, at most, before the answer."""

LANES = 8
"""Requests under way at once; further ones wait. On the engine each call at the same time is a process."""

HOP_BY_HOP = {"connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"}


class Forwarder(BaseHTTPRequestHandler):
    """Hands one request on and its answer back."""

    protocol_version = "HTTP/1.1"
    target = ""
    lanes = threading.BoundedSemaphore(LANES)

    def __getattr__(self, name: str) -> object:
        """Take every method alike, also those that nobody has heard of."""
        if name.startswith("do_"):
            return self._forward
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep quiet: the functions write a line for each request, and a query can hold a key."""

    def _forward(self) -> None:
        body = self._body()
        if body is None:
            self._refuse(413, "Request Entity Too Large")
            return
        target = urlsplit(self.target)
        with self.lanes:
            connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=60)
            try:
                self._send_on(connection, target.path, body)
                self._send_back(connection.getresponse())
            except (OSError, http.client.HTTPException):
                self._refuse(503, "Service Unavailable")
            finally:
                connection.close()

    def _body(self) -> bytes | None:
        """Give the whole body; None where it is over the limit, which ends the connection."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return self._chunked_body()
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY:
            self._discard(length)
            return None
        return self.rfile.read(length)

    def _discard(self, length: int) -> None:
        """Read on for a while: a client that is still sending would miss the answer."""
        self.close_connection = True
        left = min(length, DISCARDED)
        while left and (piece := self.rfile.read(min(left, 65536))):
            left -= len(piece)

    def _chunked_body(self) -> bytes | None:
        body = bytearray()
        while size := int(self.rfile.readline().split(b";")[0], 16):
            if len(body) + size > LARGEST_BODY:
                self._discard(size)
                return None
            body += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():
            continue
        return bytes(body)

    def _send_on(self, connection: http.client.HTTPConnection, prefix: str, body: bytes) -> None:
        connection.putrequest(self.command, prefix + self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in HOP_BY_HOP | {"content-length", "x-forwarded-for"}:
                connection.putheader(name, value)
        earlier = self.headers.get("X-Forwarded-For")
        client = self.client_address[0]
        connection.putheader("X-Forwarded-For", f"{earlier}, {client}" if earlier else client)
        connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)

    def _send_back(self, answer: http.client.HTTPResponse) -> None:
        content = answer.read()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"content-length"}:
                self.send_header(name, value)
        if answer.status not in {204, 304}:
            length = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
            self.send_header("Content-Length", length or "0")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _refuse(self, status: int, message: str) -> None:
        content = json.dumps({"message": message}).encode()
        self.send_response_only(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)


class Server(ThreadingHTTPServer):
    """Takes bursts: a thread for each connection, and a backlog for those that come at once."""

    daemon_threads = True
    request_queue_size = 256


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument(
        "--target", required=True, help="address that requests are handed on to, without slash"
    )
    given = parser.parse_args()
    Forwarder.target = given.target
    Server(("127.0.0.1", given.port), Forwarder).serve_forever()


if __name__ == "__main__":
    main()
