"""A witness written from SPEC.md section 16: judges the vectors' conversation, cosignatures and directory."""

import re
from collections.abc import Iterator
from hashlib import sha256

import ed25519
import merkle
from encoding import Unreadable, canonical_text, decimal, from_base64, percent_decode, read_canonical, require
from notes import Certificate, Key, Note, read_certificate, read_note, read_vkey

SKEW = 300


class Witness:
    """A cosigner's name and public key, from its vkey."""

    def __init__(self, vkey: str) -> None:
        name, key_id, encoded = vkey.split("+", 2)
        data = from_base64(encoded, 33)
        self.name, self.public = name, data[1:]
        self.key_id = sha256(name.encode() + b"\n\4" + self.public).digest()[:4]
        require(data[0] == 4 and self.key_id.hex() == key_id, "witness vkey")

    def cosigned_at(self, note: Note) -> int | None:
        for name, key_id, value in note.signatures:
            if (name, key_id, len(value)) != (self.name, self.key_id, 72):
                continue
            seconds = int.from_bytes(value[:8], "big")
            message = f"cosignature/v1\ntime {seconds}\n{note.text}".encode()
            if 1 <= seconds < 2**53 and ed25519.verify(self.public, message, value[8:]):
                return seconds
        return None


class Origin:
    def __init__(self) -> None:
        self.certificates: list[str] = []
        self.keys: list[Key] = []
        self.speaking = self.size = 0
        self.root = b""


class Judge:
    """Answers requests with a status, as a witness with this trust file must."""

    def __init__(self, trust: dict) -> None:
        self.roots = [(read_vkey(root["vkey"]), root) for root in trust["roots"]]
        self.origins: dict[str, Origin] = {}

    def add_origin(self, body: str, now: int) -> int:
        match = re.fullmatch(r"origin (\S+)\n\n(.*)", body, re.DOTALL)
        require(match, "request")
        origin, note = self.origins.get(match[1], Origin()), read_note(match[2])
        if match[2] in origin.certificates:
            return 200
        certificate = read_certificate(note.text)
        key = Key(match[1], certificate.public)
        known = any(note.signature_of(root) and self._allows(entry, match[1], certificate) for root, entry in self.roots)
        follows = certificate.epoch == len(origin.keys) + 1 and (not origin.keys or note.signature_of(origin.keys[-1]))
        if not (known and follows and certificate.not_before - SKEW <= now <= certificate.not_after + SKEW):
            return 403
        origin.certificates.append(match[2])
        origin.keys.append(key)
        self.origins[match[1]] = origin
        return 200

    def _allows(self, entry: dict, origin: str, certificate: Certificate) -> bool:
        _, organisation, tenant, environment, service, stream = map(percent_decode, origin.split("/"))
        leaf = {"organisation": organisation, "tenant": tenant, "environment": environment, "service": service}
        named = (entry["organisation"], entry["tenant"]) == (organisation, tenant)
        return named and service in entry["services"] and certificate.stream == stream and certificate.speaks_for(leaf)

    def add_checkpoint(self, body: str) -> int:
        head, _, rest = body.partition("\n\n")
        first, *lines = head.split("\n")
        require(first.startswith("old "), "request")
        old, proof = decimal(first[4:], 0), [from_base64(line, 32) for line in lines]
        note = read_note(rest)
        name, size_text, root_text, _ = note.text.split("\n")
        size, root, origin = decimal(size_text, 0), from_base64(root_text, 32), self.origins.get(name)
        if origin is None:
            return 404
        signing = [index for index, key in enumerate(origin.keys) if index >= origin.speaking and note.signature_of(key)]
        if not signing:
            return 403
        if old > size:
            return 400
        if old != origin.size:
            return 409
        if not (proof == [] if old == 0 else merkle.consistent(old, size, origin.root, root, proof)):
            return 422
        origin.size, origin.root, origin.speaking = size, root, signing[0]
        return 200


def checks(vectors: dict) -> Iterator[tuple[str, bool]]:
    witness, judge, told = Witness(vectors["witness"]), Judge(vectors["trust"]), 0
    for step in vectors["steps"]:
        is_origin = step["path"] == "add-origin"
        status = judge.add_origin(step["body"], step["seconds"]) if is_origin else judge.add_checkpoint(step["body"])
        yield step["name"], status == step["status"]
        if status == 200 and not is_origin:
            seconds = witness.cosigned_at(read_note(step["body"].partition("\n\n")[2] + step["answer"]))
            yield step["name"], seconds is not None and seconds >= told
            told = seconds or told
        if status == 409:
            name = step["body"].partition("\n\n")[2].split("\n")[0]
            yield step["name"], step["answer"] == f"{judge.origins[name].size}\n"
    yield from directory(vectors["directory"], witness)
    for case in vectors["cosignatures"]:
        note = read_note(f"{case['text']}\n{case['line']}")
        yield case["name"], Witness(case["witness"]).cosigned_at(note) == case["seconds"]


def directory(lines: list[str], witness: Witness) -> Iterator[tuple[str, bool]]:
    tree: merkle.Frontier = []
    for number, line in enumerate(lines[:-1]):
        entry = read_canonical(line)
        tree = merkle.append(tree, merkle.leaf_hash(line.encode()))
        members = {"origin": {"certificate", "origin", "principal"}, "checkpoint": {"checkpoint"}}[entry["kind"]]
        held = entry.keys() == members | {"kind", "time", "v"} and canonical_text(entry) == line
        if entry["kind"] == "checkpoint":
            held = held and witness.cosigned_at(read_note(entry["checkpoint"])) == decimal(entry["time"], 1)
        yield f"entry {number}", held
    end = read_note(read_canonical(lines[-1])["directory"])
    name, size, root, _ = end.text.split("\n")
    yield "directory", (name, int(size)) == (f"{witness.name}/directory", len(lines) - 1)
    yield "directory", from_base64(root, 32) == merkle.root_of(tree) and witness.cosigned_at(end) is not None
    try:
        read_canonical(lines[-1] + " ")
    except Unreadable:
        yield "a line with a space", True
    else:
        yield "a line with a space", False
