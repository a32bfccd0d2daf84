"""Profile → document, through a Jinja template that yields a small, well-formed subset of HTML.

Jinja's autoescaping, strict undefined values and immutable sandbox; every problem names the template's own line,
because each start tag is stamped with it while Jinja reads the template.
"""

from __future__ import annotations

import html.entities
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import MethodType
from typing import Any, cast

import jinja2
import jinja2.compiler
import jinja2.exceptions
import jinja2.ext
import jinja2.lexer
import jinja2.nodes
import jinja2.runtime
import jinja2.sandbox
from markupsafe import Markup, escape

from rolegen.document import Document
from rolegen.fields import Model, show_money, shown
from rolegen.grammar import AT, SPLIT, Templates, line_of
from rolegen.markup import Reader
from rolegen.problems import Checked, Place, Problem, failed, reason, suggest
from rolegen.profile import CriteriaGroup, CriterionRow, Profile, Responsibility, ThemeGroup
from rolegen.statutes import DESIGNATIONS

ENDING = ".html.j2"
OUR_VALUES = (Model, Profile, ThemeGroup, Responsibility, CriteriaGroup, CriterionRow)  # no way out of the sandbox
PADDING = ("center", "ljust", "rjust", "zfill", "expandtabs")  # methods that make text long
# Filters that make text or lists as long as they are told, or that print by chance.
UNBOUNDED = ("batch", "center", "format", "indent", "random", "slice", "tojson", "wordwrap")
MAX_OUTPUT = 2_000_000  # characters; the longest real profile has some 40,000
AT_ONCE = 40  # pieces of output between two looks at its length
MAX_POWER = 1_000
MAX_ROUNDS = 100_000  # of all the loops over range() and calls of macros in one rendering together
START_TAG = re.compile(r"<([A-Za-z][\w.-]*)")
ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
MISSING = object()
XML_ENTITIES = ("amp", "lt", "gt", "quot", "apos")


@dataclass(frozen=True)
class Template:
    """A template ready to render, and what reads its output."""

    name: str
    path: Path
    compiled: jinja2.Template
    reader: Reader


def load(name: str, folders: tuple[Path, ...], styles: Mapping[str, str]) -> Checked[Template]:
    """The template of that name from the first folder that has it.

    `styles` are the class names it may use: the styles of the house style, each with its kind.
    """
    environment = _environment(folders)
    places = [folder / f"{name}{ENDING}" for folder in folders]
    path = next((place for place in places if os.path.isfile(place)), None)
    if path is None:
        return failed("no-such-template", f"There is no template “{name}”.", hint=suggest(name, names(folders)))
    try:
        compiled = environment.get_template(f"{name}{ENDING}")
        return Checked(Template(name, path, compiled, Reader(Templates(path, environment.files), styles)))
    except jinja2.TemplateSyntaxError as error:
        return Checked(None, (_syntax(error, path),))
    except jinja2.TemplateError as error:
        return failed("template", f"The template cannot be used: {error}.", Place(path))
    except OSError as error:
        return failed("template", f"The template cannot be read: {reason(error)}.", Place(path))
    except UnicodeDecodeError:
        return failed("template", "The template is not UTF-8 text.", Place(path), "Save it as UTF-8 text.")


def names(folders: tuple[Path, ...]) -> list[str]:
    """The names of the templates in the folders."""
    return sorted({path.name.removesuffix(ENDING) for folder in folders for path in folder.glob(f"*{ENDING}")})


def render(template: Template, profile: Profile) -> Checked[Document]:
    """The document a template makes of a profile."""
    output = _fill(template, profile)
    if output.value is None:
        return Checked(None, output.problems)
    page = template.reader.read(output.value)
    if page.value is None:
        return Checked(None, page.problems)
    return Checked(Document(page.value.title, page.value.blocks, _facts(page.value.title, profile)))


def _fill(template: Template, profile: Profile) -> Checked[str]:
    parts: list[str] = []
    size = 0
    try:
        output = template.compiled.generate(_context(profile))
        while some := tuple(islice(output, AT_ONCE)):
            parts += some
            size += sum(map(len, some))
            if size > MAX_OUTPUT:
                return Checked(None, (_endless(template, "".join(parts)),))
    except Exception as error:  # a template may raise anything that Python can
        return Checked(None, (_runtime(template, error, profile),))
    return Checked("".join(parts))


def _context(profile: Profile) -> dict[str, Any]:
    return {
        "profile": profile,
        "role": profile.role,
        "level": profile.level,
        "framework": profile.framework,
        "settings": profile.settings,
        "organisation": profile.settings.organisation,
        "area": profile.settings.area,
        "label": profile.settings.label,
        "range": _Rounds(),
    }


def _facts(title: str, profile: Profile) -> dict[str, str]:
    """What fills the house style's controls (doc:…), and what the file's properties say."""
    role, framework = profile.role, profile.framework
    return {
        "doc:title": title,
        "doc:version": f"Version {role.version}" if role.version else "No version yet",
        "doc:framework": f"{framework.name}, version {framework.version}",
        "doc:marking": "" if role.status == "approved" else STATUS[role.status].upper(),
        "organisation": profile.settings.organisation if "organisation" in profile.settings.model_fields_set else "",
        "role": "" if profile.is_level else profile.name,
        "level": profile.level.id,
        "variant": profile.variant,
        "version": role.version or "",
        "status": role.status,
        "framework-version": framework.version,
    }


STATUS = {
    "draft": "Draft",
    "consultation": "Draft for consultation",
    "approved": "Approved",
    "superseded": "Superseded",
    "deleted": "Deleted",
}


class _Rounds:
    """Jinja's range(), with one allowance for all the rounds of all loops over it, so that loops in loops end too."""

    def __init__(self) -> None:
        self.left = MAX_ROUNDS

    def __call__(self, *limits: int) -> _Range:
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
    rounds: _Rounds

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


class _Sandbox(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Jinja's sandbox, and text that cannot be multiplied without end."""

    intercepted_binops = frozenset(["+", "*", "**", "%"])
    code_generator_class = _Code

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.files: list[Path] = []
        super().__init__(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            optimized=False,  # which takes longer than it saves
            undefined=jinja2.StrictUndefined,
            extensions=[_Stamps],
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def call(self, context: jinja2.runtime.Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Calls a macro or function, and counts it as a round: macros that call themselves end too.

        Macros and methods of our own values, which are what templates call, need none of Jinja's questions.
        """
        if isinstance(rounds := context.parent.get("range"), _Rounds):
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
        marked = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return marked.replace("'", "&#39;").replace('"', "&#34;").replace("\n", "<br/>")

    def joined(self, value: Any) -> Any:
        """The value, where it is not longer than a page can be."""
        if isinstance(value, (str, list, tuple)) and len(value) > MAX_OUTPUT:
            raise OverflowError(f"it makes more than {MAX_OUTPUT:,} characters")
        return value

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
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
        number = self._number(Path(stream.filename or ""))
        for token in stream:
            text = token.value
            stamped = _stamped(text, number, token.lineno) if token.type == "data" else text
            yield jinja2.lexer.Token(token.lineno, token.type, stamped)

    def _number(self, path: Path) -> int:
        files: list[Path] = cast("_Sandbox", self.environment).files
        if path not in files:
            files.append(path)
        return files.index(path)


def _stamped(text: str, number: int, line: int) -> str:
    def with_stamp(tag: re.Match[str]) -> str:
        return f'{tag[0]} {AT}="{number}{SPLIT}{line + text.count(chr(10), 0, tag.start())}"'

    return START_TAG.sub(with_stamp, ENTITY.sub(_entity, text))


def _entity(found: re.Match[str]) -> str:
    known = html.entities.html5.get(f"{found[1]};")
    return found[0] if known is None or found[1] in XML_ENTITIES else known


def _environment(folders: tuple[Path, ...]) -> _Sandbox:
    environment = _Sandbox(folders)
    environment.globals = {
        "dict": dict,
        "namespace": jinja2.utils.Namespace,
        "designations": DESIGNATIONS,
        "statuses": STATUS,
    }
    environment.filters |= {"shown": shown, "money": show_money, "paragraphs": _paragraphs}
    for name in UNBOUNDED:
        del environment.filters[name]
    return environment


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


def _syntax(error: jinja2.TemplateSyntaxError, path: Path) -> Problem:
    place = line_of(Path(error.filename) if error.filename else path, error.lineno)
    return Problem("template", f"The template cannot be read: {error.message}", place)


def _runtime(template: Template, error: Exception, profile: Profile) -> Problem:
    place = _place_in_template(template, error)
    if isinstance(error, jinja2.UndefinedError):
        name = (re.findall(r"'?(\w+)'?(?: is undefined)?$", str(error)) or [""])[0]
        known = [word for word in _context(profile) if word != "range"] if "is undefined" in str(error) else []
        hint = suggest(name, known) if known else "The README lists what a template may print."
        return Problem("template-undefined", f"The template asks for “{name}”, which there is not.", place, hint)
    if isinstance(error, jinja2.exceptions.SecurityError):
        return Problem("template-forbidden", f"A template may not do this: {str(error).rstrip('.')}.", place)
    return Problem("template", f"The template failed: {str(error) or type(error).__name__}.", place)


def _place_in_template(template: Template, error: BaseException) -> Place:
    """The line of a template that an error came from; Jinja writes it into the traceback."""
    place, trace = Place(template.path), error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(ENDING):
            place = line_of(Path(name), trace.tb_lineno)
        trace = trace.tb_next
    return place


def _endless(template: Template, output: str) -> Problem:
    message = f"The template writes more than {MAX_OUTPUT:,} characters, more than any profile has."
    return Problem("template-endless", message, template.reader.templates.last_place(output))
