import logging

import pypdfium2
import typst

from dbi_portal.lib import documents, fonts


def test_the_pages_typeface_is_converted_for_paper_once(tmp_path):
    assert fonts.convert(target=tmp_path) == 16
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[tmp_path]
    )
    assert found.families() == sorted([fonts.FAMILY, fonts.MORE_LETTERS])
    cuts = {(font.weight, font.style) for font in found.fonts() if font.family == fonts.FAMILY}
    assert cuts == {(w, s) for w in (400, 500, 600, 700) for s in ("normal", "italic")}
    assert fonts.convert(target=tmp_path) == 0


def test_a_portal_without_npm_packages_goes_on_with_another_face(tmp_path, caplog):
    with caplog.at_level(logging.WARNING):
        assert fonts.convert(source=tmp_path / "none", target=tmp_path / "made") == 0
    assert "npm ci" in caplog.text
    assert not (tmp_path / "made").exists()


def test_a_sign_typed_on_a_phone_is_printed_as_typed(tmp_path):
    template = tmp_path / "surat.typ"
    template.write_text(
        '#import "/lib/portal.typ": *\n#show: paper.with(title: "Surat")\nBaik 👍 😀'
    )
    data = {"title": "Surat", "made_at": "2025-09-01T00:00:00+07:00"}
    page = pypdfium2.PdfDocument(documents.pdf(template, data))[0]
    assert "Baik 👍 😀" in page.get_textpage().get_text_range()
