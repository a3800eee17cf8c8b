"""Which plan is compared with which: one pair a stack."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from evenkeel.cli.failure import FailureError
from evenkeel.cli.project import Project, find_project
from evenkeel.cli.sides.ciphertexts import read_ciphertexts, secret_changes
from evenkeel.cli.sides.kinds import DocumentSide, Side
from evenkeel.cli.sides.origin import Origin, of_document, of_program
from evenkeel.cli.sides.preview_gaps import completed
from evenkeel.cli.sides.recordings import Task, record_all
from evenkeel.cli.sides.worktree import interruptible, worktree
from evenkeel.diff import Told
from evenkeel.model import Fidelity, Plan
from evenkeel.model.change import SecretChange
from evenkeel.spec.reading import stack_names, stack_path

_LOCK = Path("requirements") / "lock.txt"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two plans of one stack.

    Attributes:
        base: before.
        head: after.
        base_origin: where the one came from; None where that side does not have the stack, and the plan is empty.
        head_origin: where the other came from; the same.
        secrets: what differs in the ciphertexts of the stack files; None where there are not two of them.
        notes: what the reader should know.
        told: by URN what the head, a preview of the engine, says of what stays.
    """

    base: Plan
    head: Plan
    base_origin: Origin | None
    head_origin: Origin | None
    secrets: tuple[SecretChange, ...] | None
    notes: tuple[str, ...]
    told: Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class _End:
    """A side with its plan of one stack, where its program is, and where the plan came from."""

    side: Side
    place: _Place | None
    plan: Plan | None
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a side's program is."""

    project: Project
    label: str

    def file(self, stack: str) -> Path:
        return stack_path(stack, self.project.stacks)

    def stacks(self) -> tuple[str, ...]:
        return stack_names(self.project.stacks) if self.project.stacks.is_dir() else ()


def pairs(base: Side, head: Side, stacks: Sequence[str], root: Path | None) -> list[Pair]:
    """Return the plans of both sides, recording programs where need be.

    Args:
        base: the side before.
        head: the side after.
        stacks: names; none means those of the files, or else all of the project.
        root: folder of the project.

    Raises:
        FailureError: a stack is on neither side, or a program cannot be recorded.
    """
    with interruptible(), ExitStack() as open_places:
        before = open_places.enter_context(_placed(base, root))
        after = before if base is head else open_places.enter_context(_placed(head, root))
        found: list[Pair] = []
        names = _names(base, head, [place for place in (before, after) if place is not None], stacks)
        tasks = [
            Task(place.label, place.project.root, name)
            for name in names
            for place in (before, after)
            if place is not None and place.file(name).is_file()
        ]
        plans = record_all(dict.fromkeys(tasks))
        for name in names:
            ends = [
                _end(side, root) if isinstance(side, DocumentSide) else _program_end(side, place, name, plans)
                for side, place in ((base, before), (head, after))
            ]
            found.append(_pair(ends[0], ends[1], name))
        return found


def _end(side: DocumentSide, root: Path | None) -> _End:
    plan = side.document.plan
    project = find_project(root) if root else None
    return _End(side, None, plan, of_document(Path(side.label), project, plan.stack))


def _program_end(side: Side, place: _Place | None, name: str, plans: Mapping[Task, Plan]) -> _End:
    plan = plans.get(Task(place.label, place.project.root, name)) if place else None
    if plan is None or place is None:
        return _End(side, place, None, None)
    return _End(side, place, plan, of_program(place.file(name), place.project))


@contextmanager
def _placed(side: Side, root: Path | None) -> Generator[_Place | None]:
    if isinstance(side, DocumentSide):
        yield None
    elif root is None:
        raise FailureError("there is no Pulumi.yaml here; change into the project first")
    elif side.commit is None:
        yield _Place(find_project(root), side.label)
    else:
        with worktree(root, side.commit) as project:
            yield _Place(find_project(project), side.label)


def _names(base: Side, head: Side, programs: Sequence[_Place], stacks: Sequence[str]) -> list[str]:
    documents = [side for side in (base, head) if isinstance(side, DocumentSide)]
    if documents and len(set(stacks)) > 1:
        raise FailureError("a file holds one stack; name at most one with --stack")
    known = sorted({name for place in programs for name in place.stacks()})
    if stacks:
        for name in stacks:
            if programs and name not in known:
                raise FailureError(f"there is no stack {name!r} on either side; there are {', '.join(known) or 'none'}")
        return list(dict.fromkeys(stacks))
    if documents:
        name = documents[0].document.plan.stack
        if programs and name not in known:
            raise FailureError(
                f"{documents[0].label} is of stack {name!r}, which the project does not have; say with --stack which "
                f"one to compare it with: {', '.join(known) or 'there is none'}"
            )
        return [name]
    if not known:
        raise FailureError("there is no stack on either side; write one with: evenkeel new dev")
    return known


def _pair(base: _End, head: _End, name: str) -> Pair:
    present = base.plan or head.plan
    if present is None:
        raise FailureError(f"there is no stack {name!r} on either side")
    notes: list[str] = []
    if base.plan is None:
        notes.append(f"stack {name} is new: {base.side.label} does not have it")
    if head.plan is None:
        notes.append(f"stack {name} goes: {head.side.label} does not have it")
    old, new, gaps = completed(base.side, head.side, base.plan or _nothing(present), head.plan or _nothing(present))
    secrets: tuple[SecretChange, ...] | None = None
    if base.place is not None and head.place is not None:
        ciphertexts = [read_ciphertexts(place.file(name)) for place in (base.place, head.place)]
        secrets = secret_changes(*ciphertexts)
        if secrets and ciphertexts[0].encryption != ciphertexts[1].encryption:
            notes.append("the stack file is encrypted with another key: every ciphertext differs, whatever its value")
    told: Mapping[str, Told] = head.side.document.told if isinstance(head.side, DocumentSide) else {}
    remarks = (*notes, *gaps, *_locks(base.place, head.place))
    return Pair(old, new, base.origin, head.origin, secrets, remarks, told)


def _nothing(like: Plan) -> Plan:
    return Plan(project=like.project, stack=like.stack, fidelity=Fidelity.RECORDED, resources=())


def _locks(before: _Place | None, after: _Place | None) -> list[str]:
    """Say where the two revisions want other dependencies: both were recorded with those installed here."""
    if before is None or after is None:
        return []
    files = [place.project.root / _LOCK for place in (before, after)]
    texts = [file.read_bytes() if file.is_file() else b"" for file in files]
    if texts[0] == texts[1]:
        return []
    return ["the two sides lock different dependencies; both were recorded with those that are installed here"]
