"""Pages travel compressed to whoever takes them so: offices have slow lines."""

import gzip

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_page_travels_compressed(client):
    plain = client.get(reverse("login"))
    packed = client.get(reverse("login"), headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
    assert "Masuk" in gzip.decompress(packed.content).decode()


def test_whoever_does_not_ask_for_it_gets_it_plain(client):
    answer = client.get(reverse("login"))
    assert not answer.has_header("Content-Encoding")
    assert "Accept-Encoding" in answer["Vary"]
