"""What a delegation's page leads to."""

from expo.models import Attendance, Delegation


def public_head(delegation: Delegation) -> Attendance | None:
    """The head as a guest with a page, where visitors may see that one; one query, if there is a head."""
    if delegation.head_id is None:
        return None
    present = Attendance.objects.public().for_cards()
    return present.filter(edition=delegation.edition_id, person=delegation.head_id).first()
