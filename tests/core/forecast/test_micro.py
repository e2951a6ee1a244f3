"""What a micro-entreprise pays, and until when the rates are known."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import InvalidInput, UnusableFile
from core.forecast import micro, rate_files
from core.forecast.activities import Activity
from core.forecast.rates import MicroRates, MissingRate, OtherRates
from core.language import speaking

IN_2025, IN_2026 = date(2025, 6, 1), date(2026, 6, 1)
SOCIAL = {
    Activity.SALE_TRADE: ("0.123", "0.123"),
    Activity.SALE_CRAFT: ("0.123", "0.123"),
    Activity.SERVICE_TRADE: ("0.212", "0.212"),
    Activity.SERVICE_CRAFT: ("0.212", "0.212"),
    Activity.LIBERAL: ("0.246", "0.256"),
    Activity.LIBERAL_CIPAV: ("0.232", "0.232"),
    Activity.TOURIST_LET: ("0.06", "0.06"),
}


@pytest.mark.parametrize("activity", list(Activity))
def test_each_activity_has_the_rate_of_its_year(activity):
    for day, rate in zip((IN_2025, IN_2026), SOCIAL[activity], strict=True):
        assert micro.rates_on(activity, on=day).social == Decimal(rate)


@pytest.mark.parametrize("activity", list(Activity))
def test_a_day_after_the_last_rates_takes_the_last_ones_and_says_their_date(activity):
    later = micro.rates_on(activity, on=date(2029, 5, 1))
    assert later == micro.rates_on(activity, on=IN_2026)
    assert later.known_since == date(2026, 1, 1)


@pytest.mark.parametrize("table", ["contributions", "ceiling", "vat_thresholds"])
def test_a_day_before_the_rates_is_an_error_that_names_the_file_and_what_to_add(table):
    given = (Decimal(1000), "liberal") if table == "contributions" else ("liberal",)
    with speaking("en"), pytest.raises(MissingRate) as refused:
        getattr(micro, table)(*given, on=date(2019, 3, 1))
    assert isinstance(refused.value, ValueError)
    assert "data/rates/micro_entreprise.toml" in str(refused.value)
    assert "add the values of that time" in str(refused.value)


@pytest.mark.parametrize(
    ("created", "social"), [(date(2026, 6, 30), "2120.00"), (date(2026, 7, 1), "3180.00")]
)
def test_acre_depends_on_the_day_of_creation(created, social):
    due = micro.contributions(
        Decimal(20_000), "service_trade", on=date(2026, 9, 1), created=created, acre=True
    )
    assert due.social == Decimal(social)
    assert due.training_levy == Decimal("20.00")
    assert due.chamber_levy == Decimal("8.80")


def test_acre_is_over_after_twelve_months():
    created = date(2025, 3, 10)
    assert micro.acre_ends(created) == date(2026, 3, 10)
    rate = micro.rates_on("service_craft", on=date(2026, 3, 9), created=created, acre=True)
    assert rate.social == Decimal("0.106")
    rate = micro.rates_on("service_craft", on=date(2026, 3, 10), created=created, acre=True)
    assert rate.social == Decimal("0.212")


def test_a_rate_with_acre_is_rounded_to_a_tenth_of_a_point_as_the_authorities_do():
    rate = micro.rates_on("sale_trade", on=IN_2026, created=date(2026, 3, 1), acre=True)
    assert rate.social == Decimal("0.062")


def test_the_cipav_has_rates_of_its_own_with_acre():
    def rate(on, created):
        return micro.rates_on("liberal_cipav", on=on, created=created, acre=True).social

    assert rate(IN_2025, date(2025, 3, 1)) == Decimal("0.139")
    assert rate(IN_2026, date(2026, 3, 1)) == Decimal("0.134")
    assert rate(date(2026, 9, 1), date(2026, 8, 1)) == Decimal("0.174")


def test_nothing_received_nothing_due():
    due = micro.contributions(Decimal(0), "sale_craft", on=IN_2026, flat_tax=True)
    assert (due.total, due.net, due.taxable_income) == (0, 0, 0)


def test_the_flat_deduction_has_a_minimum_and_never_makes_a_loss():
    assert micro.contributions(Decimal(500), "liberal", on=IN_2026).taxable_income == 195
    assert micro.contributions(Decimal(200), "liberal", on=IN_2026).taxable_income == 0


def test_the_ceiling_is_counted_by_the_day_in_the_first_year():
    assert micro.ceiling("sale_trade", on=IN_2025) == 188_700
    assert micro.ceiling("service_trade", on=IN_2026) == 83_600
    first = micro.ceiling("sale_trade", on=IN_2026, started=date(2026, 8, 1))
    assert first == Decimal("85135.07")  # 203 100 × 153 ÷ 365
    assert micro.ceiling("sale_trade", on=IN_2026, started=date(2025, 8, 1)) == 203_100
    assert micro.ceiling("sale_trade", on=IN_2026, started=date(2026, 1, 1)) == 203_100
    with pytest.raises(InvalidInput):
        micro.ceiling("sale_trade", on=IN_2025, started=IN_2026)


def test_the_vat_franchise_has_two_limits():
    limits = micro.vat_thresholds("service_craft", on=IN_2026)
    assert (limits.base, limits.upper) == (37_500, 41_250)
    first = micro.vat_thresholds("sale_trade", on=IN_2026, started=date(2026, 7, 2))
    assert first.base == Decimal("42616.44")  # 85 000 × 183 ÷ 365


def test_every_value_says_where_it_was_read():
    for file in (rate_files.micro_rates(), rate_files.other_rates()):
        for name in type(file).model_fields:
            assert all(entry.source and entry.since for entry in getattr(file, name))


@pytest.mark.parametrize("wrong", ["activity", "turnover", "created"])
def test_what_cannot_be_counted_is_refused(wrong):
    given = {
        "activity": (Decimal(1), "astrology", {}),
        "turnover": (Decimal(-1), "liberal", {}),
        "created": (Decimal(1), "liberal", {"created": date(2026, 12, 1), "acre": True}),
    }[wrong]
    with pytest.raises(InvalidInput):
        micro.contributions(given[0], given[1], on=IN_2026, **given[2])


def _files(tmp_path, change, kind=MicroRates, name=rate_files.MICRO):
    file = tmp_path / name
    file.write_text(
        change((rate_files.FOLDER / name).read_text(encoding="utf-8")), encoding="utf-8"
    )
    return rate_files.read(file, kind)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda text: text.replace("sale_trade = 0.123", "sale_trade = 12.3", 1), "fraction"),
        (lambda text: text.replace("liberal = 0.246\n", "", 1), r"social\[1\]\.liberal"),
        (lambda text: text.replace("source = ", "sources = ", 1), r"social\[1\]"),
        (lambda text: text.replace("from = 2025-01-01", "from = 2027-01-01", 1), "dates"),
        (lambda text: text.replace("[[acre]]", "[[acre", 1), "micro_entreprise.toml"),
        (lambda text: text.replace("0.256", '"beaucoup"'), r"social\[2\]\.liberal"),
        (lambda text: text + "\n[[new]]\nfrom = 2026-01-01\n", "new"),
    ],
    ids=["percent", "missing", "misspelt", "order", "syntax", "word", "unknown"],
)  # fmt: skip
def test_a_rates_file_with_a_mistake_is_refused_with_its_place(tmp_path, change, place):
    with speaking("en"), pytest.raises(UnusableFile, match=place):
        _files(tmp_path, change)


def test_a_rates_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnusableFile, match=r"other_forms\.toml"):
        rate_files.read(tmp_path / rate_files.OTHER, OtherRates)


def test_a_new_table_takes_effect_on_its_day(tmp_path, monkeypatch):
    table = rate_files.FOLDER.joinpath(rate_files.MICRO).read_text(encoding="utf-8")
    start = table.index("[[social]]\nfrom = 2026")
    end = table.index("\n\n", start)
    new = table[start:end].replace("2026-01-01", "2027-01-01").replace("0.256", "0.266")
    file = _files(tmp_path, lambda text: text[:end] + "\n\n" + new + text[end:])
    monkeypatch.setattr(rate_files, "micro_rates", lambda: file)
    assert micro.rates_on("liberal", on=date(2026, 12, 31)).social == Decimal("0.256")
    assert micro.rates_on("liberal", on=date(2027, 1, 1)).social == Decimal("0.266")
