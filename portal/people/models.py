"""Staff, the units they work in, and the roles granted to them."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.translated import TranslatedFact


class Unit(TranslatedFact):
    """A unit of the office or a reception point. Foreign keys point to the Latvian row."""

    class Kind(models.TextChoices):
        UNIT = "unit", _("Unit")
        POINT = "point", _("Reception point")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.UNIT)
    name = models.CharField(_("name"), max_length=160)
    intro = models.TextField(_("what people come here for"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    access = models.TextField(
        _("getting in"), blank=True, help_text=_("What the ticks below do not say: where the door is, where to ring.")
    )
    step_free = models.BooleanField(_("a way in without steps"), default=False)
    ramp = models.BooleanField(_("ramp"), default=False)
    lift = models.BooleanField(_("lift"), default=False)
    toilet = models.BooleanField(_("toilet for a wheelchair"), default=False)
    bell = models.BooleanField(_("bell at the door"), default=False)
    parking = models.BooleanField(_("parking place for people with a disability"), default=False)
    bus_stop = models.BooleanField(_("bus stop within 200 metres"), default=False)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    # What makes a building easy to get into, in the order it is told.
    FEATURES = ("step_free", "ramp", "lift", "toilet", "bell", "parking", "bus_stop")

    class Meta(TranslatedFact.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.name

    def features(self) -> list[str]:
        """What makes the building easy to get into, in words of the active language."""
        return [str(self._meta.get_field(name).verbose_name) for name in self.FEATURES if getattr(self, name)]  # type: ignore[union-attr]


class UnitHours(Orderable):
    """One line of opening hours, in words: which days, which hours."""

    unit = ParentalKey(Unit, on_delete=models.CASCADE, related_name="opening_hours")
    days = models.CharField(
        _("days"), max_length=120, help_text=_("For example: Pirmdien; No pirmdienas līdz piektdienai; Katru dienu.")
    )
    hours = models.CharField(
        _("hours"),
        max_length=120,
        help_text=_(
            "For example: 9.00–12.00 un 13.00–18.00; visu diennakti. Search engines are told what is written so; other "
            "words are shown to people only."
        ),
    )

    wagtail_reference_index_ignore = True

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def __str__(self) -> str:
        return f"{self.days}: {self.hours}"


class StaffUser(AbstractUser):
    """A person who works in the office; residents never have an account here."""

    job_title = models.CharField(_("job title"), max_length=160, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="staff"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff members")

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Role(models.TextChoices):
    """What a person may be in the office. The matrix of rights is in ``rights``."""

    ADMINISTRATOR = "administrator", _("Administrator")
    REGISTRAR = "registrar", _("Registrar")
    HANDLER = "handler", _("Social worker")
    HEAD_OF_UNIT = "head_of_unit", _("Head of unit")
    HEAD_OF_OFFICE = "head_of_office", _("Head of office")
    DEPUTY = "deputy", _("Deputy head")
    AUDITOR = "auditor", _("Auditor")
    EDITOR = "editor", _("Website editor")
    WRITER = "writer", _("Author of pages, without publishing")
    LAWYER = "lawyer", _("Lawyer who checks pages")
    DATA_PROTECTION = "data_protection", _("Data protection officer")


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Grants, with the question everyone asks."""

    def valid(self) -> "RoleGrantQuerySet":
        """Keep the grants in force today, Riga date; both ends count."""
        day = timezone.localdate()
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))


def _today() -> Any:
    return timezone.localdate()


class RoleGrant(models.Model):
    """A role held by a person between two dates, for one unit or for their own (``unit`` empty)."""

    user = models.ForeignKey(
        StaffUser, verbose_name=_("staff member"), on_delete=models.CASCADE, related_name="role_grants"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    valid_from = models.DateField(_("valid from"), default=_today)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["user", "role", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="people_grant_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.get_role_display()
