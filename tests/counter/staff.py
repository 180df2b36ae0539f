"""A member of staff at the counter, with a browser without JavaScript."""

from django.test import Client

from tests.journeys.resident import SLUG, STEPS, Resident

NEW = "/admin/inbox/new/"


class AtTheCounter(Resident):
    """Somebody signed in who begins applications for others."""

    def __init__(self, user, slug: str = SLUG, language: str = "lv") -> None:
        super().__init__(slug, language)
        self.user = user
        self.client = Client(headers={"accept-language": "lv"})
        self.client.force_login(user)

    def begin(self, channel: str = "oral", **told) -> "AtTheCounter":
        self.get(f"{NEW}{SLUG}/")
        self.press("", form="begin", channel=channel, **told)
        return self

    def fill_all(self, **left_out) -> "AtTheCounter":
        """Fill in every step as usual; ``step={"key": ""}`` changes what is written there."""
        self.begin() if "/pieteikties/" not in self.address else None
        for step in STEPS:
            self.fill(step, **left_out.get(step, {}))
        return self

    def hand_over(self, button: str = "", **told) -> "AtTheCounter":
        self.press(button, form="submit-application", **told)
        return self
