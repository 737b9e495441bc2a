"""What a visitor may filter a day by."""

from collections import Counter

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agenda.models import SessionKind
from expo.facets import Option
from expo.filters import QueryForm, choice


class DayFilter(QueryForm):
    """The kinds that the day holds, each with its number of sessions."""

    kind = choice(gettext_lazy("Kind"))

    def __init__(self, query: QueryDict, kinds: Counter[str]) -> None:
        super().__init__(query)
        options = [Option(value, label, kinds[value]) for value, label in SessionKind.choices if kinds[value]]
        self.fields["kind"].offer(_("all kinds"), options)
