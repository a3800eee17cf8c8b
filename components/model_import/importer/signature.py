"""AWS Signature Version 4 for S3, as the Amazon S3 API reference describes it."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import urllib.parse
from collections.abc import Mapping

from .connection import Request
from .credentials import Credentials

_ALGORITHM = "AWS4-HMAC-SHA256"


def signed_headers(
    request: Request,
    headers: Mapping[str, str],
    credentials: Credentials,
    region: str,
    moment: datetime.datetime,
) -> dict[str, str]:
    """Return `headers` with the date, the digest of the body and the signature.

    Args:
        request: what will be sent; its URL path and query must be percent-encoded.
        headers: further headers, all of which are signed.
        credentials: what to sign with.
        region: region of the bucket.
        moment: now, in UTC; a signature holds for 15 minutes.
    """
    parts = urllib.parse.urlsplit(request.url)
    date = moment.strftime("%Y%m%dT%H%M%SZ")
    scope = f"{date[:8]}/{region}/s3/aws4_request"
    all_headers = {name.lower(): value.strip() for name, value in headers.items()}
    all_headers |= {
        "host": parts.netloc,
        "x-amz-date": date,
        "x-amz-content-sha256": hashlib.sha256(request.body).hexdigest(),
    }
    if credentials.session:
        all_headers["x-amz-security-token"] = credentials.session
    names = ";".join(sorted(all_headers))
    canonical = "\n".join(
        [
            request.method,
            parts.path or "/",
            _canonical_query(parts.query),
            *(f"{name}:{all_headers[name]}" for name in sorted(all_headers)),
            "",
            names,
            all_headers["x-amz-content-sha256"],
        ]
    )
    text = "\n".join([_ALGORITHM, date, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = f"AWS4{credentials.secret}".encode()
    for step in scope.split("/"):
        key = hmac.digest(key, step.encode(), "sha256")
    signature = hmac.new(key, text.encode(), "sha256").hexdigest()
    authorization = (
        f"{_ALGORITHM} Credential={credentials.key_id}/{scope}, SignedHeaders={names}, Signature={signature}"
    )
    return {**all_headers, "authorization": authorization}


def quoted(text: str, safe: str = "") -> str:
    """Return `text` percent-encoded as S3 wants it in signatures."""
    return urllib.parse.quote(text, safe=f"-_.~{safe}")


def _canonical_query(query: str) -> str:
    pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
    return "&".join(f"{name}={value}" for name, value in sorted((quoted(name), quoted(value)) for name, value in pairs))
