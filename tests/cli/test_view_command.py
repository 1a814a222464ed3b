"""`sskg view`: writes one file and says what is in it."""

import json
import re

TINY = ("-g", "tests/data/tiny.ttl")


def things(path):
    text = path.read_text(encoding="utf-8")
    found = re.search(r'id="things-0"(?: data-packed)?>(.*?)</script>', text)
    assert found is not None
    return {row[0] for row in json.loads(found[1])}


def test_it_writes_beside_the_reader_and_says_what_is_in_the_file(run, tmp_path, monkeypatch):
    from pathlib import Path

    graph = Path("tests/data/tiny.ttl").resolve()
    monkeypatch.chdir(tmp_path)
    ran = run("view", "-g", str(graph))
    assert ran.code == 0
    # 7 observations, each with its indicator, and 6 of them with the change that they belong to.
    assert ran.out == ("social-security.html: 23 things, 7 figures, 19 + 13 relations, 34 claims\n")
    assert (tmp_path / "social-security.html").exists()


def test_a_name_and_a_depth_keep_its_surroundings(run, tmp_path):
    target = tmp_path / "page.html"
    assert run("view", "low trust", "--hops", "2", *TINY, "-o", str(target)).code == 0
    assert things(target) == {"low-trust", "new-office", "demand", "fair-fees"}


def test_around_a_name_is_what_lies_within_two_statements(run, tmp_path):
    target = tmp_path / "page.html"
    assert run("view", "low trust", "--arrange", "around", *TINY, "-o", str(target)).code == 0
    assert things(target) == {"low-trust", "new-office", "demand", "fair-fees"}
    run("view", "low trust", "--arrange", "around", "--hops", "1", *TINY, "-o", str(target))
    assert things(target) == {"low-trust", "new-office"}


def test_kinds_relations_and_modalities_narrow_the_page(run, tmp_path):
    target = tmp_path / "page.html"
    run("view", "--kind", "reform", "--kind", "challenge", *TINY, "-o", str(target))
    assert things(target) == {
        "fund-reform", "fee-reform", "old-barrier", "low-trust", "missing-rules"
    }  # fmt: skip
    ran = run("view", "--predicate", "resolves", "--modality", "reported", *TINY, "-o", str(target))
    assert "2 relations" in ran.out


def test_the_documents_are_in_the_file_if_the_reader_holds_them(run, tmp_path):
    target = tmp_path / "page.html"
    ran = run("view", *TINY, "--sources", "tests/data/tiny", "-o", str(target))
    assert ran.out.endswith("34 claims, 2 documents in full\n")
    assert "Nothing here is stated by the graph." in target.read_text(encoding="utf-8")


def test_language_and_theme_are_what_the_page_opens_in(run, tmp_path):
    target = tmp_path / "page.html"
    run("view", *TINY, "--lang", "zh", "--theme", "dark", "-o", str(target))
    assert '<html lang="zh" data-theme="dark">' in target.read_text(encoding="utf-8")


def test_an_unknown_relation_is_refused_with_those_there_are(run, tmp_path):
    ran = run("view", "--predicate", "xyzzy", *TINY, "-o", str(tmp_path / "page.html"))
    assert ran.code == 2
    assert "there is no relation “xyzzy”" in ran.err
    assert "resolves" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_name_is_a_negative_answer(run, tmp_path):
    ran = run("view", "drug prices in Atlantis", *TINY, "-o", str(tmp_path / "page.html"))
    assert ran.code == 1
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_cannot_be_written_is_said_so(run, tmp_path):
    ran = run("view", *TINY, "-o", str(tmp_path / "nowhere" / "page.html"))
    assert ran.code == 3
    assert "cannot write here" in ran.err
    assert "Traceback" not in ran.err


def test_a_large_view_tells_how_far_it_is_and_clears_the_line(run, tmp_path):
    from generate import generate

    graph = tmp_path / "large.nt"
    content = "".join(generate(120_000, seed=2))
    graph.write_text(content, encoding="utf-8")
    target = tmp_path / "page.html"
    ran = run("view", "-g", str(graph), "--progress", "-o", str(target))
    # Names are told of after each 20,000 rows. Each property's come by 1,000, the rest at the end:
    # 12,880 labels, then eight thousands of definitions are the first to pass that; all 24,150 do
    # not pass it again. There are fewer rows of everything else.
    assert (content.count("#prefLabel>"), content.count("#definition>")) == (12_880, 11_270)
    assert re.findall(r"\rreading (\w+) · ([\d,]+) *(?=\r)", ran.err) == [("names", "20,880")]
    assert "\rwriting · " in ran.err
    assert ran.err.endswith(" \r")
    assert "opens on an overview" in ran.out
    quiet = run("view", "-g", str(graph), "--no-progress", "-o", str(target))
    assert quiet.err == ""
