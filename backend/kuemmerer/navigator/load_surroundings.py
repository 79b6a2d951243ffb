"""What stands around the rules: ways past the authority, roles, deciding bodies, exits, former questions."""

from kuemmerer.base.typed_files import TypedFolder
from kuemmerer.navigator import files
from kuemmerer.navigator.conditions import read_condition
from kuemmerer.navigator.exits import ExitsFile
from kuemmerer.navigator.former import FormerFile
from kuemmerer.navigator.model import OversightRule
from kuemmerer.navigator.roles import DecidingBody, RoleText


def oversight_rules(folder: TypedFolder) -> tuple[OversightRule, ...]:
    """aufsichtswege.yml"""
    loaded = folder.read("aufsichtswege.yml", files.OversightsFile)
    if loaded is None:
        return ()
    return tuple(
        OversightRule(
            id=item.id,
            forms=item.forms,
            way=item.way,
            steps_of=item.steps_of,
            when=read_condition(item.when),
            text=item.text,
            norm=item.norm,
            source=item.source or loaded[0].source,
            checked_on=loaded[0].checked_on,
            confidence=item.confidence,
        )
        for item in loaded[0].ways
    )


def role_texts(folder: TypedFolder) -> tuple[RoleText, ...]:
    """rollen.yml, the roles"""
    loaded = folder.read("rollen.yml", files.RolesFile)
    if loaded is None:
        return ()
    return tuple(
        RoleText(item.role, item.label, item.hint, item.signature, item.lede, item.authority)
        for item in loaded[0].roles
    )


def deciding_bodies(folder: TypedFolder) -> tuple[DecidingBody, ...]:
    """gremien.yml"""
    loaded = folder.read("gremien.yml", files.BodiesFile)
    if loaded is None:
        return ()
    return tuple(
        DecidingBody(
            id=item.id,
            name=item.name,
            decides=item.decides,
            roles=frozenset(item.roles),
            when=read_condition(item.when),
            by_default=item.by_default,
            norm=item.norm,
            source=item.source or loaded[0].source,
            checked_on=loaded[0].checked_on,
            confidence=item.confidence,
        )
        for item in loaded[0].bodies
    )


def form_exits(folder: TypedFolder) -> ExitsFile | None:
    """ausstieg.yml"""
    loaded = folder.read("ausstieg.yml", ExitsFile)
    return loaded[0] if loaded else None


def former_questions(folder: TypedFolder) -> FormerFile:
    """fruehere-fragen.yml"""
    loaded = folder.read("fruehere-fragen.yml", FormerFile)
    return loaded[0] if loaded else FormerFile(questions=())
