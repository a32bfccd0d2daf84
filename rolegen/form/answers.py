"""What a person typed into a field of the Word form → the value for the role file.

Tolerant of how people write dates, money and choices, and never guessing: words that are not understood come back as a
problem that says so and shows how to write them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, get_args

from rolegen.fields import NUMBER
from rolegen.form.days import find_day, read_day
from rolegen.marks import spoken
from rolegen.problems import Checked, Problem, failed, suggest
from rolegen.profile import CATEGORIES
from rolegen.role import JobEvaluation, Method
from rolegen.statutes import DESIGNATIONS, POLITICAL_RESTRICTION, SPOKEN, fluency

# A paragraph or an item has one cell; a row of the person profile has category, criterion, importance and methods.
Line = tuple[str, ...]
Shown = tuple[Line, ...]  # nothing where the field is empty
TWICE: Shown = ((),)  # of a field that a document shows in two places with different words

# Patterns are compiled when first used: a build shows fields and reads back none.
SCALES = {
    "": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000,
    "bn": 1_000_000_000, "b": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
DIGITS = r"(\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)|\d+)(\.\d+)?"
MONEY = (
    rf"(?:£|gbp ?)? ?{DIGITS} ?(k|thousand|mn?|million|bn?|billion)?(?: ?(?:pounds|gbp))?"
    r"(?: ?(?:(?:a|per) (?:year|annum)|p\.?a\.?))?"
)
UP_TO = r"(?:(?:up to|(?:a )?maximum(?: of)?|no more than):? )?"
COUNT = rf"{DIGITS}(?: ?(?:ftes?|staff|posts?|people|reports|direct reports))?"
BETWEEN_ENTRIES = re.compile(r"\s*(?:,(?!\d)|[;\n])\s*")
BETWEEN_METHODS = r"[,;/\n&+]|\band\b"
NOTHING = {"", "-", "none", "no", "n/a", "not applicable", "nil"}
MONTHS = r"(\d+)[ -](month|year)s?\b"
AROUND_CONTRACTS = {"contract", "appointment", "for", "a", "of", "until", "to", "till"}
TYPES = {"permanent": "permanent", "fixed-term": "fixed-term", "fixed term": "fixed-term", "temporary": "temporary"}
IMPORTANCES = {"essential": "essential", "e": "essential", "desirable": "desirable", "d": "desirable"}
METHODS = {form: one for one in get_args(Method) for form in (one, f"{one}s", f"{one} form")}
STATUSES = {one.replace("-", " "): one for one in get_args(JobEvaluation.model_fields["status"].annotation)}
TITLES = {title.casefold(): category for category, title in CATEGORIES.items()} | {one: one for one in CATEGORIES}

Answer = Checked[Any]


def _folded(text: str) -> str:
    """The words without typography or capitals, for telling what is meant."""
    return spoken(text).casefold()


def _whole_text(lines: Shown) -> str:
    return "\n".join([cell for line in lines for cell in line]).strip()


def _single(rule: str, name: str, lines: Shown, read: Callable[[str], Answer]) -> Answer:
    """The value of a field that is shown in one place; None where it is empty."""
    if lines == TWICE:
        message = f"{name}: the document shows this field in two places, with different words."
        return failed(rule, message, hint="Write the same words in both places.")
    text = _whole_text(lines)
    return read(text) if text else Checked(None)


def text(name: str, lines: Shown) -> Answer:
    """Words as they stand."""
    return _single("shown-twice", name, lines, Checked)


def needed(name: str, lines: Shown) -> Answer:
    """Words that no role can do without."""
    if not lines:
        return failed("missing-key", f"{name}: nothing is written there.", hint="Every role needs it.")
    return text(name, lines)


def listed(name: str, lines: Shown) -> Answer:
    """Entries parted by commas, semicolons or line breaks."""
    return _single("shown-twice", name, lines, lambda words: Checked(entries(words) or None))


def entries(text: str) -> list[str]:
    """The entries of a list in words; a comma inside a number parts nothing."""
    return [entry for entry in BETWEEN_ENTRIES.split(text.strip()) if entry]


def paragraphs(lines: Shown) -> Answer:
    """Paragraphs as one text, blank lines between them."""
    return Checked("\n\n".join([words for line in lines if (words := "\n".join(line).strip())]) or None)


def accountabilities(lines: Shown) -> Answer:
    """A list of what the post answers for; its ids are not shown, and so not told."""
    return Checked([{"text": words} for line in lines if (words := "\n".join(line).strip())] or None)


def day(name: str, lines: Shown) -> Answer:
    """A date, as YAML has it."""
    return _single("date", name, lines, lambda words: read_day(name, words))


def money(name: str, lines: Shown, form: str = MONEY) -> Answer:
    """Pounds, in digits."""
    hint = "Write it as in £41.5 million or £1,234,567."
    return _single("number", name, lines, lambda words: _amount(name, words, form, "an amount of money", hint))


def limit(name: str, lines: Shown) -> Answer:
    """Pounds, in digits, perhaps behind “up to”."""
    return money(name, lines, rf"{UP_TO}{MONEY}")


def number(name: str, lines: Shown) -> Answer:
    """A number, in digits."""
    hint = "Write digits, as in 1,630 or 412.5."
    return _single("number", name, lines, lambda words: _amount(name, words, COUNT, "a number", hint))


def whole(name: str, lines: Shown) -> Answer:
    """A whole number, in digits."""
    read = number(name, lines)
    if read.value and "." in read.value:
        return failed("number", f"{name}: “{_whole_text(lines)}” is not a whole number.", hint="Write digits only.")
    return read


def _amount(name: str, words: str, form: str, what: str, hint: str) -> Answer:
    found = re.fullmatch(form, _folded(words))
    if found is None:
        return failed("number", f"{name}: “{words}” is not {what}.", hint=hint)
    digits, fraction, *scale = found.groups(default="")
    amount = Decimal(re.sub("[, ]", "", digits) + fraction) * SCALES["".join(scale)]
    plain = f"{amount:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    if not NUMBER.fullmatch(plain):
        return failed("number", f"{name}: “{words}” is too long a number.", hint=hint)
    return Checked(plain)


def contract(lines: Shown) -> Answer:
    """Permanent, or for a time: “Fixed-term, 12 months, until 31 March 2027”."""
    return _single("contract", "Contract", lines, _contract)


def _contract(words: str) -> Answer:
    hint = "Write it as in Permanent, or Fixed-term, 12 months, until 31 March 2027."
    until, rest = find_day(_folded(words))
    lengths = re.findall(MONTHS, rest)
    rest = re.sub(MONTHS, " ", rest)
    types = [TYPES[name] for name in TYPES if re.search(rf"\b{name}\b", rest)]
    for name in TYPES:
        rest = re.sub(rf"\b{name}\b", " ", rest)
    left = set(re.findall(r"[^\s,;.:()-]+", rest)) - AROUND_CONTRACTS
    if left or len(types) != 1 or len(lengths) > 1:
        return failed("contract", f"Contract: “{words}” is not understood.", hint=hint)
    if types == ["permanent"] and (lengths or until):
        return failed("contract", "Contract: a permanent contract has no end.", hint=hint)
    value = {"type": types[0]}
    for count, unit in lengths:
        value["months"] = str(int(count) * (12 if unit == "year" else 1))
    return Checked(value | ({"until": until} if until else {}))


RESTRICTED = (
    r"(?:politically restricted[:,]? )?(specified|sensitive)(?: post)?(?: ?\((.*)\))?"
    rf"(?:, {POLITICAL_RESTRICTION})?\.?"
).replace(" ", r"\s")
UNRESTRICTED = (rf"(?:no|none|neither|not(?: politically)? restricted)(?: ?\({POLITICAL_RESTRICTION}\))?\.?").replace(
    " ", r"\s"
)


def restriction(lines: Shown) -> Answer:
    """Whether the post is politically restricted, and on what basis."""
    return _single("politically-restricted", "Political restriction", lines, _restriction)


def _restriction(words: str) -> Answer:
    if re.fullmatch(UNRESTRICTED, words, re.IGNORECASE):
        return Checked({"status": "no"})
    if found := re.fullmatch(RESTRICTED, words, re.IGNORECASE | re.DOTALL):
        status, basis = found[1].lower(), (found[2] or "").strip()
        return Checked({"status": status, **({"basis": basis} if basis else {})})
    message = f"Political restriction: “{words}” is not understood."
    hint = "Choose from the list: specified post, sensitive post, or not politically restricted."
    return failed("politically-restricted", message, hint=hint)


CHECK_WORDS = {
    "criminal", "record", "records", "check", "disclosure", "and", "barring", "service", "dbs", "with", "the", "barred",
    "list", "lists", "for", "is", "required", "level", "a", "an", "s", "both", "not", "no", "none",
    "basic", "standard", "enhanced", "children", "adults", "children's", "adults'", "adult", "adult's", "child",
}  # fmt: skip


def disclosure(lines: Shown) -> Answer:
    """The criminal record check, and any barred lists."""
    return _single("dbs", "Criminal record check", lines, _disclosure)


def _disclosure(words: str) -> Answer:
    said = re.findall(r"[\w']+", _folded(words))
    levels = [word for word in said if word in ("basic", "standard", "enhanced")]
    denied = bool({"no", "not", "none"} & set(said))
    lists = [group for word in said for group in ("children", "adults") if word.startswith(group[:5])]
    lists += ["children", "adults"] if "both" in said else []
    known = set(said) <= CHECK_WORDS and bool(lists) == ("barred" in said)
    if known and denied and not levels and not lists:
        return Checked({"level": "none"})
    if known and not denied and len(levels) == 1 and (levels == ["enhanced"] or not lists):
        return Checked({"level": levels[0], **({"barred_lists": lists} if lists else {})})
    hint = "Choose from the list: none, basic, standard, or enhanced, which alone may come with barred lists."
    return failed("dbs", f"Criminal record check: “{words}” is not understood.", hint=hint)


LANGUAGES = {"english": "english", "english or welsh": "english-or-welsh", "welsh or english": "english-or-welsh"}


def language(lines: Shown) -> Answer:
    """The language that the holder must speak fluently; none where the post has no such duty."""
    return _single("fluency-duty", "Fluency duty", lines, _language)


def _language(words: str) -> Answer:
    said = _folded(words)
    if said.rstrip(".") in NOTHING:
        return Checked(None)
    sentences = {_folded(fluency(one)): one for one in SPOKEN}
    plain = re.sub(r"^(?:fluent )?(?:spoken )?", "", said.rstrip("."))
    if found := sentences.get(said) or LANGUAGES.get(plain):
        return Checked(found)
    hint = "Choose from the list: fluent English, or fluent English or Welsh. Empty it where there is no such duty."
    return failed("fluency-duty", f"Fluency duty: “{words}” is not understood.", hint=hint)


@lru_cache(maxsize=1)
def _designation_forms() -> dict[str, str]:
    """What each designation may be called, the longest first."""
    forms = {_folded(name): one for one, name in DESIGNATIONS.items()}
    forms |= {_folded(name.partition(",")[0]): one for one, name in DESIGNATIONS.items()}
    forms |= {one: one for one in DESIGNATIONS} | {"section 151 officer": "chief-finance-officer"}
    return dict(sorted(forms.items(), key=lambda form: -len(form[0])))


NO_DESIGNATION = NOTHING | {"no statutory designation", "no statutory designations", "statutory designation none"}


def designations(lines: Shown) -> Answer:
    """The statutory designations that the post holds."""
    forms = _designation_forms()
    form = rf"\b(?:{'|'.join(map(re.escape, forms))})\b"
    found: list[str] = []
    problems: list[Problem] = []
    for line in lines:
        words = _folded(" ".join(line))
        rest = " ".join(re.findall(r"[^\s,;.:]+", re.sub(form, " ", words)))
        named = [forms[one] for one in re.findall(form, words)]
        if not named and rest in NO_DESIGNATION:
            continue
        if not named or set(rest.split()) - {"statutory", "designation", "designations", "and", "&", "the", "/"}:
            hint = suggest(words, [name.partition(",")[0] for name in DESIGNATIONS.values()])
            message = f"Statutory designation: “{' '.join(line)}” is not one that is known."
            problems.append(Problem("statutory", message, None, hint))
        found += named
    return Checked(None, tuple(problems)) if problems else Checked(found or None)


# “Evaluated (Hay), JE-2024-0117, 28 January 2024, grade 18, by the Regional Panel”: what stands before the first comma,
# and behind it all that is neither a date nor the reference.
STANDING = r"^(\w+(?:\W{1,2}(?:evaluated|review))?)(?:\s*\((.+?)\))?(?:\s+by\s+(.+))?\Z"
OF_EVALUATION = (
    ("grade", r"grade[\s:]+(.+)"),
    ("evaluator", r"(?:evaluated\s+)?by[\s:]+(.+)"),
    ("scheme", r"(?:under\s+)?(?:the\s+)?(.*\S)\s+scheme"),
    ("scheme", r"scheme[\s:]+(.+)"),
)
AROUND_DAYS = {"on", "dated", "date", "of", "the", "evaluated"}


def evaluation(lines: Shown) -> Answer:
    """Where job evaluation stands: “Evaluated (Hay), JE-2024-0117, 28 January 2024, grade 18, by the Panel”."""
    return _single("job-evaluation", "Job evaluation", lines, _evaluation)


def _evaluation(words: str) -> Answer:
    standing, *others = [part.strip() for part in re.split(r"[,\n]", words)]
    (status, scheme, evaluator), *_ = re.findall(STANDING, standing, re.IGNORECASE) or [("", "", "")]
    value = {"status": STATUSES.get(_folded(status).replace("-", " "), "")}
    parts = [("scheme", scheme), ("evaluator", evaluator), *map(_of_evaluation, filter(None, others))]
    for key, said in parts:
        if said and value.setdefault(key, said) != said:  # two references, say
            value["status"] = ""
    if "" not in value and value["status"] and not _have_days(scheme, evaluator):
        return Checked(value)
    hint = "Write it as in Evaluated (Hay), JE-2024-0117, 28 January 2024, grade 18."
    return failed("job-evaluation", f"Job evaluation: “{words}” is not understood.", hint=hint)


def _of_evaluation(part: str) -> tuple[str, str]:
    """What a part says, behind the key of what it says it of; behind none where it is a date among other words."""
    day, rest = find_day(_folded(part))
    if day:
        return "" if {*re.findall(r"[^\s;.:()-]+", rest)} - AROUND_DAYS else "date", day
    for key, form in OF_EVALUATION:
        if found := re.fullmatch(form, part, re.IGNORECASE):
            return key, found[1]
    return "reference", part


def _have_days(*parts: str) -> bool:
    return any(part and find_day(_folded(part))[0] for part in parts)


def criteria(lines: Shown) -> Answer:
    """The rows of the person profile, or all that is missing or unknown in them."""
    read = [_criterion(line) for line in lines]
    if problems := tuple(dict.fromkeys(problem for _, own in read for problem in own)):
        return Checked(None, problems)
    return Checked([row for row, _ in read] or None)


def _criterion(line: Line) -> tuple[dict[str, Any], list[Problem]]:
    if len(line) != 4:
        message = f"Person profile: “{' | '.join(line)}” does not stand in the row of a table of criteria."
        return {}, [_fault(message, "Write each criterion in a row of its own, under its category.")]
    title, words, needed, assessed = line
    category, importance = TITLES.get(_folded(title)), IMPORTANCES.get(_folded(needed).rstrip("."))
    methods = _methods(assessed)
    unknown = [method for method in methods if method not in METHODS]
    faults = [
        _fault(f"Person profile: a row under “{title}” has no criterion.", "Write one, or delete the row.")
        if not words else None,
        _fault(f"Person profile: “{title}”, above “{words}”, is not a category.", suggest(title, CATEGORIES.values()))
        if category is None else None,
        _fault(f"Person profile: “{words}” must be essential or desirable; it says {_quoted(needed)}.",
               "Choose Essential or Desirable from the list.") if importance is None else None,
        *(_fault(f"Person profile: “{words}” cannot be assessed by “{method}”.", suggest(method, get_args(Method)))
          for method in unknown),
    ]  # fmt: skip
    row: dict[str, Any] = {"criterion": words, "category": category, "importance": importance}
    known = [METHODS[method] for method in methods if method in METHODS]
    return row | ({"assessed_by": known} if known else {}), [fault for fault in faults if fault]


def _methods(words: str) -> list[str]:
    said = _folded(words.replace("\n", ","))
    if said.rstrip(".") in NOTHING | {"not stated"}:
        return []
    return [method for part in re.split(BETWEEN_METHODS, said) if (method := part.strip(" ."))]


def _fault(message: str, hint: str) -> Problem:
    return Problem("criterion", message, None, hint)


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "nothing"
