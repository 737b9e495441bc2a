"""How a project may move from stage to stage, and where it stands after what was reported of it."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from deals.ledger.workflow import StepRefusal
from deals.models.follow_up import Stage

WAY = (Stage.REGISTERED, Stage.APPROVED, Stage.STARTED, Stage.COMPLETED, Stage.IN_PRODUCTION)
SIGNED = "signed"
# Where a project may stand: a word of `Stage`, or just signed.
STANDINGS = {SIGNED: _("signed only")} | {
    stage.value: stage.label for stage in (*WAY, Stage.SUSPENDED, Stage.TERMINATED)
}


class ReportedStage(Protocol):
    """What of a follow-up decides."""

    @property
    def pk(self) -> int | None: ...

    @property
    def stage(self) -> str: ...

    @property
    def on(self) -> dt.date: ...

    @property
    def reason(self) -> str: ...

    @property
    def replaces_id(self) -> int | None: ...


@dataclass(frozen=True)
class Progress:
    """How far a project came (None: no stage yet), whether it is halted, and since when either holds."""

    reached: str | None = None
    halted: str | None = None
    since: dt.date | None = None

    @property
    def standing(self) -> str:
        return self.halted or self.reached or SIGNED

    @property
    def following(self) -> str | None:
        """The stage that is due next; None where the way is done or halted."""
        if self.halted:
            return None
        left: tuple[Stage, ...] = WAY
        if self.reached:
            left = WAY[WAY.index(Stage(self.reached)) + 1 :]
        return next(iter(left), None)

    def after(self, step: ReportedStage) -> "Progress":
        """Where the project stands after the step. Raises StepRefusal where the step makes no sense from here."""
        if step.stage == Stage.RESUMED:
            return self.resumed(step)
        if self.halted == Stage.TERMINATED:
            raise StepRefusal({"stage": _("This project was terminated; it must resume first, with a reason.")})
        if step.stage == Stage.TERMINATED or (step.stage == Stage.SUSPENDED and not self.halted):
            return Progress(self.reached, step.stage, step.on)
        if self.halted:
            raise StepRefusal({"stage": _("This project was suspended; it must resume first.")})
        if self.reached and WAY.index(Stage(step.stage)) <= WAY.index(Stage(self.reached)):
            raise StepRefusal({"stage": _("By then this project had come as far already.")})
        return Progress(step.stage, None, step.on)

    def resumed(self, step: ReportedStage) -> "Progress":
        if not self.halted:
            raise StepRefusal({"stage": _("This project was not suspended, so it cannot resume.")})
        if self.halted == Stage.TERMINATED and not step.reason:
            raise StepRefusal({"reason": _("Say why the terminated project resumes.")})
        return Progress(self.reached, None, step.on)


def walk_stages(steps: Iterable[ReportedStage]) -> Progress:
    """Where a project stands after all steps. Raises StepRefusal where they make no sense together."""
    found = Progress()
    for step in sorted(steps, key=stage_order):
        found = found.after(step)
    return found


def stage_order(step: ReportedStage) -> tuple[dt.date, float]:
    """Sorts steps by their days, and those of one day as they were recorded; a correction takes its row's place."""
    return step.on, step.replaces_id or step.pk or math.inf
