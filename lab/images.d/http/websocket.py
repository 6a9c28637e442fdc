"""The server's side of a WebSocket (RFC 6455) that sends every message back; without fragments and extensions."""
import base64
import hashlib
import select
import socket
import struct

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CLOSE, PING, PONG = 8, 9, 10


def echo(request, stopping):
    key = request.headers.get("Sec-WebSocket-Key")
    if key is None:
        request.send_error(400, "Not a WebSocket handshake")
        return
    request.close_connection = True
    request.send_response(101)
    request.send_header("Upgrade", "websocket")
    request.send_header("Connection", "Upgrade")
    request.send_header("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode())
    request.end_headers()
    request.wfile.flush()
    while not stopping.is_set():
        if not select.select([request.connection], [], [], 0.1)[0]:
            continue
        frame = read_frame(request.connection)
        if frame is None:
            return
        opcode, payload = frame
        write_frame(request.wfile, PONG if opcode == PING else opcode, payload)
        if opcode == CLOSE:
            return
    write_frame(request.wfile, CLOSE, struct.pack("!H", 1001))


def read_frame(connection):
    def read(length):
        return connection.recv(length, socket.MSG_WAITALL) if length else b""

    head = read(2)
    if len(head) < 2:
        return None
    length = head[1] & 0x7F
    if length == 126:
        (length,) = struct.unpack("!H", read(2))
    elif length == 127:
        (length,) = struct.unpack("!Q", read(8))
    mask = read(4) if head[1] & 0x80 else bytes(4)
    return head[0] & 0x0F, bytes(byte ^ mask[i % 4] for i, byte in enumerate(read(length)))


def write_frame(stream, opcode, payload):
    length = len(payload)
    if length < 126:
        head = struct.pack("!BB", 0x80 | opcode, length)
    elif length < 65536:
        head = struct.pack("!BBH", 0x80 | opcode, 126, length)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 127, length)
    stream.write(head + payload)
    stream.flush()
