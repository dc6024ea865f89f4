"""A setting out of its range stops the node before it starts, in one sentence."""

import pytest

from openbitmap.node.settings import SETTINGS, UnusableSetting, read_settings

ENVIRONMENT = {"HOME": "/nowhere"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("fpir", "0"),
        ("fpir", "1"),
        ("fpir", "nan"),
        ("cores", "0"),
        ("case_minutes", "0"),
        ("port", "-1"),
        ("port", "65536"),
        ("language", "fr"),
        ("cores", "two"),
        ("session_idle_minutes", "0"),
        ("session_hours", "0"),
        ("fresh_minutes", "-1"),
        ("public_origin", "https://node.example/pages"),
        ("public_origin", "node.example"),
        ("oidc_issuer", "http://provider.example"),
    ],
)
def test_a_value_out_of_its_range_is_unusable(name: str, text: str) -> None:
    with pytest.raises(UnusableSetting, match=f"setting {name}: .*openbitmap node settings"):
        read_settings(ENVIRONMENT | {f"OPENBITMAP_{name.upper()}": text})


def test_the_ends_of_the_ranges_are_usable() -> None:
    low = read_settings(ENVIRONMENT, fpir="1e-9", cores="1", case_minutes="1", port="0", language="es")
    assert (low.cores, low.desk.case_minutes, low.web.port, low.language) == (1, 1, 0, "es")
    assert read_settings(ENVIRONMENT, port="65535").web.port == 65_535


def test_the_pages_are_at_localhost_until_somebody_says_where() -> None:
    assert read_settings(ENVIRONMENT, port="8000").web.origin == "http://localhost:8000"
    said = read_settings(ENVIRONMENT, public_origin="https://node.example/").web
    assert (said.origin, said.is_secure) == ("https://node.example", True)


def test_every_setting_of_the_table_has_its_value() -> None:
    settings = read_settings(ENVIRONMENT)
    assert [s.name for s in SETTINGS if str(settings.value(s.name)) != s.default and s.default] == []
