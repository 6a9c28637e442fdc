"""Calls its sibling by name, each time on a connection of its own, and tells what became of it."""
import http.client
import sys
import time

asked = 0
while True:
    asked += 1
    sibling = http.client.HTTPConnection("web", 8080, timeout=10)
    try:
        sibling.request("GET", "/")
        answer = sibling.getresponse()
        if answer.status != 200 or b'"hostname"' not in answer.read():
            print("lost: status", answer.status)
    except (OSError, http.client.HTTPException) as error:
        print(f"lost: {time.time():.3f} {error!r}")
    finally:
        sibling.close()
    if asked % 10 == 0:
        print("asked", asked)
        sys.stdout.flush()
    time.sleep(0.02)
