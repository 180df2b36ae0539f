"""What a page may load: one fixed policy for everything public, another for the Wagtail admin.

Public pages are kept in caches, so their policy is the same for everyone: files of our own and nothing inline.
The admin has a few inline scripts of Wagtail's own; they carry a nonce of the answer they stand in.
"""

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

ADMIN_PREFIX = "/admin/"

PUBLIC: dict[str, object] = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],  # the editor's preview
    "base-uri": [NONE],
}

ADMIN: dict[str, object] = {
    **PUBLIC,
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],  # the rich text editor and the drop-downs write style elements
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "frame-src": [SELF],
    "worker-src": [SELF],
}


class ContentPolicyMiddleware(CSPMiddleware):
    """Sends the policy; an answer that set its own (a file going out) keeps it."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Choose by address: the admin has its own policy, everything else the public one."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            parts.config = ADMIN if request.path_info.startswith(ADMIN_PREFIX) else PUBLIC
        return parts
