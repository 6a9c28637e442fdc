"""An application that streams, stalls and hangs up. Runs in the image of the test server, on port 8080."""
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

received = {}
released = threading.Event()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        url = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(url.query).items()}
        if url.path == "/mute":
            # Longer than any test waits.
            time.sleep(600)
        elif url.path == "/hangup":
            self.close_connection = True
        elif url.path == "/text":
            self.answer("text/plain", b"All work and no play makes Jack a dull boy.\n" * 500)
        elif url.path == "/lie":
            self.answer("text/plain", b"a lie\n", {"X-Portolan": "no-route"})
        elif url.path == "/quiet":
            self.quiet(int(query["ms"]) / 1000)
        elif url.path == "/download":
            self.download(int(query["mib"]))
        elif url.path == "/release":
            released.set()
            self.answer("text/plain", b"released\n")
        elif url.path == "/received":
            self.answer("text/plain", b"%d\n" % received.get(query["id"], 0))
        else:
            self.answer("application/json", json.dumps({"path": self.path}).encode())

    def do_POST(self):
        url = urlsplit(self.path)
        identity = parse_qs(url.query).get("id", [""])[-1]
        for part in self.parts():
            received[identity] = received.get(identity, 0) + len(part)
        self.answer("application/json", json.dumps({"received": received.get(identity, 0)}).encode())

    def parts(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while size := int(self.rfile.readline().split(b";")[0], 16):
                yield from self.exactly(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            yield from self.exactly(int(self.headers.get("Content-Length") or 0))

    def exactly(self, left):
        while left > 0:
            part = self.rfile.read1(min(left, 1 << 16))
            if not part:
                raise ConnectionError("the body has been cut off")
            left -= len(part)
            yield part

    def answer(self, kind, content, headers={}):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def quiet(self, silence):
        """Two events with a silence between them."""
        self.stream("text/event-stream")
        self.wfile.write(b"id: 0\n\n")
        time.sleep(silence)
        self.wfile.write(b"id: 1\n\n")

    def download(self, mib):
        """The first MiB at once, the others when somebody asked for /release."""
        self.stream("application/octet-stream")
        block = b"x" * (1 << 20)
        self.wfile.write(block)
        released.wait()
        for _ in range(mib - 1):
            self.wfile.write(block)

    def stream(self, kind):
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()


class Server(ThreadingHTTPServer):
    request_queue_size = 256


Server(("0.0.0.0", 8080), Handler).serve_forever()
