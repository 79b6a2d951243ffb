"""What a reader tells us, and what is wrong with it if we cannot take it."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kuemmerer.base.text import has_forbidden_characters

MAX_TEXT = 4_000
MAX_CONTACT = 200
# The names of the form's fields. TRAP is invisible to people; only programs fill it.
ARTICLE, VERSION, TEXT, CONTACT, KEY, TRAP = "artikel", "fassung", "text", "kontakt", "schluessel", "webseite"
FIELDS = (ARTICLE, VERSION, TEXT, CONTACT, KEY, TRAP)
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_VERSION = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Submission:
    """A form as it was sent, in clean text. `article` is empty when the portal as a whole is meant."""

    article: str
    content_version: str
    text: str
    contact: str
    key: str

    @property
    def fingerprint(self) -> str:
        """The same for the same form sent twice; another text under the same key is another message."""
        parts = (self.key, self.article, self.text, self.contact)
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Complaint:
    """One thing to correct: the field, and a sentence that says how."""

    field: str
    message: str


@dataclass(frozen=True)
class Feedback:
    """What was stored; `received_at` is in UTC."""

    article: str
    content_version: str
    text: str
    contact: str
    received_at: datetime


def read_submission(form: Mapping[str, str], served_version: str) -> Submission:
    """The form as clean text, whatever is wrong with it; `complaints` says what is."""
    version = form.get(VERSION, "")
    return Submission(
        article=form.get(ARTICLE, ""),
        content_version=version if _VERSION.fullmatch(version) else served_version,
        text=_clean(form.get(TEXT, "")),
        contact=_clean(form.get(CONTACT, "")),
        key=form.get(KEY, ""),
    )


def complaints(submission: Submission, trap: str) -> tuple[Complaint, ...]:
    """Everything that has to be corrected, in the order of the form."""
    found = []
    if not submission.text:
        found.append(Complaint(TEXT, "Schreiben Sie, was nicht stimmt oder fehlt."))
    elif len(submission.text) > MAX_TEXT:
        message = f"Der Text hat {len(submission.text)} Zeichen. Kürzen Sie ihn auf höchstens {MAX_TEXT}."
        found.append(Complaint(TEXT, message))
    elif _is_unreadable(submission.text):
        found.append(
            Complaint(TEXT, "Der Text enthält Zeichen, die wir nicht lesen können. Geben Sie die Stelle neu ein.")
        )
    if len(submission.contact) > MAX_CONTACT:
        found.append(Complaint(CONTACT, f"Kürzen Sie den Kontakt auf höchstens {MAX_CONTACT} Zeichen."))
    elif "\n" in submission.contact or _is_unreadable(submission.contact):
        found.append(Complaint(CONTACT, "Geben Sie den Kontakt in einer Zeile ein, zum Beispiel eine E-Mail-Adresse."))
    if trap:
        found.append(
            Complaint(TEXT, "Ein Programm hat ein verstecktes Feld ausgefüllt. Senden Sie das Formular noch einmal ab.")
        )
    elif not _KEY.fullmatch(submission.key):
        found.append(Complaint(TEXT, "Das Formular war unvollständig. Senden Sie es noch einmal ab."))
    return tuple(found)


def _clean(text: str) -> str:
    text = _SURROGATES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()


def _is_unreadable(text: str) -> bool:
    return has_forbidden_characters(text) or "\ufffd" in text
