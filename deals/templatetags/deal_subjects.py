"""What pages of technology areas, regions, organisations and scenarios show of deals: never more than is announced."""

from django import template

from deals.public import subjects
from expo.models import Edition, Organisation, Region, Scenario, TechnologyArea
from expo.models.exhibition import ParticipationQuerySet

register = template.Library()


@register.simple_tag
def deals_about(edition: Edition, subject: object) -> subjects.SubjectDeals:
    """`{% deals_about edition area as deals %}`: the newest of its announced deals, and what is counted of them.

    Of a scenario, the deals that name one of its exhibitors.
    """
    match subject:
        case TechnologyArea():
            return subjects.area_deals(edition, subject)
        case Region():
            return subjects.region_deals(edition, subject)
        case Organisation():
            return subjects.organisation_deals(edition, subject)
        case Scenario():
            exhibitors = exhibitors_of(edition, subject).values("organisation")
            return subjects.listed_deals(edition, subjects.exhibitors_terms(edition, exhibitors))
    raise TypeError(f"{subject!r} is no subject of deals")


def exhibitors_of(edition: Edition, scenario: Scenario) -> ParticipationQuerySet:
    return edition.participations.public().exhibiting().filter(scenarios=scenario).order_by()
