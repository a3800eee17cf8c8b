"""Karpenter: nodes as pods ask for them."""

from components.karpenter.controller_policy import controller_statements
from components.karpenter.interruption_queue import InterruptionQueue, InterruptionQueueArgs
from components.karpenter.karpenter import Karpenter, KarpenterArgs

__all__ = [
    "InterruptionQueue",
    "InterruptionQueueArgs",
    "Karpenter",
    "KarpenterArgs",
    "controller_statements",
]
