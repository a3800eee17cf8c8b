"""Charts give documents; values that a chart refuses are told by field, value and fix."""

from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from components.helm import ChartError, render
from components.helm.tokens import inside_text
from evenkeel.model import Secret
from tests.components.conftest import Record
from tests.components.helm.conftest import WriteChart

CONFIG_MAP = """
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
"""


def render_data(chart: str, values: dict[str, Any]) -> Any:
    """Render a chart of one object and return its data."""
    [(_, document)] = render(chart, "release", "space", values)
    return document["data"]


Settle = Callable[[str, Callable[[], dict[str, Any]]], Any]


@pytest.fixture
def settled(record: Record) -> Settle:
    """Give a function that renders with late values and returns the data of the only object as the engine gets it."""

    def run(chart: str, make_values: Callable[[], dict[str, Any]]) -> Any:
        def program() -> None:
            pulumi.CustomResource("tested:index:Data", "data", {"data": render_data(chart, make_values())})

        return record(program).inputs("tested:index:Data")["data"]

    return run


def test_late_value_alone_is_put_back_whole(settled: Settle, write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + "  arn: {{ .Values.arn | quote }}\n  same: {{ .Values.arn }}")
    arn = "arn:aws:s3:::bucket"
    assert settled(chart, lambda: {"arn": pulumi.Output.from_input(arn)}) == {"arn": arn, "same": arn}


def test_late_value_within_longer_text_keeps_the_text_around_it(settled: Settle, write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + '  url: {{ printf "s3://%s/%s/x" .Values.bucket .Values.deep.prefix | toYaml }}')
    values = {"bucket": "b", "deep": {"prefix": "p"}}
    assert settled(
        chart,
        lambda: {
            "bucket": pulumi.Output.from_input(values["bucket"]),
            "deep": {"prefix": pulumi.Output.from_input("p")},
        },
    ) == {"url": "s3://b/p/x"}


def test_late_values_in_lists_and_block_text_are_put_back(settled: Settle, write_chart: WriteChart) -> None:
    chart = write_chart(
        a=CONFIG_MAP + "  all: {{ toJson .Values.hosts }}\n  text: |\n    first\n    {{ index .Values.hosts 1 }}\n"
    )
    found = settled(chart, lambda: {"hosts": ["plain", pulumi.Output.from_input("late")]})
    assert found == {"all": ["plain", "late"], "text": "first\nlate\n"}


def test_late_map_takes_the_place_of_its_token(settled: Settle, write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + "  labels: {{ toYaml .Values.labels }}")
    assert settled(chart, lambda: {"labels": pulumi.Output.from_input({"a": "b"})}) == {"labels": {"a": "b"}}


def test_only_the_late_leaf_is_an_output(record: Record, write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + "  known: text\n  late: {{ .Values.x }}")
    found: dict[str, Any] = {}
    record(lambda: found.update(render_data(chart, {"x": pulumi.Output.from_input("v")})))
    assert found["known"] == "text"
    assert isinstance(found["late"], pulumi.Output)


def test_secret_within_longer_text_makes_the_whole_text_secret(settled: Settle, write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + "  url: redis://:{{ .Values.password }}@host")
    data = settled(chart, lambda: {"password": pulumi.Output.secret("made-up")})
    assert data["url"] == Secret("redis://:made-up@host")


@pytest.mark.parametrize("function", ["sha256sum", "b64enc", "trunc 20", "upper", 'replace "e" "a"', "title"])
def test_late_value_that_a_template_transforms_is_refused(
    settled: Settle, write_chart: WriteChart, function: str
) -> None:
    chart = write_chart(a=CONFIG_MAP + "  x: {{ .Values.deep.x | " + function + " | quote }}")
    with pytest.raises(ChartError, match=r"values\.deep\.x: known only after deployment"):
        settled(chart, lambda: {"deep": {"x": pulumi.Output.from_input("v")}})


def test_late_value_that_is_kept_once_and_hashed_once_is_refused(settled: Settle, write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + "  x: {{ .Values.x }}\n  y: {{ .Values.y }}\n  sum: {{ .Values.x | sha256sum }}")
    with pytest.raises(ChartError, match=r"^values\.x: known only .* computes with it"):
        settled(chart, lambda: {"x": pulumi.Output.from_input("v"), "y": pulumi.Output.from_input("v")})


def test_late_value_that_no_template_uses_is_refused(settled: Settle, write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + "  x: y")
    with pytest.raises(ChartError, match=r"values\.list\[1\]: .*dropped"):
        settled(chart, lambda: {"list": ["a", pulumi.Output.from_input("v")]})


def test_late_value_as_a_key_is_refused(settled: Settle, write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + "  {{ .Values.x }}: y")
    with pytest.raises(ChartError, match=r"values\.x: the chart uses it as a key"):
        settled(chart, lambda: {"x": pulumi.Output.from_input("v")})


def test_late_value_within_json_text_is_put_back(settled: Settle, write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + '  json: {{ printf "{\\"x\\":\\"%s\\"}" .Values.x | quote }}')
    assert settled(chart, lambda: {"x": pulumi.Output.from_input(8)}) == {"json": '{"x":"8"}'}


@pytest.mark.parametrize("value", ['v","admin":"yes', "two\nlines", "back\\slash", "it's"])
def test_late_value_that_would_break_the_text_around_it_fails_when_known(value: str) -> None:
    with pytest.raises(ChartError, match=r"values\.x: is put within longer text, so it may hold no quotes"):
        inside_text("values.x")(value)


def test_random_template_is_refused(write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + "  x: {{ randAlphaNum 20 }}")
    with pytest.raises(ChartError, match="two renderings differ"):
        render_data(chart, {})


def test_refused_values_are_told_by_field_value_and_reason(write_chart: WriteChart) -> None:
    schema = """{"type": "object", "additionalProperties": false, "properties": {
        "replicas": {"type": "integer"}, "deep": {"properties": {"list": {"items": {"enum": ["a", "b"]}}}}}}"""
    chart = write_chart(schema=schema, a=CONFIG_MAP + "  x: y")
    with pytest.raises(ChartError) as refused:
        render_data(chart, {"replicas": "two", "deep": {"list": ["c"]}, "typo": 1})
    assert str(refused.value).splitlines()[1:] == [
        "  values.deep.list[0]: 'c': value must be one of 'a', 'b'",
        "  values.replicas: 'two': got string, want integer",
        "  values: additional properties 'typo' not allowed",
    ]


def test_late_value_that_the_schema_refuses_is_told_without_its_token(settled: Settle, write_chart: WriteChart) -> None:
    schema = '{"type": "object", "properties": {"kind": {"enum": ["a", "b"]}, "name": {"pattern": "^a"}}}'
    chart = write_chart(schema=schema, a=CONFIG_MAP + "  x: {{ .Values.kind }}{{ .Values.name }}")
    with pytest.raises(ChartError) as refused:
        settled(chart, lambda: {"kind": pulumi.Output.from_input("a"), "name": pulumi.Output.from_input("a")})
    assert "values.kind: known only after deployment" in str(refused.value)
    assert "evenkeelvalue" not in str(refused.value)


def test_template_that_fails_says_what_it_wants(write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + '  x: {{ required "model.name is needed" .Values.name }}')
    with pytest.raises(ChartError, match=r"^chart tested, release release: model\.name is needed$"):
        render_data(chart, {})


def test_chart_that_does_not_exist_is_named() -> None:
    with pytest.raises(ChartError, match="/nowhere/chart"):
        render_data("/nowhere/chart", {})


def test_chart_with_crds_is_refused(write_chart: WriteChart) -> None:
    chart = write_chart(crd="kind: CustomResourceDefinition", a=CONFIG_MAP + "  x: y")
    with pytest.raises(ChartError, match=r"ships CRDs \(crds/crd.yaml\)"):
        render_data(chart, {})


def test_value_of_a_strange_type_is_refused(write_chart: WriteChart) -> None:
    chart = write_chart(a=CONFIG_MAP + "  x: y")
    with pytest.raises(ChartError, match=r"values\.a\[0\]: object is no chart value"):
        render_data(chart, {"a": [object()]})


def test_numbers_and_dates_are_read_as_the_api_server_reads_them(write_chart: WriteChart) -> None:
    chart = write_chart(
        values="big: 1000000\n",
        a=CONFIG_MAP + "  big: {{ .Values.big }}\n  date: 2026-11-22\n  time: 1:30\n  on: yes\n  mode: 0644\n  none: ~",
    )
    assert render_data(chart, {}) == {
        "big": 1_000_000,
        "date": "2026-11-22",
        "time": "1:30",
        True: True,
        "mode": 0o644,
        "none": None,
    }


def test_empty_documents_notes_and_lists_give_their_objects_only(write_chart: WriteChart) -> None:
    chart = write_chart(
        a="---\n# nothing\n---\n{{- if false }}\nx: y\n{{- end }}\n",
        b="kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: Service, metadata: {name: s}}\n",
        NOTES="",
    )
    assert [document["kind"] for _, document in render(chart, "release", "space", {})] == ["Service"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n- b", "rendered list"),
        ("apiVersion: v1\nkind: Service", "metadata.name: None"),
        ("apiVersion: v1\nmetadata: {name: a}", "kind: None"),
        ("a: [", "cannot be read"),
    ],
)
def test_rendered_text_that_is_no_object_is_refused(write_chart: WriteChart, text: str, problem: str) -> None:
    with pytest.raises(ChartError, match=f"tested/templates/a.yaml: .*{problem}"):
        render_data(write_chart(a=text), {})
