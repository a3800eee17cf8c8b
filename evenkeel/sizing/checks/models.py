"""Models are known, and their weights can be had in the number format that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.catalogue import CatalogueModel, model, models
from evenkeel.sizing.checks.found import found
from evenkeel.sizing.view import Entry, View
from evenkeel.spec import Problem
from evenkeel.spec.nearest import nearest

_WITHOUT_BFLOAT16 = frozenset({"T4"})


def check_models(view: View) -> Iterator[Problem]:
    """Refuse unknown models, gated ones without a token, and formats that the weights or devices do not have."""
    for entry in view.entries:
        wanted, path = entry.serving.model, f"{entry.path}.model"
        known = model(wanted.name)
        if entry.facts is None:
            near = nearest(wanted.name, models())
            fix = f"Did you mean {near}?" if near else "Give its hub (id and revision) and its architecture."
            yield found(f"{path}.name", wanted.name, "is not a model that the catalogue knows", fix)
        elif wanted.hub is None and (known is None or known.hub_id is None):
            yield found(f"{path}.hub", None, "is missing: the catalogue knows no weights", "Give id and revision.")
        elif wanted.hub is None and known is not None and wanted.quantization not in {None, known.quantization}:
            message = f"is not the format of {known.hub_id}, which holds {_held(known)}"
            fix = "Give hub (id and revision) of a repository with such weights, or leave quantization out."
            yield found(f"{path}.quantization", wanted.quantization, message, fix)
        yield from _gated(entry, path)
        yield from _length(entry)
        yield from _format(entry, path)


def _held(known: CatalogueModel) -> str:
    return f"{known.data_type} weights" if known.quantization == "none" else f"{known.quantization} weights"


def _gated(entry: Entry, path: str) -> Iterator[Problem]:
    if entry.facts is not None and entry.facts.gated and entry.serving.model.token is None:
        fix = "Accept its licence on the hub, and give token: {secretsManagerArn: ARN} or {config: NAME}."
        yield found(f"{path}.token", None, f"is missing: {entry.facts.name} is gated on its hub", fix)


def _length(entry: Entry) -> Iterator[Problem]:
    length, facts = entry.serving.engine.max_model_len, entry.facts
    if facts is not None and length is not None and length > facts.context_length:
        message = f"is above the {facts.context_length} tokens of {facts.name}"
        yield found(f"{entry.path}.engine.maxModelLen", length, message, f"Use at most {facts.context_length}.")


def _format(entry: Entry, path: str) -> Iterator[Problem]:
    if entry.facts is None or entry.machine is None:
        return
    name = entry.machine.accelerator_name
    if name in _WITHOUT_BFLOAT16 and entry.facts.data_type == "bfloat16":
        yield found(f"{path}.dataType", "bfloat16", f"cannot be computed on {name}", "Set dataType: float16.")
