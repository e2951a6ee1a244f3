"""The charts of a forecast: they draw what they are given, in both languages, light and dark."""

import json

import pytest

from core import charts

MONTHS = [
    {"label": "départ", "value": 500.0, "low": False, "text": "500 €"},
    {"label": "janv. 27", "value": -640.0, "low": True, "text": "−640 €"},
    {"label": "févr. 27", "value": 120.0, "low": False, "text": "120 €"},
]
YEARS = [
    {"label": f"Année {n}", "series": name, "value": value, "text": str(value)}
    for name, value in (("Chiffre d’affaires", 100.0), ("Résultat net", -20.0))
    for n in (1, 2, 3)
]
LINES = [
    {"at": at, "series": name, "value": value, "meets": at == 50.0 and name == "Ventes", "text": "50 €"}
    for name, values in (("Ventes", (0.0, 50.0, 100.0)), ("Charges", (30.0, 50.0, 70.0)))
    for at, value in zip((0.0, 50.0, 100.0), values, strict=True)
]  # fmt: skip
BESIDE = [
    {"label": "janv. 27", "series": "Prévu", "value": 100.0},
    {"label": "janv. 27", "series": "Encaissé", "value": None},
]
DRAWINGS = {"curve": MONTHS, "years": YEARS, "crossing": LINES, "beside": BESIDE}


@pytest.mark.parametrize("name", DRAWINGS)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_drawing_sends_its_rows_and_nothing_else(name, dark, language):
    spec = charts.spec(name, DRAWINGS[name], dark=dark, language=language)
    sent = [row for rows in spec["datasets"].values() for row in rows if len(row) > 1]
    assert sent == DRAWINGS[name]
    assert "NaN" not in json.dumps(spec)


def test_a_picture_for_paper_is_made_of_each():
    for name, rows in DRAWINGS.items():
        assert charts.png(name, rows).startswith(b"\x89PNG")


def test_the_low_point_is_the_only_one_with_its_amount_written():
    layers = charts.spec("curve", MONTHS)["layer"]
    written = [layer for layer in layers if layer["mark"]["type"] == "text"]
    assert [layer["transform"] for layer in written] == [[{"filter": "datum.low"}]]
