"""Which address ranges mean the internet as a whole."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Final

from policies.properties import Property

# Wider ranges than these belong to no single organisation; two halves of the internet are the internet as well.
_WIDEST_IPV4_PREFIX: Final = 8
_WIDEST_IPV6_PREFIX: Final = 16


def is_anywhere(text: str) -> bool:
    """Tell whether a CIDR admits so much that it may as well be everybody. What is no CIDR is not."""
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        return False
    return network.prefixlen < (_WIDEST_IPV4_PREFIX if network.version == 4 else _WIDEST_IPV6_PREFIX)


def anywhere_in(found: Property) -> str | None:
    """Return the first range of a text or a list of texts that is anywhere; None when none is known to be."""
    for member in found.each():
        if member.known and is_anywhere(member.text()):
            return member.text()
    return None
