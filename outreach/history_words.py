"""What the history of sessions, follow-ups and consultations says."""

from officers.history_words import register

register(
    {
        "outreach.session.recorded": "mencatat kegiatan",
        "outreach.session.changed": "mengubah kegiatan",
        "outreach.session.submitted": "mengirim laporan untuk ditinjau",
        "outreach.session.approved": "menyetujui kegiatan",
        "outreach.session.returned": "mengembalikan kegiatan untuk diperbaiki",
        "outreach.session.cancelled": "membatalkan kegiatan",
        "outreach.followup.completed": "menandai tindak lanjut selesai",
        "outreach.followup.reopened": "membuka lagi tindak lanjut",
        "outreach.calendarfeed.opened": "membuat alamat kalender",
        "outreach.calendarfeed.revoked": "mencabut alamat kalender",
        "outreach.institution.added": "menambahkan instansi",
        "outreach.institution.changed": "mengubah instansi",
        "outreach.institution.merged": "menggabungkan dua instansi",
        "outreach.institution.retired": "menghentikan pemakaian instansi",
        "outreach.venue.changed": "mengubah tempat",
        "outreach.venue.merged": "menggabungkan dua tempat",
        "outreach.venue.retired": "menghentikan pemakaian tempat",
        "outreach.calendarfeed.opened": "membuat alamat kalender",
        "outreach.calendarfeed.revoked": "mencabut alamat kalender",
        "outreach.target.set": "menetapkan target kegiatan",
        "outreach.target.copied": "menyalin target kegiatan bulan lalu",
        "outreach.consultation.recorded": "mencatat konsultasi",
        "outreach.consultation.changed": "mengubah konsultasi",
    },
    labels={
        "outreach.Session": {
            "session_villages": "Desa Binaan yang dilayani",
            "regions_reached": "Desa/kelurahan yang dicapai",
            "session_officers": "Petugas",
            "speakers": "Narasumber",
            "audiences": "Unsur peserta",
            "session_topics": "Topik",
            "session_duties": "Tugas PIMPASA",
            "session_tags": "Program",
            "follow_ups": "Tindak lanjut",
            "photos": "Foto",
        },
        "outreach.Consultation": {"referred_name": "Dirujuk ke"},
    },
    rights={"outreach.FollowUp": "outreach.view_session"},
)
