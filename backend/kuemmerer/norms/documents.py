"""The register as documents of the search: »Art. 42 KommZG« leads to the place where we speak about it."""

from collections.abc import Iterator

from kuemmerer.base.dates import FreshnessState
from kuemmerer.norms.register import LawEntry, NormRegister, Provision
from kuemmerer.search.model import Document

KIND = "norm"


def norm_documents(register: NormRegister) -> tuple[Document, ...]:
    """One document per law and per cited article.

    They hold names only: the sentences about a norm are found in their articles, and must not be found twice.
    """
    return tuple(document for entry in register.entries for document in _documents(entry))


def _documents(entry: LawEntry) -> Iterator[Document]:
    law = entry.law
    articles = dict.fromkeys(use.article.id for use in entry.uses.articles)
    yield _document(
        slug=law.slug,
        title=f"{law.abbreviation}: {law.title}",
        url=law.page,
        summary="Was das Portal zu diesem Gesetz sagt, Artikel für Artikel, und welche Seiten und Regeln darauf beruhen.",
        keywords=law.names,
        related=tuple(articles),
    )
    for provision in entry.provisions:
        yield _document(
            slug=f"{law.slug}-{provision.anchor}",
            title=_name(provision),
            url=provision.address,
            summary=_summary(provision),
            keywords=(
                *(f"{name} {provision.number}" for name in law.names),
                f"{law.unit} {provision.number} {law.title}",
            ),
            related=tuple(said.article.id for said in provision.said),
        )


def _document(
    slug: str, title: str, url: str, summary: str, keywords: tuple[str, ...], related: tuple[str, ...]
) -> Document:
    return Document(
        id=f"{KIND}/{slug}", kind=KIND, slug=slug, title=title, url=url, summary=summary, keywords=keywords, questions=(),
        body="", topics=(), related=related, state=FreshnessState.CURRENT, retired=False, districts=(),
    )  # fmt: skip


def _name(provision: Provision) -> str:
    return f"{provision.law.unit} {provision.number} {provision.law.abbreviation}"


def _summary(provision: Provision) -> str:
    pages, rules = len(provision.said), len(provision.rules) + len(provision.warnings)
    counted = " und ".join(
        f"{number} {one if number == 1 else many}"
        for number, one, many in ((pages, "Seite", "Seiten"), (rules, "Regel", "Regeln"))
        if number
    )
    return f"{provision.law.title}. Darauf {'beruht' if pages + rules == 1 else 'beruhen'} hier {counted}."
