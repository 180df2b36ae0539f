"""The demo office, with two views to measure against: a plain hello and Wagtail's stock listing of cases."""

import os
from pathlib import Path

from portal.settings.demo import *

ROOT_URLCONF = "tests.bench.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench"]
# Gathered once, for every office of a run.
STATIC_ROOT = Path(os.environ["BENCH_STATIC"])
LOGGING["root"]["level"] = "WARNING"
LOGGING["loggers"]["django"]["level"] = "WARNING"
