import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from dbi_portal.lib.integrity import constraint_of, translated

pytestmark = pytest.mark.django_db
RULES = {"weight_is_positive": ("weight", "Berat harus lebih dari 0.")}


@pytest.fixture
def scales():
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE scales (weight int NOT NULL,"
            " CONSTRAINT weight_is_positive CHECK (weight > 0)) ON COMMIT DROP"
        )
        yield cursor


def test_a_broken_rule_is_said_at_its_field(scales):
    with pytest.raises(ValidationError) as refused, translated(RULES):
        scales.execute("INSERT INTO scales VALUES (0)")
    assert refused.value.message_dict == {"weight": ["Berat harus lebih dari 0."]}


def test_the_transaction_around_it_goes_on(scales):
    with pytest.raises(ValidationError), translated(RULES):
        scales.execute("INSERT INTO scales VALUES (0)")
    scales.execute("INSERT INTO scales VALUES (7)")
    scales.execute("SELECT weight FROM scales")
    assert scales.fetchall() == [(7,)]


def test_a_rule_nobody_explained_stays_an_error(scales):
    with pytest.raises(IntegrityError) as broken, translated({}):
        scales.execute("INSERT INTO scales VALUES (0)")
    assert constraint_of(broken.value) == "weight_is_positive"


def test_a_refusal_without_a_named_rule_stays_an_error(scales):
    with pytest.raises(IntegrityError) as broken, translated(RULES):
        scales.execute("INSERT INTO scales VALUES (NULL)")
    assert constraint_of(broken.value) == ""
