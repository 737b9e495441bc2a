"""The nouns of the expo itself, by topic."""

from .content_marks import ContentMark
from .edition import Edition, Hall, Scenario
from .exhibition import Participation
from .facts import Source, StatedFigure
from .floor import Booth, HallFeature, HallPlan, PlanStep, VenuePlace
from .forms import SentForm
from .history import StaffEvent, StaffLogEnd, Version
from .identity import FormerAddress
from .imports import ImportedFile, ListColumns, ListedRow
from .logins import LoginAttempts, RecoveryCode, SecondFactor
from .operations import Operation, Trace
from .organisations import MovedRow, Organisation
from .people import Attendance, Letter, Person
from .places import Region
from .search import SearchDue, SearchEntry, SearchSpelling, SearchTerm
from .showcase.delegations import Delegation
from .showcase.exhibits import Exhibit
from .showcase.launches import Launch
from .showcase.news import NewsItem, Quotation
from .showcase.pictures import Picture
from .technology import TechnologyArea
from .visit.notices import Notice
from .visit.pages import VisitorPage

__all__ = [
    "Attendance",
    "Booth",
    "ContentMark",
    "Delegation",
    "Edition",
    "Exhibit",
    "FormerAddress",
    "Hall",
    "HallFeature",
    "HallPlan",
    "ImportedFile",
    "Launch",
    "Letter",
    "ListColumns",
    "ListedRow",
    "LoginAttempts",
    "MovedRow",
    "NewsItem",
    "Notice",
    "Operation",
    "Organisation",
    "Participation",
    "Person",
    "Picture",
    "PlanStep",
    "Quotation",
    "RecoveryCode",
    "Region",
    "Scenario",
    "SearchDue",
    "SearchEntry",
    "SearchSpelling",
    "SearchTerm",
    "SecondFactor",
    "SentForm",
    "Source",
    "StaffEvent",
    "StaffLogEnd",
    "StatedFigure",
    "TechnologyArea",
    "Trace",
    "VenuePlace",
    "Version",
    "VisitorPage",
]
