"""What a load balancer leads to."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network

from evenkeel.model import Resource
from policies.kubernetes.engines import engines_of
from policies.kubernetes.selectors import selects_plainly
from policies.kubernetes.workloads import Pod, all_pods, name_of, namespace_of
from policies.plan_view import PlanView
from policies.properties import properties


def fronted(view: PlanView) -> list[tuple[Resource, list[Pod]]]:
    """Return the bindings of target groups, each with the pods behind its Service."""
    return view.derived(_fronted)


def longest_stream(view: PlanView) -> float:
    """Return the seconds of the longest stream of the engines behind load balancers, 0 when there is none."""
    engines = [engine for _, pods in fronted(view) for pod in pods for engine in engines_of(pod)]
    return max((engine.number("--shutdown-timeout", 0) for engine in engines), default=0)


def within(inner: IPv4Network | IPv6Network, outer: IPv4Network | IPv6Network) -> bool:
    """Return whether a network lies in another one."""
    if isinstance(inner, IPv4Network) and isinstance(outer, IPv4Network):
        return inner.subnet_of(outer)
    if isinstance(inner, IPv6Network) and isinstance(outer, IPv6Network):
        return inner.subnet_of(outer)
    return False


def _fronted(view: PlanView) -> list[tuple[Resource, list[Pod]]]:
    services = {(namespace_of(each), name_of(each)): each for each in view.of_kind("Service")}
    found: list[tuple[Resource, list[Pod]]] = []
    for binding in view.of_kind("TargetGroupBinding"):
        namespace = namespace_of(binding)
        service = services.get((namespace, properties(binding).at("spec", "serviceRef", "name").text()))
        pods: list[Pod] = []
        if service is not None:
            selector = properties(service).at("spec", "selector")
            pods = [
                pod for pod in all_pods(view) if pod.namespace == namespace and selects_plainly(selector, pod.labels)
            ]
        found.append((binding, pods))
    return found
