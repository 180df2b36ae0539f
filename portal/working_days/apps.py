"""Django's entry to this package."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class WorkingDaysConfig(AppConfig):
    """Names the package for Django; a changed exception counts at once in the process that changed it."""

    name = "portal.working_days"
    label = "working_days"

    def ready(self) -> None:
        """Listen for changes of the exceptions."""
        from portal.working_days import calendar

        for signal in (post_save, post_delete):
            signal.connect(
                calendar.on_change, sender=self.get_model("CalendarException"), dispatch_uid="working_days.calendar"
            )
