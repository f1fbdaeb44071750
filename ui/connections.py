"""Is Footnote connected to anything beyond this computer? Asked of the operating system."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import psutil

from index.errors import ResourceError


@dataclass(frozen=True, slots=True)
class Connections:
    """What the processes of Footnote are connected to at one moment."""

    checked: str
    """UTC, ISO 8601."""
    processes: int
    here: int
    """Connections that stay on this computer, and places where it waits for them."""
    beyond: tuple[str, ...]
    """Addresses and ports beyond it: there should be none."""


def connections() -> Connections:
    """Return the network connections of this process and all that it has started.

    Raises `ResourceError` where the operating system does not tell.
    """
    own = psutil.Process()
    processes = [own, *own.children(recursive=True)]
    here, beyond = 0, []
    for process in processes:
        try:
            found = process.net_connections(kind="inet")
        except psutil.NoSuchProcess:  # it has just ended
            continue
        except (psutil.AccessDenied, OSError) as error:
            raise ResourceError(
                "This computer does not tell Footnote about its connections: to be sure, "
                "disconnect from the network and ask a question; it is answered all the same."
            ) from error
        for each in found:
            address = each.raddr or each.laddr
            if address and _is_here(address.ip):
                here += 1
            elif address:
                beyond.append(f"{address.ip}, port {address.port}")
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Connections(now, len(processes), here, _once(beyond))


def _is_here(ip: str) -> bool:
    address = ipaddress.ip_address(ip)
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))
