"""The texts of the interface: found, kept, compiled, and every one of them translated."""

import gettext
import re

import pytest
from babel.messages.catalog import TranslationError
from babel.messages.checkers import python_format

from expo.i18n import po_files

CODE = """
from django.utils.translation import gettext as _, ngettext_lazy, pgettext_lazy
plain = _("Record deal")
split = _("A session must end "
          "after it starts.")
counted = ngettext_lazy("%(n)d deal", "%(n)d deals", 3)
meant = pgettext_lazy("month", "May")
unmarked = "nothing to translate"
"""
TEMPLATE = """\
{% load i18n %}
    <p title="it's">{% translate "Signed at the expo" %}</p>
  <h1>{% blocktranslate with day=day|date:"j F" trimmed %}
        Agenda of
        {{ day }}
      {% endblocktranslate %}</h1>
{% blocktranslate count n=deals|length %}{{ n }} deal{% plural %}{{ n }} deals{% endblocktranslate %}
{# not this: {% translate "Nothing" %} #}
"""
PLACEHOLDER = re.compile(r"\{\w*\}")
HALF_WIDTH = re.compile(r".*[一-鿿”）][,;:!?].*|.*[,;!?][一-鿿].*")
SPACED_COUNT = re.compile(r".*%\(\w+\)[sd] [个项家笔条行份场列].*")


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A project with two texts files of its own and no translations yet."""
    (tmp_path / "deals").mkdir()
    (tmp_path / "deals" / "forms.py").write_text(CODE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    monkeypatch.setattr(po_files, "ROOT", tmp_path)
    monkeypatch.setattr(po_files, "LOCALES", tmp_path / "expo" / "locale")
    return tmp_path


def translate(source: str, translation: str) -> None:
    """Do what a translator does: fill in one msgstr."""
    file = po_files.po_file()
    content = file.read_text()
    assert f'msgid "{source}"\nmsgstr ""\n' in content
    file.write_text(content.replace(f'msgid "{source}"\nmsgstr ""\n', f'msgid "{source}"\nmsgstr "{translation}"\n'))


def test_texts_are_found_in_code_and_in_templates(tree):
    found = {(message.id, message.context) for message in po_files.gather_texts() if message.id}

    assert found == {
        ("Record deal", None),
        ("A session must end after it starts.", None),
        (("%(n)d deal", "%(n)d deals"), None),
        ("May", "month"),
        ("Signed at the expo", None),
        ("Agenda of %(day)s", None),
        (("%(n)s deal", "%(n)s deals"), None),
    }


def test_each_text_says_in_which_file_it_stands(tree):
    po_files.update_catalogue()

    assert '#: templates/page.html\nmsgid "Signed at the expo"\n' in po_files.po_file().read_text()


def test_update_counts_what_is_left_to_translate(tree):
    before = po_files.update_catalogue()
    translate("Record deal", "登记签约")

    assert before == po_files.CatalogueTally(texts=7, untranslated=7, obsolete=0)
    assert po_files.update_catalogue() == po_files.CatalogueTally(texts=7, untranslated=6, obsolete=0)


def test_update_without_changes_leaves_every_byte_as_it_was(tree):
    po_files.update_catalogue()
    translate("Record deal", "登记签约")
    before = po_files.po_file().read_bytes()

    po_files.update_catalogue()

    assert po_files.po_file().read_bytes() == before


def test_translation_survives_while_its_text_is_gone(tree):
    po_files.update_catalogue()
    translate("Record deal", "登记签约")
    (tree / "deals" / "forms.py").write_text("")
    tally = po_files.update_catalogue()
    (tree / "deals" / "forms.py").write_text(CODE)
    po_files.update_catalogue()

    assert tally.obsolete == 1
    assert po_files.read_translations().get("Record deal").string == "登记签约"


def test_changed_text_is_untranslated_and_not_guessed_at(tree):
    po_files.update_catalogue()
    translate("Record deal", "登记签约")
    (tree / "deals" / "forms.py").write_text(CODE.replace("Record deal", "Record deals"))
    po_files.update_catalogue()

    assert po_files.read_translations().get("Record deals").string == ""
    assert "fuzzy" not in po_files.po_file().read_text()


def test_compiled_translations_are_what_gettext_reads(tree):
    po_files.update_catalogue()
    translate("Record deal", "登记签约")
    [compiled] = po_files.compile_all()

    with compiled.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("Record deal") == "登记签约"
    assert catalogue.gettext("Signed at the expo") == "Signed at the expo"


def test_translations_are_compiled_once_and_again_after_a_change(tree):
    po_files.update_catalogue()
    first, second = po_files.compile_all(), po_files.compile_all()
    translate("Record deal", "登记签约")

    assert (len(first), second, len(po_files.compile_all())) == (1, [], 1)


def test_every_text_of_the_interface_is_translated():
    translations = po_files.read_translations()
    missing = []
    for message in po_files.gather_texts():
        known = translations.get(message.id, message.context) if message.id else message
        if message.id and not (known and po_files.is_translated(known.string)):
            missing.append(message.id)

    assert missing == []


def test_no_translation_is_a_guess():
    assert [message.id for message in po_files.read_translations() if message.id and message.fuzzy] == []


def strings(message) -> list[str]:
    """The translations of a text, one for each plural form, as far as they are there."""
    found = [message.string] if isinstance(message.string, str) else list(message.string)
    return [string for string in found if string]


def test_translations_carry_the_placeholders_of_their_texts():
    translations = po_files.read_translations()
    wrong = []
    for message in translations:
        if not (message.id and strings(message)):
            continue
        try:
            python_format(translations, message)
        except TranslationError as error:
            wrong.append((message.id, str(error)))
        source = message.id if isinstance(message.id, str) else message.id[-1]
        wanted = sorted(PLACEHOLDER.findall(source))
        wrong += [(source, string) for string in strings(message) if sorted(PLACEHOLDER.findall(string)) != wanted]
    assert wrong == []


def test_chinese_has_its_own_punctuation_and_no_space_between_number_and_measure_word():
    translations = [row.string for row in po_files.read_translations() if row.id]
    written = "\n".join(one for strings in translations for one in ([strings] if isinstance(strings, str) else strings))

    assert HALF_WIDTH.findall(written) == []
    assert SPACED_COUNT.findall(written) == []
