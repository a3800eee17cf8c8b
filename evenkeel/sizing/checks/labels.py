"""Labels, taints and tags are ones that Kubernetes, Karpenter and AWS accept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import NodePool, Problem

_PART: Final = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?"
_KEY: Final = re.compile(rf"(?:[a-z0-9](?:[a-z0-9.-]{{0,251}}[a-z0-9])?/)?{_PART}")
_VALUE: Final = re.compile(rf"(?:{_PART})?")
_OWN: Final = "evenkeel.dev"
_RESERVED: Final = ("kubernetes.io", "k8s.io", "karpenter.sh", "karpenter.k8s.aws", _OWN)
_TAG: Final = re.compile(r"[\w\s.:/=+@-]*")
_LONGEST_TAG_KEY: Final = 128
_LONGEST_TAG: Final = 256
_MOST_TAGS: Final = 40
"""AWS takes 50 a resource; the rest is for what the platform, EKS and Karpenter add."""


def check_labels(view: View) -> Iterator[Problem]:
    """Refuse labels and taints that no node could have, and tags that no AWS resource could."""
    for path, pool in view.pools():
        yield from _labels(f"{path}.labels", pool.labels, reserved=view.aws is not None)
        yield from _taints(path, pool)
        yield from _accelerator(path, pool)
    if view.aws is not None:
        yield from _tags(view.platform.tags)


def _labels(path: str, labels: Mapping[str, str], *, reserved: bool) -> Iterator[Problem]:
    for key, value in labels.items():
        place = f"{path}.{key}"
        yield from _form(place, key, value)
        domain = key.rpartition("/")[0]
        # On an existing cluster labels say where pods go; here they are put on nodes, and these have an owner.
        if reserved and any(domain == owner or domain.endswith(f".{owner}") for owner in _RESERVED):
            yield found(place, value, f"is a label that {domain} sets itself", "Use a domain of your own.")


def _taints(path: str, pool: NodePool) -> Iterator[Problem]:
    for index, taint in enumerate(pool.taints):
        yield from _form(f"{path}.taints[{index}]", taint.key, taint.value)


def _form(path: str, key: str, value: str) -> Iterator[Problem]:
    if not _KEY.fullmatch(key):
        fix = "Write letters, digits, hyphens, dots and underscores, behind a domain and a slash if you like."
        yield found(path, key, "is not a key that Kubernetes accepts", fix)
    if not _VALUE.fullmatch(value):
        fix = "Write at most 63 letters, digits, hyphens, dots and underscores."
        yield found(path, value, "is not a value that Kubernetes accepts", fix)


def _accelerator(path: str, pool: NodePool) -> Iterator[Problem]:
    name = pool.node.accelerators.name if pool.node and pool.node.accelerators else None
    if name is not None and (not name or not _VALUE.fullmatch(name.replace(" ", "-"))):
        fix = "Write it as the label of the nodes does, NVIDIA-L4 or H100 for example."
        yield found(f"{path}.node.accelerators.name", name, "is not the name of an accelerator", fix)


def _tags(tags: Mapping[str, str]) -> Iterator[Problem]:
    if len(tags) > _MOST_TAGS:
        fix = f"Give at most {_MOST_TAGS}: AWS takes 50, and the platform adds its own."
        yield found("tags", None, f"has {len(tags)} entries", fix)
    for key, value in tags.items():
        path = f"tags.{key}"
        if key.lower().startswith("aws:"):
            yield found(path, None, "starts with aws:, which AWS keeps to itself", "Choose another key.")
        elif key == "Name" or key.startswith("evenkeel:"):
            yield found(path, None, "is a tag that the platform sets itself", "Choose another key.")
        if not key or len(key) > _LONGEST_TAG_KEY or len(value) > _LONGEST_TAG:
            fix = f"Use up to {_LONGEST_TAG_KEY} characters for the key and {_LONGEST_TAG} for the value."
            yield found(path, None, "is longer than AWS takes, or has no key", fix)
        elif not _TAG.fullmatch(key) or not _TAG.fullmatch(value):
            fix = "Use letters, digits, spaces and _ . : / = + - @ only."
            yield found(path, value, "has characters that AWS does not take in tags", fix)
