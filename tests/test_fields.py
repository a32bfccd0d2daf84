"""How each type of field is read, and what it looks like on the page."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rolegen.fields import id_fault, show_day, show_money, show_number, shown
from rolegen.role import Role, parse_role
from tests.samples import UNTIMED, as_yaml, needed


def role(**fields: object) -> Role:
    """A role read from a file with these fields."""
    return needed(
        parse_role(as_yaml({"title": "Post", "level": "director", **fields}).encode(), Path("post.yaml"))
    ).role


def rules(**fields: object) -> list[tuple[str, str]]:
    """The rule of each problem, and the text its place points at."""
    text = as_yaml({"title": "Post", "level": "director", **fields})
    found = parse_role(text.encode(), Path("post.yaml")).problems
    return [(p.rule, text[p.place.column - 1 :].partition(",")[0].rstrip("}")) for p in found if p.place]


# --- money and numbers ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pounds", "words"),
    [
        (None, ""),
        (0, "£0"),
        (950, "£950"),
        (2500, "£2,500"),
        (999_999, "£999,999"),
        (1_000_000, "£1 million"),
        (1_234_567, "£1,234,567"),
        (1_500_000, "£1.5 million"),
        (10_000_000, "£10 million"),
        (10_250_000, "£10.25 million"),
        (41_500_000, "£41.5 million"),
        (100_000_000, "£100 million"),
        (690_400_000, "£690.4 million"),
        (1_200_000_000, "£1,200 million"),
    ],
)
def test_money_is_in_millions_where_that_is_exact(pounds: float | None, words: str) -> None:
    assert show_money(pounds) == words


def pounds_of(words: str) -> Decimal:
    """The pounds that a reader takes the words for."""
    number, _, unit = words.removeprefix("£").replace(",", "").partition(" ")
    return Decimal(number) * (1_000_000 if unit == "million" else 1)


@settings(UNTIMED)
@given(st.integers(0, 10**12))
@example(1_005_000)
@example(1_010_000)
@example(999_995_000_000)
def test_no_pound_is_lost_on_the_page(pounds: int) -> None:
    assert pounds_of(show_money(float(pounds))) == pounds


@settings(UNTIMED)
@given(st.integers(0, 10**8).map(lambda pounds: pounds * 10_000))
def test_whole_ten_thousands_above_a_million_are_in_millions(pounds: int) -> None:
    assert show_money(float(pounds)).endswith(" million") == (pounds >= 1_000_000)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0"), (5, "5"), (1630, "1,630"), (412.5, "412.5"), (94.25, "94.25"), (0.1, "0.1"), (1234567, "1,234,567")],
)
def test_numbers_have_commas_and_no_needless_noughts(number: float, words: str) -> None:
    assert show_number(number) == words
    assert shown(number) == words


@settings(UNTIMED)
@given(st.decimals(0, 10**9, places=4))
def test_a_number_on_the_page_is_the_number_of_the_file(number: Decimal) -> None:
    read = role(dimensions={"staff_fte": f"{number:f}"}).dimensions.staff_fte
    assert Decimal(shown(read).replace(",", "")) == number


@pytest.mark.parametrize(
    "text", ["1e3", "1,630", "£5", "-1", "+1", "inf", "nan", "0x10", "1_000", "½", "٣", ".5", "5.", "1.23456"]
)
def test_a_number_is_digits_and_nothing_else(text: str) -> None:
    for field in ("revenue_budget", "capital_budget", "staff_fte", "direct_reports"):
        assert [rule for rule, _ in rules(dimensions={field: text})] == ["number"]


def test_posts_are_counted_whole() -> None:
    assert role(dimensions={"direct_reports": "5"}).dimensions.direct_reports == 5
    assert [rule for rule, _ in rules(dimensions={"direct_reports": "5.5"})] == ["wrong-type"]


# --- days -------------------------------------------------------------------------------------------------------------


@settings(UNTIMED)
@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
@example(date(2024, 2, 29))
def test_a_day_is_read_as_it_is_shown(day: date) -> None:
    number, month, year = show_day(day).split(" ")
    assert date(int(year), list(calendar.month_name).index(month), int(number)) == day
    assert not number.startswith("0")
    assert role(review_by=day.isoformat()).review_by == day


@pytest.mark.parametrize(
    "text",
    ["2026-02-29", "2026-13-01", "31/03/2026", "2026-3-1", "20260331", "2026-W01-1", "2026-001", "2026-03-31T00:00",
     "soon", "２０２６-03-31", "٢٠٢٦-03-31", "2026-03-3１"],
)  # fmt: skip
def test_a_day_is_year_month_and_day_and_exists(text: str) -> None:
    assert rules(review_by=text) == [("date", f'"{text}"')]


# --- text, flags, ids -------------------------------------------------------------------------------------------------


def test_nothing_is_shown_as_nothing() -> None:
    assert shown(None) == ""


@pytest.mark.parametrize("text", ["NO", "1.10", "018", "12:30:45", "1_000", "~tilde", "0x1F", "yes", "2026-01-01"])
def test_what_yaml_would_misread_stays_text(text: str) -> None:
    source = f"title: {text}\nlevel: director\ngrade: {text}\n"
    read = needed(parse_role(source.encode(), Path("post.yaml"))).role
    assert (read.title, read.grade) == (text, text)


@pytest.mark.parametrize("empty", ["", "~", "null", "Null", "NULL"])
def test_an_empty_value_is_the_same_as_none(empty: str) -> None:
    source = f"title: Post\nlevel: director\ngrade: {empty}\ncontacts: {empty}\nservice_areas: {empty}\ncmt: {empty}\n"
    read = needed(parse_role(source.encode(), Path("post.yaml"))).role
    assert (read.grade, read.service_areas, read.cmt, read.contacts.internal) == (None, (), None, ())


def test_a_word_in_quotes_is_text_whatever_it_says() -> None:
    assert role(grade="null").grade == "null"


def test_space_around_text_and_at_the_ends_of_lines_goes() -> None:
    assert role(purpose="  One  \n two\t\n").purpose == "One\n two"


@pytest.mark.parametrize("text", ["", " ", "\n", "\u00a0", "\u2003"])
def test_text_in_quotes_must_say_something(text: str) -> None:
    assert [rule for rule, _ in rules(grade=text)] == ["empty"]


@pytest.mark.parametrize(("text", "value"), [("true", True), ("True", True), ("false", False), ("FALSE", False)])
def test_a_flag_is_true_or_false(text: str, value: bool) -> None:
    assert role(cmt=text).cmt is value


@pytest.mark.parametrize("text", ["yes", "no", "NO", "on", "1", "0", "y", "tRuE", "wahr"])
def test_a_flag_is_nothing_else(text: str) -> None:
    assert rules(cmt=text) == [("yes-or-no", f'"{text}"')]


@pytest.mark.parametrize(
    "text", ["director", "director-finance", "a", "v1.2", "x_y", "3", "a" * 64, "conduct", "com10"]
)
def test_what_can_be_an_id(text: str) -> None:
    assert id_fault(text) == ""


@pytest.mark.parametrize(
    "text",
    ["", "Director", "a b", "-a", "a-", ".a", "a.", "a..b", "a/b", "a\\b", "../a", "a" * 65, "é", "ａ", "١", "a\n",
     "con", "nul", "com1", "lpt9", "aux.b", "prn", "a:b", "a*"],
)  # fmt: skip
def test_what_cannot_be_an_id_nor_so_a_file_name_everywhere(text: str) -> None:
    assert id_fault(text)


def test_every_day_of_a_year_is_shown_in_words() -> None:
    days = {show_day(date(2024, 1, 1) + timedelta(days=number)) for number in range(366)}
    assert len(days) == 366
    assert {"1 January 2024", "29 February 2024", "31 December 2024"} <= days
