"""C2SP signed notes and the epoch certificates that are made of them (SPEC.md sections 7 and 8)."""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

import ed25519
from encoding import MAX_LENGTH, decimal, from_base64, percent_decode, require, seconds

MAX_SIGNATURES = 16
MAX_LINES = 100


@dataclass(frozen=True)
class Key:
    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n\1" + self.public).digest()[:4]


@cache
def _verified(public: bytes, message: bytes, signature: bytes) -> bool:
    return ed25519.verify(public, message, signature)


@dataclass(frozen=True)
class Note:
    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]  # name, key id, signature

    def signature_of(self, key: Key) -> bool | None:
        """None without a line of this key among those that are looked at; otherwise whether one of its signatures holds."""
        found = self.signatures_of(key, MAX_SIGNATURES)
        return any(found) if found else None

    def signatures_of(self, key: Key, lines: int = MAX_LINES) -> list[bool]:
        """Which of the key's signatures hold, in the note's order."""
        judged = self.signatures[:lines]
        found = [value for name, key_id, value in judged if (name, key_id) == (key.name, key.key_id)]
        return [_verified(key.public, self.text.encode(), value) for value in found]


def read_note(note: str) -> Note:
    require(len(note) <= MAX_LENGTH and not re.search(r"[\0-\x09\x0b-\x1f\ud800-\udfff]", note), "characters")
    text, blank, lines = note.rpartition("\n\n")
    require(blank and lines.endswith("\n"), "no signatures")
    signatures = lines[:-1].split("\n")
    require(len(signatures) <= MAX_LINES, "too many signatures")
    return Note(text + "\n", tuple(map(_signature, signatures)))


def _signature(line: str) -> tuple[str, bytes, bytes]:
    match = re.fullmatch(r"\u2014 ([^\s+]+) (\S+)", line)
    require(match, "signature line")
    data = from_base64(match[2])
    require(len(data) > 4, "short signature")
    return match[1], data[:4], data[4:]


def read_vkey(vkey: str) -> Key:
    match = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", vkey)
    require(match, "vkey")
    data = from_base64(match[3], 33)
    key = Key(match[1], data[1:])
    require(data[0] == 1 and key.key_id.hex() == match[2], "vkey")
    return key


def covers(pattern: str, name: str) -> bool:
    return bool(re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), name, re.DOTALL))


@dataclass(frozen=True)
class Certificate:
    organisation: str
    tenant: str
    environment: str
    service: str
    stream: str
    epoch: int
    not_before: int
    not_after: int
    public: bytes

    def speaks_for(self, leaf: dict) -> bool:
        return (
            (self.organisation, self.tenant) == (leaf["organisation"], leaf["tenant"])
            and self.environment in ("any", leaf["environment"])
            and covers(self.service, leaf["service"])
        )


LINES = "organisation tenant environment service stream epoch not-before not-after purpose key".split()


def read_certificate(text: str) -> Certificate:
    first, *lines, end = text.split("\n")
    require(first == "otelseal/epoch-certificate/v1" and end == "" and len(lines) == len(LINES), "lines")
    value = {}
    for name, line in zip(LINES, lines):
        require(re.fullmatch(rf"{name} \S+", line), name)
        value[name] = line[len(name) + 1 :]
    require(re.fullmatch(r"[0-9a-f]{32}", value["stream"]) and value["purpose"] == "seal", "stream or purpose")
    certificate = Certificate(
        *(percent_decode(value[name]) for name in LINES[:3]),
        service=percent_decode(value["service"], safe="*"),
        stream=value["stream"],
        epoch=decimal(value["epoch"], 1),
        not_before=seconds(value["not-before"]),
        not_after=seconds(value["not-after"]),
        public=from_base64(value["key"], 32),
    )
    require(certificate.not_before <= certificate.not_after, "validity")
    return certificate


@dataclass(frozen=True)
class Erasure:
    """A redaction statement (SPEC.md section 6)."""

    stream: str
    number: int
    leaf: bytes
    time: int


def read_erasure(text: str) -> Erasure:
    first, *lines, end = text.split("\n")
    names = "stream sequence leaf reason time".split()
    require(first == "otelseal/redaction/v1" and end == "" and len(lines) == len(names), "lines")
    value = {}
    for name, line in zip(names, lines):
        require(re.fullmatch(rf"{name} \S+", line), name)
        value[name] = line[len(name) + 1 :]
    require(re.fullmatch(r"[0-9a-f]{32}", value["stream"]), "stream")
    percent_decode(value["reason"])
    return Erasure(
        value["stream"], decimal(value["sequence"], 1), from_base64(value["leaf"], 32, url=True), seconds(value["time"])
    )
