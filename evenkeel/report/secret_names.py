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
        "kubeconfig",
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
        ("connection", "string"),
        ("private", "key"),
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


@lru_cache(maxsize=4096)
def is_secret_name(name: str) -> bool:
    """Tell whether what stands under `name` is likely to be a secret (`apiKey`, `HF_TOKEN`, `--admin-password`)."""
    words = [word.lower() for word in _WORD.findall(name)]
    if not words or words[-1] in _ABOUT:
        return False
    if _SECRET_WORDS.intersection(words):
        # `tokenBudget` and `automountServiceAccountToken` hold numbers and booleans: only text is ever redacted
        return True
    return any(pair in _SECRET_PAIRS for pair in pairwise(words))
