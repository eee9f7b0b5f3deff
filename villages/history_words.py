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
        "villages.villagestep.corrected": "memperbaiki tahap desa",
        "villages.villagestep.undone": "membatalkan tahap desa",
        "villages.officer.pinned": "mencatat penyematan petugas",
        "villages.proposal.drafted": "menyusun usul",
        "villages.proposal.changed": "mengubah usul",
        "villages.proposal.attached": "melampirkan berkas pada usul",
        "villages.proposal.detached": "melepas berkas dari usul",
        "villages.proposal.sent": "mengirim usul ke Kanwil",
        "villages.proposal.withdrawn": "menarik usul",
        "villages.proposal.answered": "menjawab usul",
        "villages.jurisdiction.added": "menambah wilayah kerja",
        "villages.jurisdiction.ended": "mengakhiri wilayah kerja",
        "villages.account.tied": "mengatur desa yang dilihat akun",
        "villages.assignment.reopened": "melanjutkan lagi penugasan",
        "villages.assignment.started": "menugaskan petugas",
        "villages.assignment.changed": "mengubah penugasan",
        "villages.assignment.ended": "mengakhiri penugasan",
        "villages.regionedition.applied": "menerapkan edisi kode wilayah",
        "villages.region.succeeded": "menunjuk wilayah pengganti",
        "villages.units.recorded": "mencatat jumlah RT/RW",
        "villages.decree.recorded": "mencatat SK",
        "villages.decree.changed": "mengubah SK",
    },
    labels={
        "villages.GuidedVillage": {
            "reasons": "Alasan dipilih",
            "decree": "SK",
            "place": "Tempat",
            "officiated_by": "Dikukuhkan oleh",
            "officer": "Petugas",
        },
        "villages.Proposal": {"name": "Berkas"},
        "officers.User": {"villages": "Desa"},
        "villages.Decree": {"villages": "Desa", "officers": "Petugas", "scan": "Hasil pindai"},
    },
    making=[
        "villages.proposal.drafted",
        "villages.proposal.answered",
        "villages.proposal.attached",
        "villages.officer.pinned",
    ],
    hidden=["step"],
    rows={
        "villages.GuidedVillage": {
            "reasons": "villages.SelectionReason",
            "officer": "officers.Officer",
        },
        "villages.Decree": {"villages": "villages.GuidedVillage", "officers": "officers.Officer"},
    },
)
