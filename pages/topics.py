"""Whom a service is for and in which life situations: the two ways people look for help."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Groups of people, as filters of the service list."""

    SENIORS = "seniors", _("Seniors")
    DISABILITY = "disability", _("People with a disability")
    FAMILIES = "families", _("Families with children")
    CHILDREN = "children", _("Children")
    CARERS = "carers", _("Those who care for a relative")
    LOW_INCOME = "low_income", _("People with a low income")
    HOMELESS = "homeless", _("People without a home")
    VIOLENCE = "violence", _("Those who have suffered violence")
    EVERYONE = "everyone", _("Everyone")

    @classmethod
    def filters(cls) -> list[tuple[str, str]]:
        """The groups one can narrow a list to; what is for everyone belongs to each of them."""
        return [choice for choice in cls.choices if choice[0] != cls.EVERYONE]


class Situation(models.TextChoices):
    """Life situations, as cards of the home page and filters of the service list."""

    CANNOT_COPE_ALONE = "cannot_cope_alone", _("It is hard to cope at home")
    NOT_ENOUGH_MONEY = "not_enough_money", _("Not enough money")
    DISABILITY = "disability", _("I or a relative have a disability")
    FAMILY_HARD = "family_hard", _("A child or family is struggling")
    NOWHERE_TO_LIVE = "nowhere_to_live", _("Nowhere to live")
    NOT_SAFE_HOME = "not_safe_home", _("It is not safe at home")
    NEWBORN_OR_DEATH = "newborn_or_death", _("A birth or a death in the family")


PICTURES: dict[str, str] = {
    Situation.CANNOT_COPE_ALONE: "home_heart",
    Situation.NOT_ENOUGH_MONEY: "money",
    Situation.DISABILITY: "wheelchair",
    Situation.FAMILY_HARD: "family",
    Situation.NOWHERE_TO_LIVE: "house",
    Situation.NOT_SAFE_HOME: "danger",
    Situation.NEWBORN_OR_DEATH: "cradle",
}
