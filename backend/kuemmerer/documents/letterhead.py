"""A paper in a municipality's own Word template: its letterhead, its styles, our content. Home of docxtpl.

The template comes from a stranger. It may name words and the place of the content, and nothing else: no loops, no filters,
no calls; what it may name is text. It is read in the workshop, never in the portal.
"""

import zipfile
from collections.abc import Collection, Mapping
from io import BytesIO

import docx
from docx.document import Document as WordFile
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from kuemmerer.base.nearest import did_you_mean
from kuemmerer.documents.docx import add_sections, prepare
from kuemmerer.documents.model import BadLetterhead, Document

CONTENT = "inhalt"
# Unpacked; a letterhead with pictures has one or two.
_MAX_BYTES, _MAX_PARTS = 20_000_000, 300
_ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
_NO_WORD_FILE = "Das ist keine Word-Datei (.docx). Speichern Sie die Vorlage in Word als »Word-Dokument (.docx)«."
_ONLY_WORDS = "In der Vorlage sind nur Platzhalter wie {{ titel }} erlaubt, keine Befehle, Rechnungen oder Schleifen."


class _OnlyWords(SandboxedEnvironment):
    """Refuses every template that does more than name these words."""

    def __init__(self, words: Collection[str]) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self._words = words

    def from_string(
        self,
        source: str | nodes.Template,
        globals: Mapping[str, object] | None = None,
        template_class: type[Template] | None = None,
    ) -> Template:
        tree = self.parse(source) if isinstance(source, str) else source
        for node in tree.find_all(nodes.Node):
            if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Name) and node.name not in self._words):
                raise BadLetterhead(_ONLY_WORDS)
        return super().from_string(tree, dict(globals or {}), template_class)


def on_letterhead(template: bytes, document: Document) -> bytes:
    """The document in this template. Raises BadLetterhead with a German sentence that says what to change."""
    _check_package(template)
    try:
        file = DocxTemplate(BytesIO(template))
        environment = _OnlyWords((CONTENT, *words_of(document)))
        _check_names(file.get_undeclared_template_variables(environment), document)
        inner = docx.Document()
        prepare(inner, document)
        _take_page(inner, file.get_docx())
        add_sections(inner, document)
        content = BytesIO()
        inner.save(content)
        context = {**words_of(document), CONTENT: file.new_subdoc(BytesIO(content.getvalue()))}
        file.render(context, environment, autoescape=True)
        out = BytesIO()
        file.save(out)
        return out.getvalue()
    except TemplateSyntaxError as error:
        message = "Ein Platzhalter der Vorlage ist nicht lesbar. Schreiben Sie ihn so: {{ titel }}, mit zwei Klammern auf jeder Seite."
        raise BadLetterhead(message) from error
    except TemplateError as error:
        raise BadLetterhead(_ONLY_WORDS) from error
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, SyntaxError) as error:
        if isinstance(error, BadLetterhead):
            raise
        # python-docx says in many ways that a package is not what it seems.
        raise BadLetterhead(_NO_WORD_FILE) from error


def _take_page(inner: WordFile, outer: WordFile) -> None:
    """Our tables are as wide as the template's page has room."""
    ours, theirs = inner.sections[0], outer.sections[0]
    ours.page_width, ours.left_margin, ours.right_margin = theirs.page_width, theirs.left_margin, theirs.right_margin


def words_of(document: Document) -> dict[str, str]:
    """What a template may name beside the content."""
    own = {"titel": document.title, "art": document.kind, "hinweis": document.notice, "stand": document.imprint}
    return {**document.words, **own}


def _check_package(template: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(template)) as package:
            parts = package.infolist()
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_BYTES:
                raise BadLetterhead("Die Vorlage ist zu groß. Verkleinern Sie die Bilder im Briefkopf.")
            if any(part.filename.lower().endswith(".bin") for part in parts):
                raise BadLetterhead(
                    "Die Vorlage enthält Makros oder eingebettete Objekte. Speichern Sie sie ohne diese als .docx."
                )
            texts = (package.read(part) for part in parts if part.filename.endswith((".xml", ".rels")))
            if any(b"<!DOCTYPE" in text or b"<!ENTITY" in text for text in texts):
                raise BadLetterhead(_NO_WORD_FILE)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise BadLetterhead(_NO_WORD_FILE) from error


def _check_names(names: set[str], document: Document) -> None:
    known = (CONTENT, *words_of(document))
    for name in sorted(names):
        if name not in known:
            hint = did_you_mean(name, known) or f" Möglich sind: {', '.join(known)}."
            raise BadLetterhead(f"Den Platzhalter »{name[:40]}« gibt es nicht.{hint}")
    if CONTENT not in names:
        message = "In der Vorlage fehlt die Stelle für den Inhalt. Schreiben Sie in einen eigenen Absatz: {{p inhalt }}"
        raise BadLetterhead(message)
