"""The list of what was imported; it is written last, so a prefix that has one is complete."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .settings import Settings
from .transfer import ImportedFile

MANIFEST = "import-manifest.json"


def manifest(settings: Settings, files: Sequence[ImportedFile]) -> bytes:
    """Return the manifest as JSON: the same import gives the same bytes.

    Args:
        settings: what was to be imported.
        files: what is in the bucket now, by path.
    """
    content = {
        "format": 1,
        "hub": settings.hub,
        "model": settings.model,
        "revision": settings.revision,
        "bytes": sum(imported.file.size for imported in files),
        "files": [
            {
                "path": imported.file.path,
                "size": imported.file.size,
                "sha256": imported.sha256,
                "hubDigest": imported.file.digest,
                "bucketChecksum": imported.checksum,
            }
            for imported in files
        ],
    }
    return json.dumps(content, indent=1, sort_keys=True).encode() + b"\n"
