# probe.py SECONDS ADDRESSES PORTS NAMES, each list separated by commas. Tries every address with every port over TCP and
# UDP, and every name; prints "tcp|udp ADDRESS PORT WHO" for each that answers ("?" for who does not say), and
# "name NAME ADDRESS" for each name that resolves.
import errno, os, select, socket, sys, time

patience = float(sys.argv[1])
addresses, ports, names = ([x for x in a.split(",") if x] for a in sys.argv[2:5])
AT_ONCE = 400
QUESTION = b"who"


class Try:
    def __init__(self, protocol, address, port):
        self.what = (protocol, address, port)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM if protocol == "tcp" else socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        self.connected = protocol == "udp"
        self.until = time.monotonic() + patience

    def begin(self):
        _, address, port = self.what
        if self.connected:
            self.socket.sendto(QUESTION, (address, int(port)))
            return select.POLLIN
        error = self.socket.connect_ex((address, int(port)))
        if error not in (0, errno.EINPROGRESS):
            raise OSError(error, os.strerror(error))
        return select.POLLOUT

    def connects(self):
        error = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if error:
            raise OSError(error, os.strerror(error))
        self.connected = True
        self.socket.send(b"GET / HTTP/1.0\r\n\r\n")

    def who(self):
        data = self.socket.recvfrom(4096)[0]
        if data == QUESTION:
            return None  # somebody else's, who tries this very port of ours
        if self.what[0] == "udp":
            who = data.decode("ascii", "replace")
            return who if all(c.isalnum() or c == "/" for c in who) else "?"
        return data.split(b"X-Who: ")[1].split(b"\r\n")[0].decode() if b"X-Who: " in data else "?"


def probe(todo):
    poll, live = select.poll(), {}

    def end(t, who):
        poll.unregister(t.socket)
        del live[t.socket.fileno()]
        t.socket.close()
        if who:
            print(*t.what, who)

    while todo or live:
        while todo and len(live) < AT_ONCE:
            t = Try(*todo.pop())
            try:
                poll.register(t.socket, t.begin())
                live[t.socket.fileno()] = t
            except OSError:
                t.socket.close()  # unreachable: no answer is the answer
        for number, _ in poll.poll(50):
            t = live[number]
            try:
                if t.connected:
                    who = t.who()
                    if who:
                        end(t, who)
                else:
                    t.connects()
                    poll.modify(t.socket, select.POLLIN)
            except OSError:
                end(t, None)  # refused
        now = time.monotonic()
        for t in [t for t in live.values() if t.until < now]:
            end(t, "?" if t.connected and t.what[0] == "tcp" else None)


probe([(protocol, a, p) for protocol in ("tcp", "udp") for a in addresses for p in ports])
for name in names:
    try:
        for found in {i[4][0] for i in socket.getaddrinfo(name.encode(), None)}:
            print("name", name, found)
    except OSError:
        pass  # not known here
