"""The demo office: one machine, SQLite, mail written to files, no HTTPS, loopback only."""

import secrets

from portal.settings.base import *

DEMO = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
_key_file = KEYS_DIR / "django-secret-key"
if not SECRET_KEY:
    try:
        _key_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _key_file.exists():
            _key_file.touch(mode=0o600)
            _key_file.write_text(secrets.token_urlsafe(50))
        SECRET_KEY = _key_file.read_text()
    except OSError as fault:
        raise SystemExit(
            f"DATA_DIR {DATA_DIR} cannot be written ({fault.strerror}); choose another: DATA_DIR=…"
        ) from None
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
