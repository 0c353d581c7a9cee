#!/usr/bin/env python3
"""Every vector beside those of streams: prints a JSON list of the files, how many cases held, and which did not."""

import json
import struct
import sys
from collections.abc import Callable, Iterator
from math import isfinite
from pathlib import Path

import ed25519
import merkle
import witness
from display import RESERVED, joined
from encoding import Unreadable, canonical_text, read_canonical, to_base64
from notes import read_certificate, read_note, read_vkey
from records import read_leaf
from stores import document_difference, loki_difference
from values import digest_of, number_text, salted_digest, signed_form

Checks = Iterator[tuple[str, bool]]


def refuses(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except Unreadable:
        return True
    return False


def canonical(vectors: dict) -> Checks:
    for case in vectors["cases"]:
        yield case["name"], canonical_text(case["record"]) == case["text"] and read_canonical(case["text"]) == case["record"]
    for case in vectors["refused"]:
        yield case["name"], refuses(read_canonical, case["text"])


def certificates(vectors: dict) -> Checks:
    for case in vectors["cases"]:
        read, fields = read_certificate(case["text"]), case["fields"]
        same = all(getattr(read, name) == fields[name] for name in "organisation tenant environment service stream epoch".split())
        times = (read.not_before, read.not_after) == (fields["notBefore"], fields["notAfter"])
        yield case["name"], same and times and to_base64(read.public) == fields["publicKey"]
        yield case["name"], read_note(case.get("note", case["text"] + "\n\u2014 a AAAAAAA=\n")).text == case["text"]
    for case in vectors["refused"]:
        yield case["name"], refuses(read_certificate, case["text"])


def signatures(vectors: dict) -> Checks:
    for case in vectors["cases"]:
        given = [bytes.fromhex(case[name]) for name in ("publicKey", "message", "signature")]
        yield case["name"], ed25519.verify(*given) == case["valid"]


def signers(note: str, vkeys: list[str]) -> list[str] | str:
    """The names whose signatures hold in the order of their lines, or why the note does not open."""
    try:
        read = read_note(note)
    except Unreadable:
        return "ERR_NOTE_MALFORMED"
    keys = [key for key in map(read_vkey, vkeys) if read.signatures_of(key)]
    if not all(read.signatures_of(key)[0] for key in keys):  # C2SP: a key's first line counts
        return "ERR_NOTE_SIGNATURE"
    known = {(key.name, key.key_id) for key in keys}
    names = {(name, key_id): name for name, key_id, _ in read.signatures if (name, key_id) in known}
    return list(names.values()) or "ERR_NOTE_UNVERIFIED"


def notes(vectors: dict) -> Checks:
    for case in vectors["cases"]:
        yield case["name"], signers(case["note"], case["vkeys"]) == case.get("error", case.get("signers"))


def values(vectors: dict) -> Checks:
    for case in vectors["cases"]:
        yield case["name"], canonical_text(signed_form(case["value"])) == case["signed"]


OF_COLLECTORS = set("host cloud k8s container process service deployment".split())


def keeps(name: str) -> bool:
    """Whether a sealer leaves an attribute its name (SPEC.md section 3); `name` is well formed."""
    spelled = joined(name)
    if spelled in RESERVED or spelled.startswith("audit_sequence_") or spelled.strip("_") == "":
        return False
    if name.startswith(("data_stream.", "elasticsearch.")) or (name.startswith("__") and name.endswith("__")):
        return False
    return spelled.lower().split("_")[0] not in OF_COLLECTORS


def spelled_out(name: str, value: object, in_list: bool = False) -> Iterator[str]:
    """The names of an attribute and of all members of maps in it; those of maps in lists may come again and again."""
    if not in_list:
        yield name
    if isinstance(value, list):
        yield from sorted({below for item in value for below in spelled_out(name, item, True)})
    for member, inner in value.items() if isinstance(value, dict) else ():
        yield from spelled_out(f"{name}.{member}", inner)


def stays_apart(attributes: dict) -> bool:
    """Whether a sealer leaves these attributes as they are: no name, nor that of a member, meets another or a reserved one."""
    names = [below for name, value in attributes.items() for below in spelled_out(name, value)]
    return len({joined(name) for name in names}) == len(names) and all(keeps(name) for name in names)


def attribute_names(vectors: dict) -> Checks:
    for case in vectors["cases"]:
        yield case["given"], case["sealed"] == (case["given"] if keeps(case["given"]) else f"renamed.0.{case['given']}")
    for case in vectors["together"]:
        is_kept = case["given"] == case["sealed"]
        yield case["name"], stays_apart(case["sealed"]) and is_kept == stays_apart(case["given"])


def numbers(vectors: dict) -> Checks:
    """SPEC.md takes only the text of finite numbers and the order of names from RFC 8785; other numbers have null for a text."""
    for case in vectors["numbers"]:
        [number] = struct.unpack(">d", bytes.fromhex(case["bits"]))
        yield case["bits"], (number_text(number) if isfinite(number) else None) == case["text"]


def leaves(vectors: dict) -> Checks:
    tree: merkle.Frontier = []
    for index, case in enumerate(vectors["leaves"]):
        leaf = read_leaf(case["payload"], read_canonical(case["payload"]))
        tree = merkle.append(tree, leaf.hash)
        yield f"leaf {index}", (leaf.hash.hex(), merkle.root_of(tree).hex()) == (case["hash"], case["root"])
    for index, case in enumerate(vectors["digests"]):
        digest = salted_digest(case["salt"], case["text"])
        held = digest == case["sha256"] and case.get("value", f"h:{len(case['text'])}:{digest}").endswith(digest)
        yield f"digest {index}", held
        if case["text"].startswith('"s:'):
            yield f"digest {index}", digest_of(case["salt"], json.loads(case["text"])) == case["value"]


def tree(vectors: dict) -> Checks:
    for case in vectors["leaves"]:
        yield "leaf", merkle.leaf_hash(bytes.fromhex(case["data"])).hex() == case["hash"]
    for case in vectors["nodes"]:
        yield "node", merkle.node_hash(bytes.fromhex(case["left"]), bytes.fromhex(case["right"])).hex() == case["hash"]
    grown: merkle.Frontier = []
    for case, leaf in zip(vectors["trees"], vectors["leaves"], strict=True):
        proof = merkle.proof_of_last_leaf(grown)
        grown = merkle.append(grown, bytes.fromhex(leaf["hash"]))
        held = merkle.root_of(grown).hex() == case["root"]
        yield f"tree {case['size']}", held and [step.hex() for step in proof] == case["proofOfLastLeaf"]
    for case in vectors["inclusion"]:
        leaf, root, proof = bytes.fromhex(case["leafHash"]), bytes.fromhex(case["root"]), [*map(bytes.fromhex, case["proof"])]
        where = (int(case["leafIndex"]), int(case["treeSize"]))
        yield f"inclusion {where}", merkle.includes(*where, leaf, proof, root)
        yield f"changed root {where}", not merkle.includes(*where, leaf, proof, bytes(32))
        yield f"longer proof {where}", not merkle.includes(*where, leaf, [*proof, leaf], root)
    for case in vectors["consistency"]:
        sizes, proof = (int(case["size1"]), int(case["size2"])), [*map(bytes.fromhex, case["proof"])]
        roots = bytes.fromhex(case["root1"]), bytes.fromhex(case["root2"])
        yield f"consistency {sizes}", merkle.consistent(*sizes, *roots, proof)
        yield f"changed root {sizes}", not merkle.consistent(*sizes, bytes(32), roots[1], proof)


def displays(vectors: dict) -> Checks:
    difference = {"loki": loki_difference, "elasticsearch": document_difference}
    for case in vectors["cases"]:
        says = read_canonical(case["payload"])
        what = difference[case["store"]](says, case["payload"], case["shown"], vectors["vocabulary"])
        yield case["name"], what == case["field"]


FILES = {
    "attribute-names": attribute_names,
    "canonical-text": canonical, "certificates": certificates, "displays": displays, "ed25519": signatures, "json-canonicalization": numbers,
    "leaves": leaves, "notes": notes, "tree": tree, "values": values,
    "witness": witness.checks,
}  # fmt: skip


def main(folder: str) -> None:
    results = []
    for name, check in FILES.items():
        checks = list(check(json.loads((Path(folder) / f"{name}.json").read_text("utf-8"))))
        results.append({"file": name, "held": sum(held for _, held in checks), "failed": [n for n, held in checks if not held]})
    print(json.dumps(results))


if __name__ == "__main__":
    main(sys.argv[1])
