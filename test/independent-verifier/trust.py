"""The trust file, and what it makes of a stream's certificate (SPEC.md section 9)."""

import re
from dataclasses import dataclass
from datetime import datetime

from encoding import Unreadable, require
from notes import Certificate, Key, covers, read_certificate, read_note, read_vkey

MEMBERS = {"vkey", "organisation", "tenant", "environment", "services"}
OPTIONAL = {"notBefore", "notAfter", "compromisedAfter", "purpose", "custody"}


def _instant(text: str) -> float:
    require(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", text, re.ASCII), "RFC 3339")
    return datetime.fromisoformat(text).timestamp()


@dataclass(frozen=True)
class Root:
    key: Key
    says: dict

    def speaks_for(self, leaf: dict) -> bool:
        return (
            (self.says["organisation"], self.says["tenant"]) == (leaf["organisation"], leaf["tenant"])
            and self.says["environment"] in ("any", leaf["environment"])
            and any(covers(pattern, leaf["service"]) for pattern in self.says["services"])
        )

    def may_erase(self, leaf: dict, time: int) -> bool:
        begin, end = self.says.get("notBefore"), self.says.get("notAfter")
        in_time = (not begin or _instant(begin) <= time) and (not end or time <= _instant(end))
        purposes = self.says.get("purpose", ["seal"])
        return "redact" in purposes and "compromisedAfter" not in self.says and in_time and self.speaks_for(leaf)

    def outlives(self, certificate: Certificate) -> bool:
        begin, end = self.says.get("notBefore"), self.says.get("notAfter")
        return (not begin or _instant(begin) <= certificate.not_before) and (
            not end or certificate.not_after <= _instant(end)
        )


@dataclass(frozen=True)
class Trust:
    roots: tuple[Root, ...]
    expected: tuple[str, ...]


def read_trust(file: dict) -> Trust:
    require(file.get("version") == 1 and file.keys() <= {"version", "roots", "witnesses", "expectedServices"}, "trust file")
    for root in file["roots"]:
        require(MEMBERS <= root.keys() <= MEMBERS | OPTIONAL, "members of a root")
    roots = tuple(Root(read_vkey(root["vkey"]), root) for root in file["roots"])
    return Trust(roots, tuple(file.get("expectedServices", [])))


def judge_certificate(trust: Trust, leaf: dict, note_text: object) -> tuple[str | None, Certificate | None]:
    """What is wrong with the certificate in a leaf, if anything, and the certificate if it can be read."""
    try:
        note = read_note(str(note_text))
        certificate = read_certificate(note.text)
    except Unreadable:
        return "MODIFIED", None
    known = [root for root in trust.roots if note.signature_of(root.key) is not None]
    if not known:
        speaks = any(root.speaks_for(leaf) for root in trust.roots)
        provisional = leaf.get("control", {}).get("provisional") == "true"
        return "FOREIGN_KEY" if speaks and not provisional else "UNTRUSTED", certificate
    root = next((root for root in known if root.speaks_for(leaf)), known[0])
    if not note.signature_of(root.key):
        return "MODIFIED", certificate
    if certificate.stream != leaf["stream"]:
        return "REPLAY", certificate
    if not certificate.speaks_for(leaf):
        return "FOREIGN_KEY", certificate
    if not root.speaks_for(leaf) or "seal" not in root.says.get("purpose", ["seal"]):
        return "FOREIGN_KEY", certificate
    if not root.outlives(certificate):
        return "BAD_EPOCH", certificate
    return "UNTRUSTED" if "compromisedAfter" in root.says else None, certificate
