"""What somebody wants to report of a project."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from deals.models import FollowUp, Funds, Project
from deals.money import Money
from deals.verification import scans
from expo.event_log.chain import canonical_json


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """A report on evidence. `replaces`: the row it corrects, for a `reason`; `void`: it only takes that row back."""

    project: Project
    evidence: str
    on: dt.date
    file: UploadedFile | None = None
    reason: str = ""
    replaces: Any = None
    void: bool = False

    def told(self) -> dict[str, Any]:
        """All of it in plain values, as the log keeps it."""
        file = None
        if self.file:
            file = {"name": self.file.name, "digest": scans.file_digest(self.file)}
        return {
            "evidence": self.evidence,
            "reason": self.reason,
            "void": self.void,
            "project": self.project.pk,
            "code": self.project.code,
            "replaces": self.replaces_id,
            "file": file,
        }

    @property
    def digest(self) -> str:
        return hashlib.sha256(canonical_json(self.told()).encode()).hexdigest()

    @property
    def replaces_id(self) -> int | None:
        if self.replaces is None:
            return None
        return self.replaces.pk

    @property
    def common(self) -> dict[str, Any]:
        """The columns that every report has."""
        return {
            "project": self.project,
            "evidence": self.evidence,
            "reason": self.reason,
            "replaces": self.replaces,
            "void": self.void,
            "key_digest": self.digest,
        }


@dataclass(frozen=True, kw_only=True)
class StageData(ReportData):
    stage: str
    pk: None = None

    def told(self) -> dict[str, Any]:
        return super().told() | {"stage": str(self.stage), "on": self.on.isoformat()}

    def row(self) -> FollowUp:
        return FollowUp(stage=self.stage, on=self.on, **self.common)


@dataclass(frozen=True, kw_only=True)
class FundsData(ReportData):
    money: Money

    def told(self) -> dict[str, Any]:
        money = {"minor": self.money.minor, "currency": self.money.currency}
        return super().told() | {"money": money, "on": self.on.isoformat()}

    def row(self) -> Funds:
        quote = self.project.edition.reporting_currency
        minor, currency = self.money.minor, self.money.currency
        return Funds(minor=minor, currency=currency, arrived_on=self.on, reporting_currency=quote, **self.common)
