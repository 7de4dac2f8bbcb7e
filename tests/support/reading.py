"""A page as someone without a picture reads it: its words, its links, its forms."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]


@dataclass
class Form:
    """A form with what it would send if nothing were changed."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    """Label of each, and what it sends of its own."""

    actions: dict[str, str] = field(default_factory=dict)
    """Where buttons send the form that send it elsewhere, by their labels."""

    def filled(self, label: str) -> list[tuple[str, str]]:
        """Return what is sent when the button that begins with a label is pressed."""
        own = next(own for words, own in self.buttons if words.startswith(label))
        return [*self.fields, *own]

    def sent_to(self, label: str) -> str:
        """Return where it is sent when the button that begins with a label is pressed."""
        pressed = next(words for words, _ in self.buttons if words.startswith(label))
        return self.actions.get(pressed, self.action)


class Reading(HTMLParser):
    """One page, read once."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        """Label and address of each, in order."""

        self.forms: list[Form] = []
        self._form_by_id: dict[str, Form] = {}
        self._elsewhere: list[tuple[str, str, dict[str, str]]] = []
        self._words: list[str] = []
        self._open: dict[str, tuple[int, dict[str, str]]] = {}
        self._select = ""
        self._text_area = ("", 0)
        """The name of the one that is open, and where its text begins."""

        self.feed(markup)
        for id_, label, of in self._elsewhere:
            self._add_button(self._form_by_id[id_], label, of)

    @property
    def words(self) -> str:
        """Everything that can be read, one space between words."""
        return " ".join("".join(self._words).split())

    def form_with(self, label: str) -> Form:
        """Return the first form with a button that begins with these words.

        Raises:
            LookupError: there is none.
        """
        for form in self.forms:
            if any(words.startswith(label) for words, _ in form.buttons):
                return form
        raise LookupError(f"no button {label!r} in: {self.words}")

    def link_to(self, label: str) -> str:
        """Return the address of the first link with these words in it.

        Raises:
            LookupError: there is none.
        """
        for words, href in self.links:
            if label in words:
                return href
        raise LookupError(f"no link {label!r} in: {self.words}")

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(of.get("action", ""), of.get("method", "get")))
            self._form_by_id[of.get("id", "")] = self.forms[-1]
        elif tag == "input" and self.forms and _is_sent(of):
            self.forms[-1].fields.append((of["name"], of.get("value", "")))
        elif tag == "textarea":
            self._text_area = (of.get("name", ""), len(self._words))
        elif tag == "select":
            self._select = of.get("name", "")
        elif tag == "option" and self.forms and "selected" in of:
            self.forms[-1].fields.append((self._select, of.get("value", "")))
        if tag in {"a", "button"}:
            self._open[tag] = (len(self._words), of)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.forms:
            name, start = self._text_area
            self.forms[-1].fields.append((name, "".join(self._words[start:])))
        if tag not in self._open:
            return
        start, of = self._open.pop(tag)
        label = " ".join("".join(self._words[start:]).split())
        if tag == "a":
            self.links.append((label, of.get("href", "")))
        elif "form" in of:
            self._elsewhere.append((of["form"], label, of))
        elif self.forms and of.get("type") != "button":
            self._add_button(self.forms[-1], label, of)

    def _add_button(self, form: Form, label: str, of: dict[str, str]) -> None:
        own = [(of["name"], of.get("value", ""))] if "name" in of else []
        form.buttons.append((label, own))
        if "formaction" in of:
            form.actions[label] = of["formaction"]

    def handle_data(self, data: str) -> None:
        self._words.append(data)


def _is_sent(of: dict[str, str]) -> bool:
    if "name" not in of:
        return False
    return of.get("type") not in {"checkbox", "radio"} or "checked" in of
