"""Secrets are made when the test runs, planted on either side or both, and must not be in any output."""

from __future__ import annotations

import base64
import json
import secrets
import string
from collections.abc import Callable

import pytest

from evenkeel.diff import compare
from evenkeel.model import Secret, Value
from evenkeel.model.review import Review
from evenkeel.report.changes_json import diff_json
from evenkeel.report.changes_picture import picture
from evenkeel.report.changes_values import Shown
from evenkeel.report.review_markdown import comment
from evenkeel.report.review_terminal import review_terminal
from tests.report.plans import Sketch

LETTERS = string.ascii_letters + string.digits


def made(length: int = 32) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def _container(**parts: Value) -> Value:
    return {"spec": {"template": {"spec": {"containers": [{"name": "main", **parts}]}}}}


def _pem(text: str) -> str:
    return f"-----BEGIN RSA PRIVATE KEY-----\n{text}\n-----END RSA PRIVATE KEY-----"


PLANTS: dict[str, Callable[[str], Value]] = {
    "a marked value": lambda text: {"value": Secret(text)},
    "a marked mapping": lambda text: {"settings": Secret({"a": {"b": [text]}})},
    "a mark that is lost elsewhere": lambda text: {"one": Secret(text), "two": f"prefix-{text}-suffix"},
    "a password by key": lambda text: {"password": text},
    "a nested api key": lambda text: {"a": {"b": [{"apiKey": text}]}},
    "an environment variable": lambda text: _container(env=[{"name": "HF_TOKEN", "value": text}]),
    "an argument": lambda text: _container(args=[f"--api-key={text}"]),
    "an argument in two": lambda text: _container(args=["--admin-password", text]),
    "a command line": lambda text: _container(command=["sh", "-c", f"DB_PASSWORD={text} serve"]),
    "data of a Secret": lambda text: {"apiVersion": "v1", "kind": "Secret", "data": {"x": text}},
    "stringData of a Secret": lambda text: {"apiVersion": "v1", "kind": "Secret", "stringData": {"x": text}},
    "JSON in a text": lambda text: {"content": json.dumps({"db": {"password": text}})},
    "JSON in JSON": lambda text: {"content": json.dumps({"inner": json.dumps({"clientSecret": text})})},
    "an annotation": lambda text: {"metadata": {"annotations": {"example.com/auth": json.dumps({"token": text})}}},
    "user data": lambda text: {"userData": base64.b64encode(f"#!/bin/sh\nexport API_TOKEN={text}\n".encode()).decode()},
    "a URL": lambda text: {"url": f"postgres://app:{text}@db.example.com/app"},
    "a bearer header": lambda text: {"headers": [{"name": "Authorization", "value": f"Bearer {text}"}]},
    "a private key": lambda text: {"material": _pem(text)},
    "a hub token": lambda text: {"note": f"uses hf_{text}"},
    "an access key id": lambda text: {"note": f"uses AKIA{text.upper()[:16]}"},
    "a web token": lambda text: {"note": f"eyJ{text[:12]}.eyJ{text[12:24]}.{text[24:]}"},
    "a connection string": lambda text: {"connectionString": f"Server=db;User=app;Pwd={text}"},
    "a key of a config map": lambda text: {"data": {"config.json": json.dumps({"apiToken": text})}},
}


def outputs(base: Sketch, head: Sketch, *markers: str) -> str:
    change = compare(base.plan(out=Secret(markers[0])), head.plan(out=Secret(markers[-1])))
    return "\n".join(
        [
            comment(Review(change=change)),
            review_terminal([Review(change=change)], width=400, details=True),
            json.dumps(diff_json(change), ensure_ascii=False),
            picture(Shown(change)),
            repr(change.dangers),
        ]
    )


def sketch(value: Value | None, kind: str, label: str = "") -> Sketch:
    found = Sketch()
    found.add("aws:ec2/vpc:Vpc", "stays", {"cidrBlock": "10.0.0.0/16"})
    if value is not None:
        found.add(kind, "planted", {"label": label, **value} if isinstance(value, dict) else {})
    return found


@pytest.mark.parametrize("kind", ["aws:ssm/parameter:Parameter", "kubernetes:apps/v1:Deployment"])
@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_no_output_holds_a_secret(plant: Callable[[str], Value], kind: str) -> None:
    old, new = made(), made()
    sides = {None: None, old: plant(old), new: plant(new)}
    for before, after in ((old, new), (None, new), (old, None), (new, new)):
        text = outputs(sketch(sides[before], kind, "as it was"), sketch(sides[after], kind, "as it is"), old, new)
        assert after is None or "as it is" in text
        for secret in (old, new):
            assert secret not in text
            assert secret.upper()[:16] not in text
            assert secret[:12] not in text
            assert base64.b64encode(secret.encode()).decode()[:20] not in text


def test_that_a_secret_changed_is_told() -> None:
    text = outputs(sketch({"password": made()}, "a:b:C"), sketch({"password": made()}, "a:b:C"), made())
    assert "password: changed (redacted)" in text


def test_what_cannot_be_read_may_have_changed() -> None:
    before, after = sketch({"value": Secret("[secret]")}, "a:b:C"), sketch({"value": Secret("[secret]")}, "a:b:C")
    text = outputs(before, after, "[secret]")
    assert "may have changed" in text
    assert "planted" in text
