"""Text that looks like a credential, wherever it stands."""

from __future__ import annotations

import re
from typing import Final

_CREDENTIAL: Final = re.compile(
    r"hf_[A-Za-z0-9]{16,}"
    r"|(?:AKIA|ASIA)[A-Z0-9]{16}"
    r"|sk-[A-Za-z0-9_-]{20,}"
    r"|gh[pousr]_[A-Za-z0-9]{30,}"
    r"|xox[abprs]-[A-Za-z0-9-]{10,}"
    r"|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
)


def looks_like_a_credential(text: str) -> bool:
    """Return whether `text` holds a token or key of a well-known form."""
    return _CREDENTIAL.search(text) is not None
