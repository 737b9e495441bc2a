"""What a page loads is found, whichever attribute names it."""

from expo.site_export.links import loaded_addresses


def test_every_width_of_a_picture_is_loaded():
    page = '<img src="/media/a-320.webp" srcset="/media/a-320.webp 320w, /media/a-640.webp 640w, ,https://x.org/b 2x">'

    found = set(loaded_addresses("http://site.org", "/en/", page))

    assert found == {"/media/a-320.webp", "/media/a-640.webp", "/en/"}
