"""schemathesis over the whole description of the API: no error of ours, no answer that is not described.

`make test` asks a few dozen questions per call; KUEMMERER_FUZZ=1000 asks as many as it says.

One check is left out: that whatever fits the description is accepted. A name that nobody knows fits it and is refused.
"""

import os
from pathlib import Path
from typing import Any

import httpx
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.generation.case import Case
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from kuemmerer.app import create_app
from kuemmerer.settings import Settings
from kuemmerer.web.openapi import describe

VILLAGE = Path(__file__).parent / "village"
EXAMPLES = int(os.environ.get("KUEMMERER_FUZZ", "25"))
SCHEMA = schemathesis.openapi.from_dict(
    describe(create_app(Settings(content=VILLAGE)).app, "http://localhost")  # type: ignore[arg-type]
)
AnyCase = Case[Any]


def send(client: httpx.Client, case: AnyCase) -> httpx.Response:
    """The case as it would go over the wire."""
    wired = requests.Request(**case.as_transport_kwargs(base_url="http://localhost")).prepare()
    body = wired.body.encode() if isinstance(wired.body, str) else wired.body
    assert body is None or isinstance(body, bytes)
    pairs = (
        (name, value if isinstance(value, str) else value.decode("latin-1")) for name, value in wired.headers.items()
    )
    headers = [(name, value) for name, value in pairs if name.lower() != "content-length"]
    return client.request(wired.method or "GET", wired.url or "", headers=headers, content=body)


@SCHEMA.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_every_answer_is_described_and_none_is_an_error_of_ours(case: AnyCase, client: httpx.Client) -> None:
    answer = send(client, case)
    if answer.status_code == 414:  # schemathesis does not know that an address can be too long
        case.validate_response(answer, excluded_checks=[positive_data_acceptance, negative_data_rejection])
    else:
        case.validate_response(answer, excluded_checks=[positive_data_acceptance])
