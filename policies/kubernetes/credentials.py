"""How credentials give themselves away."""

from __future__ import annotations

import re
from typing import Final

_NAMES: Final = re.compile(
    r"(?:^|_)(?:PASSWORD|PASSWD|SECRET|SECRET_KEY|SECRET_ACCESS_KEY|ACCESS_KEY_ID|TOKEN|API_?KEY|PRIVATE_KEY|CREDENTIALS?)$",
    re.IGNORECASE,
)
_VALUES: Final = re.compile(
    r"AKIA[0-9A-Z]{16}|ASIA[0-9A-Z]{16}|\bhf_[A-Za-z0-9]{30,}|\bsk-[A-Za-z0-9_-]{20,}|\bgh[pousr]_[A-Za-z0-9]{30,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\."
)
_MARKS: Final = ("AKIA", "ASIA", "hf_", "sk-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "PRIVATE KEY", "eyJ")
"""One of these is in every credential that the pattern knows; looking for them first is faster by far."""


def names_secret(name: str) -> bool:
    """Return whether a variable of this name holds a credential."""
    return _NAMES.search(name) is not None


def looks_secret(text: str) -> bool:
    """Return whether a text looks like a credential, or holds one."""
    return any(mark in text for mark in _MARKS) and _VALUES.search(text) is not None
