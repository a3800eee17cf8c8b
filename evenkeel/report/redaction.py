"""What must never be shown: secrets by mark, by the name of their key, and by what they look like."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from typing import Final, cast

from evenkeel.model import Secret, Value
from evenkeel.report.secret_names import is_secret_name

REDACTED: Final = "[secret]"

_PATTERNS: Final = re.compile(
    r"(?P<resource>\barn:[\w-]+:\S*)"  # says where a secret is, not what it is
    r"|(?P<whole>"
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"  # PEM private keys
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"  # AWS access key ids
    r"|\bhf_[A-Za-z0-9]{20,}"  # Hugging Face
    r"|\bgh[opsur]_[A-Za-z0-9]{30,}|\bgithub_pat_\w{30,}"  # GitHub
    r"|\bglpat-[\w-]{18,}"  # GitLab
    r"|\bxox[abeprs]-[\w-]{10,}"  # Slack
    r"|\bpul-[0-9a-f]{40}\b"  # Pulumi
    r"|\bAIza[\w-]{35}"  # Google
    r"|\bsk-[A-Za-z0-9_-]{20,}"  # OpenAI and those who copied its form
    r"|\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*"  # JSON web tokens
    r")"
    r"|(?P<scheme>\b[a-z][a-z0-9+.-]*://[^\s/:@]*:)(?P<password>[^\s/@]+)(?=@)"  # passwords in URLs
    r"|(?P<word>\b(?:Bearer|Basic) )(?P<credential>[A-Za-z0-9+/=._-]{12,})"  # authorization headers
    r"|(?P<flag>(?:--|\b)[A-Za-z][\w-]*[=:]\s?)"  # --api-key=value, PASSWORD=value, with the next line
    r"(?P<argument>(?:(?:Bearer|Basic)\s+)?(?:\"[^\"]*\"|'[^']*'|[^\s,;\"'&]+))",
    re.DOTALL,
)
_REFERENCE: Final = re.compile(r"\$\(\w+\)|\$?\{\{?[^{}]*\}?\}|\$[A-Z_][A-Z0-9_]*|arn:[\w-]+:.*|", re.DOTALL)
_PLAIN_WORDS: Final = frozenset(
    {"true", "false", "null", "none", "required", "optional", "enabled", "disabled", REDACTED}
)
_VALUE_KEYS: Final = frozenset({"value", "default", "plaintext", "content"})
_NAME_KEYS: Final = ("name", "key", "header", "parameterName")


def redacted(value: Value, key: str = "") -> Value:
    """Return `value` with every secret in it replaced by `[secret]`.

    Args:
        value: a recorded property, or any part of one.
        key: the name under which it was found; empty if it has none.
    """
    if isinstance(value, Secret):
        return REDACTED
    if isinstance(value, str):
        return _text(value, key)
    if isinstance(value, Mapping):
        return _mapping(value, key)
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return _sequence(value, key)
    return value


def _mapping(members: Mapping[str, Value], key: str) -> dict[str, Value]:
    if members.get("kind") == "Secret" and "apiVersion" in members:
        return {
            name: _all_leaves(item) if name in {"data", "stringData"} else redacted(item, name)
            for name, item in members.items()
        }
    named = next((name for k in _NAME_KEYS if isinstance(name := members.get(k), str)), "")
    inherited = key if is_secret_name(key) else named
    result: dict[str, Value] = {}
    for name, item in members.items():
        if name == "secretKey" and "remoteRef" in members:  # an External Secrets entry: which key, not what is in it
            result[name] = item
        else:
            result[name] = redacted(item, inherited if name in _VALUE_KEYS else name)
    return result


def _sequence(items: Sequence[Value], key: str) -> list[Value]:
    result: list[Value] = []
    flag = ""
    for item in items:
        result.append(redacted(item, flag or key))
        flag = item if isinstance(item, str) and item.startswith("--") and "=" not in item else ""
    return result


def _all_leaves(value: Value) -> Value:
    if isinstance(value, Mapping):
        return dict.fromkeys(value, REDACTED)
    return REDACTED


def _text(text: str, key: str) -> str:
    if is_secret_name(key) and text.lower() not in _PLAIN_WORDS and not _REFERENCE.fullmatch(text):
        return REDACTED
    if text[:1] in {"{", "["} and (nested := _nested(text)) is not None:
        return nested
    if key in {"userData", "userDataBase64"} and _hides_secret(text):
        return REDACTED
    return _PATTERNS.sub(_replacement, text)


def _nested(text: str) -> str | None:
    try:
        document = cast("Value", json.loads(text))
    except ValueError:
        return None
    clean = redacted(document)
    return text if clean == document else json.dumps(clean)


def _hides_secret(encoded: str) -> bool:
    try:
        text = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, ValueError):
        return False
    return _PATTERNS.sub(_replacement, text) != text


def _replacement(match: re.Match[str]) -> str:
    if match["whole"]:
        return REDACTED
    if match["scheme"] and not _REFERENCE.fullmatch(match["password"]):
        return match["scheme"] + REDACTED
    if match["word"]:
        return match["word"] + REDACTED
    if match["flag"]:
        return match["flag"] + _argument(match["flag"].rstrip("=: "), match["argument"])
    return match[0]


def _argument(flag: str, argument: str) -> str:
    if not is_secret_name(flag):  # the value of an innocent flag may itself be a credential
        return _PATTERNS.sub(_replacement, argument)
    return argument if argument.lower() in _PLAIN_WORDS or _REFERENCE.fullmatch(argument) else REDACTED
