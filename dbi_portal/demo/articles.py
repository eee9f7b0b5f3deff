"""The five articles the stories retell: the medium and the date it gives, as text."""

BEKASI = "Harnasnews, “Selasa 11 Oktober 2025” (tanggal itu hari Sabtu)"
BATAM = "ANTARA, Batam, tanpa tanggal, tentang November 2024"
JAKARTA_TIMUR = "Warta Kota, Senin 24 November 2025"
SOEKARNO_HATTA = "Mediatamanews, Jumat 31 Oktober 2025"
CILEGON = "Indosatunews, Rabu 21 Mei 2025"
EXAMPLE = "Data contoh, bukan dari artikel"
