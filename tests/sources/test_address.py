"""Which addresses are public."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.sources.address import is_public


@pytest.mark.parametrize(
    "text", ["8.8.8.8", "93.184.216.34", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_public_internet_may_be_asked(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "10.0.0.1", "172.16.0.1", "192.168.0.1", "127.0.0.1", "127.9.9.9", "0.0.0.0", "169.254.169.254", "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::a00:1", "64:ff9b::7f00:1",
    ],
)  # fmt: skip
def test_everything_else_may_not(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_another_is_judged_by_what_it_wraps(address: ipaddress.IPv4Address) -> None:
    expected = is_public(address)
    assert is_public(ipaddress.ip_address(f"::ffff:{address}")) == expected
    assert is_public(ipaddress.IPv6Address((0x0064FF9B << 96) | int(address))) == expected
    assert is_public(ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80))) == expected
