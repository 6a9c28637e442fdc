# Says who it is (WHO) to whoever asks, over TCP and UDP, on the ports of LISTEN: ADDRESS|PORT, separated by blanks.
import os, socket, threading, time

who = os.environ["WHO"].encode()
answer = b"HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Length: 0\r\nX-Who: " + who + b"\r\n\r\n"


def serve(connection):
    try:
        connection.settimeout(5)
        connection.recv(4096)
        connection.sendall(answer)
    except OSError as e:
        print("a caller left:", e, flush=True)
    connection.close()


def tcp(listener):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


def udp(listener):
    while True:
        _, caller = listener.recvfrom(2000)
        listener.sendto(who, caller)


for place in os.environ["LISTEN"].split():
    address, port = place.split("|")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for kind, loop in ((socket.SOCK_STREAM, tcp), (socket.SOCK_DGRAM, udp)):
        listener = socket.socket(family, kind)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, int(port)))
        if kind == socket.SOCK_STREAM:
            listener.listen(500)
        threading.Thread(target=loop, args=(listener,), daemon=True).start()
print("ready", flush=True)
while True:
    time.sleep(3600)
