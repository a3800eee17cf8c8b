"""Ports that nobody uses."""

from __future__ import annotations

import socket


def free_ports(count: int) -> list[int]:
    """Ask the kernel for unused ports, all held at once so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    for item in sockets:
        item.bind(("127.0.0.1", 0))
    ports = [int(item.getsockname()[1]) for item in sockets]
    for item in sockets:
        item.close()
    return ports
