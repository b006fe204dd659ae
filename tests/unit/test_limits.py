import pytest

from hearthline.platform.limits import network_of


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2::1", "20010db800010002/64"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "20010db800010002/64"),
        ("2001:db8:1:3::1", "20010db800010003/64"),
        ("fe80::1%eth0", "fe80000000000000/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("no:address", "no:address"),
        ("", ""),
    ],
)
def test_one_subscriber_counts_once(address: str, counted: str) -> None:
    assert network_of(address) == counted
