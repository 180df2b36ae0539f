import pytest

from eservices.definitions.schema import normal_form, validate_definition
from tests.definitions.forms import published_version, tiny_definition


def test_the_tiny_definition_is_whole():
    assert validate_definition(tiny_definition()) == []


def test_writing_down_again_changes_nothing():
    once = normal_form(tiny_definition())
    assert validate_definition(once) == []
    assert normal_form(once) == once


@pytest.mark.django_db
def test_publishing_numbers_from_one():
    version = published_version()
    assert (version.number, version.state) == (1, "live")
