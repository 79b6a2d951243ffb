"""Every setting in one place: environment variables KUEMMERER_…, read once, with safe defaults."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.validation import complaints

PREFIX = "KUEMMERER_"
# Read by the tests, the Dockerfile and the composition, not by the portal.
NOT_OURS = {"KUEMMERER_CHROMIUM", "KUEMMERER_FUZZ", "KUEMMERER_PUBLIC_NAME"}
ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """What an operator can change. Each field is the variable KUEMMERER_<FIELD>; README lists them all."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="Adresse, auf der der Dienst lauscht")
    port: int = Field(8000, ge=1, le=65535, description="Port, auf dem der Dienst lauscht")
    content: Path = Field(ROOT / "content", description="Ordner mit den Inhalten")
    frontend: Path = Field(ROOT / "frontend", description="Ordner mit Vorlagen und gebauten Dateien")
    data: Path = Field(ROOT / "var", description="Ordner für Datenbank und Suchindex")
    database_url: str = Field("", description="Datenbank; leer heißt SQLite im Datenordner")
    base_url: str = Field("", description="öffentliche Adresse, z. B. https://kuemmerer.example; leer: wie aufgerufen")
    allowed_hosts: str = Field(
        "localhost,127.0.0.1,[::1]", description="erlaubte Host-Namen, durch Komma getrennt; * erlaubt alle"
    )
    trusted_proxies: str = Field("", description="Adressen, deren X-Forwarded-For gilt, durch Komma getrennt")
    reload: bool = Field(False, description="Inhalte bei jeder Änderung neu laden (Entwicklung)")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Ausführlichkeit des Protokolls"
    )
    feedback_per_hour: int = Field(10, ge=0, description="Rückmeldungen je Absender und Stunde")
    search_engine: Literal["whoosh", "tantivy"] = Field(
        "whoosh", description="Suchmaschine; tantivy ist ein Zusatzpaket für mehr als etwa 4.000 Seiten"
    )
    search_deadline_ms: int = Field(500, ge=50, description="längste Dauer einer Suche in Millisekunden")
    documents_at_once: int = Field(
        2, ge=1, description="Dokumente, die gleichzeitig erzeugt werden; weitere warten (503)"
    )

    @property
    def register(self) -> Path:
        """The folder of the imported register of municipalities (`kuemmerer region import`)."""
        return self.data / "regionen"

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{self.data / 'kuemmerer.sqlite3'}"


class BadSettings(Exception):
    """The environment says something we cannot use: one German sentence a variable."""


def read_settings() -> Settings:
    """The settings of this process. Raises BadSettings, each sentence with the name of its variable."""
    try:
        settings = Settings()
    except ValidationError as error:
        found = complaints(error.errors(include_url=False), {}, Settings)
        raise BadSettings("\n".join(f"{PREFIX}{each.field.upper()}: {each.message}" for each in found)) from None
    if not settings.content.is_dir():
        raise BadSettings(f"{PREFIX}CONTENT: Den Ordner {settings.content} gibt es nicht.")
    return settings


def mistyped() -> Iterator[str]:
    """A note on each variable that looks like a setting and is none."""
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known and name not in NOT_OURS:
            yield f"Hinweis: {name} ist keine Einstellung.{did_you_mean(name, known)}"
