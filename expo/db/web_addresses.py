"""Web addresses, as the database too wants them: what a script or a file hides behind is none."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

WEB = r"^[Hh][Tt][Tt][Pp][Ss]?://\S+$"


def web_address_constraint(model: str, field: str) -> models.CheckConstraint:
    """The constraint that `field` is empty or an http or https address; named `<model>_<field>_leads_to_the_web`."""
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": WEB}),
        name=f"{model}_{field}_leads_to_the_web",
        violation_error_code=field,
        violation_error_message=_("A web address begins with http:// or https://."),
    )
