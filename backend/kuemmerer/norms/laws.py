"""The laws we cite: content/normen/gesetze.yml becomes checked facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import Field, HttpUrl, StringConstraints, ValidationError

from kuemmerer.base.defects import Defect
from kuemmerer.base.strict_yaml import YamlProblem, read_yaml
from kuemmerer.base.validation import defects_of
from kuemmerer.content.model import Fact, Line, Paragraph, Slug

LAWS_FILE = PurePosixPath("normen/gesetze.yml")


class Origin(StrEnum):
    """Who made the law; the order is that of the page."""

    BAVARIA = "bayern"
    FEDERATION = "bund"
    EUROPE = "eu"
    COLLECTIVE = "tarif"


ORIGIN_LABELS = {
    Origin.BAVARIA: "Bayerisches Recht",
    Origin.FEDERATION: "Bundesrecht",
    Origin.EUROPE: "Recht der Europäischen Union",
    Origin.COLLECTIVE: "Tarifrecht",
}


class Unit(StrEnum):
    """What a law is divided into: that is how it is cited."""

    ARTICLE = "Art."
    SECTION = "§"


_ANCHORS = {Unit.ARTICLE: "art", Unit.SECTION: "par"}


class Law(Fact):
    """One law: the names it is cited by, and where its official text stands.

    `article_url` holds {number} where the official site has an address for each article. `note` says what a reader must know
    before relying on our reading, for example an amendment that nobody has read yet.
    """

    slug: Slug
    abbreviation: Line
    title: Line
    spellings: tuple[Line, ...] = ()
    origin: Origin
    unit: Unit
    url: HttpUrl
    article_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]*\{number\}[^\s]*$")] | None = None
    note: Paragraph | None = None

    @property
    def page(self) -> str:
        """The page of this law."""
        return f"/normen/{self.slug}"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a text may use."""
        return (self.abbreviation, self.title, *self.spellings)

    def anchor(self, number: str) -> str:
        """The part of the page about one article: art-12, par-2b."""
        return f"{_ANCHORS[self.unit]}-{number}"

    def label(self, number: str) -> str:
        """Art. 12 or § 2b, with a blank that does not break."""
        return f"{self.unit}\u00a0{number}"

    def official(self, number: str) -> str:
        """The official text of one article, or of the law where articles have no address of their own."""
        return self.article_url.replace("{number}", number) if self.article_url else str(self.url)


class _LawsFile(Fact):
    laws: tuple[Law, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Laws:
    """All laws, by slug and by every name."""

    all: tuple[Law, ...]

    @cached_property
    def by_slug(self) -> Mapping[str, Law]:
        """Laws by slug."""
        return {law.slug: law for law in self.all}

    @cached_property
    def by_name(self) -> Mapping[str, Law]:
        """Laws by abbreviation, title and further spellings."""
        return {name: law for law in self.all for name in law.names}

    def find(self, name: str) -> Law | None:
        """A law by slug or any name, however it is capitalised."""
        wanted = name.casefold()
        names = ((known.casefold(), law) for law in self.all for known in (law.slug, *law.names))
        return next((law for known, law in names if known == wanted), None)


def load_laws(root: Path) -> tuple[Laws, list[Defect]]:
    """Read the laws. Without the file no citation is recognised, and the defect says so."""
    path = root / LAWS_FILE
    try:
        yaml = read_yaml(path.read_text("utf-8"))
        laws = _LawsFile.model_validate(yaml.data).laws
    except FileNotFoundError:
        return Laws(()), [Defect(LAWS_FILE, 1, "Diese Datei fehlt; ohne sie erkennt das Portal keine Norm.")]
    except UnicodeDecodeError:
        return Laws(()), [Defect(LAWS_FILE, 1, "Die Datei ist nicht als UTF-8 gespeichert.")]
    except YamlProblem as problem:
        return Laws(()), [Defect(LAWS_FILE, problem.line, problem.message)]
    except ValidationError as error:
        return Laws(()), list(defects_of(error, _LawsFile, LAWS_FILE, yaml))
    seen: dict[str, str] = {}
    defects = []
    for number, law in enumerate(laws):
        for name in {law.slug, *law.names}:
            if seen.setdefault(name.casefold(), law.slug) != law.slug:
                line = yaml.line_of(("laws", number))
                defects.append(Defect(LAWS_FILE, line, f"»{name}« steht schon bei »{seen[name.casefold()]}«."))
    return Laws(laws), defects
