"use strict";
// Adds search, filters, keys and one stack at a time to a page that reads without any of them.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const stacks = all(".stack");

// --- resources of one stack -----------------------------------------------------------------------------------------

function resources(stack) {
  const tools = stack.querySelector(".tools");
  const tree = stack.querySelector(".tree");
  const input = tools.querySelector("input");
  const hits = tools.querySelector(".hits");
  const chips = all("[data-filter]", tools);
  let entries = null;
  let before = null;

  // what a resource says itself, without what is below it
  function own(node) {
    const head = node.querySelector(":scope > details > summary, :scope > p").textContent.toLowerCase();
    const body = node.querySelector(":scope > details > .body")?.textContent.toLowerCase() ?? "";
    return { head, text: `${head} ${body}` };
  }

  function indexed() {
    entries ??= all(".node", tree).map((node) => ({
      node,
      operation: node.dataset.op,
      counts: "c" in node.dataset,
      ...own(node),
      above: node.parentElement.closest(".node"),
    }));
    return entries;
  }

  function filter() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const operations = new Set(chips.filter((chip) => chip.ariaPressed === "true").map((chip) => chip.dataset.filter));
    const active = words.length > 0 || operations.size > 0;
    if (active && before === null) before = all("details", tree).map((element) => [element, element.open]);
    if (!active && before === null) return;
    const shown = new Set();
    const matches = [];
    for (const entry of indexed().toReversed()) {
      const fits =
        (operations.size === 0 || operations.has(entry.operation)) && words.every((word) => entry.text.includes(word));
      if (fits) matches.push(entry);
      if (fits || shown.has(entry.node)) {
        shown.add(entry.node);
        if (entry.above) shown.add(entry.above);
      }
      entry.node.hidden = !shown.has(entry.node);
    }
    for (const rest of all(".rest", tree)) rest.hidden = !all(".node", rest).some((node) => !node.hidden);
    if (active) {
      for (const { node, head } of matches) {
        for (const element of above(node)) element.open = true;
        if (!words.every((word) => head.includes(word))) node.querySelector("details").open = true;
      }
      hits.textContent = `${matches.filter((entry) => entry.counts).length} of ${entries.filter((entry) => entry.counts).length} resources`;
    } else {
      for (const [element, open] of before) element.open = open;
      before = null;
      hits.textContent = "";
    }
    highlight(words, matches);
  }

  function highlight(words, matches) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (words.length === 0 || matches.length > 300) return;
    const found = new Highlight();
    for (const { node } of matches) {
      for (const part of all(":scope > details > summary, :scope > details > .body, :scope > p", node)) {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode.data.toLowerCase();
          for (const word of words) {
            for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
              const range = new Range();
              range.setStart(walker.currentNode, at);
              range.setEnd(walker.currentNode, Math.min(at + word.length, walker.currentNode.length));
              found.add(range);
            }
          }
        }
      }
    }
    CSS.highlights.set("found", found);
  }

  function clear() {
    input.value = "";
    for (const chip of chips) chip.ariaPressed = "false";
    filter();
  }

  function rows() {
    return all("summary, .same > p", tree).filter((row) => row.checkVisibility());
  }

  function move(event) {
    const row = event.target.closest("summary, .same > p");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const visible = rows();
    const place = visible.indexOf(row);
    const fold = row.tagName === "SUMMARY" ? row.parentElement : null;
    const goals = {
      ArrowDown: () => visible[place + 1],
      ArrowUp: () => visible[place - 1] ?? input,
      Home: () => visible[0],
      End: () => visible.at(-1),
      ArrowRight: () => (fold && !fold.open ? ((fold.open = true), row) : visible[place + 1]),
      ArrowLeft: () =>
        fold && fold.open ? ((fold.open = false), row) : (fold ?? row).parentElement.closest("details")?.querySelector("summary"),
    };
    const goal = goals[event.key]?.();
    if (!goals[event.key]) return;
    event.preventDefault();
    goal?.focus();
  }

  tools.hidden = false;
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 80);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    rows()[0]?.focus();
  });
  tree.addEventListener("keydown", move);
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.ariaPressed = String(chip.ariaPressed !== "true");
      filter();
    });
  }
  for (const button of all("[data-all]", tools)) {
    button.addEventListener("click", () => {
      for (const element of all("details", tree)) element.open = button.dataset.all === "open" && !element.closest(".rest");
    });
  }
  return { stack, input, clear };
}

function above(node) {
  const found = [];
  for (let element = node.parentElement.closest("details"); element; element = element.parentElement.closest("details")) found.push(element);
  return found;
}

// --- one stack at a time --------------------------------------------------------------------------------------------

const trees = stacks.map(resources);

function show(stack) {
  for (const each of stacks) each.hidden = each !== stack;
  for (const link of all(".stacks a")) {
    if (link.hash === `#${stack.id}`) link.ariaCurrent = "true";
    else link.removeAttribute("aria-current");
  }
}

function follow() {
  let target = null;
  try {
    target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    // an address that somebody has mistyped shows the page from its beginning
  }
  const stack = target?.closest(".stack");
  if (!stack) {
    if (stacks.length > 0 && !stacks.some((each) => !each.hidden && stacks.some((other) => other.hidden))) show(stacks[0]);
    return;
  }
  show(stack);
  if (target.closest("[hidden]")) trees.find((each) => each.stack === stack).clear();
  for (const element of above(target)) element.open = true;
  const fold = target.querySelector(":scope > details");
  if (fold) fold.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", follow);
follow();

// --- keys for the whole page ----------------------------------------------------------------------------------------

addEventListener("keydown", (event) => {
  const tree = trees.find((each) => !each.stack.hidden);
  if (!tree || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && !event.target.matches("input")) {
    event.preventDefault();
    tree.input.focus();
    tree.input.select();
  } else if (event.key === "Escape") {
    event.preventDefault();
    tree.clear();
    if (event.target === tree.input) tree.input.blur();
  }
});

// --- light and dark -------------------------------------------------------------------------------------------------

const theme = document.getElementById("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  return (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
}

function label() {
  theme.textContent = isDark() ? "Light" : "Dark";
}

theme.hidden = false;
theme.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  label();
});
dark.addEventListener("change", label);
label();

// --- on paper everything that changes stands open -------------------------------------------------------------------

let folded = [];
addEventListener("beforeprint", () => {
  folded = all("details:not([open])").filter((element) => !element.closest(".rest"));
  for (const element of folded) element.open = true;
});
addEventListener("afterprint", () => {
  for (const element of folded) element.open = false;
});
