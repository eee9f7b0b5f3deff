"""Addresses follow from the var folder alone; the secret is made once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import environ
import pytest

from dbi_portal.local import addresses
from dbi_portal.local.failures import LocalFailure

DEEP = Path("/srv") / "/".join(["folder-yang-dalam"] * 20)


def test_sockets_fit_into_107_bytes_however_deep_the_checkout_lies():
    sockets = [
        addresses.postgres_socket_dir(DEEP) / ".s.PGSQL.5432.lock",
        addresses.valkey_socket(DEEP),
    ]
    assert len(str(DEEP)) > 300
    assert all(len(str(socket)) < 107 for socket in sockets)


def test_two_checkouts_have_two_addresses():
    assert addresses.database_url(DEEP) != addresses.database_url(DEEP / "lain")
    assert addresses.redis_url(DEEP) != addresses.redis_url(DEEP / "lain")


def test_the_database_address_reads_as_a_socket_without_a_network():
    config = environ.Env.db_url_config(addresses.database_url(DEEP))
    assert (config["NAME"], config["USER"], config["HOST"]) == ("portal", "portal", "")
    assert config["OPTIONS"] == {
        "host": str(addresses.postgres_socket_dir(DEEP)),
        "port": 5432,
    }


def test_celery_and_cache_share_a_server_but_not_a_number():
    url = addresses.redis_url(DEEP)
    socket = addresses.valkey_socket(DEEP)
    assert addresses.celery_url(url) == f"redis+socket://{socket}?virtual_host=0"
    assert addresses.cache_url(url) == f"unix://{socket}?db=1"
    assert addresses.cache_url(f"unix://{socket}?db=4") == f"unix://{socket}?db=5"


@pytest.mark.parametrize("url", ["redis://antrean:6379/0", "rediss://:rahasia@antrean/2"])
def test_an_offices_own_redis_is_left_as_it_is_written(url):
    assert addresses.celery_url(url) == url
    assert addresses.cache_url(url) == url


def test_the_secret_is_made_once_though_many_ask_at_once(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(addresses.secret_key, [tmp_path / "var"] * 64))
    assert len(secrets) == 1
    assert len(secrets.pop()) > 50
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


def test_nobody_else_reads_the_secret(tmp_path):
    addresses.secret_key(tmp_path)
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_hold_the_secret_is_named(tmp_path):
    (tmp_path / "var").write_text("sebuah berkas, bukan folder")
    with pytest.raises(LocalFailure, match=r"var tidak dapat dipakai.*PORTAL_VAR"):
        addresses.secret_key(tmp_path / "var")
