"""A third kind of import, as small as one can be: a line a hall, of its code and its name in either order."""

from django import forms
from django.urls import include, path

from expo.imports import runs
from expo.imports.kinds import ImportKind
from expo.models import Hall
from expo.urls import urlpatterns as site
from expo.views.imports import import_routes


class OrderForm(forms.Form):
    code = forms.ChoiceField(choices=[("0", "first"), ("1", "second")])

    def answers(self):
        return self.cleaned_data


class HallImport(ImportKind):
    slug = "halls"
    permissions = ("expo.add_hall",)
    namespace = "hall_import"
    title = "Import halls"
    intro = "A line for each hall."
    accept = ".txt"
    largest = 100

    def read(self, run):
        at = int((run.mapping or {"code": "0"})["code"])
        cells = [line.split(",") for line in bytes(run.content).decode().split()]
        return [(row, pair[at], pair[1 - at]) for row, pair in enumerate(cells, start=1)]

    def count_rows(self, reading):
        return len(reading)

    def preview(self, reading, run):
        there = set(Hall.objects.filter(edition=run.edition).values_list("code", flat=True))
        good = [row for row in reading if len(row[1]) < 5]
        return {
            "accepted": [
                {"row": row, "key": code, "change": "unchanged" if code in there else "new"}
                for row, code, _name in good
            ],
            "rejected": [{"row": row[0], "reason": "The code is too long."} for row in reading if row not in good],
        }

    def carry_out(self, reading, run, by):
        for row, code, name in reading:
            with runs.next_part(run, row):
                if len(code) < 5:
                    Hall.objects.get_or_create(edition=run.edition, code=code, defaults={"name_en": name})
            yield row
        return run.report

    def question_form(self, run, data=None, query=None):
        return OrderForm(data, initial={"code": "0"})

    def undo(self, run, by):
        new = [row["key"] for row in run.report["accepted"] if row["change"] == "new"]
        gone, _models = Hall.objects.filter(edition=run.edition, code__in=new).delete()
        return f"{gone} halls are gone."


HALL_IMPORT = HallImport()
urlpatterns = [path("desk/halls/", include((import_routes(HALL_IMPORT, "imports"), "hall_import"))), *site]
