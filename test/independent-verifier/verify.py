#!/usr/bin/env python3
"""A verifier of sealed logs written from SPEC.md alone, to find out whether that is possible.

usage: verify.py TRUST.json LOG.jsonl...     prints the decision as JSON; the exit code is that of SPEC.md section 13
       verify.py --cases < CASES.json        [{trust, vocabulary, requests, options}] on standard input, a list of decisions out
"""

import json
import math
import re
import sys
from collections.abc import Iterator

from encoding import Unreadable, from_base64
from notes import Erasure, covers, read_erasure, read_note
from records import Record, place_of, read_checkpoint, read_leaf, read_payload, read_tile, records_of
from stream import Finding, Question, Stream
from trust import Trust, read_trust

VERDICTS = """FOREIGN_KEY BAD_EPOCH EQUIVOCATION REPLAY MODIFIED DISPLAY_MISMATCH INSERTED UNSIGNED MISSING TRUNCATED
STREAM_MISSING""".split()
CONDITIONS = "UNTRUSTED PROVISIONAL UNPROMISED_TAIL UNANCHORED UNCLOSED EXPIRED REDACTED".split()


class Log:
    """All records that were given, sorted into streams."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.streams: dict[str, Stream] = {}
        self.findings: list[Finding] = []

    def add(self, record: Record) -> None:
        payload = record.text("audit.payload")
        seals = ("audit.payload", "audit.sequence.number", "audit.sequence.stream_id")
        if not any(record.named(name) for name in seals):
            return self._unsealed(record) if self._shown_within(record) else None
        try:
            says = read_payload(payload)
            stream = self._stream(says["stream"])
            if says["kind"] == "checkpoint":
                stream.checkpoints.append(read_checkpoint(record, says))
            elif says["kind"] == "tile":
                self._stream(says["stream"]).tiles.update(read_tile(says))
            else:
                leaf = read_leaf(str(payload), says)
                stream.add_leaf(int(says["sequence"]), leaf, record)
        except (Unreadable, KeyError, TypeError):
            if not self._shown_within(record):
                return
            name, number = place_of(record)
            if name and number:
                self._stream(name).unreadable.add(number)
            else:
                self.findings.append(("MODIFIED", name or "-", None, "audit.payload"))

    def _shown_within(self, record: Record) -> bool:
        time, asked = str(record.log.get("timeUnixNano")), self.question
        if not re.fullmatch(r"[1-9][0-9]{9,19}", time, re.ASCII):
            return True
        return (asked.begin is None or asked.begin <= int(time)) and (asked.end is None or int(time) <= asked.end)

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
        known = trust or Trust((), ())
        erasures = tuple(self._erasures(known))
        for stream in self.streams.values():
            stream.verify(known, vocabulary, self.question, erasures)
        streams = [stream for stream in self.streams.values() if stream.judged]
        related, adopted = follow_predecessors(streams) if trust else ([], {})
        for name, found in adopted.items():
            self.streams[name].verify(known, vocabulary, self.question, erasures, found)
        findings = [*(found for stream in streams for found in stream.findings), *related]
        if trust and self.question.begin is None and self.question.end is None:
            findings += follow_relays(streams)
        findings += self.findings
        if trust:
            findings += missing_services(trust, streams)
        conditions = [name for name in CONDITIONS if any(name in stream.conditions for stream in streams)]
        return self._decision(trust, streams, findings, conditions)

    def _erasures(self, trust: Trust) -> Iterator[Erasure]:
        """Statements that count (SPEC.md section 9)."""
        for stream in self.streams.values():
            for leaf in [leaf for found in stream.leaves.values() for leaf in found if leaf.is_a("redaction")]:
                try:
                    note = read_note(str(leaf.says.get("control", {}).get("statement")))
                    erasure = read_erasure(note.text)
                except Unreadable:
                    continue
                erased = self.streams.get(erasure.stream)
                if erased:
                    erased._open(trust)
                known = (erased.opened or erased.resumed) if erased else None
                speaker = known.says if known else None
                roots = [root for root in trust.roots if speaker and root.may_erase(speaker, erasure.time)]
                if any(note.signature_of(root.key) for root in roots):
                    yield erasure

    def _decision(self, trust: Trust | None, streams: list[Stream], findings: list[Finding], conditions: list[str]) -> dict:
        if trust is None:
            return decision("NOT PROVEN", 2, "UNTRUSTED", findings, conditions)
        if findings:
            return decision("NOT INTACT", 1, "", findings, conditions)
        harmless = {"EXPIRED"} | ({"REDACTED"} if "redacted" in self.question.accept else set())
        for condition in [condition for condition in conditions if condition not in harmless]:
            return decision("NOT PROVEN", 2, condition, [], conditions)
        if not streams:
            return decision("NOT PROVEN", 2, "NOTHING_SEALED", [], conditions)
        if "producer" in self.question.require and not all(stream.is_producers() for stream in streams):
            return decision("NOT PROVEN", 2, "NOT_PRODUCER", [], conditions)
        if "witness" in self.question.require:
            return decision("NOT PROVEN", 2, "NOT_WITNESSED", [], conditions)
        return decision("INTACT", 0, "", [], conditions)


def missing_services(trust: Trust, streams: list[Stream]) -> list[Finding]:
    there = [stream.opened.says["service"] for stream in streams if stream.trusted and stream.opened]
    missing = [service for service in trust.expected if not any(covers(service, name) for name in there)]
    return [("STREAM_MISSING", "-", None, "service.name") for _ in missing]


def follow_predecessors(streams: list[Stream]) -> tuple[list[Finding], dict[str, tuple[int, bytes]]]:
    """SPEC.md section 10, step 9: findings, and what successors vouch for."""
    findings: list[Finding] = []
    adopted: dict[str, tuple[int, bytes]] = {}
    by_name = {stream.name: stream for stream in streams}
    continued: set[str] = set()
    ordered = sorted(streams, key=lambda stream: (min((time for _, time in stream._times()), default=0), stream.name))
    for stream in ordered:
        proven = stream.opened and stream.opened.hash == stream.proven.hashes.get(1)
        link = stream.opened.says.get("control", {}).get("predecessor") if proven and stream.trusted else None
        if not isinstance(link, dict):
            continue
        try:
            before, size, root = by_name.get(link["stream"]), int(link["size"]), from_base64(link["root"], 32, url=True)
        except (Unreadable, KeyError, ValueError):
            continue  # names no stream
        about = (stream.name, 1, "control.predecessor")
        if before and not same_service(before, stream):
            findings.append(("FOREIGN_KEY", *about))
        elif link["stream"] in continued:
            findings.append(("EQUIVOCATION", *about))
        else:
            continued.add(link["stream"])
            wrong = contradiction(before, size, root) if before else None
            if wrong:
                findings += wrong
            elif before and size > max(before.signed, default=0) and not before.closed:
                adopted[before.name] = (size, root)
    return findings, adopted


def contradiction(before: Stream, size: int, root: bytes) -> list[Finding]:
    last = max(before.leaves, default=0)
    if last < size:
        return [("TRUNCATED", before.name, number, "-") for number in range(last + 1, size + 1)]
    if before.signed.get(size, root) != root or size < max(before.signed, default=0):
        return [("EQUIVOCATION", before.name, size, "root")]
    return []


def same_service(a: Stream, b: Stream) -> bool:
    parts = ("organisation", "tenant", "environment", "service", "namespace", "retention")
    if not a.opened or not b.opened:
        return True
    return all(a.opened.says.get(part) == b.opened.says.get(part) for part in parts)


def follow_relays(streams: list[Stream]) -> list[Finding]:
    """SPEC.md section 10, step 10."""
    findings: list[Finding] = []
    by_name = {stream.name: stream for stream in streams}
    for stream in [stream for stream in streams if stream.trusted]:
        for number in sorted(stream.leaves):
            leaf = stream._right(number)
            if not leaf or not leaf.is_a("relay"):
                continue
            passed = leaf.says["control"]
            inner, at = by_name.get(passed["stream"]), int(passed["sequence"])
            if not inner or from_base64(passed["leaf"], 32, url=True) in [known.hash for known in inner.leaves.get(at, [])]:
                continue
            if inner.leaves.get(at):
                findings.append(("MODIFIED", inner.name, at, "audit.payload"))
            elif at > max(inner.leaves, default=0):
                findings.append(("MISSING", inner.name, at, "-"))
    return findings


def decision(verdict: str, code: int, reason: str, findings: list[Finding], conditions: list[str]) -> dict:
    found = in_runs(findings)
    return {"verdict": verdict, "exitCode": code, "reason": reason, "findings": found, "conditions": conditions}


def in_runs(findings: list[Finding]) -> list[dict]:
    """In order of precedence; numbers that are missing one after the other in one."""
    streams = list(dict.fromkeys(stream for _, stream, _, _ in findings))
    ordered = sorted(findings, key=lambda f: (VERDICTS.index(f[0]), streams.index(f[1]), f[2] or math.inf))
    runs: list[list] = []
    for verdict, stream, number, what in ordered:
        if number and runs and verdict in ("MISSING", "TRUNCATED") and runs[-1][:2] == [verdict, stream] and runs[-1][4] == number - 1:
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


def judge(trust: dict | None, vocabulary: list[str], requests: list[dict], options: dict | None = None) -> dict:
    asked = options or {}
    log = Log(
        Question(
            *(None if asked.get(name) is None else int(asked[name]) for name in ("from", "to", "asOf")),
            store=asked.get("source") == "store",
            require=tuple(asked.get("require", ())),
            accept=tuple(asked.get("accept", ())),
        )
    )
    for request in requests:
        for record in records_of(request):
            log.add(record)
    return log.decide(None if trust is None else read_trust(trust), vocabulary)


def main(arguments: list[str]) -> int:
    if arguments == ["--cases"]:
        cases = json.load(sys.stdin)
        print(json.dumps([judge(case["trust"], case["vocabulary"], case["requests"], case.get("options")) for case in cases]))
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
