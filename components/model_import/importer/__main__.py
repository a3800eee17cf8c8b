"""Bring a model from its hub to the bucket; exit code 0 means that all of it is there and verified."""

from __future__ import annotations

import concurrent.futures
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping

from .bucket import Bucket
from .credentials import CredentialSource
from .errors import ModelImportError
from .hub import Hub
from .manifest import MANIFEST, manifest
from .settings import settings_from
from .transfer import ImportedFile, Transfer

_log = logging.getLogger("model-import")


def run(environment: Mapping[str, str], stop: threading.Event) -> int:
    """Import what `environment` asks for and return how many files were brought; those that were there do not count.

    Raises:
        ModelImportError: it cannot be finished; no manifest was written.
    """
    settings = settings_from(environment)
    hub = Hub(settings)
    bucket = Bucket(settings, CredentialSource(environment, settings.retry_seconds))
    files = hub.files()
    total = sum(file.size for file in files)
    _log.info("%s at %s: %d files, %.2f GB", settings.model, settings.revision, len(files), total / 1e9)
    transfer = Transfer(hub, bucket, settings.prefix, settings.part_bytes, stop)
    done: list[ImportedFile] = []
    with concurrent.futures.ThreadPoolExecutor(settings.workers) as pool:
        largest_first = sorted(files, key=lambda file: -file.size)
        started = time.monotonic()
        futures = [pool.submit(transfer.bring, file) for file in largest_first]
        try:
            for future in concurrent.futures.as_completed(futures):
                imported = future.result()
                done.append(imported)
                _log.info(
                    "%d/%d %s: %d bytes, sha256 %s, %s, %.0f s",
                    len(done),
                    len(files),
                    imported.file.path,
                    imported.file.size,
                    imported.sha256,
                    "verified" if imported.fresh else "was there",
                    time.monotonic() - started,
                )
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    done.sort(key=lambda imported: imported.file.path)
    key = f"{settings.prefix}/{MANIFEST}"
    bucket.put(key, manifest(settings, done), {})
    _log.info("s3://%s/%s written: the import is complete", settings.bucket, key)
    return sum(imported.fresh for imported in done)


def main() -> int:
    """Run the import and return its exit code."""
    logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(message)s")
    stop = threading.Event()

    def end(_signal: int, _frame: object) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    try:
        run(os.environ, stop)
    except ModelImportError as failure:
        _log.error("import failed: %s", failure)
        return failure.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
