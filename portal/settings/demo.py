"""The demo office: one machine, SQLite, mail written to files, no HTTPS, loopback only."""

import secrets

from portal.settings import base
from portal.settings.base import *


def _own_secret_key() -> str:
    """Return the key of this data folder, made on first use."""
    file = KEYS_DIR / "django-secret-key"
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(50))
        return file.read_text()
    except OSError as fault:
        raise SystemExit(f"DATA_DIR {DATA_DIR} cannot be used ({fault.strerror}); choose another: DATA_DIR=…") from None


DEMO = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
SECRET_KEY = base.SECRET_KEY or _own_secret_key()
EMAIL_BACKEND = "eservices.notifications.eml_files.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
