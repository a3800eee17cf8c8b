"""`evenkeel check`: what the project's rules say about a stack, a plan or a state, before anything is deployed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from evenkeel.cli.failure import ExitCode, FailureError
from evenkeel.cli.output import check_folder, in_color, width, write, write_new
from evenkeel.cli.policy_pack import judge
from evenkeel.cli.project import Project, find_project
from evenkeel.cli.recording import record
from evenkeel.cli.today import today
from evenkeel.cli.whereabouts import Whereabouts, of_plan_file, of_stack_file
from evenkeel.model import Judgement, Plan
from evenkeel.plan import DocumentError, read
from evenkeel.report import concealment_of, findings_json, findings_junit, findings_sarif, findings_terminal

DESCRIPTION = """\
Judges what a stack would create by the rules in the project's folder `policies`, the same that gate `pulumi preview
--policy-pack policies`. Without credentials, cluster, network or the Pulumi CLI. A mandatory rule that fails, or
that in prod cannot be evaluated, ends the command with exit code 3; so does a rule that breaks."""

EXAMPLES = (
    ("evenkeel check", "the `dev` stack of this project"),
    ("evenkeel check prod --format sarif --out check.sarif", "for a code host"),
    ("evenkeel check path/to/Pulumi.try.yaml", "any stack file"),
    ("evenkeel check plan.json", "what `evenkeel preview --out` or `pulumi stack export` wrote"),
)

FORMATS = ("terminal", "json", "sarif", "junit")
_ENVIRONMENTS = ("dev", "staging", "prod")


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what is judged and the form of the report."""
    parser.add_argument(
        "subject",
        nargs="?",
        metavar="STACK | FILE | PLAN",
        help="name of a stack, path of a stack file (.yaml), or of a plan or an exported state (.json); left out, "
        "`dev` or else the only stack",
    )
    parser.add_argument("--format", choices=FORMATS, default="terminal", help="form of the report (default: terminal)")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="write the report to FILE, and say on the terminal how it went"
    )
    parser.add_argument(
        "--policy-config",
        type=Path,
        metavar="FILE",
        help="levels and parameters to use instead of policies/configuration.yaml",
    )
    parser.add_argument(
        "--environment",
        choices=_ENVIRONMENTS,
        help="whose levels hold; left out, what the stack file says, or for a plan what its stack's name says",
    )


def run(options: Namespace) -> int:
    """Make or read the plan, judge it, and print or write the report."""
    if options.out is not None:
        check_folder(options.out)
    subject = _subject(options.subject)
    judgement = judge(
        subject.project.root,
        subject.plan,
        today=today(),
        environment=options.environment or subject.environment,
        configuration=options.policy_config,
    )
    located = subject.whereabouts.located(judgement, subject.plan)
    judgement = concealment_of(subject.plan).record(located)
    terminal = options.format == "terminal"
    if options.out is None:
        write(_rendered(options.format, judgement, subject, columns=width(), color=in_color()))
    else:
        write_new(options.out, _rendered(options.format, judgement, subject, columns=120, color=False), replace=True)
        if not terminal:
            write(findings_terminal(judgement, width=width(), color=in_color()))
    return ExitCode.GATE if judgement.gated else ExitCode.DONE


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is judged: a plan, where it came from, and the environment where that is known."""

    project: Project
    plan: Plan
    environment: str | None
    whereabouts: Whereabouts


def _subject(given: str | None) -> _Subject:
    if given is not None and _is_plan(given):
        project = find_project(Path.cwd())
        path = Path(given)
        try:
            plan = read(path)
        except DocumentError as error:
            raise FailureError(str(error)) from None
        return _Subject(project, plan, None, of_plan_file(path, project, plan.stack))
    recorded = record(given)
    project = find_project(Path.cwd(), given)
    where = of_stack_file(project.stack_file(given), project)
    return _Subject(project, recorded.plan, str(recorded.platform.environment), where)


def _is_plan(given: str) -> bool:
    return given.endswith(".json") or (Path(given).is_file() and not given.endswith((".yaml", ".yml")))


def _rendered(form: str, judgement: Judgement, subject: _Subject, *, columns: int, color: bool) -> str:
    if form == "json":
        return findings_json(judgement)
    if form == "sarif":
        return findings_sarif(judgement, version=version("evenkeel"), fallback=subject.whereabouts.fallback)
    if form == "junit":
        return findings_junit(judgement)
    return findings_terminal(judgement, width=columns, color=color)
