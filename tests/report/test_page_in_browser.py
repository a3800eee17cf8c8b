"""The page in a browser: search, keys, one stack at a time, a phone's width, both colour schemes; nothing is loaded.

It needs Chromium on PATH. Without it the tests are skipped; with EVENKEEL_REQUIRE_BROWSER=1 they fail instead.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from evenkeel.report.page import page
from tests.report.chromium import Chromium, program, viewport
from tests.report.page_reviews import of_size, shrunk, unchanged

SHOWN = "[...document.querySelectorAll('.stack:not([hidden]) .node')].filter((node) => !node.closest('[hidden]'))"
HITS = "document.querySelector('.stack:not([hidden]) .hits').textContent"
FOCUSED = "document.activeElement.matches('input') ? 'search' : document.activeElement.textContent"

FAINT = """
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = channels(getComputedStyle(at).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255];
  };
  const faint = new Set();
  for (const element of document.querySelectorAll("main *")) {
    const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!says || element.closest("svg") || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const [one, other] = [luminance(channels(style.color)), luminance(ground(element))].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (other + 0.05);
    if (contrast < 4.5) faint.add(`${element.tagName}.${element.className} ${contrast}`);
  }
  return [...faint];
})()
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    if program() is None:
        if os.environ.get("EVENKEEL_REQUIRE_BROWSER") == "1":
            pytest.fail(
                "EVENKEEL_REQUIRE_BROWSER=1, but there is no chromium on PATH: install it, or unset the variable"
            )
        pytest.skip("there is no chromium on PATH")
    with Chromium() as found:
        yield found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "review.html"
    path.write_text(page([shrunk(), unchanged()]), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Chromium, file: Path) -> Iterator[Chromium]:
    """The page as it opens; whatever is done with it, it must report no error and ask for nothing."""
    browser.open(file)
    yield browser
    assert browser.named("Runtime.exceptionThrown") == []
    assert browser.named("Log.entryAdded") == []
    assert browser.named("Audits.issueAdded") == []
    asked = [event["request"]["url"] for event in browser.named("Network.requestWillBeSent")]
    assert [url for url in asked if not url.startswith(file.as_uri())] == []


def test_one_stack_is_shown_at_a_time(opened: Chromium) -> None:
    titles = "[...document.querySelectorAll('.stack')].filter((each) => each.checkVisibility()).map((each) => each.id)"
    assert opened.value(titles) == ["stack-prod"]
    opened.value("document.querySelectorAll('.stacks a')[1].click()")
    assert opened.value(f"new Promise((done) => setTimeout(() => done({titles}), 50))") == ["stack-dev"]


def test_search_by_keyboard_filters_and_esc_clears(opened: Chromium) -> None:
    everything = opened.value(f"{SHOWN}.length")
    opened.press("/")
    assert opened.value(FOCUSED) == "search"
    opened.type("nodeType cache.r7g")
    found = opened.value(f"{SHOWN}.map((node) => node.querySelector('.name').textContent)")
    assert found == ["cache", "cache-cache"]
    assert opened.value(HITS).startswith("1 of ")
    assert opened.value(f"{SHOWN}.at(-1).querySelector('.body ins').checkVisibility()")
    opened.press("Escape")
    assert opened.value(f"{SHOWN}.length") == everything
    assert opened.value(HITS) == ""
    assert opened.value("document.querySelector('input').value") == ""


def test_search_finds_unchanged_resources_and_says_when_there_is_nothing(opened: Chromium) -> None:
    opened.press("/")
    opened.type("network-vpc")
    assert opened.value(f"{SHOWN}.at(-1).checkVisibility()")
    opened.type("no such thing")
    assert opened.value(f"{SHOWN}.length") == 0
    assert opened.value(HITS).startswith("0 of ")


def test_an_operation_filters(opened: Chromium) -> None:
    chip = "document.querySelector('[data-filter=update]')"
    opened.value(f"{chip}.click()")
    count = sum(each.operation == "update" and each.resource.custom for each in shrunk().change.resources)
    assert opened.value(HITS).startswith(f"{count} of ")
    assert opened.value(f"{SHOWN}.filter((node) => node.dataset.op === 'delete').length") == 0
    assert opened.value(f"{chip}.ariaPressed") == "true"
    opened.value(f"{chip}.click()")
    assert opened.value(HITS) == ""


def test_arrows_move_open_and_close(opened: Chromium) -> None:
    opened.press("/")
    opened.press("ArrowDown")
    first = opened.value(FOCUSED)
    opened.press("ArrowDown")
    second = opened.value(FOCUSED)
    assert first
    assert second not in {first, "search"}
    opened.press("ArrowLeft")
    opened.press("ArrowLeft")
    assert opened.value(FOCUSED) == first
    opened.press("ArrowLeft")
    assert not opened.value("document.activeElement.parentElement.open")
    opened.press("ArrowRight")
    assert opened.value("document.activeElement.parentElement.open")
    opened.press("ArrowUp")
    assert opened.value(FOCUSED) == "search"


def test_everything_opens_and_closes_at_once(opened: Chromium) -> None:
    opened_now = "document.querySelectorAll('.stack:not([hidden]) .tree details[open]').length"
    opened.value("document.querySelector('[data-all=\"\"]').click()")
    assert opened.value(opened_now) == 0
    opened.value("document.querySelector('[data-all=open]').click()")
    assert opened.value(opened_now) > 40


def test_a_link_leads_to_a_resource_however_deep_it_is(browser: Chromium, opened: Chromium, file: Path) -> None:
    anchor = opened.value("document.querySelector('#stack-dev .rest .rest .node, #stack-dev .rest .node .node').id")
    browser.open(file, f"#{anchor}")
    assert browser.value(f"document.getElementById('{anchor}').checkVisibility()")
    place = browser.value(f"document.getElementById('{anchor}').getBoundingClientRect().top")
    assert 0 <= place < browser.value("innerHeight")


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_no_width_scrolls_sideways(opened: Chromium, width: int) -> None:
    with viewport(opened, width):
        for element in ("[data-all=open]", "#theme"):
            opened.value(f"document.querySelector('{element}').click()")
            assert opened.value("document.documentElement.scrollWidth") <= width
        opened.value("for (const each of document.querySelectorAll('details')) each.open = true")
        assert opened.value("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_is_readable_in_both_colour_schemes(opened: Chromium, scheme: str) -> None:
    opened.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    opened.value("for (const each of document.querySelectorAll('details')) each.open = true")
    ground = opened.value("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 18, 23)"}[scheme]
    assert opened.value(FAINT) == []
    other = "rgb(15, 18, 23)" if scheme == "light" else "rgb(255, 255, 255)"
    opened.value("document.querySelector('#theme').click()")
    assert opened.value("getComputedStyle(document.body).backgroundColor") == other


def test_without_script_everything_can_still_be_read(browser: Chromium, file: Path) -> None:
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(file)
        tree = browser.call("DOM.getDocument", depth=0)["root"]["nodeId"]
        count = len(browser.call("DOM.querySelectorAll", nodeId=tree, selector=".stack:not([hidden])")["nodeIds"])
        tools = browser.call("DOM.querySelectorAll", nodeId=tree, selector=".tools:not([hidden])")["nodeIds"]
    finally:
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
    assert count == 2
    assert tools == []


def test_five_thousand_resources_open_and_can_be_searched(browser: Chromium, tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text(page([of_size(5_000)]), encoding="utf-8")
    browser.open(path)
    assert browser.value("document.querySelectorAll('.node').length") > 5_000
    browser.press("/")
    browser.type("tenant-42-17")
    assert browser.value(HITS).startswith("1 of 5,000 ") or browser.value(HITS).startswith("1 of 5000 ")
    browser.press("Escape")
    assert browser.value(HITS) == ""
