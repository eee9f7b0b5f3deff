"""Why a file cannot be read, each with a sentence that says what to do.

The message of each is the sentence shown to the person who sent the file.
"""

READABLE = ".xlsx, .xls, .ods, dan .csv"
TOO_MUCH_MEMORY = "isinya menuntut terlalu banyak memori; mungkin ada sel terisi jauh di luar tabel"


class SheetError(ValueError):
    """A file that cannot be read."""

    sentence = ""

    def __init__(self, filename: str, detail: str = ""):
        self.filename, self.detail = filename, detail
        super().__init__(self.sentence.format(filename=filename, detail=detail, readable=READABLE))


class EmptyFile(SheetError):
    sentence = "Berkas “{filename}” kosong. Pilih berkas yang berisi data."


class WrongType(SheetError):
    """`detail` is what the file really is: "dokumen PDF"."""

    sentence = (
        "“{filename}” adalah {detail}; yang dapat dibaca hanya lembar kerja {readable}. "
        "Simpan datanya sebagai .xlsx, lalu unggah lagi."
    )


class PasswordProtected(SheetError):
    sentence = (
        "“{filename}” dikunci kata sandi. Buka di Excel, hapus kata sandinya lewat "
        "Berkas › Info › Proteksi Buku Kerja, simpan, lalu unggah lagi."
    )


class DamagedFile(SheetError):
    """`detail` is empty or a clause: "ada tanda kutip yang tidak ditutup"."""

    sentence = (
        "“{filename}” rusak dan tidak dapat dibaca{detail}. Buka di Excel, simpan ulang sebagai "
        ".xlsx, lalu unggah lagi."
    )

    def __init__(self, filename: str, detail: str = ""):
        super().__init__(filename, f": {detail}" if detail else "")


class TooLarge(SheetError):
    """`detail` says which limit was passed: "lebih dari 200.000 baris di lembar “Rekap”"."""

    sentence = (
        "“{filename}” terlalu besar: {detail}. Sisakan tabel yang perlu saja atau bagi menjadi "
        "beberapa berkas."
    )


class TooSlow(SheetError):
    """`detail` is the time given: "60 detik"."""

    sentence = (
        "“{filename}” belum selesai dibaca setelah {detail}. Sisakan tabel yang perlu saja atau "
        "bagi menjadi beberapa berkas."
    )
