"""What the history of villages, papers and postings says."""

from officers.history_words import register

register(
    {
        "villages.guidedvillage.registered": "mendaftarkan desa sebagai calon",
        "villages.guidedvillage.changed": "mengubah data desa",
        "villages.guidedvillage.moved": "memindahkan desa ke kantor lain",
        "villages.guidedvillage.advanced": "mencatat tahap desa",
        "officers.officer.transferred": "memindahkan petugas ke kantor lain",
        "officers.officer.left": "mencatat petugas berhenti",
        "villages.assignment.started": "menugaskan petugas",
        "villages.assignment.changed": "mengubah penugasan",
        "villages.assignment.ended": "mengakhiri penugasan",
        "villages.decree.recorded": "mencatat SK",
        "villages.decree.changed": "mengubah SK",
    },
    labels={
        "villages.GuidedVillage": {"on": "Tanggal", "reasons": "Alasan dipilih", "decree": "SK"},
        "villages.Decree": {"villages": "Desa", "officers": "Petugas", "scan": "Hasil pindai"},
    },
    rows={
        "villages.GuidedVillage": {"reasons": "villages.SelectionReason"},
        "villages.Decree": {"villages": "villages.GuidedVillage", "officers": "officers.Officer"},
    },
)
