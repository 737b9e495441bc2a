"""A world in which every address of the site, the staff's too, names something."""

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile

from agenda.imports import programme_file, save
from agenda.models import Session
from deals import bulletins
from deals.models import Bulletin, Deal, FollowUp, Funds
from deals.verification import scans
from expo.models import Booth, ImportedFile, Participation, TechnologyArea
from expo.share_cards.names import CardWords, card_name
from tests.expo.imports.pictures.zips import packed, png
from tests.support.contest_factories import make_public_contest
from tests.support.deal_factories import make_announced, make_batch, make_press
from tests.support.factories import make_region
from tests.support.floor import make_floor
from tests.support.follow_up_factories import make_funds, make_stage
from tests.support.routes import ROUTES
from tests.support.schedules import event, schedule
from tests.support.world import make_world


def make_addressed_world() -> Deal:
    """An announced deal; beside it, in the same edition, everything else that an address needs."""
    edition = make_world()
    clerk = User.objects.create_user("importing")
    ImportedFile.objects.create(
        kind="deals", edition=edition, name="x.csv", digest="x", fingerprint="x", brought_by=clerk
    )
    ImportedFile.objects.create(kind="exhibitors", edition=edition, name="e.csv", digest="e", brought_by=clerk)
    content = packed({"p.png": png()})
    pictures = {"kind": "pictures", "name": "p.zip", "digest": "p", "content": content}
    ImportedFile.objects.create(edition=edition, brought_by=clerk, **pictures)
    ImportedFile.objects.create(
        kind="programme",
        edition=edition,
        name="schedule.xml",
        content=schedule(event()),
        report=save.import_programme(
            programme_file.read_programme(schedule(event()), edition.tz), edition, dry_run=True
        ).as_dict(),
    )
    chips, britain = TechnologyArea.objects.get(slug="chips"), make_region(code="GB")
    deal = make_announced(edition=edition, primary_area=chips, destination=britain)
    scans.attach(deal, SimpleUploadedFile("signed.pdf", b"%PDF-1.4 signed"), by=deal.recorded_by)
    make_batch(edition)
    make_floor(edition)
    make_stage(deal.project, "registered", file=SimpleUploadedFile("notice.pdf", b"%PDF-1.4 notice"))
    make_funds(deal.project, file=SimpleUploadedFile("slip.pdf", b"%PDF-1.4 slip"))
    make_public_contest(edition=edition, slug="makers", file_number=1)
    press = make_press()
    bulletins.freeze(bulletins.write_draft(edition, by=press), version=1, by=press)
    return deal


def route_path(name: str, deal: Deal) -> str:
    """The address of a route in this world."""
    file = ImportedFile.objects.filter(kind="programme").values_list("pk", flat=True).first()
    run = ImportedFile.objects.filter(kind="deals").values_list("pk", flat=True).first()
    session = Session.objects.working().values_list("pk", flat=True).first()
    reports = {"stage": FollowUp.objects.get().pk, "funds": Funds.objects.get().pk}
    exhibitors = ImportedFile.objects.filter(kind="exhibitors").values_list("pk", flat=True).first()
    found = reports | {"list": exhibitors, "file": file, "session": session, "scan": deal.scans.get().pk}
    found["pictures"] = ImportedFile.objects.get(kind="pictures").pk
    found["booth"] = Booth.objects.filter(hall__code="S4").values_list("pk", flat=True).first()
    found["participation"] = Participation.objects.values_list("pk", flat=True).first()
    found["card"] = card_name(CardWords("en", "/en/2019/", "2019 Smart China Expo"))
    found["bulletin"] = Bulletin.objects.order_by("pk").first().pk
    return ROUTES[name].path.format(number=deal.number, reference=deal.reference, run=run, **found)
