"""One page of each kind in each language at 320 pixels: nothing to move sideways, nothing axe finds, nothing lost by keyboard."""

import pytest

from tests.browser.conftest import DESK, LOOKED_AT
from tests.site_audit.looking import NARROW, lost_by_keyboard, too_wide, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not LOOKED_AT, reason="A screen looks the same whichever database is behind it."),
]
KINDS = [
    "",
    "pakalpojumi/",
    "pakalpojumi/aprupe-majas/",
    "pakalpojumi/aprupe-majas/pieteikties/",
    "pakalpojumi/aprupe-majas/pieteikties/privatums/",
    "pakalpojumi/aprupe-majas/pieteikties/sakt/",
    "cenradis/",
    "tiesibas-un-pienakumi/",
    "kontakti/",
    "pieklustamiba/",
    "sikdatnes/",
    "kartiba/",
    "normativie-akti/",
    "jaunumi/",
    "meklet/?q=aprupe",
    "meklet/?q=qqqq",
    "mani-pieteikumi/",
    "nav-tadas-lapas/",
]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("language", ["lv", "ru", "en"])
def test_everybody_can_read_and_walk_through_each_kind_of_page(browser, live_server, language):
    context = browser.new_context(base_url=live_server.url, viewport=NARROW, bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    faults = {}
    for kind in KINDS:
        page.goto(f"/{language}/{kind}")
        faults[kind] = [*too_wide(page), *violations(page)]
        page.emulate_media(forced_colors="active")
        faults[kind] += lost_by_keyboard(page)
        page.emulate_media(forced_colors="none")
    context.close()
    assert {kind: found for kind, found in faults.items() if found} == {}


def test_in_colours_of_ones_own_the_section_and_the_way_out_are_still_seen(office, open_browser, picture):
    page = open_browser(DESK)
    page.emulate_media(forced_colors="active")
    page.goto("/lv/pakalpojumi/palidziba-no-vardarbibas-cietusiem-pieaugusajiem/")
    picture(page, "forced-colours")
    line = "link => getComputedStyle(link).borderBottomColor"
    here = page.locator(".d-nav a[aria-current]").evaluate(line)
    assert here not in {link.evaluate(line) for link in page.locator(".d-nav a:not([aria-current])").all()}
    assert page.locator(".d-exit__away").evaluate("link => getComputedStyle(link).borderTopStyle") == "solid"
