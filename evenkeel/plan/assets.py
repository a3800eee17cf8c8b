"""Digests of assets and archives, as the engine computes them.

The rules are those of `sdk/go/common/resource/{asset,archive}` of pulumi/pulumi v3.250.0: an asset's digest is that of
its content; an archive file's that of the file; a directory's or a set's that of an uncompressed tar of it.
"""

from __future__ import annotations

import hashlib
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from evenkeel.model import Asset

_ARCHIVE_SUFFIXES: Final = (".tar", ".tgz", ".tar.gz", ".zip", ".jar")
_SKIPPED: Final = ".pulumi"
_FILE_MODE: Final = 0o600
_CHECKSUM: Final = slice(148, 156)
_DEVICE: Final = slice(329, 345)


def with_digest(asset: Asset, directory: str) -> Asset:
    """Return the asset with its digest; one that is fetched from elsewhere keeps an empty digest.

    Raises:
        OSError: a file of it cannot be read.
    """
    if asset.source == "uri":
        return asset
    return replace(asset, digest=hashlib.sha256(_bytes(asset, Path(directory))).hexdigest())


def _bytes(asset: Asset, directory: Path) -> bytes:
    if isinstance(asset.content, str):
        if asset.kind == "asset":
            return asset.content.encode() if asset.source == "text" else (directory / asset.content).read_bytes()
        path = directory / asset.content
        if path.name.endswith(_ARCHIVE_SUFFIXES):
            return path.read_bytes()
    return _tar(_members(asset, directory))


def _members(asset: Asset, directory: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive by name, in the engine's order."""
    if isinstance(asset.content, str):
        path = directory / asset.content
        yield from _packed(path) if path.name.endswith(_ARCHIVE_SUFFIXES) else _files(path)
        return
    for name, member in sorted(asset.content.items()):
        if member.kind == "asset":
            yield name, b"" if member.source == "uri" else _bytes(member, directory)
        else:
            for inner, content in _members(member, directory):
                yield f"{name}/{inner}", content


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(root.iterdir(), key=lambda entry: entry.name):
        if path.name == _SKIPPED:
            continue
        if path.is_dir():
            if not path.is_symlink():
                for name, content in _files(path):
                    yield f"{path.name}/{name}", content
        else:
            yield path.name, path.read_bytes()


def _packed(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive file that is itself a member of an archive."""
    if path.name.endswith((".zip", ".jar")):
        with zipfile.ZipFile(path) as packed:
            for entry in packed.infolist():
                if not entry.is_dir():
                    yield entry.filename, packed.read(entry)
        return
    with tarfile.open(path) as packed:
        for entry in packed:
            stream = packed.extractfile(entry) if entry.isfile() else None
            if stream is not None:
                yield entry.name, stream.read()


def _tar(members: Iterator[tuple[str, bytes]]) -> bytes:
    """Write files as Go's archive/tar does with only name, mode and size set."""
    blocks: list[bytes] = []
    seen: set[str] = set()
    for name, content in members:
        if name in seen:
            continue
        seen.add(name)
        blocks += [_header(name, len(content)), content, bytes(-len(content) % tarfile.BLOCKSIZE)]
    return b"".join([*blocks, bytes(2 * tarfile.BLOCKSIZE)])


def _header(name: str, size: int) -> bytes:
    """Make a tar header; unlike Python, Go writes the numbers of a device for plain files too."""
    entry = tarfile.TarInfo(name)
    entry.mode, entry.size = _FILE_MODE, size
    header = bytearray(entry.tobuf(tarfile.USTAR_FORMAT))
    header[_DEVICE] = b"0000000\0" * 2
    header[_CHECKSUM] = b" " * 8
    header[_CHECKSUM] = b"%06o\0 " % sum(header)
    return bytes(header)
