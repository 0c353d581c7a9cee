"""Stored records, and what their payloads say (SPEC.md sections 4, 7 and the beginning of 10)."""

import re
from dataclasses import dataclass, field

import merkle
from encoding import Unreadable, decimal, from_base64, read_canonical, require
from notes import Note, read_note

IDENTITY = ("organisation", "tenant", "environment", "service", "namespace", "instance")
KINDS = ("record", "open", "heartbeat", "gap", "rotate", "close", "redaction", "relay")
NEEDED = {"v", "kind", "stream", "sequence", "prev", "salt", "time", "event_time"}
NEEDED |= {"organisation", "tenant", "environment", "service", "retention"}
OBJECTS = {"attributes", "control", "rest"}
ALLOWED = NEEDED | OBJECTS | {"namespace", "instance", "event", "severity", "severity_text"}
ALLOWED |= {"trace", "span", "flags", "dropped", "body"}


@dataclass
class Record:
    """One OTLP/JSON log record with what it stands under."""

    log: dict
    resource: list[dict]
    scope: list[dict]

    @property
    def attributes(self) -> list[dict]:
        return self.log.get("attributes") or []

    def named(self, name: str) -> list[object]:
        return [attribute.get("value") for attribute in self.attributes if attribute.get("key") == name]

    def text(self, name: str, kind: str = "stringValue") -> str | None:
        values = self.named(name)
        value = values[-1].get(kind) if values and isinstance(values[-1], dict) else None
        return None if value is None else str(value)


@dataclass
class Leaf:
    """One payload, and all records that carry it."""

    says: dict
    hash: bytes
    copies: list[Record] = field(default_factory=list)

    @property
    def prev(self) -> bytes | None:
        return from_base64(self.says["prev"], 32, url=True) if self.says else None

    @property
    def time(self) -> int | None:
        """None for an erased record, of which only the hash is left."""
        return int(self.says["time"]) if self.says else None

    def is_a(self, kind: str) -> bool:
        return self.says.get("kind") == kind


@dataclass
class Checkpoint:
    record: Record
    says: dict
    note: Note
    origin: str
    size: int
    root: bytes
    proof: list[bytes]


def records_of(request: dict) -> list[Record]:
    found = []
    for resource in request.get("resourceLogs") or []:
        around = (resource.get("resource") or {}).get("attributes") or []
        for scope in resource.get("scopeLogs") or []:
            within = (scope.get("scope") or {}).get("attributes") or []
            found += [Record(log, around, within) for log in scope.get("logRecords") or []]
    return found


def read_payload(text: str | None) -> dict:
    require(text is not None, "no payload")
    says = read_canonical(text)
    require(says.get("v") == "1" and isinstance(says.get("kind"), str), "version")
    require(re.fullmatch(r"[0-9a-f]{32}", str(says.get("stream"))), "stream")
    return says


def read_leaf(text: str, says: dict) -> Leaf:
    require(NEEDED <= says.keys() <= ALLOWED and says["kind"] in KINDS, "members")
    for name, value in says.items():
        require(value and (name == "body" or isinstance(value, dict) == (name in OBJECTS)), name)
    decimal(says["sequence"], 1)
    for name in ("time", "event_time", "severity", "flags", "dropped"):
        decimal(says.get(name, "1"), 0)
    require(len(from_base64(says["salt"], url=True)) == 16, "salt")
    require(re.fullmatch(r"[0-9a-f]{32}", says.get("trace", "0" * 32)), "trace")
    require(re.fullmatch(r"[0-9a-f]{16}", says.get("span", "0" * 16)), "span")
    require("control" not in says or says["kind"] != "record", "control")
    leaf = Leaf(says, merkle.leaf_hash(text.encode()))
    require(leaf.prev, "prev")
    return leaf


def read_checkpoint(record: Record, says: dict) -> Checkpoint:
    require(says.keys() <= {"v", "kind", "stream", "note", "proof", "directory"}, "members")
    require(isinstance(says.get("directory", "-"), str) and says.get("directory", "-") != "", "directory")
    note = read_note(says["note"])
    lines = note.text.split("\n")
    require(len(lines) == 4 and lines[3] == "", "checkpoint text")
    size = decimal(lines[1], 1)
    proof = says.get("proof", {})
    require(isinstance(proof, dict), "proof")
    steps = [from_base64(proof[str(index)], 32) for index in range(len(proof)) if str(index) in proof]
    require(len(steps) == len(proof), "proof")
    return Checkpoint(record, says, note, lines[0], size, from_base64(lines[2], 32), steps)


def read_tile(says: dict) -> dict[int, bytes]:
    """Hashes by number; nothing if the tile is not as it should be."""
    try:
        require(says.keys() == {"v", "kind", "stream", "level", "index", "width", "hashes"}, "members")
        width, index = decimal(says["width"], 1), decimal(says["index"], 0)
        joined = from_base64(says["hashes"], 32 * width)
        require(says["level"] == "0" and width <= 256, "level or width")
    except (Unreadable, TypeError):
        return {}
    return {index * 256 + 1 + at: joined[at * 32 : at * 32 + 32] for at in range(width)}


def place_of(record: Record) -> tuple[str | None, int | None]:
    """Where a record without a readable payload says that it belongs."""
    stream, number = record.text("audit.sequence.stream_id"), record.text("audit.sequence.number", "intValue")
    try:
        return stream, decimal(number, 1)
    except Unreadable:
        return stream, None
