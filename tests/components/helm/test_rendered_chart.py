"""Each object of a chart is a resource with a stable name, in the right order."""

from typing import Any

import pulumi
import pytest

from components.helm import ChartError, RenderedChart, RenderedChartArgs
from evenkeel.model import UNKNOWN, Secret
from tests.components.conftest import Record
from tests.components.helm.conftest import WriteChart

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: '{{ .Release.Name }}'}\n"
DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: '{{ .Release.Name }}'}\n"
ACCOUNT = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: '{{ .Release.Name }}'}\n"
SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {key: '{{ .Values.key }}'}\n"
SPACE = "apiVersion: v1\nkind: Namespace\nmetadata: {name: extra}\n"


def chart_of(folder: str, *, wait: bool = True, values: dict[str, Any] | None = None) -> RenderedChart:
    return RenderedChart(
        "tested",
        RenderedChartArgs(
            chart=folder, release="chat", namespace="serving", values=values or {}, wait=wait, timeout_minutes=30
        ),
    )


def test_objects_are_children_with_stable_lower_case_names(record: Record, write_chart: WriteChart) -> None:
    folder = write_chart(a=SERVICE, b=DEPLOYMENT)
    recording = record(lambda: chart_of(folder))
    assert recording.names("kubernetes:core/v1:Service") == ["tested-service-chat"]
    assert recording.names("kubernetes:apps/v1:Deployment") == ["tested-deployment-chat"]
    [component] = recording.of_type("evenkeel:index:RenderedChart")
    children = [r for r in recording.plan.resources if r.type.startswith("kubernetes:")]
    assert {child.parent for child in children} == {component.urn}


def test_namespaced_objects_get_the_namespace_of_the_release(record: Record, write_chart: WriteChart) -> None:
    role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n"
    other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: elsewhere}\n"
    folder = write_chart(a=SERVICE, b=role, c=other)
    recording = record(lambda: chart_of(folder))
    assert recording.inputs("kubernetes:core/v1:Service")["metadata"]["namespace"] == "serving"
    assert "namespace" not in recording.inputs("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole")["metadata"]
    assert recording.names("kubernetes:core/v1:ConfigMap") == ["tested-configmap-elsewhere-c"]


def test_workloads_come_after_what_they_use_and_never_wait_for_services(
    record: Record, write_chart: WriteChart
) -> None:
    folder = write_chart(a=DEPLOYMENT, b=SERVICE, c=ACCOUNT, d=SPACE)
    recording = record(lambda: chart_of(folder))
    space, account, workload, service = (
        recording.of_type(f"kubernetes:{kind}")[0]
        for kind in ("core/v1:Namespace", "core/v1:ServiceAccount", "apps/v1:Deployment", "core/v1:Service")
    )
    assert space.dependencies == ()
    assert account.dependencies == (space.urn,)
    assert set(workload.dependencies) == {space.urn, account.urn}
    assert service.dependencies == (space.urn,)


def test_secret_output_stays_secret_and_unknown_leaf_stays_alone(record: Record, write_chart: WriteChart) -> None:
    data = "{url: 's3://{{ .Values.bucket }}/m', a: b, hidden: 'x{{ .Values.key }}'}"
    known = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c}}\ndata: {data}\n"
    folder = write_chart(a=SECRET, b=known)

    def program() -> None:
        bucket = pulumi.CustomResource("tested:index:Bucket", "bucket", {"arn": None})
        late = pulumi.Output.from_input(bucket.id)
        chart_of(folder, values={"key": pulumi.Output.secret("made-up"), "bucket": late})

    recording = record(program)
    assert isinstance(recording.inputs("kubernetes:core/v1:Secret")["stringData"]["key"], Secret)
    shown = recording.inputs("kubernetes:core/v1:ConfigMap")["data"]
    assert (shown["url"], shown["a"]) == (UNKNOWN, "b")
    assert isinstance(shown["hidden"], Secret)
    [bucket] = recording.of_type("tested:index:Bucket")
    assert bucket.urn in recording.of_type("kubernetes:core/v1:ConfigMap")[0].dependencies


def test_what_may_stand_at_zero_replicas_is_not_waited_for(record: Record, write_chart: WriteChart) -> None:
    folder = write_chart(a=DEPLOYMENT, b=SERVICE, c=ACCOUNT)
    recording = record(lambda: chart_of(folder, wait=False))
    for kind in ("apps/v1:Deployment", "core/v1:Service"):
        assert recording.inputs(f"kubernetes:{kind}")["metadata"]["annotations"] == {"pulumi.com/skipAwait": "true"}
    assert "annotations" not in recording.inputs("kubernetes:core/v1:ServiceAccount")["metadata"]


def test_group_of_pods_is_waited_for_by_its_condition(record: Record, write_chart: WriteChart) -> None:
    group = "apiVersion: leaderworkerset.x-k8s.io/v1\nkind: LeaderWorkerSet\nmetadata: {name: g}\n"
    folder = write_chart(a=group)
    metadata = record(lambda: chart_of(folder)).inputs("kubernetes:leaderworkerset.x-k8s.io/v1:LeaderWorkerSet")[
        "metadata"
    ]
    assert metadata["annotations"] == {"pulumi.com/waitFor": "condition=Available"}


def test_test_hooks_are_left_out(record: Record, write_chart: WriteChart) -> None:
    hook = "apiVersion: v1\nkind: Pod\nmetadata: {name: t, annotations: {helm.sh/hook: test}}\n"
    folder = write_chart(a=SERVICE, b=hook)
    assert record(lambda: chart_of(folder)).names("kubernetes:core/v1:Pod") == []


def test_other_hooks_are_refused_by_name(record: Record, write_chart: WriteChart) -> None:
    hook = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate, annotations: {helm.sh/hook: 'pre-install,test'}}"
    folder = write_chart(a=hook)
    with pytest.raises(ChartError, match=r"Job migrate is a Helm hook \(pre-install,test\)"):
        record(lambda: chart_of(folder))


def test_rendered_crd_is_refused(record: Record, write_chart: WriteChart) -> None:
    crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.com}\n"
    folder = write_chart(a=crd)
    with pytest.raises(ChartError, match=r"CRD things\.example\.com"):
        record(lambda: chart_of(folder))


def test_object_rendered_twice_is_refused(record: Record, write_chart: WriteChart) -> None:
    folder = write_chart(a=SERVICE, b=SERVICE)
    with pytest.raises(ChartError, match=r"Service chat is rendered twice \(first by tested/templates/a.yaml\)"):
        record(lambda: chart_of(folder))


def test_late_object_name_is_refused(record: Record, write_chart: WriteChart) -> None:
    folder = write_chart(a="apiVersion: v1\nkind: ConfigMap\nmetadata: {name: '{{ .Values.x }}'}\n")
    with pytest.raises(ChartError, match=r"metadata\.name is known only after deployment"):
        record(lambda: chart_of(folder, values={"x": pulumi.Output.from_input("v")}))
