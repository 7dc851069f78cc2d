"""Numbers as people write them: French ones against Babel, which has Unicode's CLDR."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from explorer.formatting import MARKS, localised, number, plain

VALUES = st.floats(-1e9, 1e9, allow_nan=False)


@given(VALUES, st.integers(0, 6), st.sampled_from(sorted(MARKS)))
def test_decimals_and_thousands_are_those_of_the_language(
    value: float, digits: int, language: str
) -> None:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    expected = format_decimal(Decimal(value), pattern, locale=language)
    assert number(value, f",.{digits}f", language).lstrip("-") == expected.lstrip("-")


@given(st.floats(-10, 10), st.integers(0, 3), st.sampled_from(sorted(MARKS)))
def test_percentages_are_those_of_the_language(value: float, digits: int, language: str) -> None:
    sign = {"en": "%", "fr": "\u00a0%"}[language]
    assert format_percent(0.5, locale=language).endswith(sign)
    pattern = "0" + ("." + "0" * digits if digits else "")
    expected = format_decimal(Decimal(100 * value), pattern, locale=language) + sign
    assert number(value, f".{digits}%", language).lstrip("-") == expected.lstrip("-")


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (142.5, "142.5", "142,5"),
        (0.0000125, "0.0000125", "0,0000125"),
        (1829.0, "1,829", "1\u202f829"),
        (float("inf"), "∞", "∞"),
    ],
)
def test_a_number_without_exponent(value: float, english: str, french: str) -> None:
    assert plain(value) == localised(plain(value), "en") == english
    assert localised(plain(value), "fr") == french


def test_what_is_no_number_stays() -> None:
    assert number(float("nan"), ".2f", "fr") == "nan"
    assert number(float("inf"), ".1%", "fr") == "inf\u00a0%"
