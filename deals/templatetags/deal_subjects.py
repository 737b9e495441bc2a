"""What pages of technology areas, regions, scenarios and halls show of deals: never more than is announced."""

from django import template

from deals.public import subjects
from expo.exhibition.facets import filter_condition
from expo.models import Edition, Hall, Region, TechnologyArea
from expo.models.exhibition import ParticipationQuerySet

register = template.Library()


@register.simple_tag
def deals_about(edition: Edition, subject: object) -> subjects.SubjectDeals:
    """`{% deals_about edition area as deals %}`: the newest of its announced deals, and what is counted of them.

    Of a scenario or a hall, the deals that name one of its exhibitors.
    """
    match subject:
        case TechnologyArea():
            return subjects.area_deals(edition, subject)
        case Region():
            return subjects.region_deals(edition, subject)
    exhibitors = exhibitors_of(edition, subject).values("organisation")
    return subjects.listed_deals(edition, subjects.exhibitors_terms(edition, exhibitors))


def exhibitors_of(edition: Edition, subject: object) -> ParticipationQuerySet:
    """The public exhibitors of a scenario, or of a hall."""
    public = edition.participations.public().exhibiting().order_by()
    if isinstance(subject, Hall):
        return public.filter(filter_condition("hall", subject.code))
    return public.filter(scenarios=subject)
