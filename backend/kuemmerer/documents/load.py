"""content/dokumentvorlagen/*.yml become papers and a list of defects."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kuemmerer.base.defects import Defect
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.typed_files import TypedFolder
from kuemmerer.content.kinds import DocumentGuide
from kuemmerer.content.library import Library
from kuemmerer.documents.facts import FACTS
from kuemmerer.documents.files import FieldsFile, SectionFile, SharedFile, TemplateFile
from kuemmerer.documents.inserts import INSERTS
from kuemmerer.documents.templates import Paper, Papers
from kuemmerer.documents.values import special_questions
from kuemmerer.navigator.conditions import Condition, leaves
from kuemmerer.navigator.model import Rulebook

FOLDER = "dokumentvorlagen"
FIELDS, SHARED = "felder.yml", "bausteine.yml"


def load_papers(root: Path) -> tuple[Papers, list[Defect]]:
    """Read the folder; without one there are no papers. A broken file leaves its papers out and is reported."""
    place = root / FOLDER
    if not place.is_dir():
        return Papers((), ()), []
    folder = TypedFolder(root, FOLDER, [])
    fields = folder.read(FIELDS, FieldsFile)
    shared = folder.read(SHARED, SharedFile)
    if fields is None or shared is None:
        return Papers((), ()), folder.defects
    names = sorted(path.name for path in place.glob("*.yml") if path.name not in (FIELDS, SHARED))
    papers = tuple(paper for name in names for paper in _papers(folder, name, shared[0]))
    return Papers(fields[0].fields, papers), folder.defects


def _papers(folder: TypedFolder, name: str, shared: SharedFile) -> Iterator[Paper]:
    loaded = folder.read(name, TemplateFile)
    if loaded is None:
        return
    file, yaml = loaded
    for number, item in enumerate(file.papers):
        sections: list[SectionFile] = []
        for position, section in enumerate(item.sections):
            if isinstance(section, SectionFile):
                sections.append(section)
            elif section in shared.sections:
                sections.append(shared.sections[section])
            else:
                line = yaml.line_of(("papers", number, "sections", position))
                message = f"Den Baustein »{section}« gibt es nicht.{did_you_mean(section, shared.sections)}"
                folder.defects.append(Defect(PurePosixPath(FOLDER) / name, line, message))
        yield Paper(
            template=name.removesuffix(".yml"),
            variant=item.id,
            name=item.name,
            kind=item.kind,
            title=item.title,
            purpose=item.purpose,
            form=item.form,
            per_partner=item.per_partner,
            sections=tuple(sections),
        )


@dataclass(frozen=True)
class _Known:
    """What templates may name."""

    papers: Papers
    library: Library
    rulebook: Rulebook


def check_papers(papers: Papers, library: Library, rulebook: Rulebook) -> Iterator[Defect]:
    """What must hold: each template has its article, each name is known, what differs stands where it may differ."""
    known = _Known(papers, library, rulebook)
    guides = [guide.slug for guide in library.of(DocumentGuide)]
    for template, found in papers.by_template.items():
        path = PurePosixPath(FOLDER) / f"{template}.yml"
        if template not in guides:
            message = f"Ein Dokument »{template}« gibt es nicht in content/dokumente.{did_you_mean(template, guides)}"
            yield Defect(path, 1, message)
        variants = [paper.variant for paper in found]
        for variant in dict.fromkeys(variants):
            if variants.count(variant) > 1:
                yield Defect(path, 1, f"Das Papier »{variant}« gibt es zweimal.")
        for paper in found:
            yield from (Defect(path, 1, f"{paper.variant}: {message}") for message in _complaints(paper, known))
    used = {use.name for paper in papers.papers for use in paper.names}
    for field in papers.fields:
        if field.id not in used:
            yield Defect(PurePosixPath(FOLDER) / FIELDS, 1, f"Das Feld »{field.id}« benutzt keine Vorlage.")


def _complaints(paper: Paper, known: _Known) -> Iterator[str]:
    names = {**known.papers.field_by_id, **FACTS}
    for use in paper.names:
        if use.name not in names:
            yield f"Den Platzhalter »{{{use.name}}}« gibt es nicht.{did_you_mean(use.name, names)}"
        elif paper.per_partner and not use.differs and _differs(use.name, known.papers):
            yield f"»{{{use.name}}}« ist je Gemeinde verschieden, der Abschnitt »{use.section}« aber nicht (differs: true)."
    for section in paper.sections:
        for block in section.blocks:
            if block.insert is not None and block.insert not in INSERTS:
                yield f"Den Einsatz »{block.insert}« gibt es nicht.{did_you_mean(block.insert, INSERTS)}"
        for condition in (section.when, *(block.when for block in section.blocks)):
            yield from _unknown(condition, known.rulebook)
    if paper.form is not None and paper.form not in known.rulebook.form_by_slug:
        yield f"Die Form »{paper.form}« gibt es nicht.{did_you_mean(paper.form, known.rulebook.form_by_slug)}"


def _differs(name: str, papers: Papers) -> bool:
    if name in papers.field_by_id:
        return papers.field_by_id[name].differs
    return name in FACTS and FACTS[name].differs


def _unknown(condition: Condition, rulebook: Rulebook) -> Iterator[str]:
    options: dict[str, Collection[str]] = {question.id: question.values for question in rulebook.questions}
    options.update(special_questions(rulebook))
    for leaf in leaves(condition):
        if leaf.question not in options:
            yield f"Die Frage »{leaf.question}« gibt es nicht.{did_you_mean(leaf.question, options)}"
            continue
        for option in sorted(leaf.options.difference(options[leaf.question])):
            hint = did_you_mean(option, options[leaf.question])
            yield f"Die Frage »{leaf.question}« hat keine Antwort »{option}«.{hint}"
