#!/usr/bin/env python3
"""A verifier of sealed logs written from SPEC.md alone, to find out whether that is possible.

usage: verify.py TRUST.json LOG.jsonl...     prints the decision as JSON; the exit code is that of SPEC.md section 13
       verify.py --cases < CASES.json        [{trust, vocabulary, requests}] on standard input, a list of decisions out
"""

import json
import math
import sys

import merkle
from encoding import Unreadable, from_base64
from notes import covers
from records import Record, place_of, read_checkpoint, read_leaf, read_payload, records_of
from stream import Finding, Stream
from trust import Trust, read_trust

VERDICTS = """FOREIGN_KEY BAD_EPOCH EQUIVOCATION REPLAY MODIFIED DISPLAY_MISMATCH INSERTED UNSIGNED MISSING TRUNCATED
STREAM_MISSING""".split()
CONDITIONS = "UNTRUSTED PROVISIONAL UNPROMISED_TAIL UNANCHORED UNCLOSED".split()


class Log:
    """All records that were given, sorted into streams."""

    def __init__(self) -> None:
        self.streams: dict[str, Stream] = {}
        self.findings: list[Finding] = []

    def add(self, record: Record) -> None:
        payload = record.text("audit.payload")
        seals = ("audit.payload", "audit.sequence.number", "audit.sequence.stream_id")
        if not any(record.named(name) for name in seals):
            return self._unsealed(record)
        try:
            says = read_payload(payload)
            stream = self._stream(says["stream"])
            if says["kind"] == "checkpoint":
                stream.checkpoints.append(read_checkpoint(record, says))
            elif says["kind"] != "tile":
                leaf = read_leaf(str(payload), says)
                stream.add_leaf(int(says["sequence"]), leaf, record)
        except (Unreadable, KeyError, TypeError):
            name, number = place_of(record)
            if name and number:
                self._stream(name).unreadable.add(number)
            else:
                self.findings.append(("MODIFIED", name or "-", None, "audit.payload"))

    def _stream(self, name: str) -> Stream:
        return self.streams.setdefault(name, Stream(name))

    def _unsealed(self, record: Record) -> None:
        names = [("eventName", record.log.get("eventName")), ("event.name", record.text("event.name"))]
        names += [(a.get("key"), a.get("key")) for a in record.attributes]
        for what, name in names:
            if str(name or "").startswith(("security.", "audit.")):
                self.findings.append(("UNSIGNED", "-", None, str(what)))
                return

    def decide(self, trust: Trust | None, vocabulary: list[str]) -> dict:
        for stream in self.streams.values():
            stream.verify(trust or Trust((), ()), vocabulary)
        streams = [stream for stream in self.streams.values() if stream.leaves or stream.checkpoints]
        findings = [*self.findings, *(found for stream in streams for found in stream.findings)]
        if trust:
            findings += follow_predecessors(self.streams)
            findings += missing_services(trust, streams)
        conditions = {condition for stream in streams for condition in stream.conditions}
        if trust is None:
            return decision("NOT PROVEN", 2, "UNTRUSTED", findings)
        if findings:
            return decision("NOT INTACT", 1, "", findings)
        for condition in CONDITIONS:
            if condition in conditions:
                return decision("NOT PROVEN", 2, condition, [])
        if not streams:
            return decision("NOT PROVEN", 2, "NOTHING_SEALED", [])
        return decision("INTACT", 0, "", [])


def missing_services(trust: Trust, streams: list[Stream]) -> list[Finding]:
    there = [stream.opened.says["service"] for stream in streams if stream.trusted and stream.opened]
    missing = [service for service in trust.expected if not any(covers(service, name) for name in there)]
    return [("STREAM_MISSING", "-", None, "service.name") for _ in missing]


def follow_predecessors(streams: dict[str, Stream]) -> list[Finding]:
    """SPEC.md section 10, step 9."""
    findings: list[Finding] = []
    continued: set[str] = set()
    for stream in streams.values():
        says = stream.opened.says if stream.opened and stream.trusted else {}
        link = says.get("control", {}).get("predecessor")
        before = streams.get(link["stream"]) if isinstance(link, dict) and "stream" in link else None
        if before is None:
            continue
        size = int(link["size"])
        if max(before.leaves, default=0) < size:
            findings.append(("TRUNCATED", before.name, max(before.leaves, default=0) + 1, "-"))
        tree: merkle.Frontier = []
        for number in range(1, size + 1):
            tree = merkle.append(tree, before.proven.hashes[number]) if number in before.proven.hashes else []
        known = all(number in before.proven.hashes for number in range(1, size + 1))
        other = known and merkle.root_of(tree) != from_base64(link["root"], 32, url=True)
        if other or before.name in continued:
            findings.append(("EQUIVOCATION", stream.name, 1, "control.predecessor"))
        continued.add(before.name)
    return findings


def decision(verdict: str, code: int, reason: str, findings: list[Finding]) -> dict:
    return {"verdict": verdict, "exitCode": code, "reason": reason, "findings": in_runs(findings)}


def in_runs(findings: list[Finding]) -> list[dict]:
    """In order of precedence; numbers that are missing one after the other in one."""
    streams = list(dict.fromkeys(stream for _, stream, _, _ in findings))
    ordered = sorted(findings, key=lambda f: (VERDICTS.index(f[0]), streams.index(f[1]), f[2] or math.inf))
    runs: list[list] = []
    for verdict, stream, number, what in ordered:
        if number and runs and verdict == "MISSING" and runs[-1][:2] == [verdict, stream] and runs[-1][4] == number - 1:
            runs[-1][4] = number
        else:
            runs.append([verdict, stream, what, number, number])
    return [
        {
            "verdict": verdict,
            "stream": stream,
            "sequence": "-" if first is None else str(first) if first == last else f"{first}\u2013{last}",
            "field": what,
        }
        for verdict, stream, what, first, last in runs
    ]


def judge(trust: dict | None, vocabulary: list[str], requests: list[dict]) -> dict:
    log = Log()
    for request in requests:
        for record in records_of(request):
            log.add(record)
    return log.decide(None if trust is None else read_trust(trust), vocabulary)


def main(arguments: list[str]) -> int:
    if arguments == ["--cases"]:
        cases = json.load(sys.stdin)
        print(json.dumps([judge(case["trust"], case["vocabulary"], case["requests"]) for case in cases]))
        return 0
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 64
    trust, *logs = arguments
    requests = [json.loads(line) for path in logs for line in open(path, encoding="utf-8") if line.strip()]
    decided = judge(json.load(open(trust, encoding="utf-8")), [], requests)
    print(json.dumps(decided))
    return decided["exitCode"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
