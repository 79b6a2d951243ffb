"""What a route of the API declares: the names of its query parameters, and the model of its body."""

from fastapi import Request
from fastapi.routing import APIRoute
from pydantic import BaseModel


def query_names(request: Request) -> tuple[str, ...]:
    """The query parameters this call has; a model of parameters counts as its fields."""
    route = request.scope.get("route")
    names: list[str] = []
    for field in route.dependant.query_params if isinstance(route, APIRoute) else ():
        model = _model(field.field_info.annotation)
        names += list(model.model_fields) if model is not None else [field.alias]
    return tuple(names)


def body_model(request: Request) -> type[BaseModel] | None:
    """The model the body of this call is read into, or None if it takes none."""
    route = request.scope.get("route")
    field = route.body_field if isinstance(route, APIRoute) else None
    return _model(field.field_info.annotation) if field is not None else None


def _model(annotation: object) -> type[BaseModel] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
