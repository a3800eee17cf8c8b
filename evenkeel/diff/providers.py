"""What the replacement of a provider does to the resources that it manages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from evenkeel.diff.matching import identity
from evenkeel.diff.options import ITS_PROVIDER
from evenkeel.diff.properties import DEFAULTS
from evenkeel.diff.tokens import PROVIDER_PREFIX
from evenkeel.model import Resource
from evenkeel.model.change import Difference, Effect, Operation, OptionChange, ResourceChange

REGION: Final = "region"
_SEEN: Final = frozenset({Difference.ADDED, Difference.REMOVED, Difference.CHANGED})
_LATE: Final = frozenset({Difference.MAY_CHANGE, Difference.SOURCE_CHANGED, Difference.SECRET_MAY_CHANGE})
_REPLACED: Final = frozenset({Operation.REPLACE, Operation.MAY_REPLACE})


class ReplacedProviders:
    """Remembers which providers are replaced, or may be, for something that certainly differs.

    The engine replaces what an explicit provider manages when that provider is replaced. A secret or a value known
    later says too little: in every comparison with a deployed stack it would stand at every resource.
    """

    def __init__(self, operation: Callable[[str], Operation | None]) -> None:
        self._operation = operation
        self._reasons: dict[str, frozenset[str]] = {}

    def see(self, change: ResourceChange) -> None:
        """Take note of a change if it is that of a provider."""
        provider = change.after
        if provider is None or change.operation not in _REPLACED or not provider.type.startswith(PROVIDER_PREFIX):
            return
        reasons = {
            str(each.path[0])
            for each in change.properties
            if each.effect is Effect.REPLACES
            or (
                each.effect is Effect.MAY_REPLACE
                and (
                    each.difference in _SEEN
                    or (each.difference in _LATE and self._comes_from_replaced(provider, str(each.path[0])))
                )
            )
        }
        if reasons or change.operation is Operation.REPLACE:
            self._reasons[identity(provider.urn)] = frozenset(reasons)

    def reach(self, before: Resource, after: Resource) -> OptionChange | None:
        """Return what a reader should see at a resource whose provider may be replaced; None where it stays."""
        reference = (after.provider or "").rpartition("::")[0]
        reasons = self._reasons.get(identity(reference)) if reference else None
        if reasons is None or (
            reasons == frozenset({REGION}) and all(_has_own_region(side) for side in (before, after))
        ):
            return None
        return OptionChange(name=ITS_PROVIDER, before="as it is", after="may be replaced", shown=True)

    def _comes_from_replaced(self, provider: Resource, key: str) -> bool:
        urns = provider.property_dependencies.get(key, ())
        return any(self._operation(identity(urn)) is Operation.REPLACE for urn in urns)


def _has_own_region(resource: Resource) -> bool:
    filled = resource.inputs.get(DEFAULTS)
    return REGION in resource.inputs and not (isinstance(filled, list) and REGION in filled)
