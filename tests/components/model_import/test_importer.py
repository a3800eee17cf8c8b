"""The program that the Job runs: against a hub and a bucket on this machine."""

import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from components.model_import import ALLOWED_FILES, IGNORED_FILES
from components.model_import.importer.__main__ import run
from components.model_import.importer.errors import (
    ChecksumError,
    HubError,
    ModelImportError,
    SettingsError,
    StoppedError,
    StorageError,
)
from components.model_import.job import program
from tests.components.model_import.services import LARGE, MODEL, REVISION, FakeBucket, FakeHub, served

MEBIBYTE = 1024 * 1024
PART_MIB = 5
PREFIX = f"{MODEL}/{REVISION}"
WEIGHTS = random.Random(1).randbytes(PART_MIB * MEBIBYTE * 2 + 12345)  # three parts
MANIFEST = f"{PREFIX}/import-manifest.json"
Environment = dict[str, str]


def files() -> dict[str, bytes]:
    return {
        "README.md": b"read me",
        "config.json": b'{"architectures": []}',
        "model-00001-of-00002.safetensors": WEIGHTS,
        "model-00002-of-00002.safetensors": b"w" * (LARGE + 1),
        "original/consolidated.00.safetensors": b"o" * (LARGE + 1),
        "sub folder/tokenizer+1.json": b"{}",
    }


IMPORTED = sorted(set(files()) - {"README.md", "original/consolidated.00.safetensors"})


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    fake = FakeHub(files())
    with served(fake.handle_content) as url:
        fake.content_url = url
        yield fake


@pytest.fixture
def bucket() -> FakeBucket:
    return FakeBucket()


@pytest.fixture
def environment(hub: FakeHub, bucket: FakeBucket) -> Iterator[Environment]:
    with served(hub.handle) as hub_url, served(bucket.handle) as storage_url:
        yield {
            "HUB_URL": hub_url,
            "MODEL": MODEL,
            "MODEL_REVISION": REVISION,
            "ALLOW_PATTERNS": json.dumps(ALLOWED_FILES),
            "IGNORE_PATTERNS": json.dumps(IGNORED_FILES),
            "MODEL_BUCKET": "models-bucket",
            "MODEL_PREFIX": PREFIX,
            "AWS_REGION": "us-east-1",
            "STORAGE_URL": storage_url,
            "AWS_ACCESS_KEY_ID": "K" * 20,
            "AWS_SECRET_ACCESS_KEY": "s" * 40,
            "PART_MIB": str(PART_MIB),
            "RETRY_SECONDS": "0",
        }


def start(environment: Environment) -> int:
    return run(environment, threading.Event())


def test_chosen_files_arrive_whole_with_their_checksums(environment: Environment, bucket: FakeBucket) -> None:
    assert start(environment) == len(IMPORTED)
    stored = {key: item.content for key, item in bucket.objects.items() if key != MANIFEST}
    assert stored == {f"{PREFIX}/{name}": files()[name] for name in IMPORTED}
    assert bucket.objects[f"{PREFIX}/model-00001-of-00002.safetensors"].checksum.endswith("-3")


def test_manifest_is_written_last_and_lists_every_file(environment: Environment, bucket: FakeBucket) -> None:
    start(environment)
    assert bucket.writes[-1] == MANIFEST
    content = json.loads(bucket.objects[MANIFEST].content)
    assert (content["model"], content["revision"]) == (MODEL, REVISION)
    assert [entry["path"] for entry in content["files"]] == IMPORTED
    by_path = {entry["path"]: entry for entry in content["files"]}
    weights = by_path["model-00001-of-00002.safetensors"]
    assert weights["hubDigest"] == f"sha256:{weights['sha256']}"
    assert by_path["config.json"]["hubDigest"].startswith("git-sha1:")
    assert content["bytes"] == sum(len(files()[name]) for name in IMPORTED)


def test_second_run_brings_nothing_and_writes_the_same_manifest(environment: Environment, bucket: FakeBucket) -> None:
    start(environment)
    before = dict(bucket.objects)
    bucket.writes.clear()
    assert start(environment) == 0
    assert bucket.writes == [MANIFEST]
    assert bucket.objects == before


def test_interrupted_import_goes_on_with_what_is_missing(environment: Environment, bucket: FakeBucket) -> None:
    start(environment)
    missing = f"{PREFIX}/config.json"
    for key in (missing, MANIFEST):
        del bucket.objects[key]
    bucket.writes.clear()
    assert start(environment) == 1
    assert bucket.writes == [missing, MANIFEST]


def test_object_of_another_content_is_replaced(environment: Environment, bucket: FakeBucket, hub: FakeHub) -> None:
    start(environment)
    hub.files["config.json"] = b'{"architectures": ["Other"]}'
    assert start(environment) == 1
    assert bucket.objects[f"{PREFIX}/config.json"].content == hub.files["config.json"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("config.json", b'{"architectures": {}}'),
        ("model-00002-of-00002.safetensors", b"v" * (LARGE + 1)),
        ("model-00001-of-00002.safetensors", WEIGHTS[:-1] + bytes([WEIGHTS[-1] ^ 1])),
    ],
    ids=["small", "large", "in parts"],
)
def test_wrong_content_fails_and_leaves_neither_file_nor_manifest(
    environment: Environment, bucket: FakeBucket, hub: FakeHub, name: str, content: bytes
) -> None:
    hub.tampered[name] = content
    with pytest.raises(ChecksumError, match=f"^{name}: its content has"):
        start(environment)
    assert f"{PREFIX}/{name}" not in bucket.objects
    assert MANIFEST not in bucket.objects
    assert bucket.uploads == {}


def test_content_of_another_length_fails(environment: Environment, bucket: FakeBucket, hub: FakeHub) -> None:
    hub.tampered["config.json"] = b"{}"
    with pytest.raises(ModelImportError, match=r"config\.json: the hub gave 2 bytes"):
        start(environment)
    assert MANIFEST not in bucket.objects


@pytest.mark.parametrize("name", ["config.json", "model-00001-of-00002.safetensors"])
def test_bucket_that_does_not_confirm_a_checksum_fails(environment: Environment, bucket: FakeBucket, name: str) -> None:
    bucket.damage = f"{PREFIX}/{name}"
    with pytest.raises(StorageError, match="does not confirm"):
        start(environment)
    assert MANIFEST not in bucket.objects


def test_failing_requests_are_repeated(environment: Environment, hub: FakeHub) -> None:
    hub.failures = 4
    assert start(environment) == len(IMPORTED)


def test_token_goes_to_the_hub_and_nowhere_else(environment: Environment, hub: FakeHub) -> None:
    hub.token = "made-up"
    assert start({**environment, "HF_TOKEN": " made-up\n"}) == len(IMPORTED)
    assert hub.leaked == []


def test_gated_model_without_a_token_is_told_as_such(environment: Environment, hub: FakeHub) -> None:
    hub.token = "made-up"
    with pytest.raises(HubError, match=r"401 Access to this model is restricted; accept the model's licence"):
        start(environment)


def test_unknown_model_is_told_as_such(environment: Environment) -> None:
    with pytest.raises(HubError, match=r"404 .*check the model's name and revision|404; check the model's name"):
        start({**environment, "MODEL": "tiny/other"})


def test_answer_of_another_commit_is_refused(environment: Environment, hub: FakeHub) -> None:
    hub.commit = "f" * 40
    with pytest.raises(HubError, match=f"commit {'f' * 40}, not {REVISION}"):
        start(environment)


def test_model_without_weights_that_can_be_streamed_is_refused(environment: Environment, hub: FakeHub) -> None:
    hub.files = {"pytorch_model.bin": b"x", "config.json": b"{}"}
    with pytest.raises(HubError, match=r"none of its 2 files is a chosen \.safetensors"):
        start(environment)


def test_path_that_leaves_its_folder_is_refused(environment: Environment, hub: FakeHub) -> None:
    hub.files["../other/config.json"] = b"{}"
    with pytest.raises(HubError, match=r"\.\./other/config\.json"):
        start(environment)


def test_refused_rights_are_told_with_the_key(environment: Environment, bucket: FakeBucket) -> None:
    bucket.denied = True
    with pytest.raises(StorageError, match=rf"s3://models-bucket/{PREFIX}/.*was refused: HTTP 403"):
        start(environment)


def test_pod_that_is_ended_leaves_no_upload_and_no_manifest(environment: Environment, bucket: FakeBucket) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(StoppedError):
        run(environment, stop)
    assert bucket.uploads == {}
    assert MANIFEST not in bucket.objects


def test_wrong_settings_are_told_all_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        start({"HUB_URL": "hub", "MODEL": "a b", "MODEL_REVISION": "main", "PART_MIB": "1", "ALLOW_PATTERNS": "*"})
    for name in ("HUB_URL", "MODEL", "MODEL_REVISION", "MODEL_BUCKET", "MODEL_PREFIX", "PART_MIB", "ALLOW_PATTERNS"):
        assert f"{name}: " in str(refused.value)


def test_pod_without_identity_is_told_as_such(environment: Environment) -> None:
    del environment["AWS_ACCESS_KEY_ID"]
    with pytest.raises(SettingsError, match="no EKS Pod Identity"):
        start(environment)


def test_credentials_come_from_the_pod_identity_agent(environment: Environment, tmp_path: Path) -> None:
    asked: list[str] = []

    def agent(method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        assert (method, path, body) == ("GET", "/v1/credentials", b"")
        asked.append(headers["authorization"])
        given = {
            "AccessKeyId": "A" * 20,
            "SecretAccessKey": "b" * 40,
            "Token": "c",
            "Expiration": "2100-01-01T00:00:00Z",
        }
        return 200, {}, json.dumps(given).encode()

    token = tmp_path / "token"
    token.write_text("of the pod\n")
    with served(agent) as url:
        from_agent = {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{url}/v1/credentials",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": str(token),
        }
        assert start({**environment, **from_agent}) == len(IMPORTED)
    assert asked == ["of the pod"]


@pytest.fixture
def run_shipped(tmp_path: Path) -> Callable[[Environment], subprocess.CompletedProcess[str]]:
    """Give a function that runs the program as the Job does: the ConfigMap's files, this Python, nothing of ours."""
    folder = tmp_path / "importer"
    folder.mkdir()
    for name, text in program().items():
        (folder / name).write_text(text)

    def start_process(environment: Environment) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-S", "-m", "importer"]
        whole = {"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path), **environment}
        return subprocess.run(command, env=whole, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)

    return start_process


def test_shipped_program_runs_on_the_standard_library_alone(
    environment: Environment, bucket: FakeBucket, run_shipped: Callable[[Environment], subprocess.CompletedProcess[str]]
) -> None:
    done = run_shipped(environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "the import is complete" in done.stdout
    assert MANIFEST in bucket.objects


def test_shipped_program_says_what_is_wrong_without_a_traceback(
    environment: Environment, hub: FakeHub, run_shipped: Callable[[Environment], subprocess.CompletedProcess[str]]
) -> None:
    hub.tampered["config.json"] = b'{"architectures": {}}'
    done = run_shipped(environment)
    assert (done.returncode, done.stderr) == (4, "")
    assert "import failed: config.json: its content has git-sha1:" in done.stdout
