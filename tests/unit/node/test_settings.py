"""A setting out of its range stops the node before it starts, in one sentence."""

import pytest

from openbitmap.node.settings import UnusableSetting, read_settings

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
    ],
)
def test_a_value_out_of_its_range_is_unusable(name: str, text: str) -> None:
    with pytest.raises(UnusableSetting, match=f"setting {name}: .*openbitmap node settings"):
        read_settings(ENVIRONMENT | {f"OPENBITMAP_{name.upper()}": text})


def test_the_ends_of_the_ranges_are_usable() -> None:
    low = read_settings(ENVIRONMENT, fpir="1e-9", cores="1", case_minutes="1", port="0", language="es")
    assert (low.cores, low.case_minutes, low.port, low.language) == (1, 1, 0, "es")
    assert read_settings(ENVIRONMENT, port="65535").port == 65_535
