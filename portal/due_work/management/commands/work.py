"""The one worker."""

import logging
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from portal.due_work import nudging, working

logger = logging.getLogger(__name__)
POLL_SECONDS = 2.0
BEAT_SECONDS = 10.0
_GLANCE_SECONDS = 0.1


class Command(BaseCommand):
    help = "Do what is due: messages, scans, PDFs, timed acts. SIGTERM or Ctrl-C ends it after the row in hand."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is due now and end")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        if options["once"]:
            self._round()
            return
        self.stdout.write("The worker is running.")
        while not self.stopping:
            seen = nudging.last_nudge()
            if not self._round():
                self._wait(seen)
        self.stdout.write("The worker has finished its row and stops.")

    def _stop(self, *signal_and_frame: object) -> None:
        self.stopping = True

    def _round(self) -> int:
        close_old_connections()
        try:
            if time.monotonic() - getattr(self, "_beaten", -BEAT_SECONDS) >= BEAT_SECONDS:
                working.beat()
                self._beaten = time.monotonic()
            return working.work_once(stop=lambda: self.stopping)
        except DatabaseError as fault:
            # The database restarts or is busy: the worker outlives it.
            logger.warning("The database does not answer: %s", type(fault).__name__)
            return 0

    def _wait(self, seen: int) -> None:
        until = time.monotonic() + POLL_SECONDS
        while not self.stopping and time.monotonic() < until and nudging.last_nudge() == seen:
            time.sleep(_GLANCE_SECONDS)
