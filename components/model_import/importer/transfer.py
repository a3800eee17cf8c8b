"""One file from the hub to the bucket, without a copy on disk; it appears in the bucket only if its digest is right."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass

from .bucket import Bucket, UploadedPart, base64_text, checksum_of_parts, same_checksum
from .errors import ChecksumError, StoppedError, StorageError
from .hub import Hub, HubFile, git_digest

_HUB_DIGEST = "hub-digest"
_SHA256 = "sha256"


@dataclass(frozen=True)
class ImportedFile:
    """A file that is in the bucket as the hub has it.

    Attributes:
        file: what the hub says about it.
        sha256: hexadecimal digest of its content.
        checksum: S3's own checksum of the object.
        fresh: whether it was brought just now; False if it was there.
    """

    file: HubFile
    sha256: str
    checksum: str
    fresh: bool


@dataclass(frozen=True)
class Transfer:
    """What moves files.

    Attributes:
        hub: where they come from.
        bucket: where they go.
        prefix: key prefix, no slash at either end.
        part_bytes: size of the pieces of large files.
        stop: set when the pod is being ended.
    """

    hub: Hub
    bucket: Bucket
    prefix: str
    part_bytes: int
    stop: threading.Event

    def bring(self, file: HubFile) -> ImportedFile:
        """Bring `file` unless the bucket has it already.

        Raises:
            ChecksumError: its content is not what the hub's listing says, twice in a row.
            StorageError: the bucket does not confirm what was written.
            StoppedError: the pod is being ended.
        """
        key = f"{self.prefix}/{file.path}"
        there = self.bucket.head(key)
        if there and there.size == file.size and there.checksum and there.metadata.get(_HUB_DIGEST) == file.digest:
            return ImportedFile(file, there.metadata[_SHA256], there.checksum, fresh=False)
        try:
            sha256, checksum = self._move(file, key)
        except ChecksumError:  # once, it may have been the way
            sha256, checksum = self._move(file, key)
        written = self.bucket.head(key)
        if written is None or written.size != file.size or not same_checksum(written.checksum, checksum):
            raise StorageError(f"{key}: the bucket does not confirm the checksum {checksum} of what was written")
        return ImportedFile(file, sha256, checksum, fresh=True)

    def _move(self, file: HubFile, key: str) -> tuple[str, str]:
        return self._whole(file, key) if file.size <= self.part_bytes else self._parts(file, key)

    def _whole(self, file: HubFile, key: str) -> tuple[str, str]:
        self._go_on()
        content = self.hub.read(file, 0, file.size)
        digest = hashlib.sha256(content)
        _compare(file, f"sha256:{digest.hexdigest()}" if _is_sha256(file) else f"git-sha1:{git_digest(content)}")
        self.bucket.put(key, content, {_HUB_DIGEST: file.digest, _SHA256: digest.hexdigest()})
        return digest.hexdigest(), base64_text(digest.digest())

    def _parts(self, file: HubFile, key: str) -> tuple[str, str]:
        if not _is_sha256(file):
            raise ChecksumError(f"{file.path}: {file.size} bytes, and the hub gives no SHA-256 of it")
        expected = file.digest.partition(":")[2]
        upload = self.bucket.start_upload(key, {_HUB_DIGEST: file.digest, _SHA256: expected})
        digest = hashlib.sha256()
        parts: list[UploadedPart] = []
        try:
            for offset in range(0, file.size, self.part_bytes):
                self._go_on()
                content = self.hub.read(file, offset, min(self.part_bytes, file.size - offset))
                digest.update(content)
                parts.append(self.bucket.put_part(key, upload, len(parts) + 1, content))
            _compare(file, f"sha256:{digest.hexdigest()}")
            self.bucket.finish_upload(key, upload, parts)
        except BaseException:
            self.bucket.abandon_upload(key, upload)
            raise
        return expected, checksum_of_parts(parts)

    def _go_on(self) -> None:
        if self.stop.is_set():
            raise StoppedError("stopped; the next pod goes on from here")


def _is_sha256(file: HubFile) -> bool:
    return file.digest.startswith("sha256:")


def _compare(file: HubFile, found: str) -> None:
    if found != file.digest:
        raise ChecksumError(f"{file.path}: its content has {found}, but the hub says {file.digest}; nothing of it kept")
