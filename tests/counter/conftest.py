"""Staff fill in the same tiny form as residents."""

from tests.journeys.conftest import deliver, files_of_their_own, version

__all__ = ["deliver", "files_of_their_own", "version"]
