"""Reads the typed YAML files of one folder and collects what is wrong with them."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from kuemmerer.base.defects import Defect
from kuemmerer.base.strict_yaml import YamlProblem, YamlText, read_yaml
from kuemmerer.base.validation import defects_of

M = TypeVar("M", bound=BaseModel)


@dataclass
class TypedFolder:
    """The folder `name` below the content folder `root`. A broken file answers None and leaves its defects here."""

    root: Path
    name: str
    defects: list[Defect]

    def read(self, file: str, model: type[M]) -> tuple[M, YamlText] | None:
        """The file as its model, with the marks that lead to lines."""
        path = PurePosixPath(self.name) / file
        place = self.root / path
        if place.is_symlink() or place.is_dir():
            message = "Das ist keine gewöhnliche Datei (Verknüpfungen werden nicht gelesen)."
            self.defects.append(Defect(path, 1, message))
            return None
        try:
            yaml = read_yaml(place.read_text("utf-8"))
            return model.model_validate(yaml.data), yaml
        except FileNotFoundError:
            self.defects.append(Defect(path, 1, "Diese Datei fehlt."))
        except OSError:
            self.defects.append(Defect(path, 1, "Die Datei lässt sich nicht lesen."))
        except UnicodeDecodeError:
            self.defects.append(Defect(path, 1, "Die Datei ist nicht als UTF-8 gespeichert."))
        except YamlProblem as problem:
            self.defects.append(Defect(path, problem.line, problem.message))
        except ValidationError as error:
            self.defects.extend(defects_of(error, model, path, yaml))
        return None

    def files(self, subfolder: str) -> list[str]:
        """The YAML files of a subfolder, in the order of their names."""
        folder = self.root / self.name / subfolder
        return [f"{subfolder}/{path.name}" for path in sorted(folder.glob("*.yml")) if path.is_file()]
