"""The API describes itself: every address, filter and field in words, for people and machines."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.fixture(scope="module")
def schema():
    return Client().get("/api/v1/openapi.json").json()


def test_every_field_says_what_it_means(schema):
    rows = {
        name: told
        for name, told in schema["components"]["schemas"].items()
        if name.startswith("Page") or name.endswith("Out")
    }
    assert len(rows) == 10
    for name, told in rows.items():
        assert told["description"], name
        for field, each in told["properties"].items():
            assert each.get("description", "").endswith("."), f"{name}.{field}"


def test_every_filter_says_what_it_does(schema):
    for path, verbs in schema["paths"].items():
        assert list(verbs) == ["get"], path
        asked = verbs["get"]
        assert asked["summary"], path
        assert asked["description"], path
        assert asked["security"], path
        for each in asked.get("parameters", []):
            if each["in"] == "query":
                assert each["schema"].get("description") or each.get("description"), each


def test_the_page_is_drawn_from_it_without_script_or_cookie(schema):
    answer = Client().get(reverse("api-docs"))
    page = answer.content.decode()
    assert "<script" not in page
    assert not answer.cookies
    assert "Vary" not in answer.headers or "Cookie" not in answer["Vary"]
    for name in ("StatisticOut", "VillageOut", "SessionOut", "ReportOut", "RegionOut"):
        for field in schema["components"]["schemas"][name]["properties"]:
            assert f"<code>{field}</code>" in page


def test_who_tries_the_base_address_reads_what_can_be_asked():
    page = Client().get("/api/v1/")
    assert page.status_code == 200
    assert "Dokumentasi API" in page.content.decode()
    assert "Kunci pada alamat (1)" in page.content.decode()
