"""What a grade pays, and how that is published: in brackets of £5,000, with its ceiling."""

from __future__ import annotations

from pydantic import ValidationInfo, field_validator

from rolegen.fields import Model, Number, Text, show_money, wrong

BRACKET = 5_000
MOST_BRACKETS = 12  # that are named one by one


class Grade(Model):
    """A grade; an unusable one says why."""

    unusable: Text | None = None
    """Why no role may have this grade, as in closed to new posts. Left out, any role may."""
    minimum: Number | None = None
    """The least that the grade pays, in pounds a year, digits only, as in 95000."""
    maximum: Number | None = None
    """The most that the grade pays, in pounds a year, digits only, as in 105000. Left out, it pays the one sum."""

    @field_validator("maximum")
    @classmethod
    def _most(cls, maximum: float | None, info: ValidationInfo) -> float | None:
        if maximum is not None and info.data.get("minimum", maximum) is None:  # a faulty one is not there at all
            raise wrong("pay", "The grade says the most that it pays, and not the least.", "Add “minimum”.")
        return no_less(maximum, info, "pay", "the grade")

    @property
    def pays(self) -> tuple[float, float] | None:
        """The least and the most that it pays; None where nothing is said of the least."""
        if self.minimum is None:
            return None
        return self.minimum, self.minimum if self.maximum is None else self.maximum


def no_less(maximum: float | None, info: ValidationInfo, rule: str, what: str) -> float | None:
    """The most that something pays, refused where it is less than the least."""
    least = info.data.get("minimum")
    if maximum is None or least is None or maximum >= least:
        return maximum
    message = f"The most that {what} pays, {show_money(maximum)}, is less than the least, {show_money(least)}."
    raise wrong(rule, message, "Change the one that is wrong; without a maximum it pays the one sum.")


def brackets(least: float, most: float) -> str:
    """The brackets of £5,000 that a range spans, as in “£95,000 to £99,999; £100,000 to £104,999”."""
    first, last = int(least // BRACKET), int(most // BRACKET)
    if last - first >= MOST_BRACKETS:
        return f"{_bracket(first)}; all brackets up to {_bracket(last)}"
    return "; ".join(map(_bracket, range(first, last + 1)))


def _bracket(number: int) -> str:
    return f"£{number * BRACKET:,} to £{(number + 1) * BRACKET - 1:,}"
