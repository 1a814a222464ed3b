"""`sskg query` and `sskg queries` as a reader uses them."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from sskg.cli.main import cli
from sskg.errors import AmbiguousName, QuerySyntaxError, RequestError, UnknownName, UnreadableInput

REFORMS = "SELECT ?reform { ?reform a sskg:Reform } ORDER BY ?reform"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FIVE = (
    "id:drug-procurement-normalization", "id:individual-account-reform",
    "id:institutional-reform-2018", "id:national-pooling", "id:retired-soldiers-integration",
)  # fmt: skip


def asked(*arguments, **options):
    """Run in this process; errors come as they are raised."""
    return CliRunner().invoke(
        cli, ["query", *arguments], catch_exceptions=False, standalone_mode=False, **options
    )


def sskg(*arguments, **options):
    """Run as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sskg", *arguments],
        capture_output=True, text=True, timeout=60, check=False, **options,
    )  # fmt: skip


def test_a_query_is_answered_as_a_table_with_curies_and_labels():
    lines = asked(REFORMS).stdout.splitlines()
    assert lines[0].split() == ["reform"]
    assert tuple(line.split()[0] for line in lines[2:]) == FIVE
    assert "2018 institutional reform" in lines[4]


def test_labels_come_in_the_readers_language():
    assert "2018年机构改革" in asked(REFORMS, "--lang", "zh").stdout


def test_a_query_comes_from_text_file_standard_input_or_the_catalog(tmp_path):
    path = tmp_path / "q.rq"
    path.write_text("\ufeff" + REFORMS, encoding="utf-8")
    from_text = asked(REFORMS, "-f", "csv").stdout
    assert asked(str(path), "-f", "csv").stdout == from_text
    assert asked("-", "-f", "csv", input=REFORMS).stdout == from_text
    assert asked("reforms", "-f", "csv").stdout.startswith("reform,resolved,modality")


@pytest.mark.parametrize("origin", ["text", "file", "standard input"])
def test_a_syntax_error_names_where_the_query_came_from(tmp_path, origin):
    broken = "SELECT *\n{ ?a ?b }"
    path = tmp_path / "broken.rq"
    path.write_text(broken, encoding="utf-8")
    argument = {"text": broken, "file": str(path), "standard input": "-"}[origin]
    expected = {"text": "query", "file": str(path), "standard input": "standard input"}[origin]
    with pytest.raises(QuerySyntaxError) as caught:
        asked(argument, input=broken)
    assert caught.value.place == f"{expected}, line 2, column 9"


def test_the_caret_stands_under_the_error_on_the_terminal():
    done = sskg("query", "SELECT *\n{ ?a ?b }")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "sskg: query, line 2, column 9: “}” cannot stand here",
        "  { ?a ?b }",
        "          ^",
        "  hint: the fault is there or right before it",
    ]


def test_a_named_query_with_a_wrong_parameter_is_refused():
    with pytest.raises(RequestError, match=r"no variable \?nonsense"):
        asked("reforms", "-p", "nonsense=poverty")


def test_a_wrong_parameter_is_told_before_its_value_and_before_one_that_is_missing():
    done = sskg("query", "what-concerns", "-p", "polcy=medical insurance")
    assert done.returncode == 2
    assert done.stderr.startswith("sskg: the query has no variable ?polcy\n")


def test_bytes_that_are_no_text_are_an_error_with_their_place(tmp_path):
    with pytest.raises(UnreadableInput) as caught:
        asked("-", input=b"SELECT *\n{ \xff }")
    assert str(caught.value) == "standard input, line 2: not UTF-8 at byte 12"
    path = tmp_path / "latin.rq"
    path.write_bytes(b"# \xe9\nASK {}")
    with pytest.raises(UnreadableInput, match="not UTF-8 at byte 3"):
        asked(str(path))


@pytest.mark.parametrize("name", ["missing.rq", "/no/such/folder/q.sparql"])
def test_a_file_that_is_not_there_is_an_error(name):
    with pytest.raises(UnreadableInput, match="no such file"):
        asked(name)


def test_a_mistyped_named_query_is_suggested():
    with pytest.raises(RequestError) as caught:
        asked("reform")
    assert (caught.value.hint or "").startswith("did you mean reforms?")


ANY = "SELECT ?x { VALUES ?y { 0 } FILTER(BOUND(?x)) }"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("全国统筹", "<https://w3id.org/sskg/id/national-pooling>"),
        (":poverty", "<https://w3id.org/sskg/id/poverty>"),
        ("sskg:resolves", "<https://w3id.org/sskg/ontology#resolves>"),
        ("http://qudt.org/vocab/unit/NUM", "<http://qudt.org/vocab/unit/NUM>"),
        ("12", "12"),
        ("-1.5", "-1.5"),
        ("true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ('"12"', '"12"'),
        ('"a "quoted" text"', '"a \\"quoted\\" text"'),
        ('"社保"@zh', '"社保"@zh'),
        ('"2018"^^xsd:gYear', '"2018"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ('"x"^^<http://e/t>', '"x"^^<http://e/t>'),
        ('"} DROP ALL #"', '"} DROP ALL #"'),
        ("a=b", None),
    ],
)
def test_a_parameter_is_a_term(value, expected):
    if expected is None:
        with pytest.raises(UnknownName):
            asked(ANY, "-p", f"x={value}")
        return
    assert asked(ANY, "-p", f"x={value}", "-f", "tsv").stdout == f"?x\n{expected}\n"


@pytest.mark.parametrize(
    "params",
    [["x"], ["=poverty"], ["x y=poverty"], ["x=1", "?x=2"], ['x="a"@not a tag'],
     ['x="a"^^nothing'], ["x="]],
)  # fmt: skip
def test_a_malformed_parameter_is_refused(params):
    with pytest.raises(RequestError):
        asked(ANY, *(part for param in params for part in ("-p", param)))


def test_an_ambiguous_parameter_lists_what_fits():
    with pytest.raises(AmbiguousName):
        asked("what-concerns", "-p", "policy=insurance")


def test_a_parameter_that_was_not_typed_exactly_is_said_on_standard_error():
    done = sskg("query", "reforms", "-p", "reform=the 2018 reforms", "-f", "csv")
    assert "is taken for: 2018 institutional reform (id:institutional-reform-2018)" in done.stderr
    assert done.stdout.count("\n") == 2


def test_a_required_parameter_is_asked_for():
    with pytest.raises(RequestError, match="--param policy"):
        asked("what-concerns")


def test_ask_says_yes_or_no_and_ends_so():
    assert (asked("ASK {}").stdout, asked("ASK {}").return_value) == ("yes\n", None)
    no = sskg("query", "ASK { ?a ?a ?a }")
    assert (no.stdout, no.returncode) == ("no\n", 1)
    assert sskg("query", "ASK { ?a ?a ?a }", "-f", "json").returncode == 1


def test_a_limit_cuts_and_says_so_and_not_otherwise():
    cut = sskg("query", REFORMS, "--limit", "2", "-f", "csv")
    assert cut.stdout.count("\n") == 3
    assert "cut after 2" in cut.stderr
    assert sskg("query", REFORMS, "--limit", "9", "-f", "csv").stderr == ""
    assert "cut after 2" in sskg("query", REFORMS, "--limit", "2").stderr


def test_select_all_shows_columns_as_they_first_appear():
    query = "SELECT * { ?z sskg:resolves ?b . ?b a ?a }"
    assert asked(query, "-f", "csv").stdout_bytes.startswith(b"z,b,a\r\n")


def test_graphs_are_written_as_turtle_unless_asked_otherwise():
    query = "CONSTRUCT WHERE { ?s sskg:resolves ?o }"
    assert "id:national-pooling sskg:resolves" in asked(query).stdout
    described = json.loads(asked("DESCRIBE :poverty", "-f", "jsonld").stdout)
    assert {node["@id"] for node in described} == {"https://w3id.org/sskg/id/poverty"}


def test_an_output_file_holds_all_or_is_not_there(tmp_path):
    path = tmp_path / "out.csv"
    asked(REFORMS, "-f", "csv", "-o", str(path))
    assert path.read_bytes().count(b"\r\n") == 6
    other = tmp_path / "no.xml"
    query = 'SELECT ?x { VALUES ?x { "fine" "\\u0001" } }'
    assert sskg("query", query, "-f", "xml", "-o", str(other)).returncode == 3
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["out.csv"]


def test_a_runaway_query_is_ended_and_leaves_no_file(tmp_path):
    began = time.monotonic()
    done = sskg("query", ENDLESS, "--timeout", "1", "-f", "csv", "-o", str(tmp_path / "out.csv"))
    assert time.monotonic() - began < 30
    assert done.returncode == 3
    assert "ended after 1 seconds" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_query_in_time_answers_as_without_a_limit():
    plain, limited = (
        sskg("query", *extra, "reforms", "-f", "csv", "-p", "reform=全国统筹", "--limit", "1")
        for extra in ([], ["--timeout", "50"])
    )
    assert limited.stdout == plain.stdout
    assert limited.returncode == plain.returncode == 0
    assert sskg("query", "--timeout", "50", "ASK { ?a ?a ?a }").returncode == 1
    assert "cannot stand" in sskg("query", "--timeout", "50", "SELECT {").stderr


def test_a_query_in_time_reads_standard_input():
    assert sskg("query", "-", "--timeout", "50", input="ASK {}").stdout == "yes\n"


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_an_interrupt_ends_a_runaway_query_at_once():
    with subprocess.Popen(
        [sys.executable, "-m", "sskg", "query", ENDLESS],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        time.sleep(1.5)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode in {-signal.SIGINT, 130}
    assert errors == b""


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m sskg query 'SELECT * {{ ?a ?b ?c }}' -f csv | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602
    assert (done.stdout, done.stderr) == ("a,b,c\n", "")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_million_rows_do_not_fill_the_memory(tmp_path, form):
    graph = tmp_path / "thousand.nt"
    graph.write_text(
        "".join(f"<http://e/{at}> <http://e/p> <http://e/o> .\n" for at in range(1000)),
        encoding="utf-8",
    )
    peak = {}
    for rows, pattern in ((1_000, "?a ?p ?o"), (1_000_000, "?a ?p ?o . ?b ?p ?o")):
        script = (
            "import resource, sys\n"
            "from sskg.cli.main import cli\n"
            f"cli(['query', 'SELECT * {{ {pattern} }}', '-g', {str(graph)!r}, '-f', {form!r},"
            " '-o', sys.argv[1]], standalone_mode=False)\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
        )
        out = tmp_path / "out"
        done = subprocess.run(
            [sys.executable, "-c", script, str(out)], capture_output=True, text=True, check=True
        )
        peak[rows] = int(done.stdout)
        assert out.read_bytes().count(b"\n") >= rows
    # In kilobytes; a million rows held as Python objects would take hundreds of megabytes.
    assert peak[1_000_000] - peak[1_000] < 20_000


@pytest.mark.skipif(sys.platform != "linux", reason="reads what a terminal would")
@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "md", "ttl"])
def test_no_data_moves_the_cursor_of_a_terminal(tmp_path, form):
    import pty

    graph = tmp_path / "hostile.nt"
    graph.write_text(
        '<http://e/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "x\\u001B[31m\\u202Ey\\u009B"'
        " .\n",
        encoding="utf-8",
    )
    query = "CONSTRUCT WHERE { ?a ?b ?c }" if form == "ttl" else "SELECT ?a ?c { ?a ?b ?c }"
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "sskg", "query", query, "-g", str(graph), "-f", form, "--no-color"],
        stdout=theirs, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        errors = process.stderr.read() if process.stderr else b""
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            shown += part
    os.close(ours)
    if form == "xml":
        assert b"U+001B" in errors
        return
    text = shown.decode("utf-8")
    assert "x" in text
    assert not set("\x1b\u202e\x9b") & set(text)


def test_excel_safe_disarms_cells():
    query = 'SELECT ?x { VALUES ?x { "=cmd()" } }'
    assert asked(query, "-f", "csv", "--excel-safe").stdout_bytes == b"x\r\n'=cmd()\r\n"
    assert asked(query, "-f", "csv").stdout_bytes == b"x\r\n=cmd()\r\n"


def test_queries_are_listed_and_shown():
    listed = CliRunner().invoke(cli, ["queries"], catch_exceptions=False).stdout
    assert "reforms" in listed
    shown = CliRunner().invoke(cli, ["queries", "--show", "reforms"], catch_exceptions=False).stdout
    assert shown.startswith("# title: What each reform resolves\n")


@pytest.mark.parametrize("seconds", ["nan", "inf", "1e300", "0", "-1"])
def test_a_time_limit_that_no_clock_can_keep_is_refused(seconds):
    done = sskg("query", "ASK {}", "--timeout", seconds)
    assert done.returncode == 2
    assert "number of seconds" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_iri_that_is_none_is_refused_as_a_parameter():
    done = sskg("query", "ASK { ?s ?p ?v }", "-p", "v=<http://x> <y>")
    assert done.returncode == 2
    assert "is not an IRI" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("query", "line", "column", "name"),
    [
        ("SELECT (<http://x/f>(1) AS ?x) {}", 1, 9, "http://x/f"),
        ("PREFIX e: <http://x/>\nSELECT ?s { ?s ?p ?o FILTER(e:f (?o)) }", 2, 29, "http://x/f"),
        ("SELECT * { ?s sskg:resolves ?o FILTER(sskg:resolves(?o)) }", 1, 39, "sskg:resolves"),
    ],
)
def test_a_function_that_there_is_not_is_an_error_of_the_query(query, line, column, name):
    with pytest.raises(QuerySyntaxError, match=f"there is no function {name}") as caught:
        asked(query)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_a_table_of_no_rows_says_so_and_what_may_be_mistyped():
    done = sskg("query", "SELECT ?s { ?s a sskg:Refrom }")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "no rows")
    assert "did you mean sskg:Reform?" in done.stderr


@pytest.mark.parametrize(
    "values",
    ["VALUES ?x {{ {} }}", "VALUES (?x) {{ ({}) }}", "VALUES ?x {{ 1 }} FILTER(?x NOT IN ({}))"],
)
def test_thousands_of_negative_numbers_are_no_attack(values):
    between = {"VALUES (?x) {{ ({}) }}": ") (", "VALUES ?x {{ {} }}": " "}.get(values, ", ")
    numbers = between.join(f"-{n}" for n in range(5000))
    query = "SELECT (COUNT(?x) AS ?n) { " + values.format(numbers) + " }"
    rows = asked(query, "-f", "csv").stdout.split()
    assert rows == ["n", "1" if "FILTER" in values else "5000"]


def test_a_prefix_may_be_named_service():
    query = "PREFIX service: <https://w3id.org/sskg/ontology#> ASK { ?s a service:Reform }"
    assert asked(query).stdout == "yes\n"


def test_a_relative_iri_is_resolved_against_the_base(run, tmp_path):
    path = tmp_path / "graph.nt"
    path.write_text("<http://e.org/a/x> <http://e.org/p> <http://e.org/a/y> .\n", encoding="utf-8")
    asked = ("query", "SELECT ?o { <x> ?p ?o }", "-g", str(path), "-f", "csv")
    assert run(*asked, "--base", "http://e.org/a/").out.split() == ["o", "http://e.org/a/y"]
    done = run(*asked, "--base", "no iri")
    assert done.code == 2
    assert "is not an IRI" in done.err
