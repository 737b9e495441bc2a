"""A ledger in plain integers, to which the real one must agree; amounts are whole yuan or dollars."""

from dataclasses import dataclass, field, replace

RATE = 7


@dataclass(frozen=True)
class Version:
    """What a version says. `worth` in yuan is fixed when it is verified; None: its rate was missing."""

    amount: int | None
    currency: str
    place: str
    verified: bool = False
    worth: int | None = None

    def verify(self, rate: bool) -> "Version":
        known = self.currency == "CNY" or rate
        yuan = self.amount and self.amount * (1 if self.currency == "CNY" else RATE)
        return replace(self, verified=True, worth=yuan if known else None)

    @property
    def waits(self) -> bool:
        """For a rate, since it was verified."""
        return self.verified and self.amount is not None and self.worth is None

    @property
    def claim(self) -> int:
        """What it takes from its batch, in yuan."""
        return self.worth or (self.amount or 0 if self.currency == "CNY" else 0)


@dataclass
class PlainDeal:
    """`embargoes` are the numbers of versions under one, `marks` the places of deals it may be the same signing as."""

    key: object
    draft: object
    project: int
    versions: list[Version]
    status: str = "submitted"
    announced: int | None = None
    embargoes: set = field(default_factory=set)
    supersedes: int | None = None
    batch: int | None = None
    marks: set = field(default_factory=set)

    @property
    def public(self) -> bool:
        return self.announced is not None and self.announced not in self.embargoes

    @property
    def version(self) -> int:
        return len(self.versions)

    @property
    def claim(self) -> int:
        numbers = {self.version, self.announced} - {None}
        return max(self.versions[number - 1].claim for number in numbers)


@dataclass
class PlainBatch:
    """`announced`: projects, amount and place as the public knows them; `kept`: drawn when it was withdrawn."""

    projects: int
    amount: int | None
    place: str
    version: int = 1
    status: str = "submitted"
    announced: tuple | None = None
    kept: tuple | None = None


@dataclass
class PlainLedger:
    deals: list[PlainDeal] = field(default_factory=list)
    batches: list[PlainBatch] = field(default_factory=list)
    rate: bool = False
    events: int = 0

    def drawn(self, batch: int) -> tuple[int, int]:
        """Projects and yuan that deals claim of a batch, each project once."""
        if self.batches[batch].kept is not None:
            return self.batches[batch].kept
        claims: dict[int, int] = {}
        for deal in self.deals:
            if deal.batch == batch and deal.status != "withdrawn":
                claims[deal.project] = max(claims.get(deal.project, 0), deal.claim)
        return len(claims), sum(claims.values()) if self.batches[batch].amount is not None else 0

    def fits(self) -> bool:
        """Whether no batch is drawn below nothing; one that is withdrawn holds nobody to anything."""
        drawn = [self.drawn(index) for index in range(len(self.batches))]
        return all(
            batch.status == "withdrawn" or (projects <= batch.projects and yuan <= (batch.amount or 0))
            for batch, (projects, yuan) in zip(self.batches, drawn, strict=True)
        )

    def counted(self, batch: int | None = None) -> dict[int, Version]:
        """By project what is counted of it; of a batch, what stands for its project there."""
        superseded = {deal.supersedes for deal in self.deals if deal.public}
        return {
            deal.project: deal.versions[deal.announced - 1]
            for index, deal in enumerate(self.deals)
            if deal.public and index not in superseded and batch in (None, deal.batch)
        }

    def total(self, places: set[str]) -> tuple[int, int | None, int, int]:
        """Projects, yuan (None: nothing disclosed), undisclosed and those whose rate is missing."""
        versions = [version for version in self.counted().values() if version.place in places]
        rests = [rest for index, batch in enumerate(self.batches) for rest in self.rest(index, batch, places)]
        worths = [version.worth for version in versions if version.worth is not None]
        worths += [yuan for _projects, yuan in rests if yuan is not None]
        return (
            len(versions) + sum(projects for projects, _yuan in rests),
            sum(worths) if worths else None,
            sum(version.amount is None for version in versions)
            + sum(projects for projects, yuan in rests if yuan is None),
            sum(version.waits for version in versions),
        )

    def rest(self, index: int, batch: PlainBatch, places: set[str]) -> list[tuple[int, int | None]]:
        if batch.announced is None or batch.announced[2] not in places:
            return []
        taken = self.counted(index).values()
        left = batch.announced[0] - len(taken)
        yuan = batch.announced[1]
        yuan = (yuan and max(yuan - sum(version.worth or 0 for version in taken), 0)) or None
        return [(left, yuan)] if left > 0 else []
