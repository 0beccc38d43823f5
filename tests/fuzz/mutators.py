"""Making a file wrong: byte by byte, word by word, line by line, and value by value in JSON.

Every change is drawn from a chance that the caller has seeded, so a case can be made again.
"""

import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from typing import Any

LARGEST = 300_000  # bytes; a bigger file says nothing more and takes longer
PIECES = (
    b"\x00", b"\xff", b"\n", b"\r\n", b"\t", b" ", b'"', b"'", b"{", b"}", b"[", b"]", b",", b":",
    b"\\", b"<", b">", b"&", b"&#0;", b"&x;", b"]]>", b"<!--", b"=", b"-1", b"0", b"9" * 20,
    b"1e999", b"NaN", b"null", b"true", b"\\ud800",
    b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\xef\xbb\xbf",
    b"\xff\xfe", b"T1", b"R1", b"A1", b"E1", b"*", b"#", b"Arg1:", b";", b"|", b"_", b"B-", b"I-",
    b"O", b"%s", b"{0}", b"../", b"\xe2\x80\xae", "ـ".encode(), "َ".encode(), "😀".encode(), b"",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1, 2**31, 10**30, -0.5, 1e308, "", "0", "نص", "\u0000", "\ud800", "a" * 5000,
    [], {}, [[]], [None], {"": None}, ["نص", 1], {"id": 1},
)  # fmt: skip
WORD = re.compile(rb"[\w.\x80-\xff-]+|\s+|[^\w\s]")  # letters beyond ASCII in one piece

Mutator = Callable[[bytes, bytes, random.Random], bytes]


def mutated(data: bytes, other: bytes, kind: str, chance: random.Random) -> bytes:
    """The data with a few changes of the kinds that its form allows; `other` lends parts."""
    if kind == "zip" and chance.random() < 0.6:
        return entries(data, other, chance)
    is_other = kind == "json" and chance.random() < 0.5
    if is_other:
        data = values(data, other, chance)
    for _ in range(chance.choice((0, 0, 1, 2) if is_other else (1, 1, 1, 2, 3))):
        data = chance.choice(BINARY if kind in ("binary", "zip") else TEXTUAL)(data, other, chance)
    return data[:LARGEST]


# -- bytes ------------------------------------------------------------------------------------


def flip(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """One bit is another, or a few near each other."""
    if not data:
        return data
    changed = bytearray(data)
    place = chance.randrange(len(data))
    for at in range(place, min(len(data), place + chance.choice((1, 1, 4)))):
        changed[at] ^= 1 << chance.randrange(8)
    return bytes(changed)


def truncate(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def replace(data: bytes, other: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(data) + 1)
    end = begin + chance.choice((0, 0, 1, 2, 30))
    return data[:begin] + chance.choice(PIECES) + data[end:]


def splice(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The beginning of one file and the end of another."""
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def repeat(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A part stands there many times."""
    begin = chance.randrange(len(data) + 1)
    end = min(len(data), begin + chance.choice((1, 2, 8, 60)))
    return data[:begin] + data[begin:end] * chance.choice((2, 3, 100, 2000)) + data[end:]


def overwrite(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A stretch is zero, noise, or what stands elsewhere."""
    begin = chance.randrange(len(data) + 1)
    size = min(len(data) - begin, chance.choice((1, 4, 16, 512, 4096)))
    elsewhere = chance.randrange(len(data) + 1)
    noise = (bytes(size), chance.randbytes(size), data[elsewhere : elsewhere + size])
    return data[:begin] + chance.choice(noise) + data[begin + size :]


# -- words and lines --------------------------------------------------------------------------


def words(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A word goes, comes twice, changes places with another, or is one of the other file."""
    found = WORD.findall(data)
    if not found:
        return other
    others = WORD.findall(other) or [b""]
    return b"".join(rearranged(found, others, chance, replaces=True))


def lines(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The same with lines."""
    parts, others = data.split(b"\n"), other.split(b"\n")
    return b"\n".join(rearranged(parts, others, chance, replaces=False))


def rearranged(
    parts: list[bytes], others: list[bytes], chance: random.Random, *, replaces: bool
) -> list[bytes]:
    """The parts, one of them gone, there twice or changed with another; or one of the others comes,
    which `replaces` one of them.
    """
    first, second = chance.randrange(len(parts)), chance.randrange(len(parts))
    match chance.randrange(4):
        case 0:
            del parts[first]
        case 1:
            parts.insert(first, parts[second])
        case 2:
            parts[first], parts[second] = parts[second], parts[first]
        case 3:
            parts[first : first + replaces] = [chance.choice(others)]
    return parts


def number(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A number is another: offsets, ids, lengths."""
    places = list(re.finditer(rb"\d+", data))
    if not places:
        return data
    place = chance.choice(places)
    value = int(place.group()[:15]) + chance.choice((-1000, -2, -1, 1, 2, 1000, 10**12))
    return data[: place.start()] + str(value).encode() + data[place.end() :]


# -- values of JSON, entries of archives ------------------------------------------------------


def values(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A value is of another type, a key is another, goes or comes; in JSON or a line of it."""
    whole = data.splitlines(keepends=True) if is_lines(data) else [data]
    at = chance.randrange(len(whole))
    try:
        root = json.loads(whole[at])
    except (ValueError, RecursionError):
        return data
    places = list(_places(root))
    if places:
        holder, key = chance.choice(places)
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[chance.choice(("id", "text", "type", "نص", ""))] = holder[key]
            case 2:
                holder[key] = [holder[key]] * 3
            case 3:
                holder[key] = _deep(chance)
            case _:
                holder[key] = chance.choice(VALUES)
    else:
        root = chance.choice(VALUES)
    whole[at] = json.dumps(root, ensure_ascii=chance.random() < 0.5).encode(
        "utf-8", "surrogatepass"
    )
    return b"\n".join(part.rstrip(b"\n") for part in whole)


def is_lines(data: bytes) -> bool:
    return data.count(b"\n{") > 0


def _places(value: Any) -> Any:
    """Every holder with a key of it, through and through."""
    keys = (
        value.keys()
        if isinstance(value, dict)
        else range(len(value) if isinstance(value, list) else 0)
    )
    for key in list(keys):
        yield value, key
        yield from _places(value[key])


def _deep(chance: random.Random) -> Any:
    value: Any = 1
    for _ in range(chance.choice((5, 60, 400))):
        value = [value] if chance.random() < 0.5 else {"a": value}
    return value


def entries(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """An archive whose entries are others: their names, their content, how many of a name."""
    names = ("", "/", "../x", "/x", "a\\b", "CON", ".", "a/", "نص\u202e.txt", "a" * 300, "\x00")
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            found = [(entry.filename, old.read(entry)) for entry in old.infolist()]
            at = chance.randrange(len(found))
            name, content = found[at]
            if chance.random() < 0.5:
                found[at] = (chance.choice(names), content)
            else:
                found[at] = (name, mutated(content, other, "text", chance))
            if chance.random() < 0.2:
                found.append(chance.choice(found))
            for name, content in found:
                info = zipfile.ZipInfo(name)
                if name == found[at][0] and chance.random() < 0.2:
                    info.external_attr = chance.choice((0o120777, 0o10644, 0o40755)) << 16
                new.writestr(info, content, zipfile.ZIP_DEFLATED)
    except Exception:  # what was damaged before cannot be read as an archive
        return flip(data, other, chance)
    return out.getvalue()


BINARY: tuple[Mutator, ...] = (flip, flip, truncate, replace, splice, repeat, overwrite)
TEXTUAL: tuple[Mutator, ...] = (*BINARY, words, words, lines, lines, number, number)
