"""Secrets made when a test runs, where programs have been seen to put them, and every form that would show them."""

from __future__ import annotations

import base64
import html
import json
import secrets
import string
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import yaml

from evenkeel.model import Asset, Secret, Value

LETTERS = string.ascii_letters + string.digits


def made(length: int = 32) -> str:
    """Return a secret as they are generated: letters of both cases and digits."""
    return "aZ7" + "".join(secrets.choice(LETTERS) for _ in range(length - 3))


def odd() -> str:
    """Return a secret whose encoded forms all differ: quotes, markup, a line break, letters of no ASCII."""
    return f"{made(14)}<&\"'/+ é%{made(14)}\n{made(20)}"


def traces(secret: str) -> Iterator[str]:
    """Yield the texts any of which would give a secret away."""
    for line in secret.split("\n"):
        yield line
        yield line[:12]
        yield line.upper()[:16]
    yield json.dumps(secret)[1:-1]
    yield html.escape(secret)
    yield quote(secret, safe="")
    raw = secret.encode()
    yield raw.hex()
    for lead in range(3):  # wherever in the encoded text it begins
        core = base64.b64encode(b"-" * lead + raw)[4 : (lead + len(raw)) // 3 * 4]
        yield core[:20].decode()
        yield core[:20].decode().translate(str.maketrans("+/", "-_"))
        for again in range(3):
            twice = base64.b64encode(b"-" * again + core)[4 : (again + len(core)) // 3 * 4].decode()
            yield twice[:20]


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def container(**parts: Value) -> dict[str, Value]:
    return {"spec": {"template": {"spec": {"containers": [{"name": "main", **parts}]}}}}


def _pem(text: str) -> str:
    lines = "\n".join(encoded(text * 3)[at : at + 64] for at in range(0, 128, 64))
    return f"-----BEGIN RSA PRIVATE{' '}KEY-----\n{text}\n{lines}\n-----END RSA PRIVATE{' '}KEY-----\n"


def _kubeconfig(text: str) -> str:
    user = {"name": "admin", "user": {"token": text, "client-key-data": encoded(text)}}
    return yaml.safe_dump({"apiVersion": "v1", "kind": "Config", "users": [user]})


def _docker(text: str) -> dict[str, Any]:
    return {"auths": {"registry.example.com": {"username": "robot", "auth": encoded(f"robot:{text}")}}}


UNMARKED: dict[str, Callable[[str], dict[str, Value]]] = {
    "a password by key": lambda text: {"password": text},
    "a nested api key": lambda text: {"a": {"b": [{"apiKey": text}]}},
    "a variable of the environment": lambda text: container(env=[{"name": "HF_TOKEN", "value": text}]),
    "an argument": lambda text: container(args=["serve", f"--api-key={text}"]),
    "an argument with odd characters": lambda text: container(args=[f"--api-key={text[:13]},{text[:13]}&{text[13:]}"]),
    "an argument in two": lambda text: container(args=["--admin-password", text]),
    "a command line": lambda text: container(command=["sh", "-c", f"DB_PASSWORD={text} serve"]),
    "a command line with words": lambda text: container(
        command=["sh", "-c", f"serve --admin-password {text} --port 1"]
    ),
    "a command line with JSON": lambda text: container(command=["sh", "-c", f'curl -d \'{{"password": "{text}"}}\' x']),
    "data of a Secret": lambda text: {"apiVersion": "v1", "kind": "Secret", "data": {"x": encoded(text)}},
    "stringData of a Secret": lambda text: {"apiVersion": "v1", "kind": "Secret", "stringData": {"x": text}},
    "JSON in a text": lambda text: {"content": json.dumps({"db": {"password": text}})},
    "JSON in JSON": lambda text: {"content": json.dumps({"inner": json.dumps({"clientSecret": text})})},
    "JSON in a sentence": lambda text: {"note": f"sent {json.dumps(json.dumps({'token': text}))} once"},
    "HTML in a sentence": lambda text: {"note": f"&lt;input password=&quot;{text}&quot;&gt;"},
    "an annotation": lambda text: {"metadata": {"annotations": {"example.com/auth": json.dumps({"token": text})}}},
    "user data": lambda text: {"userData": f"#!/bin/sh\nexport API_TOKEN={text}\nserve\n"},
    "user data, encoded": lambda text: {"userData": encoded(f"#!/bin/sh\nexport API_TOKEN={text}\n")},
    "a file, encoded": lambda text: {"file": encoded(f"[client]\npassword = {text}\n")},
    "a URL": lambda text: {"url": f"postgres://app:{text}@db.example.com/app"},
    "a URL, percent-encoded": lambda text: {"url": quote(f"postgres://app:{text}@db.example.com/app", safe="")},
    "a query, percent-encoded": lambda text: {"url": f"https://example.com/?next=%3Fapi_key%3D{text}"},
    "a bearer header": lambda text: {"headers": [{"name": "Authorization", "value": f"Bearer {text}"}]},
    "a bearer header in a command": lambda text: {"command": f"curl -H 'Authorization: Bearer {text}' x"},
    "a private key": lambda text: {"material": _pem(text)},
    "a private key in JSON": lambda text: {"content": json.dumps({"tls": {"material": _pem(text)}})},
    "a hub token": lambda text: {"note": f"uses hf_{text}"},
    "an access key id": lambda text: {"note": f"uses AKIA{text.upper()[:16]}"},
    "a secret access key": lambda text: {"environment": {"variables": {"AWS_SECRET_ACCESS_KEY": text}}},
    "a web token": lambda text: {"note": f"eyJ{text[:12]}.eyJ{text[12:24]}.{text[24:]}"},
    "a connection string": lambda text: {"connectionString": f"Server=db;User=app;Pwd={text}"},
    "a connection string by another name": lambda text: {"target": f"Server=db;User=app;Pwd={text};"},
    "a kubeconfig": lambda text: {"content": _kubeconfig(text)},
    "a kubeconfig by its name": lambda text: {"kubeconfig": _kubeconfig(text)},
    "a registry's login": lambda text: {"file": json.dumps(_docker(text))},
    "a registry's login, encoded": lambda text: {"data": {".dockerconfigjson": encoded(json.dumps(_docker(text)))}},
    "values of a release": lambda text: {"values": {"auth": {"rootPassword": text}, "extraArgs": [f"--token={text}"]}},
    "values of a release as text": lambda text: {
        "valueYaml": f"auth:\n  password:\n    value: {text}\nenv:\n- name: DB_PASSWORD\n  value: {text}\n"
    },
    "a block of a settings file": lambda text: {"valueYaml": f"tls:\n  password: |\n    {text}\n    {text}\n"},
    "parameters of a template": lambda text: {"parameters": {"MasterUserPassword": text}},
    "parameters of a template as a list": lambda text: {
        "parameters": [{"ParameterKey": "DbPassword", "ParameterValue": text}]
    },
    "a default in a template": lambda text: {
        "templateBody": json.dumps({"Parameters": {"DbPassword": {"Type": "String", "Default": text}}})
    },
    "a default in a template as YAML": lambda text: {
        "templateBody": f"Parameters:\n  DbPassword:\n    Type: String\n    Default: {text}\n"
    },
    "a login profile": lambda text: {"loginProfile": {"passwordResetRequired": True, "password": text}},
    "a key of a mapping": lambda text: {"tags": {f"hf_{text}": "who"}},
    "a key of a config map": lambda text: {"data": {"config.json": json.dumps({"apiToken": text})}},
}
"""What nobody marked: it is found by the name of its key, or by its form."""

MARKED: dict[str, Callable[[str], dict[str, Value]]] = {
    "alone": lambda text: {"value": Secret(text)},
    "deep inside": lambda text: {"settings": Secret({"a": {"b": [text]}})},
    "and copied": lambda text: {"one": Secret(text), "two": f"prefix-{text}-suffix", "three": [{"x": text}]},
    "and a key": lambda text: {"one": Secret(text), "map": {text: "who", f"{text}/role": {text: [text]}}},
    "and encoded": lambda text: {
        "one": Secret(text),
        "in base64": encoded(f"user:{text}"),
        "for URLs": base64.urlsafe_b64encode(f"u:{text}".encode()).decode(),
        "in percents": f"https://example.com/{quote(text, safe='')}",
        "in JSON": json.dumps({"x": text, text: "y"}),
        "in HTML": f"<b>{html.escape(text)}</b>",
        "in digits": text.encode().hex(),
    },
    "and in tags and labels": lambda text: {
        "one": Secret(text),
        "tags": {"owner": text, text: "x"},
        "metadata": {"name": f"a-{text}", "namespace": f"n-{text}", "labels": {"l": text}},
    },
    "and in a file": lambda text: {
        "one": Secret(text),
        "file": Asset(kind="asset", source="text", content=f"x {text}", digest="ab" * 32),
    },
}
"""What is marked once, and may be copied to where nobody marks it."""
