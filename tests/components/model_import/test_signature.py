"""Requests are signed as AWS's own SDK signs them (expected signatures: botocore 1.44.5, for made-up keys)."""

import datetime

import pytest

from components.model_import.importer.connection import Request
from components.model_import.importer.credentials import Credentials
from components.model_import.importer.signature import signed_headers

MOMENT = datetime.datetime(2026, 11, 22, 10, 11, 12, tzinfo=datetime.UTC)
PART = Request(
    "PUT",
    "https://models.s3.us-east-1.amazonaws.com/tiny/model/sub%20folder/tokenizer%2B1.json"
    "?partNumber=2&uploadId=a%2Fb%2B~c",
    b"content",
)
START = Request("POST", "https://models.s3.us-east-1.amazonaws.com/k?uploads=")
HEAD = Request("HEAD", "http://127.0.0.1:5000/models/k")


@pytest.mark.parametrize(
    ("request_", "headers", "session", "signature"),
    [
        (
            PART,
            {"x-amz-checksum-sha256": "abc=", "content-type": "application/octet-stream"},
            "",
            "ce00f90f791168aed01da039f7a0d82c0abba6926c1a0d778ce6e2e713761df2",
        ),
        (
            START,
            {"x-amz-checksum-algorithm": "SHA256", "x-amz-meta-hub-digest": "sha256:aa"},
            "session/token==",
            "6a0ebe4c76ae09b32575eca7e6ab799e0fd1066370a5e2000fdd3407c062dea3",
        ),
        (
            HEAD,
            {"x-amz-checksum-mode": "ENABLED"},
            "",
            "4baede4279b2512ab824af36db7a32b8264559e5b54ebaca40ee7b1731359443",
        ),
    ],
    ids=["part of an upload", "start of an upload with a session", "head"],
)
def test_signature_equals_the_sdks(request_: Request, headers: dict[str, str], session: str, signature: str) -> None:
    credentials = Credentials("K" * 20, "s" * 40, session, None)
    signed = signed_headers(request_, headers, credentials, "us-east-1", MOMENT)
    assert signed["authorization"].rpartition("Signature=")[2] == signature
