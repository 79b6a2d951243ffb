"""How to reach an institution: one public contact, of a body or of its office in one district."""

import re
from datetime import date
from typing import Annotated

from pydantic import Field, HttpUrl, StringConstraints

from kuemmerer.content.model import Confidence, Fact, Line
from kuemmerer.places.model import DistrictField

Phone = Annotated[str, StringConstraints(pattern=r"^[0-9 /+()-]{5,30}$")]
# »(0)« is spoken inside the country and left out from outside; a number in this form starts with the country.
_NOT_DIALLED = re.compile(r"\(0\)|[^0-9+]")


class PublicContact(Fact):
    """A public contact of an institution, never of a private person."""

    label: Line
    district: DistrictField | None = Field(
        None, description="Landkreis, für den dieser Kontakt gilt (fünf Ziffern); null: für alle"
    )
    address: Line | None = Field(None, description="Anschrift")
    phone: Phone | None = Field(None, description="Telefon, wie es in der Quelle steht")
    email: Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")] | None = Field(
        None, description="E-Mail der Stelle"
    )
    web: HttpUrl | None = Field(None, description="Adresse im Netz")
    seen_on: date = Field(description="Tag, an dem die Angabe gelesen wurde")
    confidence: Confidence = Confidence.SURE

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return _NOT_DIALLED.sub("", self.phone or "")

    @property
    def leads_somewhere(self) -> bool:
        """Whether there is anything to call, write to or visit."""
        return any((self.address, self.phone, self.email, self.web))
