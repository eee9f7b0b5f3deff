"""What the history of figures, imports and monthly reports says."""

from officers.history_words import register

register(
    {
        "reports.statistic.recorded": "mencatat angka",
        "reports.statistic.corrected": "mengoreksi angka",
        "reports.statistic.withdrawn": "menarik angka",
        "reports.import.checked": "mengunggah berkas untuk diperiksa",
        "reports.import.committed": "menyimpan angka dari berkas",
        "reports.report.asked": "meminta laporan disusun",
        "reports.report.built": "menyusun laporan",
        "reports.report.checked_over": "menandai laporan sudah diperiksa",
        "reports.report.unchecked": "membatalkan pemeriksaan laporan",
        "reports.report.signed": "menandatangani laporan",
        "reports.report.unsigned": "menarik tanda tangan laporan",
        "reports.report.sent": "mengirim laporan",
        "reports.report.recalled": "menarik kembali laporan",
        "reports.report.received": "menerima laporan",
        "reports.report.returned": "mengembalikan laporan",
        "reports.report.revision_asked": "meminta revisi laporan",
        "reports.declaration.nil": "menyatakan laporan nihil",
        "reports.declaration.excused": "menyatakan berhalangan melapor",
        "reports.declaration.withdrawn": "menarik pernyataan nihil atau berhalangan",
        "reports.report.worded": "menulis catatan dan surat laporan",
        "reports.report.photos_chosen": "memilih foto lampiran laporan",
        "reports.delivery.queued": "menyiapkan surel laporan bagi para penerimanya",
        "reports.delivery.sent_again": "mengirim ulang surel laporan",
        "reports.data.judged": "menjawab pertanyaan mutu data",
        "reports.recipient.added": "menambahkan penerima laporan",
        "reports.recipient.changed": "mengubah penerima laporan",
        "reports.recipient.removed": "menghapus penerima laporan dari daftar",
        "reports.indicator.set": "menetapkan indikator",
        "reports.indicator.changed": "mengubah indikator",
        "reports.indicator.ended": "mengakhiri indikator",
        "reports.view.saved": "menyimpan tampilan",
        "reports.view.changed": "mengubah tampilan tersimpan",
        "reports.view.removed": "menghapus tampilan tersimpan",
    },
    labels={
        "reports.MonthlyReport": {
            "revision": "revisi",
            "letters": "surel",
            "email": "kepada",
            "sent_at": "terkirim",
        },
        "reports.Indicator": {"goal": "target"},
    },
    rights={
        "officers.ImportRun": "reports.view_passportstatistic",
        "reports.ReportRecipient": "reports.change_reportrecipients",
    },
)
