"""The page's arrangements: themes, rings, and what the reader moves by hand."""

from __future__ import annotations

import math
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from sskg.view.choice import Choice
from sskg.view.page import view_html
from tests.view.conftest import SVG

pytestmark = pytest.mark.browser

MARGIN = 0.6
"""Pixels by which a place may differ: the picture has whole units at a scale below 1."""


def arranged(page):
    """Return the labels that the picture shows, in its own units: middle and size."""
    root = ET.fromstring(page.taken("svg"))  # noqa: S314  (our own page wrote it)
    found = {}
    for group in root.iter(f"{SVG}g"):
        (box,) = group.findall(f"{SVG}rect")
        text = " ".join(line.text or "" for line in group.findall(f"{SVG}text"))
        x, y, w, h = (float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        found[text] = (x + w / 2, y + h / 2, w, h)
    regions = [
        tuple(float(box.attrib[name]) for name in ("x", "y", "width", "height"))
        for box in root.iter(f"{SVG}rect")
        if box.attrib.get("class") == "region"
    ]
    return found, regions


def places(page):
    return {text: (x, y) for text, (x, y, _, _) in arranged(page)[0].items()}


def shift(before, after, name):
    return tuple(round(a - b) for a, b in zip(after[name], before[name], strict=True))


def take(page, name, across, down):
    """Take hold of a thing, pull it, and let it go."""
    one = page.drawn()[name]
    mouse = page.page.mouse
    mouse.move(one.x, one.y)
    mouse.down()
    mouse.move(one.x + across / 2, one.y + down / 2)
    mouse.move(one.x + across, one.y + down)
    page.page.wait_for_timeout(100)
    mouse.up()


def test_labels_and_regions_do_not_overlap_as_the_page_draws_them(show, packaged_page):
    page = show(packaged_page, address="#arrange=themes")
    labels, regions = arranged(page)
    assert len(regions) > 5
    for one, two in combinations(regions, 2):
        assert (
            one[0] + one[2] < two[0] or two[0] + two[2] < one[0]
            or one[1] + one[3] < two[1] or two[1] + two[3] < one[1]
        )  # fmt: skip
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(labels.values(), 2):
        assert abs(x - x2) >= (w + w2) / 2 or abs(y - y2) >= (h + h2) / 2


def test_the_control_leads_from_columns_to_themes_and_back_leads_back(show, tiny_page):
    page = show(tiny_page)
    columns = places(page)
    page.page.click("#arrange-themes")
    page.page.wait_for_url("**arrange=themes*")
    assert page.page.get_attribute("#arrange-themes", "aria-pressed") == "true"
    themes = places(page)
    assert set(themes) == set(columns)
    assert themes != columns
    page.page.go_back()
    page.page.wait_for_selector("#arrange-columns[aria-pressed=true]")
    assert places(page) == columns


def test_a_page_opens_in_the_arrangement_that_was_asked_for(show, tiny):
    page = show(view_html(tiny, Choice(arrange="themes")))
    assert page.page.get_attribute("#arrange-themes", "aria-pressed") == "true"
    assert len(arranged(page)[1]) > 1
    page.page.click("#do-take")
    assert page.text("#take-command") == "sskg view --arrange themes"


def test_rings_put_what_is_one_step_away_within_what_is_two_steps_away(show, tiny_page):
    page = show(tiny_page)
    assert page.page.is_disabled("#arrange-around")
    page.choose("low trust")
    page.page.click("#arrange-around")
    page.page.wait_for_url("**arrange=around*")
    found, _ = arranged(page)
    # By the file: the office addresses low trust; the demand calls for it, it contributes to fees.
    assert set(found) == {"low trust", "new office", "demand for an office", "fair fees"}
    assert found["low trust"][:2] == (0, 0)
    root = ET.fromstring(page.taken("svg"))  # noqa: S314  (our own page wrote it)
    rings = sorted(
        (float(ring.attrib["rx"]), float(ring.attrib["ry"])) for ring in root.iter(f"{SVG}ellipse")
    )
    assert len(rings) == 2

    def outside(name, ring):
        x, y, _, _ = found[name]
        return math.hypot(x / ring[0], y / ring[1]) > 1

    assert not outside("new office", rings[0])
    for name in ("demand for an office", "fair fees"):
        assert outside(name, rings[0])
        assert not outside(name, rings[1])


def test_rings_of_many_things_do_not_overlap(show, packaged_page):
    page = show(packaged_page, address="#arrange=around&alone=social-security-system+2")
    labels, _ = arranged(page)
    assert len(labels) > 100
    for (x, y, w, h), (x2, y2, w2, h2) in combinations(labels.values(), 2):
        assert abs(x - x2) >= (w + w2) / 2 or abs(y - y2) >= (h + h2) / 2


def test_a_page_around_a_thing_opens_on_its_rings(show, tiny):
    iri = "https://w3id.org/sskg/id/low-trust"
    page = show(view_html(tiny, Choice(names=(iri,), arrange="around")))
    assert set(places(page)) == {"low trust", "new office", "demand for an office", "fair fees"}
    assert page.page.get_attribute("#arrange-around", "aria-pressed") == "true"


@pytest.mark.parametrize("arrange", ["columns", "themes"])
def test_a_thing_that_is_pulled_moves_and_its_neighbours_follow(show, tiny_page, arrange):
    page = show(tiny_page, address=f"#arrange={arrange}")
    before = places(page)
    scale = page.drawn()["new office"].width / arranged(page)[0]["new office"][2]
    take(page, "new office", 60, -40)
    page.page.wait_for_url("**moved=new-office*")
    after = places(page)
    own = shift(before, after, "new office")
    assert own[0] == pytest.approx(60 / scale, abs=2)
    assert own[1] == pytest.approx(-40 / scale, abs=2)
    # Low trust is linked with nothing else and follows by 8 parts of 10; the demand is linked with
    # the minister too and follows by 8 / √2.
    assert shift(before, after, "low trust") == pytest.approx([0.8 * each for each in own], abs=2)
    follow = shift(before, after, "demand for an office")
    assert follow == pytest.approx([0.8 / math.sqrt(2) * each for each in own], abs=2)
    others = set(before) - {"new office", "low trust", "demand for an office", "fair fees"}
    assert {shift(before, after, name) for name in others} == {(0, 0)}
    # A pull is no click.
    assert page.page.is_hidden("#panel")


def test_what_was_moved_is_where_it_was_when_the_address_is_opened_again(show, tiny_page):
    first = show(tiny_page, address="#arrange=themes")
    take(first, "new office", 60, -40)
    first.page.wait_for_url("**moved=*")
    second = show(tiny_page, address=str(first.page.evaluate("location.hash")))
    assert places(second) == places(first)


def test_a_key_puts_back_what_was_moved(show, tiny_page):
    page = show(tiny_page, address="#arrange=themes")
    before = places(page)
    take(page, "new office", 60, -40)
    take(page, "fund reform", 30, 30)
    page.page.wait_for_url("**fund-reform*")
    assert page.text("#do-free") == "Put back"
    page.page.focus("#canvas")
    page.page.keyboard.press("f")
    page.page.wait_for_function("!location.hash.includes('moved')")
    assert places(page) == before
    assert page.text("#status") == "Put back."


def test_back_undoes_a_move(show, tiny_page):
    page = show(tiny_page, address="#arrange=themes")
    before = places(page)
    take(page, "new office", 60, -40)
    page.page.wait_for_url("**moved=*")
    page.page.go_back()
    page.page.wait_for_function("!location.hash.includes('moved')")
    assert places(page) == before


def test_keys_move_the_chosen_thing_and_put_back_it_alone(show, tiny_page):
    page = show(tiny_page, address="#thing=new-office&moved=fund-reform+10+10")
    before = places(page)
    page.page.focus("#canvas")
    page.page.keyboard.press("Shift+ArrowRight")
    page.page.keyboard.press("Shift+ArrowRight")
    page.page.keyboard.press("Shift+ArrowDown")
    assert shift(before, places(page), "new office") == (48, 24)
    assert page.text("#status") == "new office was moved. F puts it back."
    page.page.focus("#canvas")
    page.page.keyboard.press("f")
    page.page.wait_for_function("!location.hash.includes('new-office+')")
    assert places(page) == before


def test_the_picture_moves_where_nothing_is_taken_hold_of(show, tiny_page):
    page = show(tiny_page, address="#arrange=themes")
    before = places(page)
    canvas = page.page.locator("#canvas").bounding_box()
    page.page.mouse.move(canvas["x"] + 5, canvas["y"] + 5)
    page.page.mouse.down()
    page.page.mouse.move(canvas["x"] + 60, canvas["y"] + 60, steps=3)
    page.page.mouse.up()
    page.page.wait_for_url("**at=*")
    assert places(page) == before
    assert "moved" not in page.page.url


def test_words_that_move_nothing_are_passed_over(show, tiny_page):
    page = show(tiny_page)
    before = places(page)
    for moved in ("nothing+1+1", "new-office+x+1", "new-office+1e9+1", "new-office+5", "+++"):
        again = show(tiny_page, address=f"#moved={moved}")
        assert places(again) == before


def test_the_colour_of_a_label_can_be_its_themes(show, tiny_page):
    page = show(tiny_page, address="#arrange=themes")
    assert page.page.locator("#do-colours").count() == 1

    def frames():
        root = ET.fromstring(page.taken("svg"))  # noqa: S314  (our own page wrote it)
        return {box.attrib["stroke"] for box in root.iterfind(f".//{SVG}g/{SVG}rect")}

    by_kind = frames()
    page.page.click("#do-colours")
    assert not by_kind & {stroke for stroke in frames() if stroke.startswith("hsl")}
    assert any(stroke.startswith("hsl") for stroke in frames())
    assert "colours=theme" in page.page.url


def test_the_control_is_in_chinese_too(show, tiny_page):
    page = show(tiny_page, address="#arrange=themes&lang=zh")
    assert page.texts("#arrange button") == ["分栏", "主题", "周边", "按主题着色"]


def test_beside_the_table_all_columns_stand_in_what_the_panel_leaves(show, packaged_page):
    page = show(packaged_page, address="#view=both&thing=common-prosperity")
    panel = page.page.locator("#panel").bounding_box()
    legend = page.page.locator("#legend").bounding_box()
    for label in page.drawn().values():
        assert label.x + label.width / 2 <= panel["x"] + MARGIN
        assert label.x - label.width / 2 >= legend["x"] + legend["width"] - MARGIN


@pytest.mark.parametrize(
    "address", ["", "#view=both", "#arrange=themes", "#thing=fund-reform&alone=fund-reform+2"]
)
def test_a_page_on_a_small_screen_does_not_scroll_sideways(show, tiny_page, address):
    page = show(tiny_page, address=address, width=320, height=640)
    assert page.page.evaluate("document.documentElement.scrollWidth") == 320


def test_things_that_glide_end_where_they_belong(show, tiny_page):
    still = show(tiny_page, address="#arrange=themes")
    page = show(tiny_page)
    page.page.emulate_media(reduced_motion="no-preference")
    page.page.click("#arrange-themes")
    page.page.wait_for_url("**arrange=themes*")
    page.page.wait_for_timeout(1500)
    assert places(page) == places(still)
    take(page, "new office", 60, -40)
    page.page.wait_for_url("**moved=*")
    page.page.click("#do-free")
    page.page.wait_for_timeout(1500)
    assert places(page) == places(still)


FINGER = """([x, y]) => {
  const canvas = document.querySelector(".vis-network canvas");
  const send = (type, across, down, buttons) => canvas.dispatchEvent(new PointerEvent(type, {
    pointerId: 7, pointerType: "touch", isPrimary: true, bubbles: true, cancelable: true,
    clientX: x + across, clientY: y + down, buttons, button: type === "pointermove" ? -1 : 0 }));
  send("pointerdown", 0, 0, 1);
  for (let at = 1; at <= 5; at += 1) send("pointermove", 10 * at, -8 * at, 1);
  return new Promise((done) => {
    setTimeout(() => { send("pointerup", 50, -40, 0); done(true); }, 120);
  });
}"""


def test_a_finger_pulls_only_the_thing_that_is_chosen(show, tiny_page):
    page = show(tiny_page, address="#arrange=themes")
    before = places(page)
    one = page.drawn()["new office"]
    page.page.evaluate(FINGER, [one.x, one.y])
    page.page.wait_for_url("**at=*")
    assert places(page) == before
    page = show(tiny_page, address="#arrange=themes&thing=new-office")
    page.page.wait_for_timeout(700)
    one = page.drawn()["new office"]
    page.page.evaluate(FINGER, [one.x, one.y])
    page.page.wait_for_url("**moved=new-office*")


def test_on_a_small_screen_the_control_stays_in_reach_beside_a_panel(show, tiny_page):
    page = show(tiny_page, address="#thing=fund-reform", width=390, height=780)
    page.page.click("#arrange-around")
    page.page.wait_for_url("**arrange=around*")
