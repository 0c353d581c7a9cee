"""Canonical text (SPEC.md section 2), strict base64, percent-encoding, times."""

import base64
import json
import re
from datetime import datetime, timezone
from urllib.parse import quote, unquote_to_bytes

MAX_LENGTH = 24_576
MAX_DEPTH = 40


class Unreadable(ValueError):
    """Evidence that is not in the form that the specification demands."""


def require(condition: object, what: str) -> None:
    if not condition:
        raise Unreadable(what)


def utf16_order(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")


def _string(text: str) -> str:
    require(not any("\ud800" <= c <= "\udfff" for c in text), "lone surrogate")
    out = []
    for char in text:
        if char in '"\\':
            out.append("\\" + char)
        elif " " <= char <= "~":
            out.append(char)
        else:
            units = char.encode("utf-16-be")
            out += [f"\\u{units[i] << 8 | units[i + 1]:04x}" for i in range(0, len(units), 2)]
    return '"' + "".join(out) + '"'


def canonical_text(value: object) -> str:
    if isinstance(value, str):
        return _string(value)
    require(isinstance(value, dict), "neither string nor object")
    names = sorted(value, key=utf16_order)
    return "{" + ",".join(f"{_string(name)}:{canonical_text(value[name])}" for name in names) + "}"


def _depth(value: object) -> int:
    return 1 + max(map(_depth, value.values()), default=0) if isinstance(value, dict) else 0


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    require(len(dict(pairs)) == len(pairs), "a name twice")
    return dict(pairs)


def read_canonical(text: str) -> dict:
    """What a canonical text says; any other text is refused."""
    require(len(text) <= MAX_LENGTH, "too long")
    try:
        value = json.loads(text, object_pairs_hook=_distinct)
        require(isinstance(value, dict) and _depth(value) <= MAX_DEPTH, "no object, or too deep")
        require(canonical_text(value) == text, "not canonical")
    except (ValueError, RecursionError) as cause:
        raise Unreadable(str(cause)) from cause
    return value


def from_base64(text: str, length: int | None = None, url: bool = False) -> bytes:
    """Exactly what an encoder writes, or a refusal; base64url stands without padding."""
    padded = text.translate({0x2D: "+", 0x5F: "/"}) + "=" * (-len(text) % 4) if url else text
    try:
        data = base64.b64decode(padded, validate=True)
    except ValueError as cause:
        raise Unreadable("base64") from cause
    require((to_base64url if url else to_base64)(data) == text, "base64 that no encoder writes")
    require(length is None or len(data) == length, "length")
    return data


def to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def to_base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def percent_encode(text: str, safe: str = "") -> str:
    return quote(text, safe=safe)


def percent_decode(text: str, safe: str = "") -> str:
    try:
        decoded = unquote_to_bytes(text).decode("utf-8")
    except UnicodeDecodeError as cause:
        raise Unreadable("percent-encoding") from cause
    require(percent_encode(decoded, safe) == text, "not as an encoder writes it")
    return decoded


def decimal(text: object, least: int = 0) -> int:
    require(isinstance(text, str) and re.fullmatch(r"0|[1-9][0-9]{0,30}", text, re.ASCII), "decimal")
    require(int(text) >= least, "too small")
    return int(text)


def seconds(text: object) -> int:
    """An RFC 3339 time in UTC, to the second, as seconds since 1970."""
    require(isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text, re.ASCII), "time")
    try:
        return int(datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp())
    except ValueError as cause:
        raise Unreadable("time") from cause
