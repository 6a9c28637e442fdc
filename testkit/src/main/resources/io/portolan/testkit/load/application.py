"""The lab's test server with changes for load: streams and WebSockets say when it ends them; an upload is counted, not sent back."""
import sys

sys.path.insert(0, "/srv")
import server
import websocket

stream_events = server.Handler.stream_events
write_frame = websocket.write_frame


def until_told(self):
    stream_events(self)
    self.wfile.write(b"event: end\ndata: -\n\n")
    self.wfile.flush()


def with_farewell(stream, opcode, payload):
    # A proxy says "close" as well when it ends a WebSocket, but not this.
    if opcode == websocket.CLOSE and server.stopping.is_set():
        write_frame(stream, 1, b"end")
    write_frame(stream, opcode, payload)


def upload(self):
    self.body = str(len(self.rfile.read(int(self.headers["Content-Length"]))))
    self.answer(200)


server.Handler.stream_events = until_told
server.Handler.do_POST = upload
websocket.write_frame = with_farewell
server.main()
