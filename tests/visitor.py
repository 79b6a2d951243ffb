"""A person without JavaScript: reads pages, follows links, fills in the forms that are there."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx


@dataclass
class Form:
    """One form of a page: where it leads, what stands in it, and what may be chosen."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, answers: dict[str, str | list[str]]) -> str:
        """The address the browser goes to. Only what the form has can be filled in."""
        assert answers.keys() <= {name for name, _ in self.fields} | self.choices.keys(), f"{answers} in {self}"
        pairs: list[tuple[str, str]] = []
        for name, value in self.fields:
            if name not in answers:
                pairs.append((name, value))
        for name, given in answers.items():
            for value in [given] if isinstance(given, str) else given:
                assert name not in self.choices or value in self.choices[name], f"{name}={value} in {self.choices}"
                pairs.append((name, value))
        return f"{self.action}?{urlencode(pairs)}"


class _Reader(HTMLParser):
    """Collects forms, links and headings."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.heading = ""
        self._form: Form | None = None
        self._select = ""
        self._text: list[str] | None = None
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(at["action"])
            self.forms.append(self._form)
        elif tag == "input" and self._form is not None and "name" in at:
            if at.get("type") in ("radio", "checkbox"):
                self._form.choices.setdefault(at["name"], []).append(at["value"])
                if "checked" in at:
                    self._form.fields.append((at["name"], at["value"]))
            else:
                self._form.fields.append((at["name"], at.get("value", "")))
        elif tag == "select" and self._form is not None:
            self._select = at["name"]
            self._form.choices[self._select] = []
        elif tag == "option" and self._form is not None:
            self._form.choices[self._select].append(at["value"])
            if "selected" in at:
                self._form.fields.append((self._select, at["value"]))
        elif tag in ("a", "h1"):
            self._text, self._href = [], at.get("href", "")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag in ("a", "h1") and self._text is not None:
            text = " ".join("".join(self._text).split())
            if tag == "a":
                self.links.append((text, self._href))
            else:
                self.heading = text
            self._text = None


class Visitor:
    """Where somebody is, and what they see there."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self.address = ""
        self.html = ""
        self._page = _Reader()

    def open(self, address: str, status: int = 200) -> "Visitor":
        """Go to an address; answers the same visitor, now there."""
        answer = self._client.get(address, follow_redirects=True)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        self.address = answer.url.raw_path.decode()
        self.html = answer.text
        self._page = _Reader()
        self._page.feed(self.html)
        return self

    @property
    def heading(self) -> str:
        """The title on the page."""
        return self._page.heading

    @property
    def query(self) -> list[tuple[str, str]]:
        """The parameters of the address."""
        return parse_qsl(urlsplit(self.address).query)

    def form(self, action: str) -> Form:
        """The form that leads to `action`; the one in the head of the page comes last."""
        found = [form for form in self._page.forms if form.action == action]
        assert found, f"no form to {action} on {self.address}"
        return found[-1]

    def link(self, text: str) -> str:
        """The address behind the first link whose text begins so."""
        found = [href for shown, href in self._page.links if shown.startswith(text)]
        assert found, f"no link »{text}« on {self.address}"
        return found[0]

    def follow(self, text: str) -> "Visitor":
        """Click a link."""
        return self.open(self.link(text))

    def send(self, action: str, answers: dict[str, str | list[str]], status: int = 200) -> "Visitor":
        """Fill in a form and send it."""
        return self.open(self.form(action).filled(answers), status)
