"""All that the page of a forum sends: its head, its rows, and which of several people somebody says are meant."""

from typing import Any, cast
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import QueryDict

from agenda.forms.forum import BaseForumForm, ForumForm, FurtherPartsForm, PartFormSet, PartRows
from agenda.models import Session
from agenda.planning.forum import ForumData
from expo.models import Edition

ROWS = "parts"
# Before the name of a field that somebody answers for.
PICK = "pick-"


class ForumForms:
    """`forum`: the one that stands already and gets further parts."""

    def __init__(
        self, sent: QueryDict | None, *, edition: Edition, forum: Session | None = None, initial: Any = None
    ) -> None:
        self.edition, self.forum = edition, forum
        self.sent = answered_data(sent)
        self.head = self.make_head(self.sent, initial)
        self.rows = make_rows(self.sent)

    def make_head(self, sent: QueryDict | None, initial: Any) -> BaseForumForm:
        if self.forum:
            return FurtherPartsForm(sent, forum=self.forum, initial=initial)
        return ForumForm(sent, edition=self.edition, initial=initial)

    def add_rows(self) -> None:
        """Show again what was typed, unjudged, with five more rows."""
        sent = self.sent or QueryDict()
        typed = [{name: form[name].data for name in form.fields} for form in self.rows.forms]
        self.head = self.make_head(None, {name: sent.get(name) for name in self.head.fields})
        self.rows = make_rows(None, typed)

    def is_valid(self) -> bool:
        """Whether each field is; and whether there is anything to save."""
        valid = all([self.head.is_valid(), self.rows.is_valid()])
        if valid and not self.rows.parts() and (self.forum or not self.head.cleaned_data.get("end")):
            self.head.refuse_without_parts()
            return False
        return valid

    def refuse(self, error: ValidationError, *, anew: bool) -> None:
        """Say above what was typed why it is not saved; `anew`: as of another page, so that it may be saved beside."""
        self.head.add_error(None, error.messages)
        if anew and self.sent is not None:
            self.sent["key"] = str(uuid4())

    def data(self) -> ForumData:
        return self.head.data_with(self.rows.parts())


def make_rows(sent: QueryDict | None, typed: Any = None) -> PartRows:
    return cast(PartRows, PartFormSet(sent, prefix=ROWS, initial=typed))


def answered_data(sent: QueryDict | None) -> QueryDict | None:
    """What was chosen of several people stands in the field that named them."""
    if sent is None:
        return None
    answered = sent.copy()
    for key, value in sent.items():
        if key.startswith(PICK) and value:
            answered[key.removeprefix(PICK)] = str(value)
    return answered
