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
    },
    rights={"officers.ImportRun": "reports.view_passportstatistic"},
)
