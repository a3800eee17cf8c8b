"""Which names of keys announce a secret value, and which only talk about one."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

_SECRET_WORDS: Final = frozenset(
    {
        "apikey",
        "authorization",
        "authtoken",
        "bearer",
        "cookie",
        "credential",
        "credentials",
        "jwt",
        "kubeconfig",
        "passcode",
        "passphrase",
        "passwd",
        "password",
        "passwords",
        "pwd",
        "secret",
        "token",
    }
)
_SECRET_PAIRS: Final = frozenset(
    {
        ("access", "key"),
        ("api", "key"),
        ("api", "keys"),
        ("api", "tokens"),
        ("auth", "tokens"),
        ("client", "key"),
        ("connection", "string"),
        ("master", "key"),
        ("preshared", "key"),
        ("private", "key"),
        ("shared", "key"),
        ("signing", "key"),
    }
)
# A name that ends so says where a secret is, or how it is handled; the value itself is not one.
_ABOUT: Final = frozenset(
    {
        "age", "algorithm", "arn", "arns", "audience", "class", "count", "days", "dir", "enabled",
        "endpoint", "expiration", "file", "format", "id", "ids", "interval", "issuer", "kind", "length",
        "limit", "limits", "location", "mode", "mount", "name", "names", "namespace", "path", "paths",
        "period", "policy", "prefix", "provider", "ref", "reference", "refs", "region", "rotation",
        "seconds", "selector", "size", "source", "store", "strategy", "template", "ttl", "type", "uri",
        "url", "usage", "version",
    }
)  # fmt: skip
_CODE: Final = (".py", ".sh", ".lua", ".md")
"""Files that are about secrets rather than being one; what they hold is looked at by its own form."""
_HINT: Final = re.compile(r"key|token|secret|pass|pwd|cred|auth|bearer|cookie|kubeconfig|jwt|connection", re.IGNORECASE)


def may_name_secret(text: str) -> bool:
    """Tell whether a text can hold the name of a secret at all; quick, for long texts."""
    return _HINT.search(text) is not None


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Tell whether what stands under `name` is likely to be a secret (`apiKey`, `HF_TOKEN`, `--admin-password`)."""
    if name.endswith(_CODE):
        return False
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or words[-1] in _ABOUT:
        return False
    if words[-1] == "pass" or _SECRET_WORDS.intersection(words):
        # `tokenBudget` and `automountServiceAccountToken` hold numbers and booleans: only text is ever redacted
        return True
    return any(pair in _SECRET_PAIRS for pair in pairwise(words))
