"""What is chosen in a form belongs to the contest that is chosen beside it."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from expo.admin.forms import EntryForm


class OneContestForm(EntryForm):
    """`of_contest`: its fields that lead to rows of the same contest. Another one may be blind, or be a draft."""

    of_contest: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        contest = cleaned.get("contest")
        own = contest.pk if contest is not None else self.instance.contest_id
        for name in self.of_contest:
            chosen = cleaned.get(name)
            if chosen is not None and own is not None and chosen.contest_id != own:
                self.add_error(name, _("This belongs to another contest."))
        return cleaned
