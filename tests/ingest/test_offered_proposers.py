"""Other people's proposers: a package offers one, and what is wrong with it is told by its name."""

from __future__ import annotations

import sys

import pytest

from sskg.cli.main import main
from sskg.errors import Unavailable
from sskg.ingest.ingesting import ingest

GOOD = """
from sskg.ingest.proposal import Quote, ThingProposal

def propose(text, passages, known):
    for passage in passages:
        at = text.find("purse", passage.span.start, passage.span.end)
        for start, name in ((at, "purse"), (at + 1, "purse")):
            yield ThingProposal(
                passage=passage.span, quotes=(Quote.cut("name", text, start, start + 5),),
                by="things", iri=None, thing_kind="Policy", name=name, lang="en",
            )
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "purse.txt"
    path.write_text("A purse is there.\n", encoding="utf-8")
    return path


@pytest.fixture
def offer(tmp_path, monkeypatch):
    """Install a package with a module of this text, which offers one of its objects."""
    site = tmp_path / "site"

    def install(code, value="purse_reader:propose"):
        info = site / "purse_reader-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: purse-reader\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[sskg.proposers]\npurses = {value}\n")
        (site / "purse_reader.py").write_text(code)
        monkeypatch.syspath_prepend(str(site))
        monkeypatch.delitem(sys.modules, "purse_reader", raising=False)

    yield install
    sys.modules.pop("purse_reader", None)


def test_a_package_offers_a_proposer(offer, path):
    offer(GOOD)
    reading = ingest(path).reading
    # What it says right is proposed under its own name; the name that it quotes wrongly is dropped.
    assert [
        (each.by, each.quotes[0].text) for each in reading.proposals if each.kind == "thing"
    ] == [("purses", "purse")]
    assert reading.dropped == (("the name is not quoted", 1),)


BROKEN = [
    ("import no_such_module_here", "ModuleNotFoundError"),
    ("def propose(:", "SyntaxError"),
    ("x = 1", "AttributeError"),
    ("propose = 1", "int object is not callable"),
    ("def propose(text, passages, known):\n    return 1 / 0", "ZeroDivisionError"),
    ("def propose(text, passages, known):\n    yield 'a purse'", "AttributeError"),
    ("def propose(text):\n    return ()", "TypeError"),
    (GOOD.replace('lang="en"', "lang=7"), "lang: 7"),
    (GOOD.replace("by=", "iri="), "SyntaxError"),
    (
        GOOD.replace('quotes=(Quote.cut("name", text, start, start + 5),)', "quotes=('purse',)"),
        "AttributeError",
    ),
]


@pytest.mark.parametrize(("code", "reason"), BROKEN)
def test_a_broken_one_is_named(offer, path, code, reason):
    offer(code)
    with pytest.raises(Unavailable) as raised:
        ingest(path)
    assert "the proposer “purses” fails" in str(raised.value)
    assert reason in str(raised.value)
    assert raised.value.place == "purse-reader: purse_reader:propose"


def test_the_command_shows_no_traceback(offer, path, capsys, monkeypatch):
    offer("propose = None")
    monkeypatch.setattr("sys.argv", ["sskg", "ingest", str(path)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 3
    told = capsys.readouterr().err
    assert "the proposer “purses” fails" in told
    assert "uninstall" in told
    assert "Traceback" not in told
