"""Choices that the database enforces too."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def choice_constraint(model: str, field: str, choices: type[models.Choices]) -> models.CheckConstraint:
    """The constraint that `field` holds one of `choices`; named `<model>_<field>_is_known`."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=f"{model}_{field}_is_known",
        violation_error_code=field,
        violation_error_message=_("Choose one of the values offered."),
    )
