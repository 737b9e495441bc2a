"""Layout parts of our own for crispy forms."""

from crispy_forms.layout import Fieldset


class Fold(Fieldset):
    """A fieldset that is folded away until somebody needs it; open where one of its fields has something to say."""

    template = "%s/layout/fold.html"
