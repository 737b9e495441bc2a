"""Changes of standing that many sessions undergo at once: confirm, cancel, reinstate, back to draft."""

from django.utils.translation import gettext_lazy as _

from agenda.models import SessionStatus
from expo.admin.bulk.status_changes import BulkChange

SESSION = (
    BulkChange(
        name="confirm",
        label=_("Confirm the selected %(verbose_name_plural)s: public with the next release"),
        done=_("confirmed"),
        rule=_("Only drafts can be confirmed; cancelled ones are reinstated."),
        field="status",
        of=(SessionStatus.DRAFT,),
        to=SessionStatus.CONFIRMED,
    ),
    BulkChange(
        name="cancel",
        label=_("Cancel the selected %(verbose_name_plural)s: the public sees them struck through"),
        done=_("cancelled"),
        rule=_("Only confirmed ones can be cancelled; the public never heard of the others."),
        field="status",
        of=(SessionStatus.CONFIRMED,),
        to=SessionStatus.CANCELLED,
    ),
    BulkChange(
        name="reinstate",
        label=_("Reinstate the selected %(verbose_name_plural)s"),
        done=_("confirmed"),
        rule=_("Only cancelled ones can be reinstated."),
        field="status",
        of=(SessionStatus.CANCELLED,),
        to=SessionStatus.CONFIRMED,
    ),
    BulkChange(
        name="unpublish",
        label=_("Make drafts of the selected %(verbose_name_plural)s: the public no longer sees them"),
        done=_("back to draft"),
        rule=_("They were drafts already."),
        field="status",
        of=(SessionStatus.CONFIRMED, SessionStatus.CANCELLED),
        to=SessionStatus.DRAFT,
    ),
)
