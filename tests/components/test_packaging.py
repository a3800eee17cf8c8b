"""Every component can be offered to other languages: the SDK's own analyser understands its args and outputs."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields, is_dataclass
from functools import cache

import pulumi
import pytest
from pulumi.provider.experimental.analyzer import Analyzer

import components

REASONS: dict[str, str] = {}
"""Components that cannot be packaged, and why."""


def _modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(components.__path__, "components."):
        if not module.name.endswith("__main__"):  # importing a program would run it
            yield module.name


@cache
def _components() -> dict[str, type[pulumi.ComponentResource]]:
    found: dict[str, type[pulumi.ComponentResource]] = {}
    for name in _modules():
        for member in vars(importlib.import_module(name)).values():
            if not inspect.isclass(member) or member.__module__ != name:
                continue
            if issubclass(member, pulumi.ComponentResource) and not member.__name__.startswith("_"):
                found[f"{name}.{member.__name__}"] = member
    return found


ALL = sorted(_components())
PACKAGED = [path for path in ALL if _components()[path].__name__ not in REASONS]


def test_components_are_found() -> None:
    assert {"Network", "Storage", "Cache"} <= {component.__name__ for component in _components().values()}


@pytest.mark.parametrize("path", PACKAGED)
def test_component_can_be_analysed(path: str) -> None:
    component = _components()[path]
    definition = Analyzer("evenkeel").analyze([component])["component_definitions"][component.__name__]
    undocumented = sorted(set(definition.inputs_mapping.values()) - _documented(component))
    assert not undocumented, f"args without a description: {undocumented}"


def test_all_components_fit_into_one_package() -> None:
    packaged = [_components()[path] for path in PACKAGED]
    definitions = Analyzer("evenkeel").analyze(packaged)["component_definitions"]
    assert set(definitions) == {component.__name__ for component in packaged}


@pytest.mark.parametrize("path", ALL)
def test_component_follows_the_naming_convention(path: str) -> None:
    component = _components()[path]
    source = inspect.getsource(component.__init__)
    assert f'"evenkeel:index:{component.__name__}"' in source
    assert "register_outputs(" in source
    args = _args(component)
    assert args.__name__.endswith("Args")
    assert component.__name__.endswith(args.__name__.removesuffix("Args"))  # kinds of one thing share its args
    assert is_dataclass(args)
    assert all(field.kw_only for field in fields(args))
    with pytest.raises(FrozenInstanceError):
        setattr(object.__new__(args), fields(args)[0].name, None)


def test_no_reason_is_stale() -> None:
    names = {component.__name__: component for component in _components().values()}
    analysable = [name for name in REASONS if _is_analysable(names[name])]
    assert not analysable, f"can be packaged now, so remove them from REASONS: {analysable}"


def _is_analysable(component: type[pulumi.ComponentResource]) -> bool:
    try:
        Analyzer("evenkeel").analyze([component])
    except Exception:
        return False
    return True


def _args(component: type[pulumi.ComponentResource]) -> type:
    args = inspect.get_annotations(component.__init__, eval_str=True)["args"]
    assert isinstance(args, type)
    return args


def _documented(component: type[pulumi.ComponentResource]) -> set[str]:
    """Return the attributes that the docstring of the args (or an attribute's own) describes."""
    lines = inspect.getsource(_args(component)).splitlines()
    return {line.split(":")[0].strip() for line in lines if ":" in line and line.startswith("        ")}
