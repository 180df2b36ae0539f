"""What is looked at on a page in a browser: axe, 320 pixels, and the way through it by keyboard."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# 1280 pixels at 400 % are 320.
NARROW = {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_TABS = 400

# What has the focus: its place in the page, whether it can be seen, and whether something stands in front of it.
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 0), innerWidth - 1);
  const front = document.elementFromPoint(x, top + Math.min((bottom - top) / 2, 10));
  const marked = style.outlineStyle !== "none" || style.boxShadow !== "none" || one.type === "radio" || one.type === "checkbox";
  return {
    order: [...document.querySelectorAll("*")].indexOf(one),
    text: (one.innerText || one.name || one.id || one.tagName).trim().split("\\n")[0].slice(0, 40),
    marked,
    inside: bottom > top,
    hidden: !(front && (one.contains(front) || front.contains(one) || front.tagName === "LABEL" || front.closest("label"))),
  };
}"""


def violations(page: Page) -> list[str]:
    """What axe finds, by rule and element; targets of 24 pixels are among its rules."""
    page.evaluate(AXE.read_text())
    options = {"runOnly": {"type": "tag", "values": TAGS}}
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [f"{one['id']}: {node['html'][:140]}" for one in found for node in one["nodes"][:3]]


def too_wide(page: Page) -> list[str]:
    """Whether the page has to be moved sideways at 320 pixels."""
    page.set_viewport_size(NARROW)
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width} pixels wide at 320"] if width > NARROW["width"] else []


def lost_by_keyboard(page: Page) -> list[str]:
    """Tab through the page: where the focus is not marked, not in sight, behind something, or jumps back."""
    faults, last = [], -1
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or focused["order"] == last:
            break
        if focused["order"] < last:
            if last > 0 and focused["order"] < 60:
                break
            faults.append(f"focus jumps back to “{focused['text']}”")
        told = {"marked": False, "inside": False, "hidden": True}
        faults += [
            f"“{focused['text']}” focused: {name} is {value}" for name, value in told.items() if focused[name] is value
        ]
        last = focused["order"]
    return faults
