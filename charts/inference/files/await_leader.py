"""Holds a worker of a group until its leader has drained, so that the leader's streams can end."""

from __future__ import annotations

import os
import socket
import sys
import time

POLL_SECONDS = 0.5
CONNECT_SECONDS = 3.0
# One failure may be a passing one; a leader that has ended stays away.
FAILURES = 2


def main() -> None:
    """Return when the leader no longer listens, or when the time is up."""
    port, deadline = int(sys.argv[1]), time.monotonic() + float(sys.argv[2])
    try:
        # Looked up once: the name of a pod that ends may vanish before the pod does.
        address = socket.getaddrinfo(os.environ["LWS_LEADER_ADDRESS"], port, type=socket.SOCK_STREAM)[0][4]
    except OSError:
        return
    failures = 0
    while failures < FAILURES and time.monotonic() < deadline:
        try:
            socket.create_connection((str(address[0]), port), timeout=CONNECT_SECONDS).close()
            failures = 0
        except OSError:
            failures += 1
        time.sleep(POLL_SECONDS)


if __name__ == "__main__":
    main()
