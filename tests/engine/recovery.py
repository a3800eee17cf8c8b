"""What docs/engine-tier.md tells a person to do after an update that was cut short, step by step."""

from __future__ import annotations

import json
from typing import Any

from tests.engine.harness import Engine, Program


def recover(engine: Engine, program: Program) -> None:
    """Unlock, settle what was in flight, adopt what was created all the same, deploy."""
    unlock(engine)
    doubtful = {urn for kind, urn in engine.pending() if kind == "creating"}
    engine.refresh(clear_pending_creates=True)
    adopt(engine, program, doubtful)
    engine.up(program)


def unlock(engine: Engine) -> None:
    """Take the lock off, and the file that the file backend had begun to write beside the state, which is whole."""
    if engine.attributes_file.is_file() and not engine.attributes_file.stat().st_size:
        engine.attributes_file.unlink()
    if engine.is_locked():
        engine.stack.cancel()


def adopt(engine: Engine, program: Program, doubtful: set[str]) -> None:
    """Import what exists of the resources whose creation nobody saw the end of.

    `pulumi preview --import-file` writes an entry for each resource that is not in the state; those that are found in
    the cloud get their ids, the others are left out, and `pulumi import --file` takes the rest into the state.
    """
    known = {resource["id"] for resource in engine.custom().values()}
    found = {urn: identifier for identifier, urn in _existing(engine).items() if identifier not in known}
    ids = {urn.rpartition("::")[2]: identifier for urn, identifier in found.items() if urn in doubtful}
    if not ids:
        return
    path = engine.folder / "import.json"
    engine.stack.preview(program=program, import_file=str(path))
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    offered: list[dict[str, Any]] = content.get("resources") or []
    entries = [{**entry, "id": ids[entry["name"]]} for entry in offered if entry["name"] in ids]
    # A replacement has the URN of what it replaces, which is in the state: its new copy is deleted by hand instead.
    for name in ids.keys() - {entry["name"] for entry in entries}:
        engine.cloud.things.pop(ids[name], None)
    if not entries:
        return
    content["resources"] = entries
    path.write_text(json.dumps(content), "utf-8")
    engine.cli("import", "--file", str(path), "--yes", "--skip-preview", "--generate-code=false", "--protect=false")


def _existing(engine: Engine) -> dict[str, str]:
    """Return the URN by id of what is in the cloud, as a person finds it there by tags and names."""
    return {identifier: thing.urn for identifier, thing in engine.cloud.things.items()}
