"""Text that looks like a credential, by the key that holds it or by its own form."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Final, cast

_KEY: Final = re.compile(
    r"(?:password|passwd|passphrase|secretstring|secretbinary|secretaccesskey|clientsecret|privatekey|apikey"
    r"|accesstoken|authtoken|bearertoken|refreshtoken|sessiontoken|clientkeydata)$"
)
_ENVIRONMENT: Final = re.compile(r"(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|SECRET_KEY|API_KEY|PRIVATE_KEY|TOKEN)$")
_FORM: Final = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[0-9A-Za-z]{36}|\bgithub_pat_[0-9A-Za-z_]{22}|\bglpat-[0-9A-Za-z_-]{20}"
    r"|\bhf_[0-9A-Za-z]{30}|\bsk-[0-9A-Za-z_-]{20}|\bxox[abprs]-[0-9A-Za-z-]{10}|\bAIza[0-9A-Za-z_-]{35}"
    r"|\beyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]{8,}"
    r"|://[^/\s:@]+:[^/\s:@$]+@"
    r"|(?m:^\s*(?:token|password|client-key-data):[ \t]*[^\s{$])"
)
_HINTS: Final = (
    "PRIVATE KEY", "AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "hf_", "sk-",
    "xox", "AIza", "eyJ", "://", "token:", "password:", "key-data:",
)  # fmt: skip
"""One of these is in every text of the forms above: looking for them first is several times faster."""
_NOT_ITSELF: Final = ("arn:", "{{", "$", "/")
"""How a text begins that names a credential rather than being it: an ARN, a template, a variable, a path."""
_SHORTEST: Final = 8
"""Characters below which a text has none of the forms above."""


def held_by(key: str, text: str) -> bool:
    """Whether a property of that name holds a credential in clear."""
    return _names_one(key) and bool(text) and not text.startswith(_NOT_ITSELF)


@cache
def _names_one(key: str) -> bool:
    return _KEY.search(key.replace("_", "").replace("-", "").lower()) is not None


def held_by_variable(name: str, text: str) -> bool:
    """Whether an environment variable of that name holds a credential in clear."""
    return bool(text) and not text.startswith(_NOT_ITSELF) and _ENVIRONMENT.search(name) is not None


def looks_like_one(text: str) -> bool:
    """Whether a text has the form of a credential, or is JSON that holds one."""
    if len(text) < _SHORTEST:
        return False
    if any(hint in text for hint in _HINTS) and _FORM.search(text) is not None:
        return True
    return text[0] in "{[" and _in_json(text)


def _in_json(text: str) -> bool:
    try:
        return _in_value(json.loads(text), "")
    except (ValueError, RecursionError):
        return False


def _in_value(value: object, key: str) -> bool:
    if isinstance(value, dict):
        return any(_in_value(item, name) for name, item in cast("dict[str, object]", value).items())
    if isinstance(value, list):
        return any(_in_value(item, key) for item in cast("list[object]", value))
    return isinstance(value, str) and (key == "token" or held_by(key, value)) and not value.startswith(_NOT_ITSELF)
