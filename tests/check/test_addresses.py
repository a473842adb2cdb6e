"""Which addresses are well formed."""

import pytest

from pipeline.check.addresses import is_well_formed


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a/b?c=d&e=(f)#g",
        "https://pl.wikipedia.org/wiki/Łódź_(miasto)",
        "https://żółw.pl/",
        "https://xn--uist-6na.example.xn--p1ai/",
        "http://127.0.0.1/",
        "http://[2001:db8::1]/",
        "mailto:someone@example.org?subject=Hello",
    ],
)
def test_an_address_is_well_formed(url: str) -> None:
    assert is_well_formed(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "https:///path",
        "https://exa mple.org",
        "https://example",
        "https://example..org",
        "https://-example.org",
        "https://example.org/[a b]",
        "https://example.org:port/",
        "http://[::1/",
        "https://example.org/100%",
        "https://example.org/<b>",
        "mailto:someone",
    ],
)
def test_an_address_is_malformed(url: str) -> None:
    assert not is_well_formed(url)
