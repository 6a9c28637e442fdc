"""The lab's test server with two changes for load: an event stream says when it ends, and an upload is counted, not sent back."""
import sys

sys.path.insert(0, "/srv")
import server

stream_events = server.Handler.stream_events


def until_told(self):
    stream_events(self)
    self.wfile.write(b"event: end\ndata: -\n\n")
    self.wfile.flush()


def upload(self):
    self.body = str(len(self.rfile.read(int(self.headers["Content-Length"]))))
    self.answer(200)


server.Handler.stream_events = until_told
server.Handler.do_POST = upload
server.main()
