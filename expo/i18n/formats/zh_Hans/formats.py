"""As in every language."""

from expo.i18n.formats.staff_formats import *  # noqa: F403
