"""Two small laws, one counted in articles and one in sections, and a knowledge base that cites them."""

import shutil
from pathlib import Path
from textwrap import dedent

import pytest

from kuemmerer.norms.laws import Law, Laws, Origin, Unit
from kuemmerer.norms.parse import CitationFinder
from kuemmerer.settings import ROOT

LAWS = Laws(
    tuple(
        Law(slug=name.lower().replace("ü", "ue"), abbreviation=name, title=title, origin=origin, unit=unit, url="https://gesetz.example/")  # type: ignore[arg-type]
        for name, title, origin, unit in (
            ("KommZG", "Gesetz über die kommunale Zusammenarbeit", Origin.BAVARIA, Unit.ARTICLE),
            ("VGemO", "Verwaltungsgemeinschaftsordnung", Origin.BAVARIA, Unit.ARTICLE),
            ("GO", "Gemeindeordnung", Origin.BAVARIA, Unit.ARTICLE),
            ("UStG", "Umsatzsteuergesetz", Origin.FEDERATION, Unit.SECTION),
            ("BGB", "Bürgerliches Gesetzbuch", Origin.FEDERATION, Unit.SECTION),
            ("VwVfG", "Verwaltungsverfahrensgesetz", Origin.FEDERATION, Unit.SECTION),
            ("AÜG", "Arbeitnehmerüberlassungsgesetz", Origin.FEDERATION, Unit.SECTION),
        )
    )
)  # fmt: skip


@pytest.fixture(scope="session")
def finder() -> CitationFinder:
    return CitationFinder(LAWS)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The real laws and rules, and one obstacle that cites them."""
    for folder in ("navigator", "normen"):
        shutil.copytree(ROOT / "content" / folder, tmp_path / folder)
    (tmp_path / "hemmnisse").mkdir()
    (tmp_path / "instrumente").mkdir()
    for slug in ("zweckvereinbarung", "zweckverband"):
        shutil.copy(ROOT / "content" / "instrumente" / f"{slug}.md", tmp_path / "instrumente")
    (tmp_path / "hemmnisse" / "ausstieg.md").write_text(dedent(OBSTACLE).lstrip(), "utf-8")
    return tmp_path


OBSTACLE = """
    ---
    title: Der Ausstieg ist schwer
    summary: Wer einmal im Verband ist, kommt nur mit Mehrheit und Genehmigung wieder heraus.
    owner: kuemmerer-redaktion
    checked_on: 2026-03-01
    review_by: 2026-09-01
    confidence: sicher
    frequency: häufig, siehe Art. 44 KommZG
    phases: [entwurf]
    remedies: [{text: "Regeln Sie den Austritt nach § 2b UStG mit."}]
    helpers: [bkpv]
    sources:
      - {title: KommZG Art. 45 (amtliches Portal), url: "https://gesetz.example/45", supports: Auflösung, seen_on: 2026-03-01}
    ---
    ## Warum ist das so?

    Ein Verband endet selten. {praxis} Der Austritt braucht zwei Drittel (Art. 44 Abs. 1 KommZG). {recht} {pruefen} Danach wird abgerechnet.

    Mehr steht in Art. 36 bis 39 KommZG. {recht}
    """
