"""Reading an answer as a person does: the visible text, a form with the values it opens with."""

import re
from html import unescape
from html.parser import HTMLParser


def text_of(response) -> str:
    """What a person sees of a page, on one line."""
    html = re.sub(r"(?s)<(script|style|template|head)\b.*?</\1>", " ", response.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def form_of(response, form_id: str) -> tuple[str, dict[str, str]]:
    """Where a form posts to and the values it opens with."""
    reader = _FormReader(form_id)
    reader.feed(response.content.decode())
    assert reader.found, f"there is no form {form_id}"
    return reader.action, reader.values


def send_form(client, response, form_id: str, **changes):
    """Post a form of a page with the values it opens with and these changes."""
    action, values = form_of(response, form_id)
    return client.post(action or response.wsgi_request.get_full_path(), values | changes)


class _FormReader(HTMLParser):
    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.found = form_id, False, False
        self.action, self.values, self.select = "", {}, ""

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
            if self.inside:
                self.found, self.action = True, attrs.get("action", "")
        elif self.inside:
            self.take(tag, attrs)

    def take(self, tag, attrs):
        name, kind = attrs.get("name"), attrs.get("type", "")
        if tag == "input" and name and kind not in ("submit", "file"):
            if kind not in ("radio", "checkbox") or "checked" in attrs:
                self.values[name] = attrs.get("value") or ("on" if kind == "checkbox" else "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and (self.select not in self.values or "selected" in attrs):
            self.values[self.select] = attrs.get("value", "")
        elif tag == "textarea" and name:
            self.values[name] = ""

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
