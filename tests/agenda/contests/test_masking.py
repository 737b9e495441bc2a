"""What a blind contest hides in the texts that teams write, however a name is spelt."""

import pytest

from agenda.contests.entries.masking import mask_text

HIDDEN = "[hidden]"


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Zebra Works", "By Zebra  Works, with love", f"By {HIDDEN}, with love"),
        ("Zebra Works", "By ZEBRA-WORKS.", f"By {HIDDEN}."),
        ("Zebra Works", "By Ｚｅｂｒａ Works", f"By {HIDDEN}"),
        ("Zebra Works", "Zebra Workshop", "Zebra Workshop"),
        ("Müller", "von Muller und MÜLLER", f"von {HIDDEN} und {HIDDEN}"),
        ("华为技术", "由華為技術提供", f"由{HIDDEN}提供"),
        ("张伟", "张 伟和張偉", f"{HIDDEN}和{HIDDEN}"),
        ("삼성", "삼성 로봇", f"{HIDDEN} 로봇"),
        ("Art", "A smart cart, an art", f"A smart cart, an {HIDDEN}"),
        ("A", "A plain letter stays", "A plain letter stays"),
        ("", "Nothing to hide", "Nothing to hide"),
    ],
)
def test_a_name_is_hidden_however_it_is_spelt_and_nothing_else(name, text, shown):
    assert mask_text(text, {name}) == shown


@pytest.mark.parametrize("address", ["https://a.b/c", "www.a.b", "zebra.example/x", "me@zebra.com.cn", "zebra.com"])
def test_addresses_are_hidden(address):
    assert mask_text(f"See {address} now", set()) == f"See {HIDDEN} now"


@pytest.mark.parametrize("text", ["3.5 V at 0.1 A", "Node.js", "e.g. this", "第1.2版"])
def test_numbers_and_names_of_things_are_no_addresses(text):
    assert mask_text(text, set()) == text
