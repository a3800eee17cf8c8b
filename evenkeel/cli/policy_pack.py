"""The policy pack of a project, taken by the path of its folder."""

from __future__ import annotations

import sys
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Final, Protocol, cast

from evenkeel.cli.failure import FailureError
from evenkeel.model import Judgement, Plan

_NAME: Final = "policies"
_FRONT_DOOR: Final = "__init__.py"


class _Pack(Protocol):
    """The front door of a pack."""

    PackError: type[Exception]

    def check(
        self, plan: Plan, *, today: date, environment: str | None = None, configuration: Path | None = None
    ) -> Judgement:
        """Return what the pack has to say about a plan."""
        ...


def has_pack(root: Path) -> bool:
    """Tell whether a project has a pack."""
    return (root / _NAME / _FRONT_DOOR).is_file()


def judge(
    root: Path, plan: Plan, *, today: date, environment: str | None = None, configuration: Path | None = None
) -> Judgement:
    """Return what the pack of a project has to say about a plan.

    Args:
        root: folder of the project; the pack is in its folder `policies`.
        plan: the plan.
        today: the day that waivers are measured against.
        environment: whose levels hold, where that is known.
        configuration: a file of levels and parameters to read instead of the pack's own, if any.

    Raises:
        FailureError: there is no pack, or a rule, the configuration or the waivers cannot be used.
    """
    pack = cast("_Pack", _loaded(root / _NAME))
    try:
        return pack.check(plan, today=today, environment=environment, configuration=configuration)
    except pack.PackError as error:
        problems = str(error).splitlines()
        many = [f"the policy files have {len(problems)} problems"] if len(problems) > 1 else []
        raise FailureError("\n".join([*many, *problems])) from None


def _loaded(folder: Path) -> ModuleType:
    """Import a folder as the package `policies`, whatever else of that name is installed."""
    front_door = folder / _FRONT_DOOR
    if not front_door.is_file():
        raise FailureError(f"there are no rules in {folder}; copy the folder policies of evenkeel into the project")
    known = sys.modules.get(_NAME)
    if known is not None and known.__file__ is not None and Path(known.__file__).resolve() == front_door.resolve():
        return known
    for name in [name for name in sys.modules if name.partition(".")[0] == _NAME]:
        del sys.modules[name]
    spec = spec_from_file_location(_NAME, front_door, submodule_search_locations=[str(folder)])
    if spec is None or spec.loader is None:
        raise FailureError(f"{front_door} cannot be imported")
    module = module_from_spec(spec)
    sys.modules[_NAME] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[_NAME]
        raise FailureError(f"{front_door} cannot be imported: {type(error).__name__}: {error}") from error
    return module
