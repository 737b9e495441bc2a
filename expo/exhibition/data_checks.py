"""What is missing or wrong with exhibitors, people, letters and figures of an edition, one click from its fix."""

from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from expo.exhibition import stated_figures
from expo.models import (
    Attendance,
    Booth,
    Delegation,
    Edition,
    Exhibit,
    Launch,
    Letter,
    NewsItem,
    Organisation,
    Participation,
    Person,
    Quotation,
    StatedFigure,
    VisitorPage,
)
from expo.models.exhibition import EXHIBITING, ParticipationStatus
from expo.problems import (
    NAMES,
    UNPUBLISHED,
    Check,
    CheckedRows,
    ProblemCount,
    Severity,
    count_problems,
    missing_check,
    one_language_condition,
    waiting_check,
)

SHOWN = ~Q(status=ParticipationStatus.WITHDRAWN)
EXHIBITOR = SHOWN & Q(kind__in=EXHIBITING)
STAND = Exists(Booth.participations.through.objects.filter(participation=OuterRef("pk")))
SHOWING = Exists(Exhibit.objects.filter(participation=OuterRef("pk")))
PARTICIPATION = (
    missing_check("no_booth", _("exhibitors without a stand or hall"), EXHIBITOR & Q(hall=None) & ~Q(STAND)),
    missing_check("no_profile_en", _("exhibitors without an English profile"), EXHIBITOR & Q(profile_en="")),
    missing_check("no_profile_zh", _("exhibitors without a Chinese profile"), EXHIBITOR & Q(profile_zh="")),
    Check("no_logo", Severity.HINT, _("exhibitors without a logo"), EXHIBITOR & Q(organisation__logo=None)),
    Check("no_exhibit", Severity.HINT, _("exhibitors without an exhibit"), EXHIBITOR & ~Q(SHOWING)),
    waiting_check("draft", _("drafts"), Q(status=ParticipationStatus.DRAFT)),
    waiting_check("unpublished", _("confirmed but not published"), Q(status=ParticipationStatus.CONFIRMED)),
)
ATTENDANCE = (
    missing_check("no_title_en", _("without a position in English"), one_language_condition("title", "en")),
    missing_check("no_title_zh", _("without a position in Chinese"), one_language_condition("title", "zh")),
    *UNPUBLISHED,
)
LETTER = (
    missing_check("no_text_en", _("without an English text"), Q(text_en="")),
    missing_check("no_text_zh", _("without a Chinese text"), Q(text_zh="")),
    *UNPUBLISHED,
)
LAUNCH = (
    Check(
        "another_day",
        Severity.WRONG,
        _("on a day that the edition does not have"),
        Q(launched_on__lt=F("edition__starts_on")) | Q(launched_on__gt=F("edition__ends_on")),
    ),
    *NAMES,
    missing_check("no_summary_en", _("without an English text"), Q(summary_en="")),
    missing_check("no_summary_zh", _("without a Chinese text"), Q(summary_zh="")),
    missing_check("no_day", _("without a day"), Q(launched_on=None)),
    *UNPUBLISHED,
)
# The stands of an exhibit's exhibitor.
STANDS: QuerySet = Booth.participations.through.objects.filter(participation=OuterRef("participation")).order_by()
SEVERAL_STANDS = Exists(STANDS.values("participation").alias(stands=Count("pk")).filter(stands__gt=1))
AREA = Exists(Exhibit.areas.through.objects.filter(exhibit=OuterRef("pk")))
EXHIBIT = (
    Check(
        "elsewhere",
        Severity.WRONG,
        _("on a stand that its exhibitor does not have"),
        SHOWN & Q(booth__isnull=False) & ~Q(Exists(STANDS.filter(booth=OuterRef("booth")))),
    ),
    *NAMES,
    missing_check("no_text_en", _("without an English text"), SHOWN & Q(text_en="")),
    missing_check("no_text_zh", _("without a Chinese text"), SHOWN & Q(text_zh="")),
    missing_check("no_area", _("without a technology area"), SHOWN & ~Q(AREA)),
    missing_check(
        "no_booth", _("without a stand, though the exhibitor has several"), SHOWN & Q(booth=None) & Q(SEVERAL_STANDS)
    ),
    waiting_check("draft", _("drafts"), Q(status=ParticipationStatus.DRAFT)),
    waiting_check("unpublished", _("confirmed but not published"), Q(status=ParticipationStatus.CONFIRMED)),
)
NEWS = (
    *NAMES,
    missing_check("no_text_en", _("without an English text"), Q(text_en="")),
    missing_check("no_text_zh", _("without a Chinese text"), Q(text_zh="")),
    *UNPUBLISHED,
)
# A page for visitors that says nothing, and one in which brackets of either width mark what is to be filled in.
EMPTY = Q(text_en="", text_zh="")
UNFILLED = reduce(or_, (Q(**{f"text_{tongue}__contains": mark}) for tongue in ("en", "zh") for mark in "[［"))
VISITOR_PAGE = (
    Check(
        "unfilled",
        Severity.WRONG,
        _("shown with brackets that are still to be filled in"),
        UNFILLED & Q(published=True),
    ),
    *NAMES,
    missing_check("no_text_en", _("without an English text"), Q(text_en="")),
    missing_check("no_text_zh", _("without a Chinese text"), Q(text_zh="")),
    *UNPUBLISHED,
)
QUOTATION = (
    missing_check("no_text_en", _("without an English text"), Q(text_en="")),
    missing_check("no_text_zh", _("without a Chinese text"), Q(text_zh="")),
    missing_check("no_source", _("without a source"), Q(sources=None)),
    *UNPUBLISHED,
)
DELEGATION = (
    Check(
        "another_day",
        Severity.WRONG,
        _("on a day that the edition does not have"),
        Q(arrives_on__lt=F("edition__starts_on")) | Q(leaves_on__gt=F("edition__ends_on")),
    ),
    *NAMES,
    missing_check("no_head", _("without a head"), Q(head=None)),
    missing_check("no_members", _("without the number of members"), Q(members=None)),
    *UNPUBLISHED,
)
BOOTH = (
    Check(
        "doubly_let",
        Severity.WRONG,
        _("with two exhibitors that do not share it"),
        lambda: Q(pk__in=Booth.objects.doubly_let().values("pk")),
    ),
)
STATED_FIGURE = (
    Check("misprinted", Severity.WRONG, _("unlike what was printed"), stated_figures.misprinted_condition),
    Check(
        "inconsistent",
        Severity.WRONG,
        _("unlike their parts or another statement"),
        stated_figures.inconsistent_condition,
    ),
    waiting_check("unconfirmed", _("to be confirmed by a second person"), Q(confirmed_at=None)),
)


def exhibition_problems(edition: Edition) -> list[ProblemCount]:
    """What is wrong with exhibition, people and letters; one query for each kind of row."""
    present = Attendance.objects.filter(edition=edition)
    taking_part = Participation.objects.filter(SHOWN, edition=edition)
    return count_problems(
        edition,
        CheckedRows(Participation.objects.filter(edition=edition), PARTICIPATION),
        CheckedRows(Organisation.objects.filter(pk__in=taking_part.values("organisation")), NAMES),
        CheckedRows(Person.objects.filter(pk__in=present.values("person")), NAMES),
        CheckedRows(present, ATTENDANCE),
        CheckedRows(Exhibit.objects.filter(edition=edition), EXHIBIT),
        CheckedRows(Launch.objects.filter(edition=edition), LAUNCH),
        CheckedRows(NewsItem.objects.filter(edition=edition), NEWS),
        CheckedRows(Quotation.objects.filter(edition=edition), QUOTATION),
        CheckedRows(VisitorPage.objects.filter(edition=edition), VISITOR_PAGE),
        CheckedRows(Delegation.objects.filter(edition=edition), DELEGATION),
        CheckedRows(Letter.objects.filter(edition=edition), LETTER),
        CheckedRows(Booth.objects.filter(hall__edition=edition), BOOTH),
        CheckedRows(StatedFigure.objects.filter(edition=edition), STATED_FIGURE),
    )
