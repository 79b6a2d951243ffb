"""The snapshot: everything doors read, made whole from one content version and swapped whole."""

import hashlib
import logging
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath

from kuemmerer.base.defects import Defect, Level
from kuemmerer.content.checked import Checked
from kuemmerer.content.checks import run_checks
from kuemmerer.content.library import Library, visible
from kuemmerer.content.load import LoadedArticle, load_articles
from kuemmerer.content.site_pages import SITE_PAGES, SitePage, check_site_pages, load_site_pages
from kuemmerer.content.unread import unread_files, without_follow_ups
from kuemmerer.content.views import Views, costly_articles
from kuemmerer.documents.load import check_papers, load_papers
from kuemmerer.documents.templates import Papers
from kuemmerer.navigator.checks import check_rulebook, named_by_rulebook
from kuemmerer.navigator.load import load_rulebook
from kuemmerer.navigator.locate import at_their_places
from kuemmerer.navigator.model import Rulebook
from kuemmerer.norms.checks import check_norms
from kuemmerer.norms.laws import load_laws
from kuemmerer.norms.link import link_norms
from kuemmerer.norms.register import NormRegister
from kuemmerer.norms.statements import statements_of
from kuemmerer.places.gazetteer import Gazetteer
from kuemmerer.places.load import load_gazetteer
from kuemmerer.search.checks import check_vocabulary
from kuemmerer.search.documents import document_of
from kuemmerer.search.engine import EngineName
from kuemmerer.search.index import SearchIndex, open_or_build
from kuemmerer.search.model import Suggestion
from kuemmerer.search.vocabulary import read_vocabulary
from kuemmerer.sources.findings import Finding, load_findings
from kuemmerer.sources.register import OfficialText, SourcedText, SourceRegister
from kuemmerer.timetable.load import check_procedures, load_procedures
from kuemmerer.timetable.model import Procedures

log = logging.getLogger("kuemmerer.content")

_CONTENT_SUFFIXES = {".md", ".yml", ".csv"}


@dataclass(frozen=True)
class Snapshot:
    """One content version, checked and complete. Frozen, so threads share it without locks."""

    version: str
    library: Library
    views: Views
    site_pages: tuple[SitePage, ...]
    rulebook: Rulebook
    procedures: Procedures
    papers: Papers
    gazetteer: Gazetteer
    norms: NormRegister
    findings: Mapping[str, Finding]
    loaded: tuple[LoadedArticle, ...]
    unread: tuple[PurePosixPath, ...]
    defects: tuple[Defect, ...]

    @cached_property
    def sources(self) -> SourceRegister:
        """All sources; made for the first who asks, because the start page does not need them."""
        laws = (entry.law for entry in self.norms.entries)
        official = [OfficialText(str(law.url), law.title, law.abbreviation, law.page) for law in laws]
        texts = [
            SourcedText(each.what, each.text, each.norm or each.source, each.source, each.checked_on)
            for each in self.norms.statements
        ]
        return SourceRegister(self.library, self.rulebook, texts, official, self.findings)


def load_snapshot(root: Path, register: Path | None = None) -> Snapshot:
    """Read the content folder. A broken file is left out and becomes a defect; the rest is served.

    `register` is the folder of an imported register of municipalities, which outweighs the table in the content.
    """
    # Before anything is read: if a file changes meanwhile, the next look sees another version and reads again.
    version = content_version(root, register)
    loaded, defects = load_articles(root)
    costly = costly_articles(item.article for item in loaded)
    refused = {defect.path for defect in costly}
    kept = tuple(item for item in loaded if item.article.path not in refused)
    library = Library(visible(item.article for item in kept))
    site_pages, broken = load_site_pages(root, library.address)
    rulebook, unreadable = load_rulebook(root, library)
    procedures, untimely = load_procedures(root)
    papers, unwritten = load_papers(root)
    gazetteer, unusable = load_gazetteer(root, register)
    laws, unlawful = load_laws(root)
    norms = NormRegister(laws, kept, rulebook, statements_of(rulebook, procedures))
    findings, unfounded = load_findings(root)
    unread = unread_files(root, kept)
    found = (*defects, *costly, *broken, *unreadable, *untimely, *unwritten, *unusable, *unlawful, *unfounded)
    return Snapshot(
        version=version,
        library=library,
        views=Views(library, lambda html: link_norms(html, norms.finder)),
        site_pages=site_pages,
        rulebook=rulebook,
        procedures=procedures,
        papers=papers,
        gazetteer=gazetteer,
        norms=norms,
        findings=findings,
        loaded=kept,
        unread=unread,
        defects=found,
    )


def content_version(root: Path, register: Path | None = None) -> str:
    """A name for the content as it is: equal content has equal names on every replica."""
    digest = hashlib.sha256()
    for folder in (root, register) if register else (root,):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _CONTENT_SUFFIXES and path.is_file() and not path.is_symlink():
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def check_content(root: Path, today: date) -> list[Defect]:
    """Every defect of the content folder, in the order of the files."""
    snapshot = load_snapshot(root)
    tasks = frozenset(snapshot.rulebook.task_by_slug)
    named = named_by_rulebook(snapshot.rulebook)
    views = snapshot.views.keeping_all()
    checked = Checked(snapshot.loaded, snapshot.library, views, _pages(snapshot), tasks, named, today)
    found = [
        *snapshot.defects,
        *run_checks(checked),
        *check_site_pages(snapshot.site_pages),
        *at_their_places(root, check_rulebook(snapshot.rulebook, snapshot.library)),
        *check_procedures(snapshot.procedures, tuple(snapshot.rulebook.form_by_slug)),
        *check_papers(snapshot.papers, snapshot.library, snapshot.rulebook),
        *check_norms(snapshot.norms, snapshot.loaded),
        *check_vocabulary(root, [document_of(article, today) for article in snapshot.library]),
    ]
    return sorted(without_follow_ups(found, snapshot.unread))


def _pages(snapshot: Snapshot) -> frozenset[str]:
    from kuemmerer.content.kinds import KINDS

    return frozenset(
        {f"/{kind.folder}" for kind in KINDS}
        | {article.url for article in snapshot.library}
        | {
            "/",
            "/navigator",
            "/navigator/dokumente",
            "/suche",
            "/vergleich",
            "/stand",
            "/normen",
            "/quellen",
            *(f"/{slug}" for slug in SITE_PAGES),
        }
    )


class Portal:
    """Holds the snapshot that is served. Swapping it is one assignment; a worse one never replaces a good one."""

    def __init__(self, root: Path, register: Path | None = None) -> None:
        self._root = root
        self._register = register
        self._reloading = threading.Lock()
        self.snapshot = load_snapshot(root, register)
        self.index: SearchIndex | None = None
        _report(without_follow_ups(self.snapshot.defects, self.snapshot.unread))

    def open_index(self, folder: Path, today: date, deadline: float, engine: EngineName = "whoosh") -> None:
        """Open the search index of the served snapshot, or build it first. Until then searches are answered with 503.

        `deadline` is the longest wait of a search in seconds. Pages never wait for the index.
        """
        snapshot = self.snapshot
        suggestions = [*_task_lines(snapshot), *_place_lines(snapshot)]
        vocabulary, defects = read_vocabulary(self._root)
        _report(defects)
        documents = [document_of(article, today, vocabulary.pages.get(article.id, ())) for article in snapshot.library]
        index = open_or_build(documents, vocabulary, folder, snapshot.version, suggestions, deadline, engine)
        if snapshot is self.snapshot:
            self.index = index

    def reload(self) -> tuple[Defect, ...]:
        """Read the content again. New errors keep the old snapshot; they are logged and returned."""
        with self._reloading:
            try:
                fresh = load_snapshot(self._root, self._register)
            except OSError as error:
                # A file went while we read. The change that took it brings us back here.
                log.warning("the content cannot be read just now: %s", error)
                return ()
            known = {(defect.path, defect.message) for defect in self.snapshot.defects}
            worse = [
                defect
                for defect in fresh.defects
                if defect.level is Level.ERROR and (defect.path, defect.message) not in known
            ]
            _report(without_follow_ups(worse, fresh.unread))
            if not worse and fresh.version != self.snapshot.version:
                self.snapshot = fresh
                log.info("content version %s is served", fresh.version)
            return tuple(worse)


def _task_lines(snapshot: Snapshot) -> Iterator[Suggestion]:
    for task in snapshot.rulebook.tasks:
        yield Suggestion(task.title, f"aufgabe/{task.slug}", "task", f"/navigator?aufgabe={task.slug}")


def _place_lines(snapshot: Snapshot) -> Iterator[Suggestion]:
    """Who types the name of a place gets to the navigator with that municipality set."""
    for place in snapshot.gazetteer.municipalities:
        yield Suggestion(
            place.label, f"gemeinde/{place.ags}", "municipality", f"/navigator/gemeinde?gemeinde={place.ags}"
        )


def _report(defects: tuple[Defect, ...] | list[Defect]) -> None:
    for defect in defects:
        log.log(logging.ERROR if defect.level is Level.ERROR else logging.WARNING, "%s", defect)
