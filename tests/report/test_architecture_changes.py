"""The architecture picture of a change: marks where it lands, and nowhere else."""

from __future__ import annotations

from collections import Counter
from functools import cache
from xml.etree import ElementTree

from evenkeel.diff import compare
from evenkeel.model import Plan
from evenkeel.model.change import Operation
from evenkeel.report.architecture import architecture_svg, architecture_text
from evenkeel.report.architecture.extract import architecture
from evenkeel.report.architecture.records import LinkKind, Presence
from tests.report.architecture_checks import check_layout, marks, part_of
from tests.report.plans import Sketch, small
from tests.stacks.plans import plan_of, platform_of, recorded


@cache
def changed_prod() -> Plan:
    platform = platform_of("prod")
    platform["serving"][0]["scaling"]["max"] = 5
    platform["nodePools"].append({"name": "spare", "purpose": "general", "instanceTypes": ["m7g.large"]})
    platform["nodePools"][-1]["max"] = {"nodes": 2}
    del platform["cache"]
    return recorded(platform, "prod")


def test_a_change_is_marked_where_it_lands_and_nowhere_else() -> None:
    base, head = plan_of("prod"), changed_prod()
    change = compare(base, head)
    found = architecture(head, change)
    own = marks(found)
    assert own["chat"] == {Operation.UPDATE: 1}
    assert own["spare"] == {Operation.CREATE: 2}
    assert set(own["cache"]) == {Operation.DELETE}
    assert "serve-l40s" not in own
    assert "models" not in own
    assert part_of(found.parts, "cache").presence is Presence.GONE
    assert part_of(found.parts, "spare").presence is Presence.ADDED
    total = Counter[Operation]()
    for part in found.parts:
        total.update({mark.operation: mark.count for mark in part.marks})
    expected = Counter(
        each.operation
        for each in change.changed
        if each.resource.custom and not each.resource.type.startswith("pulumi:")
    )
    assert total == expected
    gone = [link for link in found.links if link.presence is Presence.GONE]
    assert [(link.kind, link.target) for link in gone] == [(LinkKind.MAY_REACH, part_of(found.parts, "cache").key)]
    check_layout(found)


def test_marks_are_drawn_with_sign_word_and_count() -> None:
    base, head = plan_of("prod"), changed_prod()
    svg = architecture_svg(head, change=compare(base, head))
    root = ElementTree.fromstring(svg)
    texts = {"".join(element.itertext()) for element in root.iter() if element.tag.endswith("}text")}
    assert "+ create 2" in texts
    assert "~ update 1" in texts
    assert any(text.startswith("- delete ") for text in texts)
    cache_box = next(each for each in root.iter() if each.get("data-kind") == "cache")
    assert cache_box.get("data-presence") == "gone"
    assert "goes away" in texts
    said = architecture_text(head, compare(base, head))
    assert any(line.startswith("Data: cache") and "goes away" in line for line in said)


def test_a_stack_that_goes_altogether_is_shown_dashed() -> None:
    base = small()
    head = Sketch("dev").plan()
    found = architecture(head, compare(base, head))
    assert {part.presence for part in found.parts} == {Presence.GONE}
    check_layout(found)


def test_nothing_is_marked_where_nothing_changes() -> None:
    plan = plan_of("staging")
    assert marks(architecture(plan, compare(plan, plan))) == {}
    assert "Nothing in this picture changes." in architecture_svg(plan, change=compare(plan, plan))
