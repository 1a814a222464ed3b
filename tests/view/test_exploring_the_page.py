"""Moving about: one thing alone, paths, back and forward, the address, languages, screens."""

import pytest

pytestmark = pytest.mark.browser


def test_a_double_click_shows_a_thing_with_its_surroundings_alone(show, tiny_page):
    page = show(tiny_page)
    place = page.drawn()["low trust"]
    page.page.mouse.dblclick(place.x, place.y)
    page.page.wait_for_selector("#trail:visible")
    assert set(page.drawn()) == {"low trust", "new office"}
    page.page.click("#wider")
    assert set(page.drawn()) == {"low trust", "new office", "demand for an office", "fair fees"}
    page.page.click("#narrower")
    assert set(page.drawn()) == {"low trust", "new office"}
    page.page.click("#everything")
    assert len(page.drawn()) == 21


def test_a_path_names_each_step_with_its_passage_and_its_weakest_modality(show, tiny_page):
    page = show(tiny_page)
    page.choose("old barrier")
    page.page.click("#do-path")
    page.page.fill("#search", "care for all")
    page.page.press("#search", "Enter")
    page.page.wait_for_selector(".chain")
    assert page.text("#panel-title") == "From old barrier to care for all"
    # Three steps by the fund or by its benefits; the way by reported statements comes first.
    assert page.texts(".chain .stop") == [
        "old barrier", "fund reform", "steady benefits", "care for all"
    ]  # fmt: skip
    assert "3 steps; shortest ways: 3" in page.text("#panel")
    assert "as strong as its weakest step: reported" in page.text("#panel")
    assert "alpha:0-48" in page.text(".chain")
    assert page.bright() == {"old barrier", "fund reform", "steady benefits", "care for all"}


def test_another_of_the_shortest_ways_can_be_taken(show, tiny_page):
    page = show(tiny_page, address="#path=old-barrier+care-for-all")
    page.page.click("#other-way")
    page.page.wait_for_selector("#panel .badge.Inferred")
    assert "as strong as its weakest step: inferred" in page.text("#panel")


def test_things_that_nothing_connects_have_no_path(show, tiny_page):
    page = show(tiny_page, address="#path=island+care-for-all")
    assert "No path connects them" in page.text("#panel")


def test_a_path_keeps_to_what_the_filters_leave(show, tiny_page):
    page = show(tiny_page, address="#path=missing-rules+care-for-all&modalities=-Hypothetical")
    assert "No path connects them" in page.text("#panel")


def test_back_and_forward_step_through_what_was_chosen(show, tiny_page):
    page = show(tiny_page)
    page.choose("fund reform")
    page.choose("care for all")
    page.page.go_back()
    page.page.wait_for_selector("#panel-title:has-text('fund reform')")
    page.page.go_forward()
    page.page.wait_for_selector("#panel-title:has-text('care for all')")


def test_a_link_shows_the_same_selection_filters_table_language_and_passage(
    show, tiny_sources_page
):
    first = show(tiny_sources_page)
    first.page.click("#legend >> text=challenge")
    first.page.click("#view-both")
    first.choose("steady benefits")
    first.page.click('[data-passage="alpha-s2"]')
    first.page.wait_for_selector("#passage")
    first.page.click("#do-language")
    first.page.wait_for_url("**lang=zh*")
    second = show(tiny_sources_page, address=str(first.page.evaluate("location.hash")))
    second.page.wait_for_selector("#passage")
    assert second.text("#passage") == "It brought steady benefits."
    assert second.page.locator("#view-both").get_attribute("aria-pressed") == "true"
    assert "旧障碍" not in second.drawn()
    assert "稳定待遇" in second.bright()
    assert second.text("#title").startswith("社会保障")


def test_a_link_keeps_where_the_camera_stood(show, tiny_page):
    first = show(tiny_page)
    first.page.mouse.move(700, 400)
    first.page.mouse.down()
    first.page.mouse.move(600, 330, steps=5)
    first.page.mouse.up()
    first.page.wait_for_url("**at=*")
    place = first.drawn()["fund reform"]
    second = show(tiny_page, address=str(first.page.evaluate("location.hash")))
    again = second.drawn()["fund reform"]
    assert (again.x, again.y) == pytest.approx((place.x, place.y), abs=2)


def test_an_address_that_names_nothing_here_is_passed_over(show, tiny_page):
    page = show(tiny_page, address="#thing=nowhere&kinds=-Nothing&path=a+b&alone=x+99&at=q")
    assert page.text("#status").startswith("Shown: 21 things")
    assert page.page.locator("#panel").is_hidden()


def test_the_whole_page_speaks_chinese(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#do-language")
    assert "基金改革" in page.drawn()
    assert "fee reform" not in page.drawn()
    assert page.page.evaluate("document.documentElement.lang") == "zh-CN"
    page.choose("fund reform")
    assert page.text("#panel-title") == "基金改革"
    assert page.texts("#panel .relations h4")[0].startswith("涉及")


def test_the_page_can_be_darkened_and_lightened(show, tiny_page):
    page = show(tiny_page, dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.page.evaluate(ground)
    page.page.click("#do-theme")
    assert page.page.evaluate(ground) != dark


def test_on_a_small_screen_the_legend_opens_over_the_picture_and_the_panel_below(show, tiny_page):
    page = show(tiny_page, width=390, height=800)
    assert page.page.locator("#legend").is_hidden()
    page.page.click("#menu")
    assert page.page.locator("#legend").is_visible()
    page.page.click("#menu")
    page.choose("fund reform")
    panel = page.page.locator("#panel").bounding_box()
    assert panel is not None
    assert panel["width"] == 390
    assert panel["y"] > 250
    assert page.page.evaluate("document.documentElement.scrollWidth") == 390


def test_keys_go_from_thing_to_thing_and_into_the_panel(show, tiny_page):
    page = show(tiny_page, address="#thing=old-barrier")
    page.page.focus("#canvas")
    page.page.keyboard.press("ArrowRight")
    page.page.wait_for_selector("#panel-title:has-text('reform')")
    page.page.keyboard.press("Enter")
    assert page.page.evaluate("document.activeElement.closest('#panel') !== null")
    page.page.keyboard.press("Escape")
    assert page.page.locator("#panel").is_hidden()


def test_everything_that_can_be_pressed_is_reached_with_the_tab_key(show, tiny_page):
    page = show(tiny_page, address="#thing=fund-reform&view=both")
    reached = set()
    for _ in range(150):
        page.page.keyboard.press("Tab")
        reached.add(page.page.evaluate("document.activeElement.id"))
    assert {
        "search", "view-table", "do-take", "do-language", "do-theme", "kinds-0",
        "year-from", "canvas", "do-zoomIn", "do-alone", "do-path", "sort-things-thing", "close",
    } <= reached  # fmt: skip


def test_a_line_tells_its_relation_when_the_pointer_is_on_it(show, tiny_page):
    page = show(tiny_page, address="#alone=low-trust+1")
    drawn = page.drawn()
    challenge, measure = drawn["low trust"], drawn["new office"]
    middle = (
        (challenge.x + challenge.width / 2 + measure.x - measure.width / 2) / 2,
        (challenge.y + measure.y) / 2,
    )
    page.page.mouse.move(*middle)
    page.page.wait_for_selector("#tip:visible")
    assert page.text("#tip") == "new office addresses low trust (required)"
    page.page.mouse.click(*middle)
    page.page.wait_for_selector("#panel .triple")
    assert page.text("#panel-title") == "addresses"


def test_the_picture_moves_under_the_pointer_and_comes_to_rest_as_it_was(show, tiny_page):
    page = show(tiny_page)
    before = page.drawn()["fund reform"]
    page.page.mouse.move(700, 600)
    page.page.mouse.down()
    page.page.mouse.move(750, 640, steps=6)
    page.page.mouse.up()
    after = page.drawn()["fund reform"]
    assert (after.x - before.x, after.y - before.y) == pytest.approx((50, 40), abs=2)


def test_printing_gives_the_whole_table_without_the_controls(show, packaged_page):
    page = show(packaged_page, address="#view=table")
    page.page.click("#show-statements")
    assert page.page.locator("#twin tbody tr").count() == 200
    page.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.page.emulate_media(media="print")
    assert page.page.locator("#twin tbody tr").count() > 350
    assert page.page.locator("#legend").is_hidden()
    assert page.page.locator(".bar").is_hidden()
    page.page.emulate_media(media="screen")


def test_paper_has_the_whole_picture_in_light_colours_with_its_key(show, tiny_page):
    page = show(tiny_page, dark=True)
    page.choose("fund reform")
    page.page.click("#do-zoomIn")
    page.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.page.emulate_media(media="print")
    assert page.page.locator("#canvas").is_hidden()
    assert page.text("#paper h1") == "Social security: reforms, challenges, outcomes, goals"
    assert "21 things" in page.text("#paper p")
    assert {"reform", "challenge", "reported"} <= {one.strip() for one in page.texts("#paper li")}
    sheet = page.page.locator("#paper > svg").bounding_box()
    boxes = [one.bounding_box() for one in page.page.locator("#paper > svg > g > rect").all()]
    assert len(boxes) == 21
    for box in boxes:
        assert box["x"] >= sheet["x"]
        assert box["x"] + box["width"] <= sheet["x"] + sheet["width"]
        assert box["y"] >= sheet["y"]
        assert box["y"] + box["height"] <= sheet["y"] + sheet["height"]
    # The surface of a label on paper: white, though the page on the screen is dark.
    assert "#ffffff" in page.page.locator("#paper > svg > g > rect").evaluate_all(
        "all => all.map((one) => one.getAttribute('fill'))"
    )
    page.page.emulate_media(media="screen")
    page.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.page.locator("#paper").is_hidden()
    assert page.page.evaluate("document.documentElement.dataset.theme") == "auto"


WRITTEN = """() => {
  const sizes = {};
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    const size = Number(/([0-9.]+)px/.exec(this.font)[1]);
    sizes[text] = size * this.getTransform().a / devicePixelRatio;
    return write.call(this, text, ...rest);
  };
  window.sizes = sizes;
}"""


def sizes_drawn(page):
    """Each text that the picture draws anew, with the height of its type in pixels."""
    page.page.evaluate(WRITTEN)
    page.page.click("#do-theme")
    return page.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>"
        " done(window.sizes))))"
    )


@pytest.mark.parametrize("smaller", [0, 1, 2, 4])
def test_no_text_is_drawn_too_small_to_read(show, packaged_page, smaller):
    page = show(packaged_page, width=1440, height=900)
    for _ in range(smaller):
        page.page.click("#do-zoomOut")
    sizes = sizes_drawn(page)
    assert len(sizes) >= 7
    assert {text: size for text, size in sizes.items() if size < 9.99} == {}


def test_at_first_every_thing_has_its_label(show, packaged_page):
    # 199 things that are drawn, and the names of the seven columns; a name may stand in two lines.
    assert len(sizes_drawn(show(packaged_page, width=1440, height=900))) >= 199


def test_a_notebook_shows_the_page_inline(show, tab, tiny_page, tmp_path):
    from sskg.view.page import inline_frame

    notebook = tmp_path / "notebook.html"
    notebook.write_text(f"<!doctype html><body>{inline_frame(tiny_page)}", encoding="utf-8")
    complaints = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(notebook.as_uri())
    frame = tab.frame_locator("iframe")
    frame.locator("body[data-ready]").wait_for()
    frame.locator("#search").fill("fund reform")
    frame.locator("#search").press("Enter")
    frame.locator("#panel-title").wait_for()
    assert frame.locator("#panel-title").inner_text() == "fund reform"
    assert complaints == []
