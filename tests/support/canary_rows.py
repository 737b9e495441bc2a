"""What nobody may read in public, each text of it a word that stands nowhere else; and what staff log in with."""

import datetime as dt

from django.contrib.auth.models import User
from django.utils import timezone

from deals.ledger.deal_data import AmountData, DealData, PartyData
from deals.models.terms import Visibility
from deals.money import Money
from expo.accounts import second_factor
from expo.models import Edition, ImportedFile, SecondFactor
from tests.support.contest_factories import enter_round, make_contest, make_entry, make_round
from tests.support.deal_factories import make_announced, make_draft
from tests.support.factories import make_organisation, make_participation, make_person, make_source, make_stated_figure
from tests.support.showcase_factories import make_exhibit, make_launch, make_letter, make_page, make_quotation

LATIN, HAN, DIGITS = "quokkacanary", "袋鼠泄漏", "918273645"
NAMES = {"name_en": f"{LATIN} works", "name_zh": f"{HAN}工程"}
TEXTS = {"text_en": f"{LATIN} says", "text_zh": f"{HAN}说"}
CONTACT = {"contact_name": HAN, "contact_email": f"{LATIN}@canary.example", "contact_phone": f"+00 {DIGITS}"}
# In base 32, as a phone has it.
SECRET = "QUOKKACANARYQUOKKACANARYQUOKKACA"


def make_hidden_showcase(edition: Edition) -> None:
    """Drafts of what an edition shows, and what is never shown of exhibitors and people that are."""
    make_launch(edition=edition, slug=f"launch-{LATIN}", published=False, **NAMES)
    firm = make_participation(edition=edition, **CONTACT)
    make_exhibit(edition=edition, participation=firm, slug=f"exhibit-{LATIN}", status="draft", **NAMES)
    make_letter(edition=edition, published=False, author=make_person(slug=LATIN, **NAMES), **TEXTS)
    make_quotation(edition=edition, published=False, **TEXTS)
    make_page(edition=edition, slug="kept-back", published=False, **TEXTS)
    said = {"figure": "forums", "as_printed": f"{DIGITS} {LATIN}", "sources": [make_source()]}
    make_stated_figure(edition=edition, confirmed_at=None, **said)


def make_hidden_entries(edition: Edition) -> None:
    """An entry that nobody has accepted, and the team of one that is judged blind, with contacts."""
    contest = make_contest(edition=edition, slug="blind", blind=True)
    members = [{"name_en": LATIN, "name_zh": HAN, "organisation_name": f"{LATIN} works"}]
    make_entry(contest, status="applied", members=members, **NAMES, **CONTACT)
    masked = make_entry(contest, members=members, **CONTACT)
    masked.team.name_en, masked.team.name_zh = NAMES.values()
    masked.team.save()
    enter_round(make_round(contest), masked)


def make_masked_deal(edition: Edition) -> None:
    """One that is announced: its parties, name and amount are not."""
    make_announced(masked_draft(edition))


def masked_draft(edition: Edition) -> DealData:
    """Like no other signing, so that nobody asks whether it is the same."""
    host, investor = (
        make_organisation(name_en=f"{LATIN} {each}", name_zh=f"{each}{HAN}") for each in ("Ridge", "Quay")
    )
    amount = AmountData(Money(int(f"1{DIGITS}00"), "CNY"), as_written=f"1{DIGITS}元")
    return make_draft(
        edition,
        name_en=f"Harbour of {LATIN}",
        name_zh=f"港口{HAN}码头",
        parties=(
            PartyData("A", "host", host, shown=Visibility.HIDDEN),
            PartyData("B", "investor", investor, shown=Visibility.HIDDEN),
        ),
        amounts=(amount,),
        name_shown=Visibility.HIDDEN,
        amount_shown=Visibility.BAND,
        contract_number=f"{LATIN}-2",
        note_en=LATIN,
    )


def make_kept_files(edition: Edition) -> None:
    """Files on their way in, kept until they are imported or what they left out is mended."""
    rows = f"企业名称,联系人\n{HAN},{LATIN}\n".encode()
    given = {"kind": "guests", "digest": LATIN, "content": rows, "report": {"rows": [LATIN, HAN]}}
    for number, state in enumerate(("brought", "looked", "done")):
        name = f"{LATIN}-{number}.csv"
        ImportedFile.objects.create(edition=edition, name=name, state=state, **given)


def make_secrets() -> list[str]:
    """What somebody logs in with besides a password: a phone's secret, and recovery codes."""
    user = User.objects.create_user("two-steps", is_staff=True)
    before = timezone.now() - dt.timedelta(hours=1)
    code = second_factor.one_time_codes(SECRET).generate(int(before.timestamp())).decode()
    codes = second_factor.set_up(user, SECRET, code, before)
    digests = SecondFactor.objects.get(user=user).recovery_codes.values_list("digest", flat=True)
    return [SECRET, *codes, *digests]
