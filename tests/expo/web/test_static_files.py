"""Static files are packed at a cost that the demo's start can bear."""

import brotli

from expo.web.static_files import PackedStaticFiles


def test_a_static_file_is_packed_by_brotli_at_the_quality_that_costs_little(tmp_path):
    # Long and varied enough for the qualities to differ.
    text = b"".join(b".card-%d { margin: %dpx; color: #%06x }\n" % (n, n * n % 97, n * 7919) for n in range(400))
    sheet = tmp_path / "sheet.css"
    sheet.write_bytes(text)
    compressor = PackedStaticFiles(location=tmp_path, base_url="/static/").create_compressor(quiet=True)

    compressor.compress(str(sheet))

    packed = (tmp_path / "sheet.css.br").read_bytes()
    assert brotli.decompress(packed) == text
    assert packed == brotli.compress(text, quality=9) != brotli.compress(text)


def test_of_each_file_the_one_that_pages_name_is_packed_and_not_the_one_of_the_plain_name(tmp_path):
    storage = PackedStaticFiles(location=tmp_path, base_url="/static/")
    (tmp_path / "sheet.css").write_bytes(b".card { margin: 0 }\n" * 40)

    list(storage.post_process({"sheet.css": (storage, "sheet.css")}))

    plain, named = sorted((path.name for path in tmp_path.glob("*.css")), key=len)
    packed = {path.name for path in tmp_path.glob("*.css.*")}
    assert (plain, packed) == ("sheet.css", {f"{named}.br", f"{named}.gz"})
