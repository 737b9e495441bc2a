"""A text, or one that is translated only when it is shown."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as LazyText
else:
    LazyText = str | Promise

__all__ = ["LazyText"]
