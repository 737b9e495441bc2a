"""What is wrong with a rule, in the language of whoever reads it."""

from django.utils.translation import gettext

from agenda.contests.rules import WrongRule


def rule_sentence(wrong: WrongRule) -> str:
    return gettext(wrong.sentence) % wrong.params
