"""The page an editor writes an e-service on, and the frozen versions that applications are answers to."""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import DraftStateMixin, Page, PreviewableMixin, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from eservices.catalogue.models import Service
from eservices.definitions.bank_form import BankPartForm
from eservices.definitions.blocks import BlocksField, RoutingRuleBlock, StepBlock
from eservices.definitions.page_form import EServicePageForm
from eservices.definitions.panels import LivePanel
from portal.ui.public_page import PublicPage

CODE = RegexValidator(r"^[a-z0-9]+([_.-][a-z0-9]+)*$", _("Only small letters a-z, digits and - _ . between them."))
VERSION = RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$", _("For example 2026-11."))


# Where the journey's own addresses are; the same in every language.
SLUG = "pieteikties"
STEP_PREVIEW = "step-"


def default_capacities() -> list[str]:
    """Whoever applies, applies for oneself, unless the editor offers more."""
    return ["self"]


class EServicePage(PublicPage):
    """An e-service: its start page for residents, and everything that is asked behind it.

    Publishing compiles the page into a ``FormVersion`` in the same transaction; what has been published once is never
    changed by editing, translating, unpublishing or deleting the page.
    """

    class Authenticity(models.TextChoices):
        SIGNED_OR_IDENTIFIED = "signed_or_identified", _("Signed, or the person identified")
        NONE = "none", _("None (crisis help)")

    key = models.SlugField(
        _("key"), max_length=60, help_text=_("Names the e-service for good. Cannot change once published.")
    )
    service = models.ForeignKey(Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="eservices")
    intro = models.TextField(_("introduction"), blank=True)
    for_whom = models.TextField(_("who this is for"), blank=True)
    signing = models.TextField(
        _("who has to sign"), blank=True, help_text=_("What a relative has to know: “your mother will have to sign”.")
    )
    offline = models.TextField(_("how to apply without the internet"), blank=True)
    afterwards = models.TextField(_("what happens afterwards"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes needed"), default=15, validators=[MinValueValidator(1)])
    crisis = models.BooleanField(_("crisis help"), default=False)
    violence = models.BooleanField(_("concerns violence"), default=False)
    duty_phone = models.CharField(_("duty phone"), max_length=40, blank=True)
    duty_hours = models.CharField(_("duty hours"), max_length=200, blank=True)
    duty_email = models.EmailField(
        _("duty e-mail"),
        blank=True,
        help_text=_("Told at once that something urgent has come; never what or about whom."),
    )
    cosign = models.BooleanField(
        _("every adult of the household confirms"),
        default=False,
        help_text=_(
            "Needs a group with the meaning “household”. Each adult gets a link and sees the own row and answers of the "
            "kinds situation, household and other; never income, health, contacts, files or own words of somebody else."
        ),
    )
    supporter_links = models.BooleanField(
        _("supporters may add their own papers by a link of their own"), default=False
    )
    draft_days = models.PositiveSmallIntegerField(
        _("days a draft is kept"), default=30, validators=[MinValueValidator(1)]
    )
    emailed_return_link = models.BooleanField(_("link to a draft may be sent by e-mail"), default=True)
    capacities = models.JSONField(_("who may apply"), default=default_capacities)
    clock_pause = models.BooleanField(
        _("asking for papers stops the working term"), default=False, help_text=_("The law's month is never stopped.")
    )
    journal = models.CharField(_("journal"), max_length=60, default="sanemtie", validators=[CODE])
    retention_class = models.CharField(
        _("retention class"), max_length=60, default="socialie-pakalpojumi", validators=[CODE]
    )
    authenticity = models.CharField(
        _("needed before a decision"),
        max_length=30,
        choices=Authenticity.choices,
        default=Authenticity.SIGNED_OR_IDENTIFIED,
    )
    routing_unit = models.CharField(_("unit"), max_length=60)
    routing_rules = BlocksField([("rule", RoutingRuleBlock())], blank=True, verbose_name=_("other units"))
    declaration_version = models.CharField(_("version of the declaration"), max_length=20, validators=[VERSION])
    declaration = models.TextField(_("declaration"))
    privacy_version = models.CharField(_("version of the privacy notice"), max_length=20, validators=[VERSION])
    privacy = models.TextField(_("privacy notice"))
    steps = BlocksField([("step", StepBlock())], verbose_name=_("steps"))
    rehearsals = models.JSONField(_("rehearsals"), default=list, blank=True)
    from_bank = models.JSONField(_("from the question bank"), default=list, blank=True)

    base_form_class = EServicePageForm
    parent_page_types = ["pages.ServicePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    template = "definitions/e_service_page.html"

    override_translatable_fields = [
        SynchronizedField(name)
        for name in (
            "slug",
            "key",
            "duty_phone",
            "duty_email",
            "journal",
            "retention_class",
            "authenticity",
            "routing_unit",
            "routing_rules",
            "declaration_version",
            "privacy_version",
        )
    ]

    content_panels = [
        # Not Wagtail's own panel, whose script looks for a box of the address; the address is always the same.
        FieldPanel("title", classname="title"),
        FieldPanel("service"),
        FieldPanel("intro"),
        FieldPanel("for_whom"),
        FieldPanel("signing"),
        FieldPanel("offline"),
        FieldPanel("afterwards"),
        FieldPanel("minutes"),
    ]
    question_panels = [LivePanel("eservices:check_panel", heading=_("Check")), FieldPanel("steps")]
    rehearsal_panels = [
        LivePanel("eservices:rehearsals_panel", heading=_("Rehearsals")),
        MultiFieldPanel([FieldPanel("rehearsals")], heading=_("As JSON"), classname="collapsed"),
    ]
    promote_panels = [FieldPanel("seo_title"), FieldPanel("search_description")]
    rule_panels = [
        FieldPanel("key"),
        FieldPanel("capacities"),
        MultiFieldPanel([FieldPanel("cosign"), FieldPanel("supporter_links")], heading=_("Others who take part")),
        MultiFieldPanel([FieldPanel("routing_unit"), FieldPanel("routing_rules")], heading=_("Where it goes")),
        MultiFieldPanel(
            [
                HelpPanel(content=_("Terms are kept with the service itself, in the catalogue of services.")),
                FieldPanel("clock_pause"),
            ],
            heading=_("Terms"),
        ),
        MultiFieldPanel(
            [FieldPanel("journal"), FieldPanel("retention_class"), FieldPanel("authenticity")], heading=_("Records")
        ),
        MultiFieldPanel(
            [
                FieldPanel("crisis"),
                FieldPanel("violence"),
                FieldRowPanel([FieldPanel("duty_phone"), FieldPanel("duty_hours")]),
                FieldPanel("duty_email"),
            ],
            heading=_("Crisis"),
        ),
        MultiFieldPanel([FieldPanel("draft_days"), FieldPanel("emailed_return_link")], heading=_("Drafts")),
        MultiFieldPanel([FieldPanel("declaration_version"), FieldPanel("declaration")], heading=_("Declaration")),
        MultiFieldPanel([FieldPanel("privacy_version"), FieldPanel("privacy")], heading=_("Privacy notice")),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Start page")),
            ObjectList(question_panels, heading=_("Questions")),
            ObjectList(rule_panels, heading=_("Rules")),
            ObjectList(rehearsal_panels, heading=_("Rehearsals")),
            ObjectList(promote_panels, heading=_("Search engines")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("e-service")
        verbose_name_plural = _("e-services")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Give the page the one address behind which the journey begins, whatever its title."""
        self.slug = SLUG
        super().full_clean(*args, **kwargs)

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish the page and freeze its version in one transaction, or do neither.

        Raises ``NotPublishableError`` when the page cannot be compiled or takes a key that is not its own.
        """
        from eservices.definitions.publishing import refuse_other_identity

        refuse_other_identity(revision.as_object())
        with transaction.atomic():
            return super().publish(revision, *args, **kwargs)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Offer the start page and every step, as they stand in the editor, for the preview beside it."""
        steps = [(str(step.value["key"]), step.value["title"] or step.value["key"]) for step in self.steps]
        return [*super().preview_modes, *((f"{STEP_PREVIEW}{key}", title) for key, title in steps if key)]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show a step with the answers of the first rehearsal, so that what they show is there to be seen."""
        from eservices.definitions.views import preview_step

        if mode_name.startswith(STEP_PREVIEW):
            return preview_step(request, self, mode_name.removeprefix(STEP_PREVIEW))
        return super().serve_preview(request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the start page tells; nothing of it depends on who reads."""
        from eservices.definitions.starting import start_page

        start = start_page(self, preview=getattr(request, "is_preview", False))
        return {**super().get_context(request, *args, **kwargs), "start": start}


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    """Frozen rows: only the state may be changed in bulk, and nothing deleted."""

    def update(self, **values: Any) -> int:
        """Change the state, or the link to a page that is being deleted; raises ``FrozenError`` for anything else."""
        if set(values) - {"state", "page", "page_id"}:
            raise FrozenError(sorted(values))
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Never delete: an application may be an answer to it tomorrow."""
        raise FrozenError(["delete"])


class FrozenError(TypeError):
    """Somebody tried to change what has been published."""


class Frozen(models.Model):
    """A row that is written once."""

    FREE: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; later saves may only change the fields named in FREE. Raises ``FrozenError``."""
        if not self._state.adding:
            changed = set(kwargs.get("update_fields") or [field.name for field in self._meta.fields])
            if changed - set(self.FREE):
                raise FrozenError(sorted(changed))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Never delete."""
        raise FrozenError(["delete"])


class FormVersion(Frozen):
    """What was asked, in which Latvian words, at one publishing of an e-service. Never changes.

    ``live``: new applications start here. ``superseded``: a newer one is live; drafts begun here may still be handed in.
    ``withdrawn``: the e-service was unpublished or deleted; nothing can be handed in.
    """

    class State(models.TextChoices):
        LIVE = "live", _("In use")
        SUPERSEDED = "superseded", _("Replaced by a newer one")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    FREE = ("state", "page")

    eservice = models.CharField(_("e-service"), max_length=60)
    service = models.ForeignKey(Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("number"))
    schema = models.JSONField(_("schema"))
    texts = models.JSONField(_("Latvian texts"))
    hash = models.CharField(_("hash"), max_length=64)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.LIVE)
    page = models.ForeignKey(
        EServicePage, verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="versions"
    )

    objects = FormVersionQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        ordering = ["eservice", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["eservice", "number"], name="definitions_version_number"),
            models.UniqueConstraint(fields=["eservice", "hash"], name="definitions_version_content"),
            models.UniqueConstraint(
                fields=["eservice"], condition=models.Q(state="live"), name="definitions_one_live_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.eservice} {self.number}"

    @property
    def takes_applications(self) -> bool:
        """Say whether a draft begun on this version may be handed in."""
        return self.state in (self.State.LIVE, self.State.SUPERSEDED)


class FormVersionTexts(Frozen):
    """One version's texts in another language: whole, and added once."""

    version = models.ForeignKey(
        FormVersion, verbose_name=_("version"), on_delete=models.PROTECT, related_name="translations"
    )
    locale = models.CharField(_("language"), max_length=12)
    number = models.PositiveIntegerField(_("number"))
    texts = models.JSONField(_("texts"))
    hash = models.CharField(_("hash"), max_length=64)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("texts of a form version")
        verbose_name_plural = _("texts of form versions")
        ordering = ["version", "locale", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "locale", "number"], name="definitions_texts_number"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.locale}"


class BankPart(PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model):
    """Questions kept once to be asked in many forms: one step, with a row for each language.

    A form gets a copy, and a note of which version it was copied from. Publishing a part changes no form; deleting it
    neither.
    """

    name = models.CharField(_("name"), max_length=100, help_text=_("For editors; residents do not see it."))
    code = models.SlugField(_("code"), max_length=60, blank=True, help_text=_("Made from the name when left empty."))
    note = models.TextField(_("when to use it"), blank=True)
    needs = models.CharField(
        _("looks at"),
        max_length=200,
        blank=True,
        help_text=_("Keys of the form's own questions which conditions in here look at. Every form must have them."),
    )
    steps = BlocksField([("step", StepBlock())], max_num=1, verbose_name=_("questions"))

    base_form_class = BankPartForm
    wagtail_reference_index_ignore = True
    override_translatable_fields = [SynchronizedField(name) for name in ("name", "code", "note", "needs")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("part of the question bank")
        verbose_name_plural = _("parts of the question bank")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="definitions_bank_code_locale")]

    def __str__(self) -> str:
        return self.name

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the step as a resident would see it."""
        from eservices.definitions.bank_views import preview_part

        return preview_part(request, self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the part, with its translations where it is the Latvian row; forms keep what they have copied."""
        if self.locale.language_code == "lv":
            self.get_translations().delete()
        return super().delete(*args, **kwargs)


class BankVersion(models.Model):
    """What a part of the question bank said in Latvian at one publishing."""

    part = models.ForeignKey(BankPart, verbose_name=_("part"), on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    step = models.JSONField(_("step"))
    texts = models.JSONField(_("Latvian texts"))
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("version of a part")
        verbose_name_plural = _("versions of parts")
        ordering = ["part", "-number"]
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="definitions_bank_version_number")]

    def __str__(self) -> str:
        return f"{self.part} {self.number}"
