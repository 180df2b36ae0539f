"""For the test suite: fast hashers, mail in memory, a data folder of its own."""

import os
import tempfile

# Make hands an unset DATA_DIR on as an empty one.
os.environ["DATA_DIR"] = os.environ.get("DATA_DIR") or tempfile.mkdtemp(prefix="durvis-test-")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0123456789abcdef" * 4)

from portal.settings.base import *

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DEMO = True
# What is tested is the page; whoever tests that it is kept says so.
PAGE_CACHE_ENTRIES = 0
# WhiteNoise warns of a missing folder each time a test client is made.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, so that threads share it as processes do in service; durability is not under test.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
# Transactional tests empty the tables between them; only here may that include the audit record.
AUDIT_TRIGGERS_ALLOW_TEST_FLUSH = True
