"""All mutation operators, derived from the kinds of properties that plans have, each with the rule it expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Plan
from tests.policies.mutations.cloud_operators import CLOUD_OPERATORS
from tests.policies.mutations.container_operators import CONTAINER_OPERATORS
from tests.policies.mutations.engine_operators import ENGINE_OPERATORS
from tests.policies.mutations.object_operators import OBJECT_OPERATORS
from tests.policies.mutations.operator import Mutation, Operator
from tests.policies.mutations.pod_operators import POD_OPERATORS
from tests.policies.mutations.pool_operators import POOL_OPERATORS

OPERATORS: Final[tuple[Operator, ...]] = (
    *CONTAINER_OPERATORS,
    *POD_OPERATORS,
    *OBJECT_OPERATORS,
    *ENGINE_OPERATORS,
    *POOL_OPERATORS,
    *CLOUD_OPERATORS,
)


def mutations_of(plan: Plan) -> Iterator[Mutation]:
    """Return every single change that the operators make of a plan."""
    for operator in OPERATORS:
        yield from operator.mutations(plan)
