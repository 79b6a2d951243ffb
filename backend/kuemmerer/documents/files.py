"""What stands in content/dokumentvorlagen/: fields, shared sections, and one file of papers per document article."""

from datetime import date
from typing import Annotated

from pydantic import Field, PlainValidator, model_validator

from kuemmerer.content.model import Confidence, Fact, Line, Slug
from kuemmerer.navigator.conditions import ALWAYS, Condition, read_condition

Words = Annotated[str, Field(min_length=1, max_length=2000)]
When = Annotated[Condition, PlainValidator(read_condition)]


class FieldFile(Fact):
    """Something a person can type. Without it the text has a gap with this label."""

    id: Slug
    label: Line
    hint: Line | None = None
    long: bool = False
    # The value belongs to one partner only, so it may stand in sections that differ per partner, and nowhere else.
    differs: bool = False

    @property
    def limit(self) -> int:
        """The greatest number of characters."""
        return 3000 if self.long else 300


class FieldsFile(Fact):
    """felder.yml"""

    fields: tuple[FieldFile, ...] = Field(min_length=1)


class BlockFile(Fact):
    """One piece of a section: a text, a list, or a part that is made from the consultation (`insert`)."""

    when: When = ALWAYS
    text: Words | None = None
    note: Words | None = None
    items: tuple[Words, ...] = ()
    numbered: bool = False
    insert: Slug | None = None

    @model_validator(mode="after")
    def _one_thing(self) -> "BlockFile":
        if sum((self.text is not None, self.note is not None, bool(self.items), self.insert is not None)) != 1:
            raise ValueError("ein Baustein hat genau eines von text, note, items oder insert")
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """Every text with placeholders."""
        return tuple(words for words in (self.text, self.note, *self.items) if words is not None)


class SectionFile(Fact):
    """A section of a paper; `norm` and `confidence` say what its content rests on."""

    title: Line
    when: When = ALWAYS
    differs: bool = False
    norm: Line | None = None
    confidence: Confidence = Confidence.ESTIMATE
    blocks: tuple[BlockFile, ...] = Field(min_length=1)


class VariantFile(Fact):
    """A paper. `name` is how it is offered, `kind` stands above its title.

    `form` is set where the paper is about one form only. With `per_partner` every partner gets its own copy.
    """

    id: Slug
    name: Line
    kind: Line
    title: Line
    purpose: Line
    form: Slug | None = None
    per_partner: bool = False
    sections: tuple[Slug | SectionFile, ...] = Field(min_length=1)


class TemplateFile(Fact):
    """<slug of the document article>.yml: its papers; the first one is made if nobody chooses."""

    checked_on: date
    papers: tuple[VariantFile, ...] = Field(min_length=1)


class SharedFile(Fact):
    """bausteine.yml: sections that several papers have, by name."""

    sections: dict[Slug, SectionFile]
