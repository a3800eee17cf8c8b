"""The few calls to S3 that the import needs, each with a SHA-256 checksum that S3 verifies."""

from __future__ import annotations

import base64
import datetime
import hashlib
import xml.etree.ElementTree as Xml
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .connection import Request, Response, send
from .credentials import CredentialSource
from .errors import StorageError
from .settings import Settings
from .signature import quoted, signed_headers

_NAMESPACE = "{http://s3.amazonaws.com/doc/2006-03-01/}"
_METADATA = "x-amz-meta-"


@dataclass(frozen=True)
class StoredObject:
    """What the bucket says about an object.

    Attributes:
        size: bytes.
        checksum: base64 SHA-256; `digest-parts` for one that was uploaded in parts.
        metadata: our own, by name.
    """

    size: int
    checksum: str
    metadata: Mapping[str, str]


@dataclass(frozen=True)
class UploadedPart:
    """A part of an upload: its number from 1, its tag, and the SHA-256 of its content."""

    number: int
    tag: str
    digest: bytes


class Bucket:
    """The model bucket; may be used by several threads."""

    def __init__(self, settings: Settings, credentials: CredentialSource) -> None:
        self._settings = settings
        self._credentials = credentials
        host = f"https://{settings.bucket}.s3.{settings.region}.amazonaws.com"
        self._base = f"{settings.storage}/{settings.bucket}" if settings.storage else host

    def head(self, key: str) -> StoredObject | None:
        """Return what is known about `key`, None if there is no such object."""
        answer = self._call("HEAD", key, headers={"x-amz-checksum-mode": "ENABLED"}, accept=(200, 404))
        if answer.status == 404:
            return None
        return StoredObject(
            size=int(answer.headers.get("content-length", "-1")),
            checksum=answer.headers.get("x-amz-checksum-sha256", ""),
            metadata={
                name.removeprefix(_METADATA): value
                for name, value in answer.headers.items()
                if name.startswith(_METADATA)
            },
        )

    def put(self, key: str, body: bytes, metadata: Mapping[str, str]) -> None:
        """Store `body` in one request."""
        headers = {**_checksum_headers(hashlib.sha256(body).digest()), **_as_headers(metadata)}
        self._call("PUT", key, body=body, headers=headers)

    def start_upload(self, key: str, metadata: Mapping[str, str]) -> str:
        """Begin an upload in parts and return its id."""
        headers = {"x-amz-checksum-algorithm": "SHA256", **_as_headers(metadata)}
        answer = self._call("POST", key, query="uploads=", headers=headers)
        upload = Xml.fromstring(answer.body).findtext(f"{_NAMESPACE}UploadId")  # noqa: S314  from the bucket's service
        if not upload:
            raise StorageError(f"{key}: the bucket began no upload")
        return upload

    def put_part(self, key: str, upload: str, number: int, body: bytes) -> UploadedPart:
        """Store part `number` (from 1) of an upload."""
        digest = hashlib.sha256(body).digest()
        answer = self._call(
            "PUT",
            key,
            query=f"partNumber={number}&uploadId={quoted(upload)}",
            body=body,
            headers=_checksum_headers(digest),
        )
        return UploadedPart(number, answer.headers.get("etag", ""), digest)

    def finish_upload(self, key: str, upload: str, parts: Sequence[UploadedPart]) -> None:
        """Make the object of its parts; it appears only now."""
        root = Xml.Element("CompleteMultipartUpload", xmlns=_NAMESPACE.strip("{}"))
        for part in parts:
            element = Xml.SubElement(root, "Part")
            Xml.SubElement(element, "PartNumber").text = str(part.number)
            Xml.SubElement(element, "ETag").text = part.tag
            Xml.SubElement(element, "ChecksumSHA256").text = base64_text(part.digest)
        answer = self._call("POST", key, query=f"uploadId={quoted(upload)}", body=Xml.tostring(root))
        if b"<Error>" in answer.body:  # S3 may find out after it has answered with 200
            raise StorageError(f"{key}: the bucket did not complete the upload: {_said(answer)}")

    def abandon_upload(self, key: str, upload: str) -> None:
        """Throw the parts of an upload away."""
        self._call("DELETE", key, query=f"uploadId={quoted(upload)}", accept=(204, 404))

    def _call(
        self,
        method: str,
        key: str,
        *,
        query: str = "",
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        accept: Sequence[int] = (200,),
    ) -> Response:
        url = f"{self._base}/{quoted(key, safe='/')}" + (f"?{query}" if query else "")
        request = Request(method, url, body)
        sent = {"content-type": "application/octet-stream", **(headers or {})} if body else dict(headers or {})
        answer = send(
            request,
            lambda: signed_headers(
                request, sent, self._credentials.current(), self._settings.region, datetime.datetime.now(datetime.UTC)
            ),
            self._settings.retry_seconds,
        )
        if answer.status not in accept:
            raise StorageError(
                f"s3://{self._settings.bucket}/{key}: {method} was refused: {_said(answer)}; the pod's role must be "
                f"able to read and write this prefix and to use the bucket's key"
            )
        return answer


def base64_text(digest: bytes) -> str:
    """Return `digest` as S3 writes checksums."""
    return base64.b64encode(digest).decode()


def checksum_of_parts(parts: Sequence[UploadedPart]) -> str:
    """Return the checksum that S3 gives an object of these parts: the digest of their digests, and their number."""
    return f"{base64_text(hashlib.sha256(b''.join(part.digest for part in parts)).digest())}-{len(parts)}"


def same_checksum(one: str, other: str) -> bool:
    """Say whether two checksums are of the same content; not every service tells the number of parts after the dash."""
    return one.partition("-")[0] == other.partition("-")[0]


def _checksum_headers(digest: bytes) -> dict[str, str]:
    return {"x-amz-sdk-checksum-algorithm": "SHA256", "x-amz-checksum-sha256": base64_text(digest)}


def _as_headers(metadata: Mapping[str, str]) -> dict[str, str]:
    return {_METADATA + name: value for name, value in metadata.items()}


def _said(answer: Response) -> str:
    try:
        root = Xml.fromstring(answer.body)  # noqa: S314  from the bucket's service
    except Xml.ParseError:
        return f"HTTP {answer.status}"
    return f"HTTP {answer.status} {root.findtext('Code') or ''}: {root.findtext('Message') or ''}"
