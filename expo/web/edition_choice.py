"""The edition that a member of staff works on: chosen once, it holds for all of data entry and for the desks."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from expo.models import Edition

# Where the choice stands in an address, in what a view is given, and in the session.
CHOICE = "edition"
MEMORY = "staff_editions"
CHOSEN = "working_edition"


def all_editions(request: HttpRequest) -> list[Edition]:
    """Every edition, newest first; read once a request."""
    if not hasattr(request, MEMORY):
        setattr(request, MEMORY, list(Edition.objects.all()))
    return getattr(request, MEMORY)


def edition_named(request: HttpRequest, slug: str | None) -> Edition | None:
    for edition in all_editions(request):
        if edition.slug == slug:
            return edition
    return None


def edition_in_address(request: HttpRequest) -> str:
    """The slug that the address itself names, be it of an edition or not; it wins over what was chosen earlier."""
    match = request.resolver_match
    return (match and match.kwargs.get(CHOICE)) or request.GET.get(CHOICE, "")


def working_edition(request: HttpRequest) -> Edition | None:
    """What the address names, else what was chosen last, else the edition that `/` leads to."""
    if not hasattr(request, CHOSEN):
        before = getattr(request, "session", {}).get(CHOICE)
        chosen = edition_named(request, edition_in_address(request)) or edition_named(request, before)
        if chosen is None and all_editions(request):
            chosen = default_edition()
        setattr(request, CHOSEN, chosen)
    return getattr(request, CHOSEN)


def default_edition() -> Edition | None:
    """The edition that staff work on where they name none: the one `/` leads to, else the newest."""
    return Edition.objects.current() or Edition.objects.first()


def keep_choice(request: HttpRequest) -> None:
    """Let what the address of an opened page names hold from now on."""
    slug = edition_in_address(request)
    if slug and slug != request.session.get(CHOICE) and edition_named(request, slug):
        request.session[CHOICE] = slug


def path_to_edition(model: type[Model]) -> str | None:
    """The lookups from a row to its edition; None for what lives across editions."""
    try:
        model._meta.get_field("edition")
    except FieldDoesNotExist:
        return getattr(model, "path_to_edition", None)
    return "edition"


def edition_of(row: Model | None) -> Edition | None:
    """The edition that a row belongs to, as far as it is known yet."""
    path = row is not None and path_to_edition(type(row))
    for step in path.split("__") if path else ():
        row = getattr(row, step) if getattr(row, f"{step}_id", None) else None
    return row if isinstance(row, Edition) else None


def address_for_edition(request: HttpRequest, edition: Edition) -> str:
    """Where this page is for another edition; where it has no other self, the start of its part of the staff site."""
    match = request.resolver_match
    if match and set(match.kwargs) == {CHOICE} and request.method == "GET":
        return reverse(match.view_name, args=[edition.slug])
    return f"{start_address(request)}?{CHOICE}={edition.slug}"


def start_address(request: HttpRequest) -> str:
    """The page that switching on this one leads to, which takes the choice from its query."""
    match = request.resolver_match
    view = match.view_name if match else ""
    if view.startswith("admin:"):
        is_list = view.endswith("_changelist") and getattr(request, "listed_by_edition", False)
        return request.path if is_list or view.endswith("_add") else reverse("admin:index")
    try:
        return reverse("agenda_desk:start" if view.startswith("agenda_desk:") else "desk:start")
    except NoReverseMatch:
        return reverse("admin:index")
