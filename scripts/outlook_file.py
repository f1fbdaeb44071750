"""Outlook mails (.msg) to read: no library writes them, so the container is written here.

Used by the tests of the reader and by scripts/reading_table.py.
"""

import struct
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

Tree = dict[str, Any]
"""Streams (bytes) and folders (trees again) by their names."""

_FREE, _END, _OF_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STRING, _BINARY, _TIME, _LONG = 0x001F, 0x0102, 0x0040, 0x0003
_TABLE_SECTORS = 8  # of 128 numbers each: enough for files of half a megabyte


def message(
    properties: Mapping[int, object], attachments: Sequence[Tree] = (), header: int = 32
) -> Tree:
    """Return a mail from its properties (MS-OXPROPS); `header` is 24 for one inside another."""
    folders = {
        f"__attach_version1.0_#{number:08X}": each for number, each in enumerate(attachments)
    }
    return storage({0x0C1A: "Ann Lee", **properties}, header, folders)


def attachment(name: str, data: bytes) -> Tree:
    """Return an attached file."""
    return storage({0x3707: name, 0x3701: data, 0x3705: 1}, 8)


def storage(properties: Mapping[int, object], header: int, folders: Tree | None = None) -> Tree:
    """Return a folder of properties, after a header of so many bytes."""
    rows, streams = [], {}
    for number, value in properties.items():
        if isinstance(value, datetime):
            ticks = int((value - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
            rows.append(struct.pack("<HHIQ", _TIME, number, 6, ticks))
        elif isinstance(value, int):
            rows.append(struct.pack("<HHIQ", _LONG, number, 6, value))
        else:
            kind = _STRING if isinstance(value, str) else _BINARY
            data = value.encode("utf-16-le") if isinstance(value, str) else value
            assert isinstance(data, bytes)
            rows.append(struct.pack("<HHIQ", kind, number, 6, len(data)))
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
    return {"__properties_version1.0": bytes(header) + b"".join(rows), **streams, **(folders or {})}


def container(tree: Tree) -> bytes:
    """Return a Compound File (MS-CFB, version 3) of nested folders and streams."""
    entries: list[dict[str, Any]] = []
    _add(entries, "Root Entry", tree)
    sectors, table = [b""] * _TABLE_SECTORS, [_OF_TABLE] * _TABLE_SECTORS
    small, small_table = bytearray(), list[int]()
    for entry in entries:
        data = entry["data"]
        if len(data) >= 4096:
            entry["start"] = _store(data, sectors, table)
        elif data:
            entry["start"] = len(small_table)
            small_table += _chain(len(small_table), -(-len(data) // 64))
            small += data.ljust(-(-len(data) // 64) * 64, b"\0")
    entries[0] |= {"start": _store(bytes(small), sectors, table), "size": len(small)}
    small_numbers = _numbers(small_table, -(-len(small_table) // 128) * 128)
    small_start = _store(small_numbers, sectors, table)
    directory = _store(b"".join(map(_entry, entries)), sectors, table)
    for number in range(_TABLE_SECTORS):
        sectors[number] = _numbers(table[128 * number : 128 * number + 128], 128)
    header = struct.pack(
        "<8s16x5H6x9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, _TABLE_SECTORS, directory, 0, 4096, small_start, len(small_numbers) // 512, _END, 0),
    )
    return header + _numbers(range(_TABLE_SECTORS), 109) + b"".join(sectors)


def _add(entries: list[dict[str, Any]], name: str, node: Tree | bytes) -> int:
    index = len(entries)
    data = node if isinstance(node, bytes) else b""
    kind = 2 if isinstance(node, bytes) else 1 if index else 5
    entry: dict[str, Any] = {"name": name, "kind": kind, "child": _FREE, "right": _FREE}
    entry |= {"start": _END, "data": data, "size": len(data)}
    entries.append(entry)
    before, link = entry, "child"
    for part, content in ({} if isinstance(node, bytes) else node).items():
        number = _add(entries, part, content)
        before[link] = number
        before, link = entries[number], "right"
    return index


def _store(data: bytes, sectors: list[bytes], table: list[int]) -> int:
    first, count = len(sectors), -(-len(data) // 512)
    padded = data.ljust(512 * count, b"\0")
    sectors += [padded[place : place + 512] for place in range(0, len(padded), 512)]
    table += _chain(first, count)
    return first if count else _END


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END] if count else []


def _numbers(values: Sequence[int], count: int) -> bytes:
    return struct.pack(f"<{count}I", *values, *[_FREE] * (count - len(values)))


def _entry(entry: dict[str, Any]) -> bytes:
    name = entry["name"].encode("utf-16-le")
    return struct.pack(
        "<64sHBB3I16xI16xIQ",
        *(name, len(name) + 2, entry["kind"], 1, _FREE, entry["right"], entry["child"]),
        *(0, entry["start"], entry["size"]),
    )
