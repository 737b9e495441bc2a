"""Where addresses of deals, areas and regions lead that are written in another case, or were other ones before."""

from deals.models import Definition, Terms
from expo.models import Edition
from expo.web.former_addresses import Route, address_today, area_slug_in_edition, region_code_today


def current_deal_address(edition: Edition, reference: str) -> str | None:
    """A reference is printed in capitals, and its address is in small letters."""
    public = Terms.objects.public().of(edition)
    return public.filter(deal__reference=reference.lower()).values_list("deal__reference", flat=True).first()


def current_definition_address(edition: Edition, slug: str) -> str | None:
    """Of a public one, of this edition or of every one."""
    public = Definition.objects.of(edition).public()
    return address_today(public, slug, edition) or address_today(public, slug)


ROUTES = {
    "deals:area": Route("slug", area_slug_in_edition),
    "deals:region": Route("code", region_code_today),
    "deals:deal": Route("reference", current_deal_address),
}
