"""The YAML reader: every value as text, every value's place, and nothing that can break it."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.problems import Problem
from rolegen.role import parse_role
from rolegen.source import LINE_END, MAX_BYTES, MAX_DEPTH, Source, parse, read
from tests.conftest import EXAMPLES, ROOT
from tests.samples import needed

ROLE = Path("director-finance.yaml")
EVERY = settings(max_examples=120, deadline=None, derandomize=True, database=None)
# What YAML gives a meaning to, line ends of every kind, and characters of one to four bytes.
CHARACTERS = "ab1: -\n\t'\"[]{}&*!|>#%@`?,~\\<=\r\x85\u2028\ufeff\u00e9\u90e8\U0001f600"
YAMLISH = st.text(st.sampled_from(CHARACTERS), max_size=60)


def source(text: str | bytes) -> Source:
    """The source of YAML that has nothing wrong with it."""
    read = parse(text if isinstance(text, bytes) else text.encode(), ROLE)
    assert read.value is not None
    assert read.problems == ()
    return read.value


def spot(place: object) -> tuple[int, int]:
    """A place's line and column."""
    return getattr(place, "line", -1), getattr(place, "column", -1)


def rules(text: str | bytes) -> list[str]:
    """The rules that YAML breaks."""
    found = parse(text if isinstance(text, bytes) else text.encode(), ROLE).problems
    return [problem.rule for problem in found]


# Values


@pytest.mark.parametrize("word", ["NO", "on", "1.10", "010", "0x1F", "2026-03-31", "1_000", "12:30:00", ".inf", "true"])
def test_a_plain_word_stays_the_text_it_is(word: str) -> None:
    assert source(f"value: {word}\n").value == {"value": word}


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_an_unquoted_empty_value_is_none_at_all(word: str) -> None:
    assert source(f"value: {word}\nnext: text\n").value == {"value": None, "next": "text"}


@pytest.mark.parametrize("word", ["", "~", "null"])
def test_a_quoted_empty_value_is_text(word: str) -> None:
    assert source(f"a: '{word}'\nb: \"{word}\"\n").value == {"a": word, "b": word}


def test_a_key_that_looks_empty_is_a_key() -> None:
    assert source("null: a\n~: b\n").value == {"null": "a", "~": "b"}


def test_a_level_without_a_clause_says_null() -> None:
    assert source("levels:\n  assistant-director: null\n").value == {"levels": {"assistant-director": None}}


def test_a_field_left_empty_is_a_field_left_out() -> None:
    found = parse_role(b"title: Director\nlevel: director\ngrade:\nminute: ~\nlocation: null\n", ROLE)
    assert found.problems == ()
    assert found.value is not None
    role = found.value.role
    assert (role.title, role.grade, role.minute, role.location) == ("Director", None, None, None)


def test_lists_and_groups_nest() -> None:
    text = "a:\n  - b: [c, {d: e}]\n  - - f\n    - g\n"
    assert source(text).value == {"a": [{"b": ["c", {"d": "e"}]}, ["f", "g"]]}


def test_text_over_several_lines_is_folded_or_kept() -> None:
    text = "a: >-\n  one\n  two\nb: |\n  one\n  two\nc: one\n  two\n"
    assert source(text).value == {"a": "one two", "b": "one\ntwo\n", "c": "one two"}


def test_an_empty_file_holds_nothing() -> None:
    assert source("").value is None
    assert source("# To be written.\n").value is None


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_and_any_line_ends_are_fine(ends: str, mark: bytes) -> None:
    text = "title: Director\ncontract:\n  type: permanent\npurpose: |\n  One.\n  Two.\n"
    read = source(mark + text.replace("\n", ends).encode())
    assert read.value == source(text).value
    assert spot(read.place(("title",))) == (1, 8)
    assert spot(read.key_place(("title",))) == (1, 1)
    assert spot(read.place(("contract", "type"))) == (3, 9)
    assert read.place(("contract", "type")).source == "  type: permanent"


def test_a_role_saved_by_a_windows_editor_is_the_same_role() -> None:
    unix = (EXAMPLES / "roles" / "director-finance.yaml").read_bytes().replace(b"\r\n", b"\n")
    windows = b"\xef\xbb\xbf" + unix.replace(b"\n", b"\r\n")
    first, second = parse_role(unix, ROLE).value, parse_role(windows, ROLE).value
    assert first is not None
    assert second is not None
    assert first.role == second.role


# Places


def test_each_value_and_each_key_has_its_place() -> None:
    read = source("a: one\nb:\n  - two\n  - c: three\n")
    assert spot(read.place(("a",))) == (1, 4)
    assert spot(read.key_place(("a",))) == (1, 1)
    assert spot(read.place(("b", 0))) == (3, 5)
    assert spot(read.place(("b", 1, "c"))) == (4, 8)
    assert spot(read.key_place(("b", 1, "c"))) == (4, 5)


@pytest.mark.parametrize("before", ["é", "部", "\U0001f600", "e\u0301", "\u200b"])
def test_a_column_counts_characters_whatever_their_width(before: str) -> None:
    read = source(f"{{{before}: x, title: Director}}\n")
    column = len("{") + len(before) + len(": x, ")
    assert spot(read.key_place(("title",))) == (1, column + 1)
    assert read.lines[0][column:].startswith("title")


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"])
def test_lines_end_where_yaml_ends_them(end: str) -> None:
    read = source(f"a: one{end}b: two\n")
    assert spot(read.place(("b",))) == (2, 4)
    assert read.place(("b",)).source == "b: two"


def test_folded_text_stands_where_its_mark_does() -> None:
    assert spot(source("a: one\npurpose: >-\n  two\n").place(("purpose",))) == (2, 10)


def test_what_is_not_there_is_placed_at_what_is_above_it() -> None:
    read = source("a:\n  b: one\n")
    assert spot(read.place(("a", "missing", "deeper"))) == spot(read.place(("a",))) == (2, 3)
    assert spot(read.key_place(("missing",))) == (1, 1)


def test_a_file_that_breaks_off_still_gives_what_stands_before() -> None:
    read = parse(b"title: Director\nlevel: director\npurpose: 'Keep", ROLE)
    assert [problem.rule for problem in read.problems] == ["yaml"]
    assert read.value is not None
    assert isinstance(read.value.value, dict)
    assert read.value.value["title"] == "Director"


# Refusals


def test_the_second_of_two_equal_keys_names_the_line_of_the_first() -> None:
    (problem,) = parse(b"a: 1\nb: 2\na: 3\n", ROLE).problems
    assert problem.rule == "duplicate-key"
    assert problem.place is not None
    assert spot(problem.place) == (3, 1)
    assert "line 1" in problem.message


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: &name text\n", "anchor"),
        ("a: *name\n", "alias"),
        ("a: !!int 3\n", "tag"),
        ("a: !own 3\n", "tag"),
        ("- a\n---\n- b\n", "several-documents"),
        ("[a, b]: c\n", "key"),
        ("{a: b}: c\n", "key"),
        ('a: "\\u0007"\n', "control-character"),
        ('"\\u0007": a\n', "control-character"),
        ("a: \x7f\n", "control-character"),
        ("a: \ufffe\n", "control-character"),
        (b"a: \xe9\n", "not-utf-8"),
        (b"\xff\xfea\x00:\x00", "not-utf-8"),
        (b"a: \xed\xa0\x80\n", "not-utf-8"),
        ("a: [\n", "yaml"),
    ],
)
def test_what_yaml_would_take_silently_is_refused(text: str | bytes, rule: str) -> None:
    assert rules(text) == [rule]


def test_every_duplicate_and_every_anchor_is_told_in_one_pass() -> None:
    assert rules("a: &x 1\na: 2\nb: &y 3\nb: 4\n") == ["anchor", "duplicate-key", "anchor", "duplicate-key"]


def test_lists_may_nest_so_deep_and_no_deeper() -> None:
    assert rules("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert rules("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == ["too-deep"]


def test_a_file_may_be_so_large_and_no_larger() -> None:
    line = b"# comment\n"
    assert rules(line * (MAX_BYTES // len(line))) == []
    assert rules(b"#" * (MAX_BYTES + 1)) == ["too-large"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (problem,) = read(tmp_path / "nowhere.yaml").problems
    assert problem.rule == "unreadable"
    (problem,) = read(tmp_path).problems
    assert problem.rule == "unreadable"


# Anything at all


def assert_answered(data: bytes, problems: tuple[Problem, ...]) -> None:
    """Asserts that every problem is said in words and stands inside the file."""
    lines = LINE_END.split(data.decode("utf-8-sig", errors="replace"))
    for problem in problems:
        assert problem.message
        assert problem.place is not None
        assert problem.place.path == ROLE
        line, column = spot(problem.place)
        assert 0 <= line <= len(lines), problem
        assert 0 <= column <= len(lines[line - 1]) + 1, problem
        assert problem.place.source in ("", lines[line - 1]), problem


def assert_readable(data: bytes) -> None:
    """Reads bytes as YAML and as a role: neither raises."""
    assert_answered(data, parse(data, ROLE).problems)
    assert_answered(data, parse_role(data, ROLE).problems)


@EVERY
@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    assert_readable(data)


@EVERY
@given(st.one_of(st.text(max_size=100), YAMLISH))
def test_no_text_breaks_the_reader(text: str) -> None:
    assert_readable(text.encode(errors="surrogatepass"))


@EVERY
@given(YAMLISH)
def test_no_value_breaks_a_role(text: str) -> None:
    assert_readable(f"title: Director\nlevel: {text}\ngrade: '18'\n".encode())


PIECES = (
    "\t", ": ", "- ", "'", '"', "{", "}", "[", "]", "&a ", "*a", "!x ", "\r", "\n", "\x85", "\u2028", "\U0001f600",
    "\x00", "#", "|", ">", "%", "---\n", "...\n", "? ", "<<: ", "\ufeff", "~", "null", "\\",
)  # fmt: skip


def slip(text: bytearray, other: bytes, chance: random.Random) -> None:
    """One slip: a bit turned, a slice lost, a piece typed in, a slice doubled, or one pasted from another file."""
    at, size = chance.randrange(len(text) - 200), chance.randint(1, 200)
    kind = chance.randrange(5)
    if kind == 0:
        text[at] ^= 1 << chance.randrange(8)
    elif kind == 1:
        del text[at : at + size // 4]
    else:
        added = (chance.choice(PIECES).encode(), text[at : at + size], other[at : at + size])
        text[at:at] = added[kind - 2]


def test_no_slip_in_a_role_file_breaks_the_reader() -> None:
    samples = [path.read_bytes() for path in sorted((EXAMPLES / "roles").glob("*.yaml"))]
    samples = [sample for sample in samples if len(sample) > 1000]
    assert samples
    chance = random.Random(20260331)
    seen: set[str] = set()
    for _ in range(1000):
        text, other = bytearray(chance.choice(samples)), chance.choice(samples)
        for _ in range(chance.randint(1, 5)):
            slip(text, other, chance)
        data = bytes(text)
        problems = parse_role(data, ROLE).problems
        assert_answered(data, problems)
        seen.update(problem.rule for problem in problems)
    assert {"yaml", "unknown-key", "duplicate-key", "not-utf-8", "control-character"} <= seen


# Files made to break a reader

MEGABYTE = 1 << 20


def filled(piece: str) -> bytes:
    """A megabyte of the piece."""
    data = piece.encode()
    return data * (MEGABYTE // len(data))


def laughs() -> bytes:
    """The billion laughs: each line nine times the one before."""
    lines = ["a0: &a0 [ha]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    return "\n".join(lines).encode()


REPEATED = (
    "[", "{", "- ", "? ", "a: ", "&a ", "!", "! ", "*a ", "'", '"', "#", "|", ">", "%", ":", ": ", ",", "\\", "~ ",
    "\n", "\r", "\r\n", "\t", " ", "\ufeff", "\u2028", "\x00", "\x1b", "\U0001f600", "[a: ", "{a: ", "[],", "a", "a ",
    "---\n", "...\n", "%YAML 1.1\n", "?\n", "-\n", "a\n", "- a\n", "- &a x\n", "# a\n",
)  # fmt: skip


def bombs() -> Iterator[tuple[str, bytes]]:
    """Bytes that have broken one YAML reader or another, by name; no larger than a file may be."""
    for piece in REPEATED:
        yield f"a megabyte of {piece!r}", filled(piece)
    yield "one key", b"a" * (MEGABYTE - 3) + b": b"
    yield "one value", b"title: " + b"a" * (MEGABYTE - 7)
    yield "one quoted value", b"title: '" + b"\n" * (MEGABYTE - 9) + b"'"
    yield "one text of escapes", b'title: "' + b"\\x41" * 250_000 + b'"'
    yield "many control characters", b"a:\n" + b' - "\\x07"\n' * 20_000
    yield "300,000 equal keys", b"a:\n" * 300_000
    yield "80,000 keys", b"".join(b"k%d: v\n" % number for number in range(80_000))
    yield "a staircase of keys", b"".join(b" " * depth + b"a:\n" for depth in range(1400))
    yield "a staircase of lists", b"".join(b" " * depth + b"-\n" for depth in range(1400))
    yield "a long anchor", b"a: &" + b"a" * (MEGABYTE - 10) + b" x"
    yield "a long tag", b"a: !" + b"a" * (MEGABYTE - 10) + b" x"
    yield "a billion laughs", laughs()
    yield "an open bracket, then a megabyte", b"a: [" + b"b, " * 340_000
    yield "not text", b"\xff" * MEGABYTE


def read_bombs() -> None:
    """Reads every bomb, naming each first, so that the last name printed is the one that ended the process."""
    for name, data in bombs():
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        assert len(data) <= MAX_BYTES
        problems = parse_role(data, ROLE).problems
        assert problems, "a bomb is not a role"
        assert_answered(data, problems)


def test_no_file_of_a_megabyte_ends_the_process() -> None:
    names = [name for name, _ in bombs()]
    assert len(names) > 50
    code = "from tests.test_source import read_bombs; read_bombs()"
    command = [sys.executable, "-c", code]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert ran.stdout.splitlines() == names, ran.stderr[-2000:]
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_file_of_which_little_is_asked_is_read_no_further(tmp_path: Path) -> None:
    path = tmp_path / "post.yaml"
    path.write_text("title: Post\ncontract: {title: no, type: permanent}\nreports_to: boss\nrest: [", encoding="utf-8")
    asked = read(path, until=frozenset({"title", "reports_to"}))
    assert asked.problems == ()
    assert needed(asked).value == {
        "title": "Post",
        "contract": {"title": "no", "type": "permanent"},
        "reports_to": "boss",
    }
    assert [problem.rule for problem in read(path, until=frozenset({"title", "missing"})).problems] == ["yaml"]
