"""Lists of words about villages, for the page on which an office keeps them."""

from officers.word_lists import register
from villages.models import SelectionReason

register(
    SelectionReason,
    slug="alasan-pemilihan",
    title="Alasan pemilihan desa",
    help="Mengapa suatu desa dipilih menjadi Desa Binaan.",
)
