"""Sentences that say what the law asks of a post: political restriction, criminal record check, designation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rolegen.foreign.lines import Line
from rolegen.foreign.saying import Said, where
from rolegen.marks import spoken

OF_POLITICS = re.compile(r"politically[ -](?:restricted|sensitive)|political restriction", re.IGNORECASE)
OF_CHECKS = re.compile(r"\bDBS\b|disclosure and barring|criminal records? check|disclosure check", re.IGNORECASE)
OF_FLUENCY = re.compile(
    r"fluency duty|\bimmigration act 2016|\bfluent (?:in )?(?:spoken )?(?:english|welsh)\b", re.IGNORECASE
)
OF_DESIGNATIONS = re.compile(r"statutory designation", re.IGNORECASE)
FORMS = (
    ("politically_restricted", OF_POLITICS),
    ("dbs", OF_CHECKS),
    ("fluency_duty", OF_FLUENCY),
    ("statutory", OF_DESIGNATIONS),
)
LONGEST = 40  # words of a sentence that is taken for more than a remark


def conditions(lines: Iterable[Line], title: str) -> list[Said]:
    """What the sentences under a heading say of the law; each sentence may say one thing."""
    found = []
    for line in lines:
        if len(line.words.split()) > LONGEST:
            continue
        for path, form in FORMS:
            if form.search(line.words):
                found.append(Said(path, ((line.whole,),), (line,), where(line, title)))
                break
    return found


NOT_RESTRICTED = (
    r"(?:this|the) (?:post|role|position|job) (?:is|has been) not (?:designated )?(?:as )?(?:being )?(?:an? )?"
    r"politically[ -](?:restricted|sensitive)(?: (?:post|role|position|one))?(?: (?:under|for the purposes of) .*)?\.?"
)
RESTRICTED = (
    r"(?:(?:this|the) (?:post|role|position|job) (?:is|has been designated as) (?:an? )?)?"
    r"(?:yes[ ,:;(–-]+)?(?:politically[ -]restricted[ ,:;(–-]+)?"
    r"(?:(?:as )?(?:an? )?)(specified|sensitive)(?: (?:post|role|position))?\)?"
    r"(?: (?:under|for the purposes of) (?:section \d+ of )?the local government and housing act 1989.*"
    r"| \(?(?:section 2,? )?(?:lgha|local government and housing act) 1989.*)?\.?"
)


def restriction(words: str) -> str:
    """What is said of political restriction, as the form has it; the words themselves where it has no such way."""
    said = spoken(words).casefold()
    if re.fullmatch(NOT_RESTRICTED, said):
        return "no"
    if found := re.fullmatch(RESTRICTED, said):
        return f"{found[1]} post"
    return words


ASKING = re.compile(
    r"^(?:yes[ ,:;(-]+|(?:this|the) (?:post|role|position|job)(?:holder)? (?:is subject to|requires|will require|needs"
    r"|will need|is eligible for|will be subject to|must have) (?:an? )?|required[ ,:;(-]+|an? )|[ ).]+$"
    r"|[ ,]+(?:is )?(?:required|needed)(?: for (?:this|the) (?:post|role|job|position))?[.)]*$"
    r"|\b(?:certificate|clearance|workforce)\b"
)


def check(words: str) -> str:
    """What is said of a criminal record check, less the words round it."""
    said = spoken(words).casefold()
    for _ in range(3):
        said = ASKING.sub("", said).strip()
    return "none" if said in ("not required", "no", "n/a", "not applicable") else said


NO_FLUENCY = re.compile(r"\b(?:not|no|none|nor|unless|desirable)\b|n't\b")
A_LANGUAGE = re.compile(r"\b(english|welsh)\b(?: or \b(?:english|welsh)\b)?")


def fluency(words: str) -> str:
    """Which language a sentence on the fluency duty asks for; nothing where it denies it, or names none."""
    said = spoken(words).casefold()
    if NO_FLUENCY.search(said):
        return ""
    if said.rstrip(".") == "yes":
        return "English"
    named = {found[0] for found in A_LANGUAGE.finditer(said)}
    return next(iter(named)) if len(named) == 1 and named != {"welsh"} else ""
