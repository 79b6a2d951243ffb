"""The templates of one content version: which papers there are, and what each of them consists of."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kuemmerer.documents.files import FieldFile, SectionFile

# A placeholder: a fact or a field by its name in braces.
PLACEHOLDER = re.compile(r"\{([a-z0-9-]+)\}")
# Fields that say who takes part; they are facts of the occasion, not text of one paper.
OWN, EVERYBODY = "gemeinde", "beteiligte"


@dataclass(frozen=True)
class Use:
    """A placeholder in a section; `differs` as in the section."""

    name: str
    section: str
    differs: bool


@dataclass(frozen=True)
class Paper:
    """One paper that can be made; `template` is the slug of its document article, `variant` its own name there."""

    template: str
    variant: str
    name: str
    kind: str
    title: str
    purpose: str
    form: str | None
    per_partner: bool
    sections: tuple[SectionFile, ...]

    @property
    def names(self) -> Iterator[Use]:
        """Every placeholder, once for each place it stands in."""
        yield from (Use(name, self.title, differs=False) for name in PLACEHOLDER.findall(self.title))
        for section in self.sections:
            for words in (section.title, *(words for block in section.blocks for words in block.words)):
                yield from (Use(name, section.title, section.differs) for name in PLACEHOLDER.findall(words))


@dataclass(frozen=True)
class Papers:
    """All papers and the fields they ask for."""

    fields: tuple[FieldFile, ...]
    papers: tuple[Paper, ...]

    @cached_property
    def field_by_id(self) -> Mapping[str, FieldFile]:
        """Fields by id."""
        return {field.id: field for field in self.fields}

    @cached_property
    def by_template(self) -> Mapping[str, tuple[Paper, ...]]:
        """The papers of each template, in the order of the file."""
        found: dict[str, tuple[Paper, ...]] = {}
        for paper in self.papers:
            found[paper.template] = (*found.get(paper.template, ()), paper)
        return found

    def fields_of(self, paper: Paper) -> tuple[FieldFile, ...]:
        """The fields a paper asks for, in the order of felder.yml; every paper says who takes part."""
        names = {EVERYBODY, *(use.name for use in paper.names)}
        return tuple(field for field in self.fields if field.id in names)
