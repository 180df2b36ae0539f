"""Settings shared by every installation; what differs is read from the environment.

DATA_DIR holds everything the office must keep besides the database server:
``db.sqlite3`` (when no DATABASE_URL is given), ``files/``, ``keys/``, ``mail/``.
"""

import os
from pathlib import Path

import dj_database_url
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").resolve()


def env_flag(name: str, default: bool = False) -> bool:
    """Read a yes/no variable; anything but 1, true, yes or on is no."""
    value = os.environ.get(name)
    if value is None:
        return default
    return value.strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """Read a comma-separated variable without empty entries."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def languages(codes: list[str]) -> list[tuple[str, str]]:
    """Give Latvian and the languages with these codes, each by the name it calls itself; raise for an unknown one."""
    unknown = sorted(set(codes) - set(LANG_INFO))
    if unknown:
        raise ImproperlyConfigured(f"PUBLIC_LANGUAGES names no language: {', '.join(unknown)}")
    own_names = {"lv": "Latviski", "ru": "По-русски", "uk": "Українською"}
    return [
        (code, own_names.get(code, LANG_INFO[code]["name_local"].capitalize()))
        for code in dict.fromkeys(["lv", *codes])
    ]


SECRET_KEY = os.environ.get("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "portal.apps.PortalConfig",
    "portal.people",
    "portal.personal_data",
    "portal.audit",
    "portal.changes",
    "portal.working_days",
    "portal.due_work",
    "portal.throttling",
    "portal.ui",
    "eservices.catalogue",
    "eservices.definitions",
    "eservices.attachments",
    "eservices.clients",
    "eservices.cases",
    "eservices.applications",
    "eservices.registration",
    "eservices.documents",
    "eservices.notifications",
    "eservices.journeys",
    "eservices.inbox",
    "eservices.counter",
    "pages",
    "portal.demo",
    "formtools",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.people.wagtail_users.StaffUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "csp",
]

MIDDLEWARE = [
    # Before all others: a kept page is a finished answer, with the headers of every one of them.
    "pages.page_cache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "portal.ui.policy.ContentPolicyMiddleware",
    "portal.ui.addresses.NoNulMiddleware",
    "eservices.attachments.middleware.BodyCapMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.ui.language.PortalLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "eservices.definitions.middleware.NotPublishableMiddleware",
    "portal.audit.middleware.RecordDenialsMiddleware",
]

ROOT_URLCONF = "portal.urls"
# The portal stands at the root of its address. Else a header of the request could name another place (some servers pass
# SCRIPT_NAME on), and links made for it would be remembered for everybody.
FORCE_SCRIPT_NAME = ""
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its lock at once instead of failing half-way; a commit is on disk when it returns.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.StaffUser"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "portal.people.accounts.StaffAccountAdapter"
ACCOUNT_FORMS = {"login": "portal.ui.sign_in.SignInForm"}

LANGUAGE_CODE = "lv"
# What was written in a language that is switched off is kept; its addresses lead to the Latvian ones.
LANGUAGES = languages(env_list("PUBLIC_LANGUAGES", "lv,ru,en"))
# Off: who reads in another language is asked to answer in Latvian. An application in any language is taken in all the same.
ANSWERS_IN_ANY_LANGUAGE = env_flag("ANSWERS_IN_ANY_LANGUAGE", True)
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("lv", "Latviešu"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Riga"
# Editors write dates as letters do; the same in the English admin, whose own formats are American.
FORMAT_MODULE_PATH = ["portal.formats"]
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Where private files live; never under a served path.
PRIVATE_FILES_DIR = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Sealed files; any Django storage serves, for example storages.backends.s3.S3Storage.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PRIVATE_FILES_DIR,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = "Durvis"
WAGTAILADMIN_BASE_URL = os.environ.get("PUBLIC_URL", "http://localhost:8000")
PUBLIC_URL = WAGTAILADMIN_BASE_URL
# One office, one time zone: the account page asks no question about it.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]

# Published pages are kept by each process, compressed (some 20 KB each): so many, at most so long. 0 keeps none.
PAGE_CACHE_ENTRIES = int(os.environ.get("PAGE_CACHE_ENTRIES", "1000"))
PAGE_CACHE_SECONDS = int(os.environ.get("PAGE_CACHE_SECONDS", "3600"))
# Where they are laid out as files for a web server on the same machine; nowhere by default.
FINISHED_PAGES_DIR = Path(os.environ["FINISHED_PAGES_DIR"]) if os.environ.get("FINISHED_PAGES_DIR") else None

# Where keys live; never under a served path.
KEYS_DIR = Path(os.environ.get("KEYS_DIR") or DATA_DIR / "keys")

# Uploads: stated to the resident before choosing a file.
UPLOAD_FILE_LIMIT = 10 * 1024 * 1024
UPLOAD_SLOT_FILES_LIMIT = 10
UPLOAD_APPLICATION_LIMIT = 100 * 1024 * 1024
# One request; a body that is larger is refused before it is read.
UPLOAD_REQUEST_LIMIT = 55 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "eservices.attachments.uploads.NamelessFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# The editor saves a whole e-service as one form: home care alone has more than 2,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 30
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024

# host:port of clamd, or empty for "scanner off".
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")

EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
# Neutral on purpose: whoever else reads the mailbox learns nothing from the sender.
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "e-pakalpojumi <noreply@localhost>")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# The editor shows its preview in a frame of our own origin, so X-Frame-Options cannot be DENY (W019).
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# How many reverse proxies of ours stand in front and add themselves to X-Forwarded-For.
TRUSTED_PROXIES = int(os.environ.get("TRUSTED_PROXIES", "0"))

# Who is written to when the worker gives up on something; staff also see it in the admin.
ALERT_EMAILS = env_list("ALERT_EMAILS")
# After so many minutes the heads are told of something urgent that nobody has opened.
URGENT_UNREAD_MINUTES = int(os.environ.get("URGENT_UNREAD_MINUTES", "30"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"personal_data": {"()": "portal.personal_data.redaction.PersonalDataFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["personal_data"], "formatter": "line"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django's own handlers would write around the filter.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
    },
}
DEMO = False
