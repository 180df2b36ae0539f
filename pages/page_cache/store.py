"""Where this process keeps its pages: so many, the longest unasked making room."""

import threading
from collections import OrderedDict

from pages.page_cache.keeping import KeptPage
from pages.page_cache.keys import Key


class Store:
    """Kept pages by key, and who is making one now."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, KeptPage] = OrderedDict()
        self._making: dict[Key, threading.Event] = {}
        self._lock = threading.Lock()

    def get(self, key: Key) -> KeptPage | None:
        """The page under a key, whether it still holds or not."""
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def put(self, key: Key, page: KeptPage, most: int) -> None:
        """Keep a page; of more than ``most`` the one that was not asked for the longest goes."""
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > most:
                self._pages.popitem(last=False)

    def begin(self, key: Key) -> threading.Event | None:
        """Begin to make a page: None, or what to wait for where another thread is making it."""
        with self._lock:
            if key in self._making:
                return self._making[key]
            self._making[key] = threading.Event()
            return None

    def end(self, key: Key) -> None:
        """Wake those who wait, whatever came of it."""
        with self._lock:
            self._making.pop(key).set()

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._pages.clear()

    def __len__(self) -> int:
        return len(self._pages)


store = Store()
