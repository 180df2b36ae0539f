"""An office in service: HTTPS, secure cookies, every secret given by the environment."""

import os

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *

if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Give it a long random value, for example from: openssl rand -base64 48"
    )
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set. Name the portal's addresses, separated by commas.")
SECURE_SSL_REDIRECT = env_flag("SECURE_SSL_REDIRECT", True)
# Probes ask from inside, without HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS", str(365 * 24 * 3600)))
SECURE_HSTS_INCLUDE_SUBDOMAINS = env_flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env_flag("SECURE_HSTS_PRELOAD", True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# Sealed files go to an S3-compatible store when a bucket is named; its credentials come by AWS_ACCESS_KEY_ID and
# AWS_SECRET_ACCESS_KEY. Files are sealed before they leave, so the store needs no encryption of its own.
PRIVATE_BUCKET = os.environ.get("PRIVATE_BUCKET", "")
if PRIVATE_BUCKET:
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": PRIVATE_BUCKET,
            "endpoint_url": os.environ.get("PRIVATE_BUCKET_ENDPOINT") or None,
            "region_name": os.environ.get("PRIVATE_BUCKET_REGION") or None,
            "addressing_style": "path",
            "default_acl": None,
            "file_overwrite": False,
            # What is read waits on disk, still sealed, beyond this many bytes.
            "max_memory_size": 1024 * 1024,
        },
    }
