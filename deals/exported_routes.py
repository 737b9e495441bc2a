"""What becomes of the deals' public routes when the site is exported as files."""

from expo.site_export.routes import FILE, INTERFACE

ROUTES = {
    "deals:index": FILE,
    "deals:breakdowns": FILE,
    "deals:area": FILE,
    "deals:region": FILE,
    "deals:stated": FILE,
    "deals:landing": FILE,
    "deals:deal": FILE,
    "wall:page": FILE,
    "wall:now": FILE,
    "bulletins:index": FILE,
    "bulletins:bulletin": FILE,
    "bulletins:card": FILE,
    "bulletins:figure": FILE,
    "bulletin_files:text": FILE,
    "data:deals": FILE,
    "data:totals": FILE,
    "api_deals:deals": INTERFACE,
    "api_deals:totals": INTERFACE,
}
