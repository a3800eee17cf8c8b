from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest
import yaml

from components.custom_resource_definitions import definitions, versions

ROOT = Path(__file__).parents[3]
DATA = ROOT / "components" / "custom_resource_definitions" / "data"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("vendor_crds", ROOT / "scripts" / "vendor_crds.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def schemas() -> Iterator[tuple[str, dict[str, Any]]]:
    for project in versions():
        for document in definitions(project):
            for version in document["spec"]["versions"]:
                yield f"{document['metadata']['name']}/{version['name']}", version["schema"]["openAPIV3Schema"]


def test_prose_goes_and_a_property_called_description_stays(script: ModuleType) -> None:
    schema = {
        "description": "prose",
        "properties": {
            "description": {"type": "string", "description": "prose", "default": "x"},
            "title": {"items": {"type": "object", "title": "prose", "x-kubernetes-int-or-string": True}},
        },
        "required": ["description"],
        "x-kubernetes-validations": [{"rule": "has(self.description)", "message": "description is needed"}],
        "default": {"description": "a value"},
    }
    assert script.stripped_schema(schema) == {
        "properties": {
            "description": {"type": "string", "default": "x"},
            "title": {"items": {"type": "object", "x-kubernetes-int-or-string": True}},
        },
        "required": ["description"],
        "x-kubernetes-validations": [{"rule": "has(self.description)", "message": "description is needed"}],
        "default": {"description": "a value"},
    }


def test_upstream_properties_called_description_survive_in_the_data() -> None:
    rules = next(d for d in definitions("prometheus-operator") if d["metadata"]["name"].startswith("prometheusrules"))
    schema = rules["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
    assert (
        "annotations"
        in schema["properties"]["spec"]["properties"]["groups"]["items"]["properties"]["rules"]["items"]["properties"]
    )
    bindings = definitions("aws-load-balancer-controller")[1]["spec"]["versions"][-1]["schema"]["openAPIV3Schema"]
    assert bindings["properties"]["spec"]["required"] == ["serviceRef"]


def test_validation_rules_survive() -> None:
    with_rules = {name for name, schema in schemas() if "x-kubernetes-validations" in json.dumps(schema)}
    assert {"nodepools.karpenter.sh/v1", "ec2nodeclasses.karpenter.k8s.aws/v1"} <= with_rules


def test_files_are_in_canonical_form(script: ModuleType) -> None:
    files = sorted(DATA.glob("*/*.json"))
    assert files
    for path in files:
        content = path.read_bytes()
        assert content == script.canonical(json.loads(content)), path
        assert path.stem == json.loads(content)["metadata"]["name"]


def test_vendoring_twice_gives_the_same_bytes(script: ModuleType, tmp_path: Path) -> None:
    source = tmp_path / "source"
    for project, version in versions().items():
        folder = source / f"{project}@{version}"
        folder.mkdir(parents=True)
        for document in definitions(project):
            group, plural = document["spec"]["group"], document["spec"]["names"]["plural"]
            (folder / f"{group}_{plural}.yaml").write_text(yaml.safe_dump(document))
    written = cast("list[Path]", script.vendor(source, tmp_path / "target"))
    assert len(written) == len(list(DATA.glob("*/*.json")))
    for path in written:
        assert path.read_bytes() == (DATA / path.parent.name / path.name).read_bytes()


def test_a_source_without_a_project_is_an_error_that_names_it(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main([str(tmp_path)]) == 1
    assert "aws-load-balancer-controller@<version>" in capsys.readouterr().err


def test_versions_are_those_of_the_matrix() -> None:
    from evenkeel.catalogue.versions import version_matrix

    assert versions() == dict(version_matrix().custom_resource_definitions)


def test_every_folder_has_its_origin_and_licence_in_the_readme() -> None:
    text = (DATA / "README.md").read_text()
    for project, version in versions().items():
        row = next(line for line in text.splitlines() if f"`{project}@{version}`" in line)
        assert "Apache-2.0" in row
