"""What `make run` asks the portal, and what it then tells the person at the terminal."""

import http.client
import os

FIRST_STEPS = """Coba dahulu:
  1. Buka {address} dan masuk sebagai supervisor.jabar.
  2. Data → Impor: unduh templat, isi paspor PMI, unggah, periksa, simpan.
  3. Beranda: lihat angkanya per kantor dan per desa, dibanding bulan dan tahun lalu.
  4. Laporan → Susun laporan: tunggu sebentar, lalu unduh PDF dan XLSX."""


def health(host: str, port: int) -> int | None:
    """Ask /healthz as a proxy in front would; return the answer's status, None without answer."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        # With BEHIND_HTTPS the portal answers plain HTTP with a redirect only.
        connection.request("GET", "/healthz", headers={"X-Forwarded-Proto": "https"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def text(address: str, *, seconds: float) -> str:
    """Return the lines for the terminal: address, demo accounts while it is a demo, first steps."""
    elapsed = f"{seconds:.1f}".replace(".", ",")
    parts = [f"Portal DBI berjalan di {address} (siap dalam {elapsed} detik)."]
    if os.environ.get("DEMO_MODE") == "1":
        parts += [_accounts(), FIRST_STEPS.format(address=address)]
    return "\n\n".join([*parts, "Ctrl-C menghentikan semuanya."])


def _accounts() -> str:
    import django

    django.setup()
    from dbi_portal.demo import accounts  # speaks of models, which need the line above

    return accounts.as_text()
