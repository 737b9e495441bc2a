"""What a page loads is found, whichever attribute names it; what only asks it another way is text."""

from expo.site_export.links import loaded_addresses
from expo.site_export.questions import links_as_text


def test_every_width_of_a_picture_is_loaded():
    page = '<img src="/media/a-320.webp" srcset="/media/a-320.webp 320w, /media/a-640.webp 640w, ,https://x.org/b 2x">'

    found = set(loaded_addresses("http://site.org", "/en/", page))

    assert found == {"/media/a-320.webp", "/media/a-640.webp", "/en/"}


def test_a_link_that_asks_its_own_page_another_way_is_text_in_a_file():
    page = b'<li><a href="?letter=a">A</a></li> <a class="x" href="/en/?q=1">B</a> <a\nhref="?page=2">\nC</a>'

    assert links_as_text(page) == b'<li><span>A</span></li> <a class="x" href="/en/?q=1">B</a> <span>\nC</span>'
