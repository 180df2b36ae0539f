"""For people changing the code: the demo with error pages and unhashed static files."""

from portal.settings.demo import *

DEBUG = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
