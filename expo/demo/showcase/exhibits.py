"""Draws what each of the rehearsal's exhibitors shows, by the products of its technology."""

from collections.abc import Iterator

from expo.demo.firms import EXHIBITORS, Exhibitor, is_company
from expo.demo.launches import scenarios_by_area
from expo.demo.words import bilingual_fields, random_generator, rehearsal_data, slug_of, unique_slug
from expo.models import Booth, Edition, Exhibit, Scenario, TechnologyArea
from expo.models.exhibition import ParticipationStatus
from expo.presence import require_value

# What the public must not see: drafts of public exhibitors, and what those show that are not public.
DRAFTS = 24
OF_UNSEEN = 2
NEW, IN_SCENARIO = 0.3, 0.4
Product = list[str]


class ExhibitGenerator:
    """All exhibits of a rehearsal, drawn in one order from one source of chance; `areas` tells those of each."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.rng = random_generator("exhibits")
        self.words = rehearsal_data("areas")
        self.lists = rehearsal_data("exhibits")
        self.scenarios: dict[str, Scenario] = scenarios_by_area(edition)
        self.booths = first_booths(edition)
        self.slugs: set[str] = set()
        self.areas: list[str] = []

    def exhibits(self, exhibitors: list[Exhibitor], scale: int) -> Iterator[Exhibit]:
        """Those the public sees, then those it must not."""
        seen = [one for one in exhibitors if one.public]
        least, more = divmod(self.lists["exhibits"], EXHIBITORS)
        for number, exhibitor in enumerate(seen):
            yield from self.shown_by(exhibitor, least + (number % EXHIBITORS < more))
        for exhibitor in exhibitors:
            if not exhibitor.public:
                yield from self.shown_by(exhibitor, OF_UNSEEN)
        for exhibitor in self.rng.sample(seen, DRAFTS * scale):
            for exhibit in self.shown_by(exhibitor, 1):
                exhibit.status = ParticipationStatus.DRAFT
                yield exhibit

    def shown_by(self, exhibitor: Exhibitor, count: int) -> Iterator[Exhibit]:
        for product in self.rng.sample(self.words[exhibitor.area]["products"], count):
            self.areas.append(exhibitor.area)
            yield self.exhibit(exhibitor, product)

    def exhibit(self, exhibitor: Exhibitor, product: Product) -> Exhibit:
        texts = self.texts(product) | self.names(exhibitor, product) | self.tags(exhibitor.area, product)
        row = Exhibit(
            edition=self.edition,
            slug=unique_slug(slug_of(texts["name_en"]), self.slugs),
            participation=require_value(exhibitor.participation),
            status=ParticipationStatus.PUBLISHED,
            new=self.rng.random() < NEW,
            booth_id=self.booths.get(require_value(exhibitor.participation).pk),
            **texts,
        )
        if self.rng.random() < IN_SCENARIO:
            row.scenario = self.scenarios.get(exhibitor.area)
        return row

    def names(self, exhibitor: Exhibitor, product: Product) -> dict[str, str]:
        """With brand and type, like "Kessler lidar sensors K-27"."""
        kind = f"{exhibitor.slug[0].upper()}-{self.rng.randrange(10, 100)}"
        if not is_company(exhibitor):
            return bilingual_fields(("{product} {kind}", "{product}{kind}"), "name", product=product, kind=kind)
        pattern = "{brand} {product} {kind}", "{brand}{product}{kind}"
        return bilingual_fields(pattern, "name", brand=exhibitor.name.brand, product=product, kind=kind)

    def texts(self, product: Product) -> dict[str, str]:
        """Two sentences, which say the same in both languages."""
        parts = []
        for name in ("opening", "closing"):
            facts = {"product": product, "use": product[2:], "number": self.rng.randrange(5, 45, 5)}
            parts.append(bilingual_fields(self.rng.choice(self.lists[name]), "text", **facts))
        first, second = parts
        english, chinese = f"{first['text_en']} {second['text_en']}", f"{first['text_zh']}{second['text_zh']}"
        return {"text_en": english, "text_zh": chinese}

    def tags(self, area: str, product: Product) -> dict[str, str]:
        sector = self.rng.choice(self.words[area]["sectors"])
        return bilingual_fields(("{sector}, {use}", "{sector}，{use}"), "tags", sector=sector, use=product[2:])


def first_booths(edition: Edition) -> dict[int, int]:
    """By the exhibitor's key, the key of its first booth."""
    links = Booth.participations.through.objects.filter(booth__hall__edition=edition).order_by("-pk")
    return dict(links.values_list("participation", "booth"))


def load(edition: Edition, exhibitors: list[Exhibitor], scale: int) -> None:
    drawn = ExhibitGenerator(edition)
    exhibits = Exhibit.objects.bulk_create(drawn.exhibits(exhibitors, scale), batch_size=1000)
    areas = TechnologyArea.objects.filter(slug__in=drawn.words).in_bulk(field_name="slug")
    through, links = Exhibit.areas.through, []
    for exhibit, area in zip(exhibits, drawn.areas, strict=True):
        links.append(through(exhibit=exhibit, technologyarea=areas[area]))
    through.objects.bulk_create(links)
