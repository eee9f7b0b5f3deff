"""Lists of words about sessions and consultations, for the page on which an office keeps them."""

from officers.word_lists import register
from outreach.models import AudienceGroup, Duty, ProgrammeTag, SessionKind, Topic

register(
    SessionKind,
    slug="jenis-kegiatan",
    title="Jenis kegiatan",
    help="Sosialisasi, penyuluhan, sambang desa, dan lainnya.",
)
register(
    Topic,
    slug="topik",
    title="Topik",
    help="Yang dibahas dalam kegiatan dan konsultasi.",
)
register(
    AudienceGroup,
    slug="unsur-peserta",
    title="Unsur peserta",
    help="Kelompok yang hadir: perangkat, tokoh, calon pekerja migran.",
)
register(
    Duty,
    slug="tugas-pimpasa",
    title="Tugas PIMPASA",
    help="Tugas yang dijalankan petugas dengan suatu kegiatan.",
)
register(
    ProgrammeTag,
    slug="penanda-program",
    title="Penanda program",
    help="Program kementerian yang didukung suatu kegiatan.",
)
