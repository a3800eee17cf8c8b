"""A chart and values in, plain Kubernetes documents out, by Helm's own engine in this process."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import helm_python

from components.helm.errors import ChartError
from components.helm.manifest import documents
from components.helm.tokens import LateValues, put_back, rename, take_out, tokens_in

_PROBLEM = re.compile(r"^\s*- at '(?P<pointer>[^']*)': (?P<what>.*)$")
_CONTAINERS = re.compile(r"^(validation failed|'(allOf|anyOf|oneOf|not)' failed)")
_OWN_FAILURE = re.compile(r"execution error at \([^)]*\): ")  # before what a template says by `fail` and `required`
_LONGEST_SHOWN_VALUE = 80


def render(chart: str, release: str, namespace: str, values: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the objects of `chart` with the template of each.

    Values that are Outputs go through the templates as tokens and are Outputs again in the documents. A second
    rendering with other tokens shows what a template transformed (a hash, a cut, an encoding), and what is random.

    Args:
        chart: directory of the chart.
        release: name of the release.
        namespace: namespace of the release.
        values: chart values, JSON types and Outputs.

    Raises:
        ChartError: values that the chart refuses, a template that fails, transforms or drops a late value, or a chart
            that ships CRDs.
    """
    loaded = _load(str(Path(chart).resolve()))
    if loaded.crds:
        files = ", ".join(str(crd["name"]) for crd in loaded.crds)
        raise ChartError(
            f"chart {loaded.name}: ships CRDs ({files}), which an upgrade of the chart could delete together with "
            f"every object; install them on their own and remove them from the chart"
        )
    late = take_out(values, f"{namespace}/{release}")
    release_of = _Release(loaded, release, namespace, late)
    text = release_of.texts(late.plain)
    _refuse_dropped(loaded.name, text, late)
    _refuse_transformed(release_of, text)
    return [(template, cast("dict[str, Any]", put_back(item, late))) for template, item in documents(text)]


def default_values(chart: str) -> dict[str, Any]:
    """Return the values that a chart takes where none are given.

    Args:
        chart: directory of the chart.

    Raises:
        ChartError: it cannot be loaded.
    """
    return _load(str(Path(chart).resolve())).values


@cache
def _load(chart: str) -> helm_python.Chart:
    try:
        return helm_python.Chart.load(chart)
    except helm_python.HelmError as error:
        raise ChartError(f"chart: {chart}: cannot be loaded: {error.detail}; give the directory of a chart") from error


@dataclass(frozen=True)
class _Release:
    chart: helm_python.Chart
    name: str
    namespace: str
    late: LateValues

    def texts(self, values: dict[str, Any]) -> dict[str, str]:
        try:
            return self.chart.render(values, name=self.name, namespace=self.namespace)
        except helm_python.HelmValuesError as error:
            raise ChartError(self._refusal(values, error.detail)) from error
        except helm_python.HelmError as error:
            said = _OWN_FAILURE.sub("", _without_tokens(error.detail, self.late))
            raise ChartError(f"chart {self.chart.name}, release {self.name}: {said}") from error

    def same_with(self, others: Mapping[str, str], text: Mapping[str, str]) -> bool:
        """Say whether other tokens give `text` again, once they are named back."""
        again = self.texts(cast("dict[str, Any]", rename(self.late.plain, others)))
        for old, new in others.items():
            again = {template: rendered.replace(new, old) for template, rendered in again.items()}
        return again == text

    def _refusal(self, values: dict[str, Any], detail: str) -> str:
        """Return Helm's list of schema problems as one line a problem: field, value, what is wanted."""
        merged = self.chart.merge_values(values)
        problems: list[str] = []
        for line in detail.splitlines():
            match = _PROBLEM.match(line)
            if match is None or _CONTAINERS.match(match["what"]):
                continue
            keys = [key.replace("~1", "/").replace("~0", "~") for key in match["pointer"].split("/")[1:]]
            path = "values" + "".join(f"[{key}]" if key.isdigit() else f".{key}" for key in keys)
            shown = _shown(merged, keys, self.late)
            problems.append(f"{path}: {shown + ': ' if shown else ''}{_without_tokens(match['what'], self.late)}")
        if not problems:
            problems = [_without_tokens(" ".join(detail.split()), self.late)]
        listed = "\n".join(f"  {line}" for line in sorted(problems))
        return f"chart {self.chart.name}, release {self.name}: its values are refused; correct:\n{listed}"


def _shown(values: object, keys: list[str], late: LateValues) -> str:
    """Return the value at `keys` if it says something on one line; maps and lists are named by their path."""
    for key in keys:
        if isinstance(values, dict):
            values = cast("dict[str, object]", values).get(key)
        elif isinstance(values, list) and key.isdigit():
            values = cast("list[object]", values)[int(key)]
    if isinstance(values, str) and values in late.paths:
        return "known only after deployment (the chart needs plain text here, or must accept any text)"
    if isinstance(values, dict | list) or values is None:
        return ""
    text = repr(values)
    return text if len(text) <= _LONGEST_SHOWN_VALUE else text[:_LONGEST_SHOWN_VALUE] + "..."


def _without_tokens(text: str, late: LateValues) -> str:
    for token, path in late.paths.items():
        text = text.replace(token, f"<{path}>")
    return text


def _refuse_dropped(chart: str, text: dict[str, str], late: LateValues) -> None:
    kept = {token for rendered in text.values() for token in tokens_in(rendered)}
    dropped = [path for token, path in late.paths.items() if token not in kept]
    if dropped:
        raise ChartError(
            f"{', '.join(dropped)}: known only after deployment, and no template of chart {chart} passes it on as it "
            f"is (it was dropped or transformed); leave it out or give plain text"
        )


def _refuse_transformed(release: _Release, text: dict[str, str]) -> None:
    late = release.late
    if release.same_with(late.other_tokens(), text):
        return
    if not release.same_with({}, text):
        raise ChartError(
            f"chart {release.chart.name}: two renderings differ, so it uses something random or the time; "
            f"give those values explicitly"
        )
    culprits = [path for token, path in late.paths.items() if not release.same_with(late.other_tokens(token), text)]
    raise ChartError(
        f"{', '.join(culprits)}: known only after deployment, but a template of chart {release.chart.name} computes "
        f"with it (a hash, a cut, an encoding or a comparison); give plain text"
    )
