"""A small HTTP server for tests. It takes its behaviour from the environment; see lab/README.md for its paths."""
import json
import os
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import websocket

stopping = threading.Event()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def handle_one_request(self):
        self.server.idle.add(self.connection)
        if stopping.is_set():
            self.close_connection = True
        else:
            super().handle_one_request()
        self.server.idle.discard(self.connection)

    def parse_request(self):
        # From here on the request is in flight and is finished even if the server is told to stop.
        self.server.idle.discard(self.connection)
        return super().parse_request()

    def do_GET(self):
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode(errors="replace")
        url = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(url.query).items()}
        if url.path == "/health":
            self.answer(500 if os.environ.get("HEALTH_FAIL") == "1" else 200)
        elif url.path == "/slow":
            time.sleep(int(query.get("ms", "1000")) / 1000)
            self.answer(200)
        elif url.path == "/status":
            self.answer(int(query.get("code", "200")))
        elif url.path == "/sse":
            self.stream_events()
        elif url.path == "/ws":
            websocket.echo(self, stopping)
        else:
            self.answer(200)

    do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_GET

    def answer(self, status):
        answer = {
            "hostname": socket.gethostname(),
            "method": self.command,
            "path": self.path,
            "headers": dict(self.headers.items()),
            "body": self.body,
            "greeting": os.environ.get("GREETING"),
        }
        content = (json.dumps(answer) + "\n").encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if stopping.is_set():
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def stream_events(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Connection", "close")
        self.end_headers()
        number = 0
        while not stopping.is_set():
            self.wfile.write(f"id: {number}\ndata: {socket.gethostname()}\n\n".encode())
            self.wfile.flush()
            number += 1
            stopping.wait(0.1)


class Server(ThreadingHTTPServer):
    daemon_threads = False  # closing the server waits for the requests in flight
    request_queue_size = 256

    def __init__(self, address, handler):
        self.idle = set()
        super().__init__(address, handler)

    def handle_error(self, request, client_address):
        error = sys.exc_info()[1]
        if isinstance(error, ConnectionError):
            print(f"{client_address[0]} has gone: {error}", flush=True)
        else:
            super().handle_error(request, client_address)

    def stop(self):
        self.shutdown()
        for connection in list(self.idle):
            try:
                connection.shutdown(socket.SHUT_RD)
            except OSError as gone:  # closed by the other side in the meantime
                print(f"idle connection: {gone}", flush=True)


def main():
    if "EXIT_CODE" in os.environ:
        print(os.environ.get("EXIT_MESSAGE", "told to exit"), file=sys.stderr, flush=True)
        sys.exit(int(os.environ["EXIT_CODE"]))
    ends = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    if signal.sigtimedwait(ends, float(os.environ.get("START_DELAY", "0"))):
        return
    server = Server(("0.0.0.0", int(os.environ.get("PORT", "8080"))), Handler)
    print(f"listening on port {server.server_port}", flush=True)
    accepting = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    accepting.start()
    signal.sigwait(ends)
    stopping.set()
    server.stop()
    accepting.join()
    server.server_close()
    print("stopped", flush=True)


if __name__ == "__main__":
    main()
