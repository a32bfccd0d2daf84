"""What rolegen.yaml says of every vacancy, and the fields of it that a vacancy may say otherwise."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from rolegen.fields import Model, Text, wrong

# A host, a port, and a path whose % each begin two digits (RFC 3986, 2.1): Word opens no file with a worse link.
WEB = re.compile(r"https?://[\w-]+(\.[\w-]+)*(:[1-5]?\d{1,4})?([/?#](%[0-9a-f]{2}|[^\s<>\"\\%])*)?", re.IGNORECASE)
MAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[\w-]+(\.[\w-]+)+")
HOST = re.compile(r"(www\.|[a-z0-9-]+(\.[a-z0-9-]+)+(/|$))\S*", re.IGNORECASE)  # an address but for what leads it
# How a person is addressed; “Cllr” and not “Councillor”, which begins the titles of posts such as councillor support.
TITLE_OF_A_PERSON = re.compile(r"(?<!\w)(Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Cllr|Rev)(?!\w)\.?\s")
HOW_WEB = "Write it in full, as in https://www.fenmoor.example."
ONE_OF_BOTH = "Write one of them and nothing else: https://jobs.fenmoor.example/031, recruitment@fenmoor.example."
COUNTRY = re.compile("[A-Z]{2}")
UNITED_KINGDOM = {"UK", "U.K.", "United Kingdom", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"}


def _web(text: str) -> str:
    if WEB.fullmatch(text):
        return text
    raise wrong("address", f"“{text}” is not a web address.", _how_to_write(text) or HOW_WEB)


def _mail(text: str) -> str:
    if MAIL.fullmatch(text):
        return text
    meant = _meant_mail(text)
    hint = f"Write {meant} alone." if meant else "Write one address, as in recruitment@fenmoor.example."
    raise wrong("address", f"“{text}” is not an e-mail address.", hint)


def _web_or_mail(text: str) -> str:
    if WEB.fullmatch(text) or MAIL.fullmatch(text):
        return text
    message = f"“{text}” is neither a web address nor an e-mail address."
    raise wrong("address", message, _how_to_write(text) or ONE_OF_BOTH)


def _how_to_write(text: str) -> str:
    """What was meant by an address that lacks its beginning, or has too much of one."""
    if meant := _meant_mail(text):
        return f"Write {meant} alone."
    return f"Write it in full: https://{text}" if HOST.fullmatch(text) else ""


def _meant_mail(text: str) -> str:
    found = MAIL.fullmatch(re.sub("^mailto:", "", text, flags=re.IGNORECASE).strip(" <>"))
    return found[0] if found else ""


def _post(text: str) -> str:
    if not TITLE_OF_A_PERSON.search(f"{text} "):
        return text
    hint = "Write the title of a post, as in Head of Recruitment: people change, and no file needs their names."
    raise wrong("name", f"“{text}” names a person.", hint)


def _telephone(text: str) -> str:
    if any(letter.isdecimal() for letter in text):
        return text
    raise wrong("telephone", f"“{text}” is no telephone number.", 'Write its digits, as in "01632 960 000".')


def _country(text: str) -> str:
    if text in UNITED_KINGDOM:
        raise wrong("country", f"“{text}” is not the code of a country.", "ISO 3166 says GB: write GB.")
    if not COUNTRY.fullmatch(text):
        raise wrong("country", f"“{text}” is not the code of a country.", "Write two capital letters, as in GB.")
    return text


WebAddress = Annotated[Text, AfterValidator(_web)]
MailAddress = Annotated[Text, AfterValidator(_mail)]
WebOrMail = Annotated[Text, AfterValidator(_web_or_mail)]
PostTitle = Annotated[Text, AfterValidator(_post)]
Telephone = Annotated[Text, AfterValidator(_telephone)]
Country = Annotated[Text, AfterValidator(_country)]


class Workplace(Model):
    """Where a post is based, as an address; of several places the first."""

    street: Text | None = None
    """House and street, as in Shire House, High Street."""
    town: Text
    """The town or village, as in Fenmoor."""
    region: Text | None = None
    """The county or region, as in Fenshire."""
    postcode: Text | None = None
    """The postcode."""
    country: Country = "GB"
    """The country, in two letters of ISO 3166, as in GB."""


class Contact(Model):
    """Whom applicants ask: a post, never a person by name."""

    post: PostTitle
    """The post's title, as in Head of Recruitment."""
    email: MailAddress | None = None
    """The address of the post or team, as in recruitment@fenmoor.example."""
    telephone: Telephone | None = None
    """The telephone number, in quotes, as in "01632 960 000"."""


class Recruitment(Model):
    """What holds for every vacancy that does not say otherwise."""

    website: WebAddress | None = None
    """The organisation's own website, as in https://www.fenmoor.example."""
    logo: WebAddress | None = None
    """The address of the organisation's logo on the web, for job boards."""
    about: Text | None = None
    """A paragraph or two about the organisation and its area, in every advert."""
    workplace: Workplace | None = None
    """Where posts are based."""
    contact: Contact | None = None
    """Whom applicants ask."""
