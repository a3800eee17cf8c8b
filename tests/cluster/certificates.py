"""Keys and certificates of a test, made by openssl when they are needed and gone with the test."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.tools import MissingToolError


def service_account_key(folder: Path) -> Path:
    """Make the key by which service-account tokens are signed."""
    key = folder / "service-account.key"
    _openssl("genrsa", "-out", str(key), "2048")
    return key


def serving_certificate(folder: Path) -> Path:
    """Make `tls.key` and a self-signed `tls.crt` for 127.0.0.1 in `folder`; return the certificate."""
    certificate = folder / "tls.crt"
    arguments = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    key = str(folder / "tls.key")
    _openssl(*arguments, "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", str(certificate))
    return certificate


def _openssl(*arguments: str) -> None:
    program = shutil.which("openssl")
    if program is None:
        raise MissingToolError("openssl is not on PATH: install it; it makes the keys of the test's control plane")
    subprocess.run([program, *arguments], check=True, capture_output=True)
