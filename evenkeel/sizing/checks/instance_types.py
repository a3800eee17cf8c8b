"""Instance types exist, are offered in the region, and go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evenkeel.catalogue import InstanceType, instance_type, instance_types, is_offered, regions_offering
from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import View
from evenkeel.spec import NodePool, Problem
from evenkeel.spec.nearest import nearest


def check_instance_types(view: View) -> Iterator[Problem]:
    """Refuse types that are unknown, not offered, or differ in what pods rely on."""
    target = view.aws
    if target is None:
        return
    for path, pool in view.pools():
        if not pool.instance_types:
            message, fix = "is missing", "Name the EC2 instance types of the pool, such as [g6e.12xlarge]."
            yield found(f"{path}.instanceTypes", None, message, fix)
        known = list[InstanceType]()
        for index, name in enumerate(pool.instance_types):
            place = f"{path}.instanceTypes[{index}]"
            yield from _known_and_offered(place, name, target.region, known)
        yield from _alike(path, known)
        yield from _wanted(path, pool, known)
    if view.platform.cluster is not None:
        path, known = "cluster.systemNodes", list[InstanceType]()
        for index, name in enumerate(view.platform.cluster.system_nodes.instance_types):
            yield from _known_and_offered(f"{path}.instanceTypes[{index}]", name, target.region, known)
        yield from _alike(path, known)
        for accelerated in (each for each in known if each.accelerators):
            fix = "Use general instances such as m7g.large: controllers need no accelerator."
            yield found(f"{path}.instanceTypes", accelerated.name, "has accelerators", fix)


def _known_and_offered(path: str, name: str, region: str, known: list[InstanceType]) -> Iterator[Problem]:
    this = instance_type(name)
    if this is None:
        near = nearest(name, instance_types())
        fix = f"Did you mean {near}?" if near else "Use a type of the catalogue, such as g6.xlarge or c7i.4xlarge."
        yield found(path, name, "is not an instance type that the catalogue knows", fix)
        return
    known.append(this)
    if is_offered(name, region) is False:
        regions, others = regions_offering(name), _same_accelerator(this, region)
        fix = f"In {region} use {' or '.join(others)}, or choose" if others else "Choose"
        yield found(path, name, f"is not offered in {region}", f"{fix} a region among {', '.join(regions)}.")


def _same_accelerator(wanted: InstanceType, region: str) -> list[str]:
    if wanted.accelerators is None:
        return []
    return [
        name
        for name, other in instance_types().items()
        if other.accelerators is not None
        and other.accelerators.name == wanted.accelerators.name
        and is_offered(name, region)
    ][:3]


def _alike(path: str, known: list[InstanceType]) -> Iterator[Problem]:
    architectures = _by_value((each.architecture, each.name) for each in known)
    if len(architectures) > 1:
        yield _differ(path, "processor architecture", architectures)
    models = _by_value((each.accelerators.name if each.accelerators else "none", each.name) for each in known)
    if len(models) > 1:
        yield _differ(path, "accelerator", models)


def _by_value(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(reversed(list(pairs)))


def _differ(path: str, what: str, by_value: dict[str, str]) -> Problem:
    listed = ", ".join(f"{value} ({name})" for value, name in sorted(by_value.items()))
    return found(f"{path}.instanceTypes", None, f"differ in {what}: {listed}", "Make a pool for each.")


def _wanted(path: str, pool: NodePool, known: list[InstanceType]) -> Iterator[Problem]:
    if pool.accelerator is None:
        return
    for each in known:
        kind = each.accelerators.kind if each.accelerators else "none"
        if kind != pool.accelerator:
            has = f"has {each.accelerators.name} ({kind})" if each.accelerators else "has no accelerator"
            likely = {"nvidia": "g6e.12xlarge or p5.48xlarge", "neuron": "trn1.32xlarge or inf2.xlarge"}
            others = {**likely, "fpga": "f2.6xlarge", "none": "m7i.2xlarge or c7i.4xlarge"}[pool.accelerator]
            fix = f"Use types such as {others}, or set accelerator: {kind}."
            message = f"has accelerator {pool.accelerator}, but {each.name} {has}"
            yield found(path, None, message, fix)
