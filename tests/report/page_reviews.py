"""Reviews of real changes: plans recorded or made by hand, compared, priced and judged by the project itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from evenkeel import diff, estimate
from evenkeel.model import Location, Plan, Value
from evenkeel.model.review import Costs, Refusal, Review, Verdicts
from policies import check
from tests.report.plans import Sketch
from tests.stacks.plans import plan_of, platform_of, recorded

BUCKET = "aws:s3/bucket:Bucket"
TODAY = date(2026, 11, 1)
REFUSAL = Refusal(
    gate="protected-deleted", reason="the engine will refuse to delete storage-checkpoints-replica-bucket"
)


def review_of(base: Plan, head: Plan, *refusals: Refusal, environment: str = "prod") -> Review:
    """Return everything that is found out about a change."""
    judgements = [check(plan, today=TODAY, environment=environment) for plan in (base, head)]
    was, now = ({finding.fingerprint for finding in judgement.findings} for judgement in judgements)
    before, after = (estimate.estimate(plan) if plan.resources else None for plan in (base, head))
    return Review(
        change=diff.compare(base, head, base_label="main", head_label="topic/smaller"),
        costs=Costs(base=before, head=after, delta=estimate.compare(before, after)),
        verdicts=Verdicts(
            judgement=judgements[1],
            added=tuple(finding for finding in judgements[1].findings if finding.fingerprint not in was),
            removed=tuple(finding for finding in judgements[0].findings if finding.fingerprint not in now),
        ),
        refusals=refusals,
    )


@cache
def shrunk() -> Review:
    """The project's own prod without its largest model and without a second copy of the checkpoints."""
    platform = platform_of("prod")
    platform["serving"].pop(1)
    platform["nodePools"].pop(1)
    platform["nodePools"][0]["max"] = {"accelerators": 40}
    platform["serving"][0]["scaling"]["max"] = 8
    platform["storage"]["checkpoints"] = {"replicate": False}
    platform["cache"]["nodeType"] = "cache.r7g.xlarge"
    platform["loadBalancer"]["idleTimeoutSeconds"] = 1200
    return review_of(plan_of("prod"), recorded(platform, "prod"), REFUSAL)


@cache
def brought() -> Review:
    """The project's own prod where nothing was."""
    return review_of(replace(plan_of("prod"), resources=(), outputs={}), plan_of("prod"))


@cache
def unchanged() -> Review:
    """The project's own dev as it is."""
    return review_of(plan_of("dev"), plan_of("dev"), environment="dev")


def of_size(count: int) -> Review:
    """Return the change of a made-up stack of that many resources: every fiftieth is new, every seventieth differs."""
    old, new = Sketch("large"), Sketch("large")
    for part in range(count // 50):
        below = [sketch.add("evenkeel:index:Bucket", f"tenant-{part}") for sketch in (old, new)]
        for place in range(50):
            name = f"tenant-{part}-{place}"
            inputs = {"bucket": name, "tags": {"owner": "platform", "tenant": str(part), "place": str(place)}}
            if place:
                old.add(BUCKET, name, inputs, parent=below[0])
            changed = {**inputs, "forceDestroy": True} if (part * 50 + place) % 70 == 69 else inputs
            new.add(BUCKET, name, changed, parent=below[1])
    return Review(change=diff.compare(old.plan(), new.plan(), base_label="main", head_label="topic"))


def of_names(*names: str, **inputs: Value) -> Review:
    """Return a change of resources of given names, which stand in every other text of the review, too."""
    old, new = Sketch(), Sketch()
    for index, name in enumerate(names):
        values: dict[str, Value] = {
            name: name,
            "list": [name],
            "lines": f"{name}\nsecond",
            "json": f'{{"a": "{index}"}}',
        }
        old.add(BUCKET, f"gone-{name}", values, protect=True)
        new.add(BUCKET, f"new-{name}", values)
        old.add(BUCKET, f"kept-{name}", {"bucket": name, name: 1})
        new.add(BUCKET, f"kept-{name}", {"bucket": f"{name}!", name: 2, **inputs})
    found = review_of(old.plan(out=names[0]), new.plan(out=f"{names[0]}!"), Refusal(gate=names[0], reason=names[-1]))
    assert found.verdicts is not None
    judgement = found.verdicts.judgement
    odd = tuple(
        replace(finding, title=names[0], message=names[-1], remedy=names[0], location=Location(file=names[-1], line=1))
        for finding in judgement.findings
    )
    return replace(
        found,
        change=replace(found.change, base_label=names[0], head_label=names[-1], notes=names),
        verdicts=replace(found.verdicts, judgement=replace(judgement, findings=odd), added=odd),
    )
