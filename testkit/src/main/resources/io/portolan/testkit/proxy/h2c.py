"""
An application that speaks HTTP/2 without TLS and with prior knowledge, and nothing else: it answers every request as a
gRPC server does, with a body and trailers. Runs in the image of the test server, on port 8080.
"""
import socketserver
import struct

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, SETTINGS, PING = 0, 1, 4, 6
END_STREAM, ACK, END_HEADERS = 1, 1, 4
STATUS_200 = b"\x88"  # from HPACK's static table


def literal(name, value):
    """A header without compression: HPACK, RFC 7541, 6.2.2."""
    return b"\x00" + bytes([len(name)]) + name + bytes([len(value)]) + value


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        if self.rfile.read(len(PREFACE)) != PREFACE:
            return
        self.send(SETTINGS, 0, 0, b"")
        while len(head := self.rfile.read(9)) == 9:
            length = int.from_bytes(head[:3], "big")
            kind, flags, stream = struct.unpack("!BBI", head[3:])
            payload = self.rfile.read(length)
            if kind == SETTINGS and not flags & ACK:
                self.send(SETTINGS, ACK, 0, b"")
            elif kind == PING and not flags & ACK:
                self.send(PING, ACK, 0, payload)
            elif kind in (HEADERS, DATA) and flags & END_STREAM:
                self.answer(stream & 0x7FFFFFFF)

    def answer(self, stream):
        self.send(HEADERS, END_HEADERS, stream, STATUS_200 + literal(b"content-type", b"application/grpc"))
        self.send(DATA, 0, stream, b"spoken in HTTP/2\n")
        self.send(HEADERS, END_HEADERS | END_STREAM, stream, literal(b"grpc-status", b"0") + literal(b"grpc-message", b"well"))

    def send(self, kind, flags, stream, payload):
        self.wfile.write(len(payload).to_bytes(3, "big") + struct.pack("!BBI", kind, flags, stream) + payload)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True


Server(("0.0.0.0", 8080), Handler).serve_forever()
