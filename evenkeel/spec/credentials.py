"""Text that looks like a credential, wherever it stands."""

from __future__ import annotations

import re
from typing import Final

# Not every token is a secret: the special tokens of a model (`eos_token`) stand in engine arguments too.
_NAME: Final = (
    r"(?:[\w-]*[_-])?(?:password|passwd|secret)|(?:auth|access|api|hf)[_-]?token|token"
    r"|(?:[\w-]*[_-])?(?:api|access|secret)[_-]?key"
)
_CREDENTIAL: Final = re.compile(
    r"hf_[A-Za-z0-9]{16,}"
    r"|(?:AKIA|ASIA)[A-Z0-9]{16}"
    r"|sk-[A-Za-z0-9_-]{20,}"
    r"|gh[pousr]_[A-Za-z0-9]{30,}"
    r"|xox[abprs]-[A-Za-z0-9-]{10,}"
    r"|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|://[^\s/:@]*:[^\s/@]+@"  # a password in a URL
    r"|^[\w.-]+:[^\s/:@]+@(?!sha256:)"  # the same without a scheme; an image's digest is none
    r"|[?&](?i:access_?token|auth_?token|token|api_?key|password|secret)=[^&\s]"
    rf"|\"(?i:{_NAME})\"\s*:\s*\"[^\"]"  # in JSON
    rf"|^--(?i:{_NAME})=."  # in an argument
)


def looks_like_a_credential(text: str) -> bool:
    """Return whether `text` holds a token or key of a well-known form."""
    return _CREDENTIAL.search(text) is not None
