"""axe-core finds nothing to complain of, light and dark, in any state of the page."""

import pytest

pytestmark = pytest.mark.browser

STATES = {
    "first view": "",
    "a thing": "#thing=coverage-growth",
    "a passage": "#thing=steady-benefits&passage=alpha-s3",
    "a path": "#path=old-barrier+care-for-all",
    "alone": "#alone=low-trust+1",
    "themes": "#arrange=themes&thing=fund-reform&moved=fund+40+40",
    "rings, in Chinese": "#arrange=around&alone=low-trust+2&lang=zh",
    "the table": "#view=table&kinds=-Goal",
    "both, in Chinese": "#view=both&lang=zh&thing=fund-reform",
}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_no_violation(show, tiny_sources_page, state, dark):
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped,unused-ignore]

    page = show(tiny_sources_page, address=STATES[state], dark=dark)
    page.page.locator("#legend summary").last.click()
    found = Axe().run(page.page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_no_violation_in_the_dialog_and_the_search(show, tiny_page):
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped,unused-ignore]

    page = show(tiny_page)
    page.page.fill("#search", "reform")
    found = Axe().run(page.page)
    assert found.violations_count == 0, found.generate_report()
    page.page.keyboard.press("Escape")
    page.page.click("#do-take")
    found = Axe().run(page.page)
    assert found.violations_count == 0, found.generate_report()


def test_the_picture_tells_what_the_keys_do_and_the_status_what_is_shown(show, tiny_page):
    page = show(tiny_page)
    assert "Arrow keys" in (page.page.locator("#canvas").get_attribute("aria-label") or "")
    assert page.page.locator("#status").get_attribute("role") == "status"
