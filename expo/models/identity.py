"""What a row is known by for ever, and the addresses it had."""

from typing import Any, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from expo.db.text_fields import CharField


class FirstAddress(models.SlugField):
    """The slug that the row was made with, which it keeps under every later one; a number follows it where another
    row has it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"unique": True, "editable": False, "blank": True} | kwargs))

    def deconstruct(self) -> tuple:
        """For migrations a plain slug: they name nothing of ours."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        if not getattr(model_instance, self.attname):
            setattr(model_instance, self.attname, self.free(model_instance))
        return super().pre_save(model_instance, add)

    def free(self, row: Any) -> str:
        taken = {name.lower() for name in type(row)._default_manager.values_list(self.attname, flat=True)}
        name, number = row.slug, 1
        while name.lower() in taken:
            number += 1
            name = f"{row.slug}-{number}"
        return name


class JoinedTexts(models.Aggregate):
    """Texts of several rows as one, with commas between them."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = models.TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **context)


class FormerAddressQuerySet(models.QuerySet):
    def of(self, model: type[models.Model]) -> models.QuerySet:
        """The addresses themselves, of all rows of a model."""
        return self.filter(model=model._meta.label_lower).values_list("address", flat=True)

    def joined(self, model: type[models.Model]) -> models.Subquery:
        """All that the public knew of each row of a query by, with commas between them, in the row's own query."""
        known = self.filter(model=model._meta.label_lower, public=True, row=models.OuterRef("pk")).order_by()
        return models.Subquery(known.values("row").annotate(joined=JoinedTexts("address")).values("joined"))

    def at(self, model: type[models.Model], edition_id: int | None, address: str) -> Self:
        """Of each row that bore the address, in whatever case."""
        return self.filter(model=model._meta.label_lower, edition=edition_id, address=address.lower())


class FormerAddress(models.Model):
    """An address that a row bore until it got another one; `public`: the public could see the row there.

    It names its row without a foreign key, so that it is there again when a deleted row is. `edition` is empty for
    rows that live across editions, and for editions themselves.
    """

    model = CharField(max_length=60)
    row = models.BigIntegerField()
    edition = models.ForeignKey("expo.Edition", models.CASCADE, null=True, related_name="+")
    address = CharField(max_length=80)
    public = models.BooleanField()
    left_at = models.DateTimeField(auto_now_add=True)

    objects = FormerAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        indexes = [models.Index(fields=["model", "address"], name="former_address_by_name")]

    def __str__(self) -> str:
        return self.address


def unique_address_constraint(model: str) -> models.UniqueConstraint:
    """The constraint that addresses which differ by case only are one, for a model whose `slug` is unique."""
    return models.UniqueConstraint(
        Lower("slug"),
        name=f"{model}_address_is_one_in_any_case",
        violation_error_code="slug",
        violation_error_message=_("This address is taken; capitals and small letters are the same in an address."),
    )
