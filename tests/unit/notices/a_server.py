"""An HTTPS server on this machine that answers as told, and a POST that may reach it and nothing else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from hearthline.notices.adapters.https import HttpsPost
from tests.unit.notices import a_certificate


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """Its address, how it answers, and what it was asked."""

    port: int
    status: int = 200
    body: bytes = b'{"errcode": 0, "code": 0}'
    headers: dict[str, str] = field(default_factory=dict)
    before_answer: threading.Event | None = None
    drop: bool = False
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}/hook?access_token=t"

    def post(self, deadline: float = 5) -> HttpsPost:
        return HttpsPost(
            resolve=lambda host, port: ["127.0.0.1"],
            allowed=lambda address: address == "127.0.0.1",
            context=a_certificate.trusting,
            deadline=deadline,
        )


@contextmanager
def running() -> Iterator[Server]:
    """Run a server for a while."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            server.asked.append(Asked(self.path, dict(self.headers), self.rfile.read(length)))
            if server.before_answer is not None:
                server.before_answer.wait()
            if server.drop:
                self.close_connection = True
                return
            self.send_response(server.status)
            for name, value in {"Content-Length": str(len(server.body)), **server.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(server.body)

        def log_message(self, *args: object) -> None:
            return

    class Quiet(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            return

    http = Quiet(("127.0.0.1", 0), Handler)
    http.socket = a_certificate.serving().wrap_socket(http.socket, server_side=True)
    server = Server(http.server_address[1])
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        if server.before_answer is not None:
            server.before_answer.set()
        http.shutdown()
        http.server_close()
        thread.join()
