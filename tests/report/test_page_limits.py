"""The page stays small enough to open, and its colours apart enough to read."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files

import pytest

from evenkeel.model.change import Operation
from evenkeel.report.page import page
from tests.report.markup import parsed
from tests.report.page_reviews import brought, of_names, of_size


def test_a_new_stack_of_the_project_s_own_size_stays_below_its_limit() -> None:
    review = brought()
    assert len(review.change.resources) > 350
    assert len(page([review]).encode()) < 1_500_000


def test_five_thousand_resources_take_a_few_megabytes() -> None:
    review = of_size(5_000)
    text = page([review])
    assert len(review.change.resources) > 5_000
    assert text.count('<li class="node ') == len(review.change.resources) - 1
    assert len(text.encode()) < 3_000_000


def test_what_is_said_of_very_many_resources_is_cut_and_counted() -> None:
    found = of_names("a bucket")
    assert found.verdicts is not None
    first = found.verdicts.judgement.findings[0]
    many = tuple(replace(first, path=f"rules[{place}]") for place in range(1_000))
    judgement = replace(found.verdicts.judgement, findings=many)
    verdicts = replace(found.verdicts, judgement=judgement, added=many, removed=())
    dangers = tuple(replace(found.change.dangers[0]) for _ in range(1_000))
    document = parsed(page([replace(found, verdicts=verdicts, change=replace(found.change, dangers=dangers))]))
    assert document.one("article", "rule").text().count("and 800 more") == 1
    assert "and 800 more" in document.one("section", "warned").text()
    assert "1000" in document.one("section", "warned").one("h3").text()


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


OPERATIONS = [operation.name.lower().replace("_", "-") for operation in Operation if operation is not Operation.SAME]


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_every_pair_of_colours_has_the_contrast_of_wcag_aa(mode: int) -> None:
    style = files("evenkeel.report.page").joinpath("page.css").read_text()
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", style)
    colours = {name: pair[mode] for name, *pair in found}
    pairs = [(ink, paper) for ink in ("ink", "quiet", "accent", *OPERATIONS) for paper in ("paper", "wash")]
    pairs += [(operation, f"{operation}-wash") for operation in OPERATIONS]
    pairs += [(ink, wash) for ink in ("ink",) for wash in ("delete-wash", "replace-wash", "update-wash")]
    assert {
        pair: _contrast(*(colours[name] for name in pair))
        for pair in pairs
        if _contrast(*(colours[name] for name in pair)) < 4.5
    } == {}
