"""What a node of EKS keeps from pods."""

from __future__ import annotations

from evenkeel.catalogue import InstanceType

GIB = 1024

# Karpenter assumes that hypervisor and kernel keep this share of the advertised memory (its setting
# vmMemoryOverheadPercent), and launches nothing for pods that would not fit then.
_UNAVAILABLE_SHARE = 0.075
# Amazon Linux 2023's nodeadm and Karpenter alike: the kubelet's memory by pods, its threshold of eviction, and its
# share of the processors: 6 % of the first, 1 % of the second, 0.5 % of the next two, 0.25 % of the rest.
_KUBELET_MIB, _KUBELET_MIB_PER_POD, _EVICTION_MIB = 255, 11, 100
_KUBELET_MILLI_CPUS = ((1, 60), (1, 10), (2, 5))
_KUBELET_MILLI_CPUS_BEYOND = 2.5
# What EKS's add-ons ask for on each node (VPC CNI, kube-proxy, EBS CSI, Pod Identity and node monitoring agents);
# they are not in a plan as objects.
_AGENTS_MILLI_CPUS, _AGENTS_MIB = 300, 512


def most_pods(known: InstanceType) -> int:
    """Return how many pods the interfaces of an instance have addresses for: typical figures by size."""
    return 234 if known.cpus >= 16 else 58 if known.cpus >= 4 else 29


def memory_mib(known: InstanceType) -> int:
    """Return the memory that the node reports."""
    return int(known.memory_gib * GIB * (1 - _UNAVAILABLE_SHARE))


def memory_for_pods_mib(known: InstanceType) -> int:
    """Return the memory that is left for pods of ours."""
    kubelet = _KUBELET_MIB + _KUBELET_MIB_PER_POD * most_pods(known)
    return memory_mib(known) - kubelet - _EVICTION_MIB - _AGENTS_MIB


def milli_cpus_for_pods(known: InstanceType) -> int:
    """Return the thousandths of processors that are left for pods of ours."""
    reserved, left = 0.0, known.cpus
    for count, each in _KUBELET_MILLI_CPUS:
        reserved += min(left, count) * each
        left -= min(left, count)
    return int(known.cpus * 1000 - reserved - left * _KUBELET_MILLI_CPUS_BEYOND) - _AGENTS_MILLI_CPUS
