"""A resident at a browser without JavaScript: reads the page's form, fills it in, presses a button."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

SLUG = "sika-palidziba"

# What is written on each step of the tiny form, as a browser posts it.
STEPS: dict[str, dict[str, Any]] = {
    "droshiba": {"safe": "yes"},
    "persona": {
        "capacity": "self",
        "first_name": "Anna",
        "last_name": "Paraudziņa",
        "code": "323456-78901",
        "home": "Lazdu iela 1",
        "home-city": "Paraugciems",
        "phone": "20000000",
        "email": "anna@piemers.lv",
    },
    "vajadziba": {"why": "Grūti staigāt pa kāpnēm.", "wants": ["meals"], "hours": "6", "urgent": "no"},
    "apgadnieki": {"poor": "yes"},
    "dokumenti": {"doctor-later": "1"},
    "apliecinajums": {"reply": "post", "truth": "on"},
}


class Resident:
    """One browser: its cookies, the page it shows and where that is."""

    def __init__(self, slug: str = SLUG, language: str = "lv") -> None:
        self.client = Client()
        self.base = f"/{language}/pakalpojumi/{slug}/pieteikties/"
        self.response: Any = None
        self.address = ""

    # Looking

    def get(self, address: str) -> "Resident":
        return self._shown(self.client.get(address, follow=True), address)

    def begin(self) -> "Resident":
        return self.get(f"{self.base}sakt/")

    def go(self, step: str) -> "Resident":
        return self.get(f"{self.base}{self.draft_id}/{step}/")

    def _shown(self, response: Any, address: str) -> "Resident":
        self.response = response
        chain = getattr(response, "redirect_chain", None)
        self.address = (chain[-1][0] if chain else address).split("#")[0]
        self.page = BeautifulSoup(response.content, "html.parser")
        return self

    @property
    def draft_id(self) -> str:
        return self.address.split("/pieteikties/")[1].split("/")[0]

    @property
    def step(self) -> str:
        return self.address.split("?")[0].rstrip("/").rsplit("/", 1)[1]

    @property
    def heading(self) -> str:
        return self.page.h1.get_text(" ", strip=True) if self.page.h1 else ""

    @property
    def text(self) -> str:
        return " ".join(self.page.get_text(" ").split())

    @property
    def errors(self) -> list[str]:
        return [each.get_text(" ", strip=True) for each in self.page.select(".govuk-error-summary__list li")]

    # Filling in

    def form(self, form: str | None) -> Any:
        """The form with the id, or the only form of the page."""
        return self.page.find("form", id=form) if form else self.page.main.find("form")

    def fields(self, form: str | None) -> dict[str, Any]:
        """Everything the form would post untouched, without buttons and files."""
        found = self.form(form)
        assert found, f"no form {form} on {self.address}: {self.text[:300]}"
        data: dict[str, Any] = {}
        for field in found.select("input, textarea, select"):
            name, kind = field.get("name"), field.get("type", "text")
            if not name or kind in ("file", "submit"):
                continue
            if kind in ("radio", "checkbox"):
                if field.has_attr("checked"):
                    data.setdefault(name, []).append(field.get("value", "on"))
            elif field.name == "select":
                chosen = field.select_one("option[selected]")
                data[name] = [chosen["value"]] if chosen else [""]
            else:
                value = field.get_text() if field.name == "textarea" else field.get("value", "")
                data.setdefault(name, []).append(value.removeprefix("\n"))
        return data

    def press(
        self, button: str = "continue", value: str = "1", *, form: str | None = "step", **written: Any
    ) -> "Resident":
        """Write into the form and press a button; names with "-" are given with "__"."""
        written = {name.replace("__", "-"): each for name, each in written.items()}
        found = self.form(form)
        data = self.fields(form) | written | ({button: value} if button else {})
        address = (found.get("action") if found else None) or self.address
        return self._shown(self.client.post(address, data, follow=True), address)

    def fill(self, step: str | None = None, **written: Any) -> "Resident":
        """Fill in the step as usual, with changes, and continue."""
        usual = STEPS[step or self.step]
        return self.press(**{name.replace("-", "__"): value for name, value in usual.items()} | written)

    def fill_until(self, step: str) -> "Resident":
        """Fill in every step before ``step``; ``review`` fills in all."""
        self.begin()
        for each in STEPS:
            if each == step:
                break
            self.fill(each)
        return self
