"""The page types of the site and the office's settings."""

from pages.models.base import BasePage
from pages.models.care import ApprovalLetter, LeftAsItIs, OutsideLink, ReviewReminder
from pages.models.content import ContentPage, ProcedurePage, RightsAndDutiesPage
from pages.models.easy import EasyIndexPage, EasyPage
from pages.models.home import HomePage
from pages.models.news import NewsIndexPage, NewsPage
from pages.models.office import OfficeSettings
from pages.models.pre_checks import PreCheckPage
from pages.models.reference import ContactsPage, FeeSchedulePage, RegulationsPage
from pages.models.search import SearchEntry
from pages.models.services import ServiceIndexPage, ServicePage
from pages.models.statement import AccessibilityStatementPage

__all__ = [
    "AccessibilityStatementPage",
    "ApprovalLetter",
    "BasePage",
    "ContactsPage",
    "ContentPage",
    "EasyIndexPage",
    "EasyPage",
    "FeeSchedulePage",
    "HomePage",
    "LeftAsItIs",
    "NewsIndexPage",
    "NewsPage",
    "OfficeSettings",
    "OutsideLink",
    "PreCheckPage",
    "ProcedurePage",
    "RegulationsPage",
    "ReviewReminder",
    "RightsAndDutiesPage",
    "SearchEntry",
    "ServiceIndexPage",
    "ServicePage",
]
