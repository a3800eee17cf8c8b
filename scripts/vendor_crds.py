"""Make the vendored CustomResourceDefinitions from a folder of upstream YAML.

Usage: `python scripts/vendor_crds.py SOURCE`, where SOURCE holds one folder `<project>@<version>` a project with its
`*.yaml`. Each definition that the platform installs becomes
`components/custom_resource_definitions/data/<project>@<version>/<name>.json`, without the prose of its schema.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TypeAlias, cast

import yaml

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

DATA = Path(__file__).parent.parent / "components" / "custom_resource_definitions" / "data"

# A name that ends in ".yaml" stands for one definition; "*" for all of the project's. What a controller watches has to
# exist, or it does not start: KEDA watches its event sources and LeaderWorkerSet its disaggregated sets, used or not.
WANTED: dict[str, frozenset[str]] = {
    "aws-load-balancer-controller": frozenset({"*"}),
    "external-secrets": frozenset(
        {"external-secrets.io_externalsecrets.yaml", "external-secrets.io_secretstores.yaml"}
    ),
    "karpenter": frozenset({"*"}),
    "karpenter-provider-aws": frozenset({"*"}),
    "keda": frozenset({"*"}),
    "lws": frozenset({"*"}),
    "prometheus-operator": frozenset(
        {
            "monitoring.coreos.com_podmonitors.yaml",
            "monitoring.coreos.com_probes.yaml",
            "monitoring.coreos.com_prometheusrules.yaml",
            "monitoring.coreos.com_servicemonitors.yaml",
        }
    ),
}

# Kinds that nothing here makes, and which exist only because their controller watches them. Their schemas are as large
# as a pod's, and every plan would carry them, so only their outline is kept: the API server then checks nothing below
# `spec`, and fills in no defaults.
OUTLINED = frozenset({"disaggregatedsets.disaggregatedset.x-k8s.io", "scaledjobs.keda.sh"})
OUTLINE: dict[str, Json] = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}

PROSE = frozenset({"description", "example", "externalDocs", "title"})
BY_NAME = frozenset({"$defs", "definitions", "patternProperties", "properties"})
SCHEMAS = frozenset({"allOf", "anyOf", "oneOf"})
SCHEMA = frozenset({"additionalProperties", "items", "not"})


def stripped_schema(schema: dict[str, Json]) -> dict[str, Json]:
    """Return an OpenAPI v3 schema without its prose.

    Only schemas are entered, so a property that is *named* `description` stays, and so do defaults, enumerations,
    validation rules and every `x-kubernetes-*` extension.
    """
    result: dict[str, Json] = {}
    for key, value in schema.items():
        if key in PROSE:
            continue
        if key in BY_NAME and isinstance(value, dict):
            result[key] = {name: _stripped(inner) for name, inner in value.items()}
        elif key in SCHEMAS and isinstance(value, list):
            result[key] = [_stripped(inner) for inner in value]
        elif key in SCHEMA:
            result[key] = [_stripped(inner) for inner in value] if isinstance(value, list) else _stripped(value)
        else:
            result[key] = value
    return result


def _stripped(value: Json) -> Json:
    return stripped_schema(value) if isinstance(value, dict) else value


def lean_definition(definition: dict[str, Json]) -> dict[str, Json]:
    """Return a CustomResourceDefinition with names, versions and lean schemas only: no status, no generator's marks."""
    metadata = cast("dict[str, Json]", definition["metadata"])
    kept: dict[str, Json] = {"name": metadata["name"]}
    annotations = cast("dict[str, Json]", metadata.get("annotations") or {})
    approved = {key: value for key, value in annotations.items() if key.startswith("api-approved.kubernetes.io")}
    if approved:  # the API server refuses groups under *.k8s.io without it
        kept["annotations"] = cast("Json", approved)
    spec = dict(cast("dict[str, Json]", definition["spec"]))
    versions: list[Json] = []
    for raw in cast("list[dict[str, Json]]", spec["versions"]):
        version = dict(raw)
        outer = dict(cast("dict[str, Json]", version["schema"]))
        # What is not served is checked by nobody, but has to stay listed: a cluster may still store objects of it.
        outlined = metadata["name"] in OUTLINED or not version["served"]
        schema = cast("dict[str, Json]", outer["openAPIV3Schema"])
        outer["openAPIV3Schema"] = dict(OUTLINE) if outlined else stripped_schema(schema)
        version["schema"] = cast("Json", outer)
        columns = cast("list[dict[str, Json]]", version.get("additionalPrinterColumns") or [])
        if columns:
            version["additionalPrinterColumns"] = [
                {key: value for key, value in column.items() if key != "description"} for column in columns
            ]
        versions.append(cast("Json", version))
    spec["versions"] = versions
    return {"apiVersion": definition["apiVersion"], "kind": definition["kind"], "metadata": kept, "spec": spec}


def canonical(definition: dict[str, Json]) -> bytes:
    """Return the bytes under which a definition is stored: the same for the same content."""
    return json.dumps(definition, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode() + b"\n"


def vendor(source: Path, target: Path) -> list[Path]:
    """Write the definitions of `source` that the platform installs below `target`.

    Returns:
        The files written, sorted.

    Raises:
        ValueError: when `source` lacks a project, or holds it in two versions.
    """
    written: list[Path] = []
    for project, names in sorted(WANTED.items()):
        folders = sorted(source.glob(f"{project}@*"))
        if len(folders) != 1:
            raise ValueError(f"{source}: {len(folders)} folders named {project}@<version>; give exactly one")
        for path in sorted(folders[0].glob("*.yaml")):
            if "*" not in names and path.name not in names:
                continue
            document = cast("dict[str, Json]", yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))
            lean = lean_definition(document)
            name = cast("str", cast("dict[str, Json]", lean["metadata"])["name"])
            file = target / folders[0].name / f"{name}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            aside = file.with_suffix(".tmp")
            aside.write_bytes(canonical(lean))
            aside.replace(file)
            written.append(file)
    return written


def main(arguments: list[str]) -> int:
    """Run the command line; 0 when all was written, 1 on bad input."""
    if len(arguments) != 1:
        sys.stderr.write("usage: vendor_crds.py SOURCE   (a folder with one <project>@<version> folder a project)\n")
        return 1
    try:
        written = vendor(Path(arguments[0]), DATA)
    except (OSError, ValueError, KeyError, yaml.YAMLError) as error:
        sys.stderr.write(f"vendor_crds: {error}\n")
        return 1
    sys.stdout.write(f"{len(written)} definitions, {sum(path.stat().st_size for path in written)} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
