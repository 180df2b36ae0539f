"""The outermost middleware: a kept page goes out as it was finished, past everything else."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language_from_path

from pages.page_cache import finished
from pages.page_cache.answering import answer
from pages.page_cache.holding import end_of, is_for_question
from pages.page_cache.keeping import keep, may_be_kept
from pages.page_cache.keys import Key, is_page, key_of
from pages.page_cache.store import store
from portal.changes.noting import state
from portal.remembering import as_of

# A page takes some hundredths of a second; whoever has waited so long makes it alone.
SECONDS_TO_WAIT = 2


class PageCacheMiddleware:
    """Answers with a kept page where there is one that holds, else has it made and keeps it.

    Before every answer the state of changes is read, so that what was published a moment ago, by whatever process, is
    what is shown. First and following answers are the same to the letter.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PAGE_CACHE_ENTRIES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from what is kept, or pass on."""
        key = key_of(request)
        kept = store.get(key) if key else None
        if key is None or (kept is None and not is_page(request.path_info)):
            return self._anew(request)
        now = state()
        if kept and kept.holds(now):
            finished.put(key, kept)
            return answer(kept, request)
        return self._in_turn(request, key, now)

    def _anew(self, request: HttpRequest) -> HttpResponse:
        """Not kept, and still by today's facts: a calculator asked something, a search, a step of a form."""
        if request.method not in ("GET", "HEAD") or get_language_from_path(request.path_info) is None:
            return self.get_response(request)
        with as_of(state()):
            return self.get_response(request)

    def _in_turn(self, request: HttpRequest, key: Key, now: str) -> HttpResponse:
        """Make the page; where another request is at it, wait for that one."""
        others = store.begin(key)
        if others is None:
            try:
                # Whoever made it may have finished since it was looked for.
                kept = store.get(key)
                return answer(kept, request) if kept and kept.holds(now) else self._make(request, key, now)
            finally:
                store.end(key)
        others.wait(SECONDS_TO_WAIT)
        now, kept = state(), store.get(key)
        return answer(kept, request) if kept and kept.holds(now) else self._make(request, key, now)

    def _make(self, request: HttpRequest, key: Key, now: str) -> HttpResponse:
        begun, asked_by = timezone.now(), request.method
        # What is kept must not tell by which of several questions it was made.
        request.META["QUERY_STRING"], request.method = key.query, "GET"
        with as_of(now):
            response = self.get_response(request)
        request.method = asked_by
        if not may_be_kept(response) or (key.query and not is_for_question(request)):
            return response
        kept = keep(response, now, begun, store.get(key), end_of(request))
        store.put(key, kept, settings.PAGE_CACHE_ENTRIES)
        finished.put(key, kept)
        return answer(kept, request)
