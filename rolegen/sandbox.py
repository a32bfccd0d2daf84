"""The sandbox that templates run in: Jinja's, and nothing in it that goes on without end or out of bounds.

Each start tag is stamped with its file and line while Jinja reads a template, so that problems can name them.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import CodeType, MethodType
from typing import Any, ClassVar, cast

import jinja2
import jinja2.bccache
import jinja2.compiler
import jinja2.exceptions
import jinja2.ext
import jinja2.lexer
import jinja2.nodes
import jinja2.runtime
import jinja2.sandbox
from markupsafe import Markup, escape

from rolegen.fields import Model, show_money, shown
from rolegen.grammar import AT, SPLIT
from rolegen.problems import Place
from rolegen.profile import CriteriaGroup, CriterionRow, Profile, Responsibility, ThemeGroup

OUR_VALUES = (Model, Profile, ThemeGroup, Responsibility, CriteriaGroup, CriterionRow)  # no way out of the sandbox
PADDING = ("center", "ljust", "rjust", "zfill", "expandtabs")  # methods that make text long
# Filters that make text or lists as long as they are told, or that print by chance.
UNBOUNDED = ("batch", "center", "format", "indent", "random", "slice", "tojson", "wordwrap")
MAX_OUTPUT = 2_000_000  # characters; the longest real profile has some 40,000
KEPT = 2_000  # texts; a profile has some 110, some 40 of them its own
KEPT_COMPILED = 20  # templates, for workspaces and revisions that share some
MAX_POWER = 1_000
MAX_ROUNDS = 100_000  # of all the loops over range() and calls of macros in one rendering together
START_TAG = re.compile(r"<([A-Za-z][\w.-]*)")
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
MISSING = object()
XML_ENTITIES = ("amp", "lt", "gt", "quot", "apos")


class Rounds:
    """Jinja's range(), with one allowance for all the rounds of all loops over it, so that loops in loops end too."""

    def __init__(self) -> None:
        self.left = MAX_ROUNDS

    def __call__(self, *limits: int) -> _Range:
        """What range() gives, its rounds counted."""
        return _Range(range(*limits), self)

    def spend(self) -> None:
        """Counts one round."""
        self.left -= 1
        if self.left < 0:
            raise OverflowError(f"its loops and macros go round more than {MAX_ROUNDS:,} times")


@dataclass(frozen=True)
class _Range:
    """A range whose every round is counted."""

    numbers: range
    rounds: Rounds

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[int]:
        for number in self.numbers:
            self.rounds.spend()
            yield number


class _Code(jinja2.compiler.CodeGenerator):
    """Jinja's compiler, with a limit to what `~` joins, and our own way of printing a value."""

    def _output_child_pre(
        self,
        node: jinja2.nodes.Expr,
        frame: jinja2.compiler.Frame,
        finalize: jinja2.compiler.CodeGenerator._FinalizeInfo,
    ) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is not None:
            self.write("environment.escaped((")  # which Jinja closes where it would close escape(finalize(
        else:
            super()._output_child_pre(node, frame, finalize)

    def visit_Concat(self, node: jinja2.nodes.Concat, frame: jinja2.compiler.Frame) -> None:  # noqa: N802 (Jinja names it)
        self.write("environment.joined(")
        super().visit_Concat(node, frame)
        self.write(")")


@lru_cache(maxsize=KEPT)
def _escaped(text: str) -> str:
    """Text as the page has it."""
    marked = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return marked.replace("'", "&#39;").replace('"', "&#34;").replace("\n", "<br/>")


class _Compiled(jinja2.BytecodeCache):
    """What templates were compiled to in this process: one that many workspaces or revisions share, once.

    Jinja reads a file each time all the same, and what it says is part of the key: what is kept is never out of date.
    """

    codes: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> jinja2.bccache.Bucket:
        number = cast("Sandbox", environment).number(Path(filename or ""))
        bucket = jinja2.bccache.Bucket(environment, f"{number} {name} {filename}", self.get_source_checksum(source))
        bucket.code = self.codes.get((bucket.key, bucket.checksum))
        return bucket

    def set_bucket(self, bucket: jinja2.bccache.Bucket) -> None:
        if len(self.codes) >= KEPT_COMPILED:
            self.codes.clear()
        if bucket.code:
            self.codes[bucket.key, bucket.checksum] = bucket.code


class Sandbox(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Jinja's sandbox, and text that cannot be multiplied without end.

    `files` are the templates read; where each stands there is the number that its start tags are stamped with.
    """

    intercepted_binops = frozenset(["+", "*", "**", "%"])
    code_generator_class = _Code

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.files: list[Path] = []
        super().__init__(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            bytecode_cache=_Compiled(),
            autoescape=True,
            optimized=False,  # which takes longer than it saves
            undefined=jinja2.StrictUndefined,
            extensions=[_Stamps],
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def number(self, path: Path) -> int:
        """The number of a template's file."""
        if path not in self.files:
            self.files.append(path)
        return self.files.index(path)

    def call(self, context: jinja2.runtime.Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Calls a macro or function, and counts it as a round: macros that call themselves end too.

        Macros and methods of our own values, which are what templates call, need none of Jinja's questions.
        """
        if isinstance(rounds := context.parent.get("range"), Rounds):
            rounds.spend()
        if not kwargs and isinstance(obj, jinja2.runtime.Macro):
            return obj(context.eval_ctx, *args)
        owner: Any = type(obj.__self__) if isinstance(obj, MethodType) else None
        if not kwargs and owner and _is_open(owner, obj.__name__):
            return obj(*args)
        return super().call(context, obj, *args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute; of our own values without more ado, since Jinja looks for what only other values have."""
        kind: Any = type(obj)
        if _is_open(kind, attribute) and (value := getattr(obj, attribute, MISSING)) is not MISSING:
            return value
        return super().getattr(obj, attribute)

    def escaped(self, value: Any) -> str:
        """A value as the page has it; text, which most values are, without Jinja's many steps."""
        if type(value) is not str:
            return escape(_printed(value))
        return _escaped(value)

    def joined(self, value: Any) -> Any:
        """The value, where it is not longer than a page can be."""
        if isinstance(value, (str, list, tuple)) and len(value) > MAX_OUTPUT:
            raise OverflowError(f"it makes more than {MAX_OUTPUT:,} characters")
        return value

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        """What an operator gives, where that cannot grow without end."""
        if operator == "+":
            return self.joined(super().call_binop(context, operator, left, right))
        if not (isinstance(left, (int, float)) and isinstance(right, (int, float))):
            raise OverflowError(f"“{operator}” works on numbers only")
        if operator == "**" and (abs(left) > MAX_POWER or abs(right) > MAX_POWER):
            raise OverflowError("this power is too large")
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> None:
        """Refuses str.format, whose widths know no bounds."""
        if super().wrap_str_format(value) is not None:
            raise jinja2.exceptions.SecurityError("text cannot be put together by format")

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may have an attribute: of our values what they are made of, of others what is plain."""
        kind: Any = type(obj)
        if issubclass(kind, OUR_VALUES):
            return _is_open(kind, attr)
        if isinstance(obj, (Path, Place)):
            return False
        if isinstance(obj, date):
            return attr in ("year", "month", "day")
        padding = isinstance(obj, str) and attr in PADDING
        return not padding and super().is_safe_attribute(obj, attr, value)


@lru_cache(maxsize=1_000)
def _is_open(kind: type, attribute: str) -> bool:
    """Whether a template may have an attribute of values of a kind: of ours, all but what pydantic gives its models."""
    return issubclass(kind, OUR_VALUES) and not attribute.startswith("_") and not hasattr(Model, attribute)


class _Stamps(jinja2.ext.Extension):
    """Writes its file and line into each start tag, and resolves HTML's named entities, which XML lacks."""

    def filter_stream(self, stream: jinja2.lexer.TokenStream) -> Iterator[jinja2.lexer.Token]:
        number = cast("Sandbox", self.environment).number(Path(stream.filename or ""))
        for token in stream:
            text = token.value
            stamped = _stamped(text, number, token.lineno) if token.type == "data" else text
            yield jinja2.lexer.Token(token.lineno, token.type, stamped)


def _stamped(text: str, number: int, line: int) -> str:
    def with_stamp(tag: re.Match[str]) -> str:
        return f'{tag[0]} {AT}="{number}{SPLIT}{line + text.count(chr(10), 0, tag.start())}"'

    return START_TAG.sub(with_stamp, ENTITY.sub(_entity, text))


def _entity(found: re.Match[str]) -> str:
    known = html.entities.html5.get(f"{found[1]};")
    return found[0] if known is None or found[1] in XML_ENTITIES else known


def environment(folders: tuple[Path, ...], names: Mapping[str, Any]) -> Sandbox:
    """The sandbox for the templates of some folders; these names stand in it for what they are given here."""
    sandbox = Sandbox(folders)
    sandbox.globals = {"dict": dict, "namespace": jinja2.utils.Namespace, **names}
    sandbox.filters |= {"shown": shown, "money": show_money, "paragraphs": _paragraphs}
    for name in UNBOUNDED:
        del sandbox.filters[name]
    return sandbox


def _printed(value: Any) -> Any:
    """A value on its way to the page: its line breaks become the page's, nothing at all stays nothing."""
    if isinstance(value, str):
        if "\n" in value and not isinstance(value, Markup):
            return Markup("<br/>").join(value.split("\n"))
        return value
    if value is None:
        return ""
    has_words = isinstance(value, Model) and "__str__" in type(value).__dict__
    if has_words or isinstance(value, (int, float, date, jinja2.Undefined)):
        return value
    raise TypeError("a list or a group cannot be printed as it stands: loop over it, or use | join")


def _paragraphs(text: str | None) -> list[str]:
    """A value's paragraphs: what blank lines part."""
    return [part.strip("\n") for part in re.split(r"\n{2,}", text or "")] if text else []
