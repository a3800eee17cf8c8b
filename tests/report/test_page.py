"""The page is one sound document that loads nothing, agrees with the records, and in which no plan can act."""

from __future__ import annotations

import re
from base64 import b64encode
from decimal import Decimal
from hashlib import sha256
from importlib.resources import files

import pytest

from evenkeel.diff import compare
from evenkeel.model.review import Review
from evenkeel.report.changes_groups import counted
from evenkeel.report.page import page
from tests.estimate.plans import nat_gateway, plan
from tests.report.markup import Element, identifiers, parsed
from tests.report.page_reviews import brought, review_of, shrunk, unchanged
from tests.report.plans import Sketch

BUCKET = "aws:s3/bucket:Bucket"


@pytest.fixture(scope="module")
def three() -> Element:
    return parsed(page([shrunk(), brought(), unchanged()]))


@pytest.fixture(scope="module")
def one() -> Element:
    return parsed(page([shrunk()]))


# --- one document that loads nothing ---------------------------------------------------------------------------------


@pytest.fixture(params=["none", "the same twice", "three"])
def any_page(request: pytest.FixtureRequest, three: Element) -> Element:
    """Pages of no stack, of one that stands there twice, and of three."""
    if request.param == "three":
        return three
    return parsed(page([] if request.param == "none" else [unchanged(), unchanged()]))


def test_identifiers_are_unique_and_every_link_leads_to_one(any_page: Element) -> None:
    document = any_page
    found = identifiers(document)
    assert len(set(found)) == len(found)
    goals = [element.attributes["href"] for element in document.all("a")]
    assert [goal for goal in goals if goal.removeprefix("#") not in found] == []
    labels = [element.attributes.get("aria-labelledby", "").split() for element in document.all()]
    assert {label for several in labels for label in several} <= set(found)


def test_nothing_is_loaded_and_nothing_may_be(three: Element) -> None:
    loading = {"src", "srcset", "data", "action", "formaction", "poster", "background", "style", "xlink:href"}
    for element in three.all():
        assert element.name not in {"link", "iframe", "object", "embed", "base", "form", "img", "image"}
        assert not loading & element.attributes.keys()
        assert not [name for name in element.attributes if name.startswith("on")]
    rules = three.all("meta")[1].attributes
    assert rules["http-equiv"] == "Content-Security-Policy"
    assert rules["content"].startswith("default-src 'none'; ")
    assert "unsafe" not in rules["content"]
    assert not re.search(r"https?:|\*", rules["content"])


def test_the_policy_names_the_page_s_own_style_and_script(three: Element) -> None:
    allowed = three.all("meta")[1].attributes["content"]
    directives = {part.split()[0]: part for part in allowed.split("; ")}
    for name in ("style", "script"):
        for element in three.all(name):
            digest = b64encode(sha256("".join(element.parts).encode()).digest()).decode()
            assert f"'sha256-{digest}'" in directives[f"{name}-src"]


def test_style_loads_nothing_either() -> None:
    style = files("evenkeel.report.page").joinpath("page.css").read_text()
    assert "url(" not in style
    assert "@import" not in style


def test_landmarks_language_and_names_of_controls(three: Element) -> None:
    assert three.one("html").attributes["lang"] == "en"
    assert len(three.all("main")) == len(three.all("h1")) == 1
    assert three.one("a", "skip").attributes["href"] == "#main"
    assert all("aria-label" in element.attributes for element in (*three.all("nav"), *three.all("input")))
    assert all(element.text() for element in (*three.all("button"), *three.all("summary"), *three.all("a")))
    for table in three.all("table"):
        assert table.all("caption")
        assert all("scope" in cell.attributes for cell in table.all("th"))
    for drawing in three.all("svg"):
        chain = [drawing]
        while chain[-1].above:
            chain.append(chain[-1].above)
        assert any(
            element.attributes.get("role") == "img" or element.attributes.get("aria-hidden") == "true"
            for element in chain
        )


def test_the_page_gives_the_picture_all_its_colours(one: Element) -> None:
    style = files("evenkeel.report.page").joinpath("page.css").read_text()
    used = {
        name
        for element in one.one("div", "picture").all()
        for value in element.attributes.values()
        for name in re.findall(r"var\((--[\w-]+)", value)
    }
    assert used
    assert {name for name in used if f"{name}:" not in style} == set()


# --- the numbers of the records --------------------------------------------------------------------------------------


def test_counts_are_those_of_the_change_and_every_resource_is_there(one: Element) -> None:
    change = shrunk().change
    counts = {operation.name.lower().replace("_", "-"): count for operation, count in counted(change).items()}
    nodes = one.one("ul", "tree").all("li", "node")
    assert len(nodes) == len(change.resources) - 1  # the stack itself is the tree
    for operation, count in counts.items():
        marked = [node for node in nodes if node.attributes["data-op"] == operation and "data-c" in node.attributes]
        assert len(marked) == count
    verdict = one.one("header", "verdict").text()
    assert f"{counts['delete']} delete" in verdict
    assert f"{counts['same']} unchanged" in verdict


def test_dangers_and_refusals_stand_first_and_are_never_folded(one: Element) -> None:
    change = shrunk().change
    listed = one.one("section", "warned")
    assert not listed.all("details")
    assert len(listed.all("a")) == len(change.dangers) > 0
    assert "Refused: 1 threshold exceeded" in one.one("section", "alarm").text()
    order = [section.attributes["id"].rpartition("_")[2] for section in one.all("section", "part")]
    assert order[:4] == ["refusals", "dangers", "policy", "figures"]
    assert order.index("resources") < order.index("notes")


def test_every_finding_stands_where_it_belongs(one: Element) -> None:
    verdicts = shrunk().verdicts
    assert verdicts is not None
    (part,) = [section for section in one.all("section", "part") if section.attributes["id"].endswith("_policy")]
    folded = part.all("details")
    first = [rule for rule in part.all("article") if rule.above is part]
    listed = [item for rule in first for item in rule.one("ul").all("li")]
    assert len(listed) == len(verdicts.added) > 0
    standing = [finding for finding in verdicts.judgement.findings if finding not in verdicts.added]
    assert [len(fold.all("li")) for fold in folded] == [len(standing), len(verdicts.removed)]
    for finding in verdicts.added:
        assert finding.rule in part.text()
        assert finding.remedy in part.text()


def test_figures_are_those_of_the_estimates(one: Element) -> None:
    costs = shrunk().costs
    assert costs is not None
    assert costs.head is not None
    cost, electricity, _ = one.all("div", "figure")
    rows = {row.one("th").text(): [cell.text() for cell in row.all("td")] for row in cost.all("table")[0].all("tr")[1:]}
    for end in ("low", "expected", "high"):
        base, head, change = (
            getattr(band, end) for band in (costs.delta.usd.base, costs.delta.usd.head, costs.delta.usd.change)
        )
        assert rows[end][:2] == [f"{base:,.2f}", f"{head:,.2f}"]
        assert rows[end][2].startswith(f"\N{MINUS SIGN}{-change:,.2f}")
    assert "Some costs are not known" in one.text()
    shares = [row.all("td")[1].text() for table in cost.all("table", "components") for row in table.all("tr")[1:]]
    paid = [each.totals.usd.expected for each in costs.head.components if each.totals.usd.high]
    assert sum(Decimal(share.replace(",", "")) for share in shares) == pytest.approx(sum(paid), abs=Decimal("0.2"))
    used = {each.name for each in costs.head.components if each.totals.kwh.high}
    assert used <= {row.one("th").text() for row in electricity.one("table", "components").all("tr")[1:]}
    text = one.text()
    assert all(each.name in text and each.reason in text for each in costs.head.unknown_costs)
    assert all(each.name in text for each in costs.head.assumptions)


def test_a_difference_reads_before_and_after(one: Element) -> None:
    rows = [row.text() for row in one.all("div", "row")]
    assert "~ changed idleTimeout 900 → 1200" in rows
    assert any(row.startswith("~ changed spec .maxReplicaCount 6 → 8") for row in rows)


def test_long_texts_and_json_are_compared_line_by_line() -> None:
    old, new = Sketch(), Sketch()
    script = [f"line {number}" for number in range(60)]
    policy = '{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::models/*"}]}'
    old.add("kubernetes:core/v1:ConfigMap", "scripts", {"data": {"run.sh": "\n".join(script)}})
    new.add(
        "kubernetes:core/v1:ConfigMap",
        "scripts",
        {"data": {"run.sh": "\n".join([*script[:30], "other", *script[31:]])}},
    )
    new.add("aws:iam/policy:Policy", "reader", {"policy": policy})
    document = parsed(page([Review(change=compare(old.plan(), new.plan()))]))
    changed, created = (lines for lines in document.all("pre", "lines"))
    assert [line.text() for line in (*changed.all("del"), *changed.all("ins"))] == ["- line 30", "+ other"]
    assert len(changed.children) == 6
    assert '"Action": "s3:GetObject",' in [line.text().removeprefix("+ ") for line in created.all("ins")]


def test_without_costs_and_rules_nothing_is_said_of_them() -> None:
    bare = Review(change=shrunk().change)
    document = parsed(page([bare]))
    text = document.one("main").text()
    assert "Policies" not in text
    assert "Electricity" not in text


def test_a_stack_in_which_nothing_changes_says_so(three: Element) -> None:
    section = three.all("section", "stack")[2]
    assert "Nothing changes, as far as is known before a deployment." in section.text()
    assert not section.all("section", "warned")
    assert "The change moves none of them" in section.text()
    assert len(section.one("ul", "tree").all("li", "node")) == len(unchanged().change.resources) - 1


def test_parents_in_a_circle_and_deep_ones_lose_no_resource() -> None:
    sketch = Sketch()
    below = sketch.root
    for depth in range(40):
        below = sketch.add("evenkeel:index:Part", f"part-{depth}", parent=below)
    names = [f"urn:pulumi:prod::evenkeel::{BUCKET}::{name}" for name in "ab"]
    sketch.add(BUCKET, "a", parent=names[1])
    sketch.add(BUCKET, "b", parent=names[0])
    document = parsed(page([Review(change=compare(Sketch().plan(), sketch.plan()))]))
    assert len(document.all("li", "node")) == 42


def test_lost_prices_are_never_shown_as_a_saving() -> None:
    found = review_of(plan(*nat_gateway("a")), plan(*nat_gateway("a"), region="xx-nowhere-1"))
    main = parsed(page([found])).one("main")
    assert "Not comparable: 3 costs are no longer known." in main.text()
    (cost,) = [each for each in main.one("dl", "glance").all("div") if each.text().startswith("Cost")]
    assert "3 costs more unknown" in cost.text()
    assert not cost.all("dd", "less")
    assert not main.one("div", "cost").all("td", "less")


def test_refusals_stand_in_the_heading(one: Element) -> None:
    assert "Refused by protected-deleted. Changes" in one.one("h2").text()
