"""A Helm chart whose objects are resources of their own, so that a diff shows objects."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

import pulumi

from components.helm.errors import ChartError
from components.helm.kinds import AWAITED, CLUSTER_SCOPED, PREREQUISITES, WAIT_FOR, WORKLOADS
from components.helm.render import render

HOOK = "helm.sh/hook"
WAIT = "pulumi.com/waitFor"
SKIP_AWAIT = "pulumi.com/skipAwait"
_Named: TypeAlias = list[tuple[str, dict[str, Any]]]
_TEST_HOOKS = frozenset({"test", "test-success", "test-failure"})


@dataclass(frozen=True, kw_only=True)
class RenderedChartArgs:
    """What a `RenderedChart` needs.

    Attributes:
        chart: directory of the chart.
        release: name of the release, which charts put into the names of their objects.
        namespace: namespace of the release; the component does not create it.
        values: chart values: JSON types, with Outputs at any depth.
        wait: whether Pulumi waits until workloads run and Services have endpoints; False for what may stand at zero
            replicas, since a Service without endpoints would be waited for until the time is up.
        timeout_minutes: how long Pulumi waits for each of them.
    """

    chart: str
    release: str
    namespace: str
    values: dict[str, Any]
    wait: bool
    timeout_minutes: int


class RenderedChart(pulumi.ComponentResource):
    """The objects of a chart, rendered in this process.

    Test hooks are left out, since nothing runs them. Every other hook is refused: Pulumi has no such moments, and an
    object that is meant for one of them does harm as an ordinary object. CRDs are refused as well.

    Attributes:
        objects: the resources, in the order in which they were registered.
    """

    object_names: pulumi.Output[list[str]]

    def __init__(self, name: str, args: RenderedChartArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("evenkeel:index:RenderedChart", name, None, opts)
        documents = _prepare(name, args)
        self.objects: list[pulumi.CustomResource] = []
        namespaces = self._register(_of(documents, {"Namespace"}), args, after=[])
        before = self._register(_of(documents, PREREQUISITES), args, after=namespaces)
        self._register(_of(documents, WORKLOADS), args, after=[*namespaces, *before])
        rest = {str(document["kind"]) for _, document in documents} - WORKLOADS - PREREQUISITES - {"Namespace"}
        self._register(_of(documents, rest), args, after=namespaces)
        self.object_names = pulumi.Output.from_input([name for name, _ in documents])
        self.register_outputs({"object_names": self.object_names})

    def _register(
        self, documents: _Named, args: RenderedChartArgs, after: list[pulumi.CustomResource]
    ) -> list[pulumi.CustomResource]:
        timeout = f"{args.timeout_minutes}m"
        made = [
            pulumi.CustomResource(
                resource_type(document),
                name,
                document,
                pulumi.ResourceOptions(
                    parent=self,
                    depends_on=after,
                    additional_secret_outputs=["data", "stringData"] if document["kind"] == "Secret" else None,
                    custom_timeouts=pulumi.CustomTimeouts(create=timeout, update=timeout)
                    if args.wait and document["kind"] in AWAITED
                    else None,
                ),
            )
            for name, document in documents
        ]
        self.objects += made
        return made


def resource_type(document: dict[str, Any]) -> str:
    """Return the Kubernetes provider's type token of a document."""
    version = str(document["apiVersion"])
    return f"kubernetes:{version if '/' in version else f'core/{version}'}:{document['kind']}"


def _of(documents: _Named, kinds: Iterable[str]) -> _Named:
    return [(name, document) for name, document in documents if document["kind"] in kinds]


def _prepare(name: str, args: RenderedChartArgs) -> _Named:
    """Return each document with its resource name, sorted by type and name."""
    found: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
    for template, document in render(args.chart, args.release, args.namespace, args.values):
        metadata = cast("dict[str, Any]", document["metadata"])
        _refuse_late_identity(template, document, metadata)
        if _is_test_hook(template, document, metadata):
            continue
        _refuse_definition(template, document, metadata)
        if document["kind"] not in CLUSTER_SCOPED:
            metadata.setdefault("namespace", args.namespace)
        waiting = _waiting(str(document["kind"]), wait=args.wait)
        if waiting:
            metadata["annotations"] = {**(metadata.get("annotations") or {}), **waiting}
        key = (_resource_name(name, args.namespace, document, metadata), resource_type(document))
        if key in found:
            raise ChartError(
                f"{template}: {document['kind']} {metadata['name']} is rendered twice (first by {found[key][0]}); "
                f"change the values so that one of them is left out"
            )
        found[key] = (template, document)
    return [(key[0], found[key][1]) for key in sorted(found)]


def _waiting(kind: str, *, wait: bool) -> dict[str, str]:
    """Return the annotations by which Pulumi waits for an object of that kind, or does not."""
    if wait:
        return {WAIT: WAIT_FOR[kind]} if kind in WAIT_FOR else {}
    return {SKIP_AWAIT: "true"} if kind in AWAITED else {}


def _refuse_definition(template: str, document: dict[str, Any], metadata: dict[str, Any]) -> None:
    if document["kind"] == "CustomResourceDefinition":
        raise ChartError(
            f"{template}: renders the CRD {metadata['name']}, which an upgrade of the chart could delete together "
            f"with every object; switch it off in the values and install the CRD on its own"
        )


def _refuse_late_identity(template: str, document: dict[str, Any], metadata: dict[str, Any]) -> None:
    for field, value in (
        ("apiVersion", document["apiVersion"]),
        ("kind", document["kind"]),
        ("metadata.name", metadata["name"]),
        ("metadata.namespace", metadata.get("namespace")),
    ):
        if isinstance(value, pulumi.Output):
            raise ChartError(f"{template}: {field} is known only after deployment; give plain text in the values")


def _is_test_hook(template: str, document: dict[str, Any], metadata: dict[str, Any]) -> bool:
    annotations = metadata.get("annotations")
    hook = cast("dict[str, Any]", annotations).get(HOOK) if isinstance(annotations, dict) else None
    if hook is None:
        return False
    moments = {moment.strip() for moment in str(hook).split(",")}
    if moments <= _TEST_HOOKS:
        return True
    raise ChartError(
        f"{template}: {document['kind']} {metadata['name']} is a Helm hook ({hook}), and Pulumi has no such moment; "
        f"switch it off in the values, or make it a resource of its own"
    )


def _resource_name(name: str, namespace: str, document: dict[str, Any], metadata: dict[str, Any]) -> str:
    own = metadata.get("namespace")
    parts = [name, str(document["kind"]), *([str(own)] if own not in (None, namespace) else []), str(metadata["name"])]
    return "-".join(parts).lower()
