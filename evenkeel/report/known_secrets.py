"""Every way in which a secret that is known may be written within another text."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote, quote_plus

from evenkeel.model import REDACTED

_SHORTEST: Final = 6
"""Characters below which a secret would be found in texts that have nothing to do with it."""
_SHORTEST_ENCODED: Final = 8
_SHORTEST_LINE: Final = 16
_ENCODED: Final = r"[A-Za-z0-9+/_=-]*"
_CACHED: Final = 20_000


class KnownSecrets:
    """Hides secrets wherever they stand, in clear or encoded.

    Args:
        texts: the secrets; those of less than six characters are not looked for.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        usable = {text for text in texts if len(text) >= _SHORTEST and text != REDACTED}
        written = {form for text in usable for form in _written(text)}
        self._plain = sorted(written, key=lambda form: (-len(form), form))
        self._encoded = sorted({form for text in usable for form in _in_base64(text)})
        self._shortest = min(map(len, (*self._plain, *self._encoded)), default=0)
        self._hidden: dict[str, str] = {}

    def hidden(self, text: str) -> str:
        """Return a text with `[secret]` in place of each of them."""
        if not self._shortest or len(text) < self._shortest:
            return text
        if text not in self._hidden:
            if len(self._hidden) >= _CACHED:
                self._hidden.clear()
            self._hidden[text] = self._without(text)
        return self._hidden[text]

    def _without(self, text: str) -> str:
        for form in self._plain:
            if form in text:
                text = text.replace(form, REDACTED)
        for form in self._encoded:
            if form in text:  # what stands around it is of the same encoding, and gives its ends away
                text = re.sub(_ENCODED + re.escape(form) + _ENCODED, REDACTED, text)
        return text


def _written(text: str) -> Iterator[str]:
    """Yield a secret as it is, and as JSON, HTML, URLs and one line have it; of a long one, its lines too."""
    yield text
    lines = [line.strip() for line in text.splitlines()]
    yield from (line for line in lines if len(line) >= _SHORTEST_LINE and not line.startswith("-----"))
    if len(lines) > 1:
        yield " ".join(text.split())
    once = {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
    yield from once
    yield from (json.dumps(each)[1:-1] for each in once)
    yield html.escape(text)
    yield html.escape(text, quote=False)
    raw = text.encode("utf-8", "surrogatepass")
    for escaped in (quote(raw, safe=""), quote(raw), quote_plus(raw)):
        yield escaped
        yield re.sub("%[0-9A-F]{2}", lambda code: code[0].lower(), escaped)
    yield raw.hex()


def _in_base64(text: str) -> Iterator[str]:
    """Yield what is the same of a secret in base64 wherever in the encoded text it begins."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw) < _SHORTEST_ENCODED:
        return
    for offset, lost in ((0, 0), (1, 2), (2, 3)):
        whole = (offset + len(raw)) // 3 * 4
        core = b64encode(b"\0" * offset + raw).decode()[lost:whole]
        yield core
        yield core.translate(str.maketrans("+/", "-_"))
