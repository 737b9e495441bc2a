"""The small edition of `world`, with deals, totals, bulletins and everything else that public pages are made of."""

from agenda.models import Change
from deals import bulletins, follow_up
from deals.ledger.deal_data import SignatoryData
from deals.models import Deal, Definition
from deals.wall import freeze
from expo.models import Edition, FormerAddress, Notice, TechnologyArea
from tests.support.agenda_factories import make_session
from tests.support.contest_factories import make_public_contest
from tests.support.deal_factories import make_announced, make_batch, make_press, make_rate
from tests.support.factories import make_source
from tests.support.floor import make_floor
from tests.support.follow_up_factories import DAY, make_cohort, make_publisher, make_stage
from tests.support.world import make_world


def make_whole_world() -> Edition:
    """A row at least in each table that public pages read."""
    edition, source = make_world(), make_source()
    hall = edition.halls.get(code="S4")
    for row in (hall, edition.scenarios.get(slug="smart-home")):
        row.sources.add(source)
    make_floor(edition)
    ceremony = make_session(edition=edition, kind="signing", slug="signing")
    area, signed = TechnologyArea.objects.get(slug="chips"), SignatoryData("Ada Li", party=0)
    make_announced(edition=edition, ceremony=ceremony, areas=(area,), signatories=(signed,))
    Deal.objects.get().sources.add(source)
    Definition.objects.create(slug="large", name_en="Large", minimum_minor=10**6)
    FormerAddress.objects.create(model="expo.hall", row=hall.pk, edition=edition, address="S5", public=True)
    Change.objects.create(release=edition.releases.get(), kind="new", after=edition.sessions.public().first())
    Notice.objects.create(edition=edition, text_en="Hall S4 is closed.", text_zh="S4馆关闭。", starts_at=edition.now())
    make_public_contest([edition.sessions.working().first()], edition=edition, slug="makers", file_number=1)
    make_rate()
    make_batch(edition)
    bulletins.freeze(bulletins.write_draft(edition, by=make_press()), version=1, by=make_press())
    freeze(edition, by=make_press())
    _cohort, deals = make_cohort(edition)
    make_stage(deals[0].project, "registered")
    follow_up.publish_snapshot(edition, DAY, by=make_publisher())
    return edition
