"""Which network addresses the outside world may be asked to make us talk to: public ones only."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


def is_public(address: str) -> bool:
    """Say whether this is a public unicast address.

    Private, loopback, link-local (cloud metadata among them), shared, reserved and multicast ones are not,
    nor is an IPv6 address that stands for such an IPv4 one (mapped, compatible, 6to4, Teredo, NAT64).
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _public(parsed) and all(_public(inner) for inner in _embedded(parsed))


def _public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address.is_site_local:
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    )


def _embedded(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(address, IPv4Address):
        return []
    found = [inner for inner in (address.ipv4_mapped, address.sixtofour) if inner is not None]
    if address.teredo is not None:
        found += address.teredo
    if any(address in network for network in _NAT64) or int(address) >> 32 == 0:
        found.append(IPv4Address(int(address) & 0xFFFF_FFFF))
    return found
