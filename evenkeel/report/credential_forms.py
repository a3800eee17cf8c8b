"""What a credential looks like within a text, and what is left of the text without it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final
from urllib.parse import unquote

from evenkeel.model import REDACTED
from evenkeel.report.secret_names import is_secret_name

Tell = Callable[[str], None]
"""Is told each credential that is taken out."""

_BY_ITSELF: Final = (
    r"(?P<resource>\barn:[\w-]+:\S*|\{\{resolve:[^\s\"]*?\}\})"  # says where a secret is, not what it is
    r"|(?P<whole>"
    r"-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----.*?(?:-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|\Z)"  # PEM, PGP
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
    r"|(?P<word>\b(?:Bearer|Basic) )(?P<credential>[A-Za-z0-9+/=._~-]{12,})"  # authorization headers
)
_QUOTE: Final = r"&(?:quot|apos|#34|#39);"
_FORMS: Final = re.compile(_BY_ITSELF, re.DOTALL)
_PATTERNS: Final = re.compile(
    _BY_ITSELF
    # --api-key value, --api-key=value, PASSWORD=value, "password": "value", with the next line
    + r"|(?P<flag>--[A-Za-z][\w-]*+[ \t]+(?!-)"
    rf"|(?:--|\b)[A-Za-z][\w-]*+(?:(?:\\*[\"']|{_QUOTE})?[=:](?:[ \t]{{0,8}}|\s)"
    r"|[\"']?[ \t]{1,8}[=:][ \t]{0,8}(?=\\*[\"']|(?=[^\s]*\d)[^\s()\[\]{}.,]{8,}[ \t]*$)))"
    rf"(?P<argument>(?:(?:Bearer|Basic)\s+)?(?:\\+\".{{0,4096}}?\\+\"|{_QUOTE}.{{0,4096}}?{_QUOTE}"
    r"|\"(?:[^\"\\]|\\.)*(?:\"|\Z)|'[^']*(?:'|\Z)|[^\s,;\"'&]+))",
    re.DOTALL | re.MULTILINE,
)
_ASSIGNED: Final = re.compile(r"(--?[A-Za-z][\w-]*=|[A-Za-z_]\w*=)(\S+)")
_REFERENCE: Final = re.compile(r"\$\(\w+\)|\$?\{\{?[^{}]*\}?\}|\$[A-Z_][A-Z0-9_]*|arn:[\w-]+:.*|", re.DOTALL)
_PLAIN_WORDS: Final = frozenset(
    {"true", "false", "null", "none", "required", "optional", "enabled", "disabled", REDACTED}
)


def is_harmless(text: str) -> bool:
    """Tell whether a text that stands where a secret does is none: a plain word, a variable, an ARN."""
    return text.lower() in _PLAIN_WORDS or _REFERENCE.fullmatch(text) is not None


def without_forms(text: str) -> str:
    """Return a text without what looks like a credential by itself; names of settings play no part."""
    return _FORMS.sub(partial(_replacement, _nobody), text)


def without_credentials(text: str, tell: Tell | None = None) -> str:
    """Return a text without what looks like a credential, or stands behind the name of one.

    Args:
        text: any text, a command line or a file of settings for example.
        tell: is told each credential.
    """
    told = tell or _nobody
    whole = _ASSIGNED.fullmatch(text)  # one argument: no character in it ends the value
    if whole and is_secret_name(whole[1].rstrip("=")) and not is_harmless(whole[2]):
        told(whole[2])
        return whole[1] + REDACTED
    clean = _PATTERNS.sub(partial(_replacement, told), text)
    if "%" in text:
        plain = unquote(text)
        if plain != text and (opened := _PATTERNS.sub(partial(_replacement, told), plain)) != plain:
            return opened
    return clean


def _nobody(_credential: str) -> None:
    return


def _replacement(tell: Tell, match: re.Match[str]) -> str:
    found = match.groupdict()
    if found["whole"]:
        tell(found["whole"])
        return REDACTED
    if found["scheme"] and not is_harmless(found["password"]):
        tell(found["password"])
        return found["scheme"] + REDACTED
    if found["word"]:
        tell(found["credential"])
        return found["word"] + REDACTED
    if found.get("flag"):
        return found["flag"] + _argument(tell, found["flag"].rstrip("=: \t\n\"'\\"), found["argument"])
    return match[0]


def _argument(tell: Tell, flag: str, argument: str) -> str:
    name = flag.partition("&")[0]
    if not is_secret_name(name):  # the value of an innocent flag may itself be a credential
        return _PATTERNS.sub(partial(_replacement, tell), argument)
    if is_harmless(argument) or is_harmless(argument.strip("\"'\\")):
        return argument
    tell(argument.strip("\"'\\"))
    return REDACTED
