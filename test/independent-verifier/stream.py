"""One stream from its records to its findings, in the steps of SPEC.md section 10."""

import re
from dataclasses import dataclass, field

import merkle
from chain import Proven, SignedRoot, breaks, prove
from display import checkpoint_difference, first_difference
from encoding import percent_encode
from notes import Certificate, Erasure, Key, read_note
from records import IDENTITY, Checkpoint, Leaf, Record
from trust import Trust, judge_certificate

Finding = tuple[str, str, int | None, str]  # verdict, stream, sequence, field
NANOSECONDS = 1_000_000_000
SILENCE = 150 * NANOSECONDS
ENDLESS = 2**62


def shown_time(record: Record) -> int | None:
    text = str(record.log.get("timeUnixNano"))
    return int(text) if re.fullmatch(r"[1-9][0-9]{9,19}", text, re.ASCII) else None


@dataclass(frozen=True)
class Question:
    """What a verification is asked, times in nanoseconds."""

    begin: int | None = None
    end: int | None = None
    as_of: int | None = None
    store: bool = False
    require: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()


@dataclass
class Epoch:
    key: Key
    certificate: Certificate
    after: int  # the size that the epoch before it signed last
    signed: int = 0  # the largest size under a checkpoint of it


@dataclass
class Stream:
    name: str
    leaves: dict[int, list[Leaf]] = field(default_factory=dict)
    checkpoints: list[Checkpoint] = field(default_factory=list)
    unreadable: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    conditions: set[str] = field(default_factory=set)
    epochs: list[Epoch] = field(default_factory=list)
    opened: Leaf | None = None
    resumed: Leaf | None = None  # the rotation that stands in for a beginning that is gone
    trusted: bool = False
    foreign: bool = False
    proven: Proven = field(default_factory=Proven)
    tiles: dict[int, bytes] = field(default_factory=dict)
    signed: dict[int, bytes] = field(default_factory=dict)  # roots by size
    closed: bool = False
    judged: bool = True  # whether the stream has to do with the range
    after: int = 0
    until: int = ENDLESS
    question: Question = Question()

    def add_leaf(self, number: int, leaf: Leaf, record: Record) -> None:
        variants = self.leaves.setdefault(number, [])
        same = next((known for known in variants if known.hash == leaf.hash), None)
        if same is None:
            variants.append(leaf)
        (same or leaf).copies.append(record)

    def report(self, verdict: str, number: int | None, what: str) -> None:
        if number is None or self.after < number <= self.until or (number == 1 and what.startswith("control.")):
            self.findings.append((verdict, self.name, number, what))

    def verify(
        self,
        trust: Trust,
        vocabulary: list[str],
        question: Question = Question(),
        erasures: tuple[Erasure, ...] = (),
        adopted: tuple[int, bytes] | None = None,
    ) -> None:
        self.question, self.findings, self.conditions, self.epochs, self.foreign = question, [], set(), [], False
        self._open(trust)
        own = self._signed_roots() if self.epochs else []
        self.signed = {root.size: root.root for root in own}
        size = own[-1].size if own else 0
        self._prove(own + ([SignedRoot(*adopted, ())] if adopted else []), erasures)
        self._find_interval(own)
        self.findings = [found for found in self.findings if self._speaks_of(found)]
        astray = self._astray(vocabulary)
        if not self.judged and not astray:
            self.findings, self.conditions = [], set()
            return
        for number in self.proven.contradictions:
            self.report("EQUIVOCATION", number, "root")
        alive = self._is_alive(size)
        self._check_leaves(size, vocabulary, adopted, alive)
        self._check_checkpoints(self.signed, vocabulary)
        self._end(size, alive)
        self.judged = True
        beyond = [number for number in sorted(self.unreadable) if not self.after < number <= self.until]
        self.findings += [*astray, *(("MODIFIED", self.name, number, "audit.payload") for number in beyond)]

    def _astray(self, vocabulary: list[str]) -> list[Finding]:
        """Records that show a time within the range and say that they were sealed outside; those that are judged are told anyway."""
        return [
            ("DISPLAY_MISMATCH", self.name, number, what)
            for number, variants in sorted(self.leaves.items())
            for leaf in variants
            for copy in ([] if self.after < number <= self.until or self._asks_about(leaf.time) else leaf.copies)
            if self._asks_about(shown_time(copy)) and (what := first_difference(copy, leaf.says, vocabulary)) is not None
        ]

    def _asks_about(self, time: int | None) -> bool:
        begin, end = self.question.begin, self.question.end
        return time is not None and (begin is None or begin <= time) and (end is None or time <= end)

    def _speaks_of(self, found: Finding) -> bool:
        number = found[2]
        return number is None or self.after < number <= self.until or number == 1

    def _prove(self, roots: list[SignedRoot], erasures: tuple[Erasure, ...]) -> None:
        stated: dict[int, list[bytes]] = {}
        for erasure in erasures:
            if erasure.stream == self.name and erasure.number not in self.leaves:
                hashes = stated.setdefault(erasure.number, [])
                hashes += [erasure.leaf] if erasure.leaf not in hashes else []
        while True:
            given = self.leaves | {number: [Leaf({}, hashes[0])] for number, hashes in stated.items()}
            self.proven = prove(given, roots, self.tiles)
            wrong = [number for number, hashes in stated.items() if self.proven.hashes.get(number) != hashes[0]]
            if not wrong:
                self.leaves = given
                return
            known = [number for number in wrong if number in self.proven.hashes]
            for number in known or wrong:
                stated[number] = stated[number][1:]
            stated = {number: hashes for number, hashes in stated.items() if hashes}

    def _times(self) -> list[tuple[int, int]]:
        """Number and time of the first payload of each number that is here."""
        return [(n, found[0].time) for n, found in sorted(self.leaves.items()) if found and found[0].time is not None]

    def _find_interval(self, roots: list[SignedRoot]) -> None:
        begin, end = self.question.begin, self.question.end
        first = self._right(1)
        if self.opened is None and first is not None and first.says:  # of an erased one nobody can say what it was
            self.report("BAD_EPOCH", 1, "kind")
        last_root = roots[-1].size if roots else 0
        self.closed = any(
            leaf.is_a("close") and leaf.hash == self.proven.hashes.get(last_root) for leaf in self.leaves.get(last_root, [])
        )
        if begin is None and end is None:
            return
        times = self._times()
        if not self.unreadable:
            late = end is not None and times and times[0][1] > end
            early = begin is not None and times and times[-1][1] + (0 if self.closed else SILENCE) < begin
            self.judged = (bool(times) and not late and not early) or self._has_lost_within()
        if begin is not None:
            before = [n for n, time in times if time < begin and self._right(n) is self.leaves[n][0]]
            self.after = before[-1] if before else min(self.leaves, default=1) - 1
            if not before and 1 not in self.leaves and not self._expired():
                self.conditions.add("UNANCHORED")
        if end is not None:
            ends = [root.size for root in roots if dict(times).get(root.size, end) > end]
            self.until = ends[0] if ends else ENDLESS

    def _has_lost_within(self) -> bool:
        """Whether a checkpoint that shows a time within the range, or none, is over a last leaf that is not here."""
        begin, end = self.question.begin or 0, self.question.end or ENDLESS
        shown = [shown_time(one.record) for one in self.checkpoints if one.size not in self.leaves]
        return any(time is None or begin <= time <= end for time in shown)

    def _right(self, number: int) -> Leaf | None:
        wanted = self.proven.hashes.get(number)
        return next((leaf for leaf in self.leaves.get(number, []) if leaf.hash == wanted), None)

    def _expired(self) -> int:
        """How many leaves at the beginning are gone because their time was over."""
        first = min(self.leaves, default=1)
        oldest = self._right(first)
        if first == 1 or not self.trusted or self.question.as_of is None or oldest is None or oldest.time is None:
            return 0
        rotations = [leaf for n in sorted(self.leaves) for leaf in [self._right(n)] if leaf and leaf.is_a("rotate")]
        minimum = rotations[0].says["control"].get("minimum_retention", "") if rotations else ""
        if not re.fullmatch(r"[1-9][0-9]{0,10}", str(minimum)):
            return 0
        return first - 1 if oldest.time + int(minimum) * NANOSECONDS <= self.question.as_of else 0

    def _is_alive(self, size: int) -> bool:
        asked = self.question
        end = asked.as_of if asked.end is None else asked.end
        last = next((leaf.time for leaf in self.leaves.get(size, [])), None)
        if self.closed or not asked.store or "closed" in asked.require or end is None or last is None:
            return False
        return last + SILENCE >= end

    def _open(self, trust: Trust) -> None:
        candidates = [leaf for leaf in self.leaves.get(1, []) if leaf.is_a("open")]
        stated = [leaf.prev for leaf in self.leaves.get(2, [])]
        candidates.sort(key=lambda leaf: leaf.hash not in stated)
        if not candidates:
            return self._resume(trust)
        self.opened = leaf = candidates[0]
        vouching = self._certificate(trust, leaf)
        wrong, certificate = judge_certificate(trust, leaf.says, vouching)
        self.trusted = wrong is None
        if wrong == "UNTRUSTED":
            self.conditions.add(wrong)
        elif wrong:
            self.report(wrong, 1, "control.certificate")
        if certificate:
            self.epochs.append(Epoch(Key(self.origin, certificate.public), certificate, 0))
            self._follow_rotations(trust)
        control = leaf.says.get("control", {})
        if "provisional" in control and vouching == control.get("certificate"):
            self.conditions.add("PROVISIONAL")

    def _follow_rotations(self, trust: Trust) -> None:
        for number in sorted(n for n in self.leaves if n > self.epochs[0].after):
            for rotate in self._rotations(number):
                self._rotate(trust, number, rotate)

    def _rotations(self, number: int) -> list[Leaf]:
        rotations = [leaf for leaf in self.leaves[number] if leaf.is_a("rotate")]
        return [leaf for leaf in rotations if "endorsement" not in leaf.says.get("control", {})]

    def _resume(self, trust: Trust) -> None:
        """Without a beginning, the first rotation with a trusted certificate says who speaks from there on."""
        for number in sorted(self.leaves):
            for rotate in self._rotations(number):
                text = rotate.says.get("control", {}).get("certificate")
                wrong, certificate = judge_certificate(trust, rotate.says, text)
                if wrong or not certificate:
                    continue
                self.resumed, self.trusted = rotate, True
                self.epochs.append(Epoch(Key(self.origin, certificate.public), certificate, number))
                return self._follow_rotations(trust)

    def _certificate(self, trust: Trust, opening: Leaf) -> object:
        """What the open leaf carries, or for a provisional stream the same text signed by a root later on."""
        own = opening.says.get("control", {}).get("certificate")
        if opening.says.get("control", {}).get("provisional") != "true" or not isinstance(own, str):
            return own
        for number in sorted(self.leaves):
            for leaf in self.leaves[number]:
                late = leaf.says.get("control", {}).get("endorsement") if leaf.says["kind"] == "rotate" else None
                if isinstance(late, str) and late.rpartition("\n\n")[0] == own.rpartition("\n\n")[0]:
                    if judge_certificate(trust, opening.says, late)[0] is None:
                        return late
        return own

    def is_producers(self) -> bool:
        proven = self.opened and self.opened.hash == self.proven.hashes.get(1)
        if not proven or self.opened.says["control"].get("signer") != "collector":
            return bool(proven)
        return not any(leaf.is_a("record") for number in self.leaves for leaf in self.leaves[number])

    @property
    def origin(self) -> str:
        known = self.opened or self.resumed
        says = known.says if known else {}
        parts = [percent_encode(says.get(name, "")) for name in IDENTITY[:4]]
        return "/".join(["otelseal", *parts, self.name])

    def _rotate(self, trust: Trust, number: int, leaf: Leaf) -> None:
        text = leaf.says.get("control", {}).get("certificate")
        wrong, certificate = judge_certificate(trust, leaf.says, text)
        outgoing = self.epochs[-1]
        if wrong == "UNTRUSTED" and not self.trusted:
            wrong = None
        if not wrong and certificate:
            countersigned = read_note(str(text)).signature_of(outgoing.key)
            in_order = certificate.epoch == outgoing.certificate.epoch + 1 and number > outgoing.after
            wrong = None if countersigned and in_order else "BAD_EPOCH"
        if wrong == "UNTRUSTED":
            self.conditions.add(wrong)
        elif wrong or not certificate:
            self.report(wrong or "BAD_EPOCH", number, "control.certificate")
        else:
            self.epochs.append(Epoch(Key(self.origin, certificate.public), certificate, number))

    def _signed_roots(self) -> list[SignedRoot]:
        roots: dict[int, list[Checkpoint]] = {}
        unknown = 0 if self.opened else self.epochs[0].after
        for checkpoint in [checkpoint for checkpoint in self.checkpoints if checkpoint.size > unknown]:
            wrong = self._refusal(checkpoint)
            if wrong:
                self.report(wrong, checkpoint.size, "checkpoint")
            else:
                roots.setdefault(checkpoint.size, []).append(checkpoint)
        for size, signed in roots.items():
            if len({checkpoint.root for checkpoint in signed}) > 1:
                self.report("EQUIVOCATION", size, "root")
        speaking = [index for index, epoch in enumerate(self.epochs) if epoch.signed]
        for epoch, following in list(zip(self.epochs, self.epochs[1:]))[: max(speaking, default=0)]:
            if epoch.signed != following.after:
                self.report("BAD_EPOCH", following.after, "checkpoint")
        return [
            SignedRoot(size, signed[0].root, tuple({tuple(c.proof) for c in signed if c.root == signed[0].root}))
            for size, signed in sorted(roots.items())
        ]

    def _refusal(self, checkpoint: Checkpoint) -> str | None:
        signing = [epoch for epoch in self.epochs if checkpoint.note.signature_of(epoch.key) is not None]
        if not signing:
            return "FOREIGN_KEY"
        epoch = signing[0]
        if not checkpoint.note.signature_of(epoch.key):
            return "MODIFIED"
        later = [other.after for other in self.epochs if other.after > epoch.after]
        if checkpoint.size <= epoch.after or (later and checkpoint.size > later[0]):
            return "BAD_EPOCH"
        if checkpoint.origin != self.origin:
            return "REPLAY"
        epoch.signed = max(epoch.signed, checkpoint.size)
        return None

    def _check_leaves(self, size: int, vocabulary: list[str], adopted: tuple[int, bytes] | None, alive: bool) -> None:
        broken = breaks(self.leaves, self.proven, max(size, adopted[0] if adopted else 0))
        gone = self._expired()
        late = False
        if gone:
            self.conditions.add("EXPIRED")
        last = max([size, *self.leaves, *self.unreadable], default=0)
        for number in range(max(self.after, gone) + 1, min(last, self.until) + 1):
            variants, wanted = self.leaves.get(number, []), self.proven.hashes.get(number)
            right = self._right(number)
            if number in self.unreadable:
                self.report("MODIFIED", number, "audit.payload")
            elif not variants:
                self.report("MISSING", number, "-")
            chosen = right or (variants[0] if variants else None)
            for _ in [leaf for leaf in variants if leaf is not chosen]:
                self.report("INSERTED", number, "-")
            if chosen is None:
                continue
            if not chosen.says:
                self.conditions.add("REDACTED")
                continue
            if (wanted and not right) or number in broken:
                differences = [first_difference(copy, chosen.says, vocabulary) for copy in chosen.copies]
                self.report("MODIFIED", number, next((what for what in differences if what is not None), "audit.payload"))
                continue
            if not right and not (alive and number > size):
                self.conditions.add("UNANCHORED")
            if right and adopted and number > size:
                self.conditions.add("UNPROMISED_TAIL")
            self._check_display(number, chosen, vocabulary)
            self._check_identity(number, chosen)
            if not late and not self._in_time(number, chosen):
                late = True
                self.report("BAD_EPOCH", number, "audit.time")

    def _check_display(self, number: int, leaf: Leaf, vocabulary: list[str]) -> None:
        differences = [first_difference(copy, leaf.says, vocabulary) for copy in leaf.copies]
        for what in [what for what in differences if what is not None]:
            moved = what in ("service.name", "service.namespace", "service.instance.id") and None in differences
            self.report("REPLAY" if moved else "DISPLAY_MISMATCH", number, what)

    def _check_identity(self, number: int, leaf: Leaf) -> None:
        speaking = self.opened or self.resumed
        opened = speaking.says if speaking else leaf.says
        if any(leaf.says.get(name) != opened.get(name) for name in (*IDENTITY, "retention")) and not self.foreign:
            self.foreign = True
            self.report("FOREIGN_KEY", number, "identity")

    def _in_time(self, number: int, leaf: Leaf) -> bool:
        epochs = [epoch for epoch in self.epochs if epoch.after < number]
        if not epochs:
            return True
        certificate = epochs[-1].certificate
        time = int(leaf.says["time"])
        return certificate.not_before * NANOSECONDS <= time <= certificate.not_after * NANOSECONDS

    def _check_checkpoints(self, roots: dict[int, bytes], vocabulary: list[str]) -> None:
        tree: merkle.Frontier | None = []
        proofs: dict[int, list[bytes]] = {}
        for number in range(1, max(roots, default=0) + 1):
            leaf = self.proven.hashes.get(number)
            if leaf is None or tree is None:
                tree = None
                break
            proofs[number] = merkle.proof_of_last_leaf(tree)
            tree = merkle.append(tree, leaf)
        for checkpoint in [c for c in self.checkpoints if roots.get(c.size) == c.root]:
            size, leaf = checkpoint.size, self.proven.hashes.get(checkpoint.size)
            holds = leaf is None or merkle.includes(size - 1, size, leaf, checkpoint.proof, checkpoint.root)
            if not holds or checkpoint.proof != proofs.get(size, checkpoint.proof):
                self.report("MODIFIED", size, "proof")
            what = checkpoint_difference(checkpoint, vocabulary)
            last = [known for known in self.leaves.get(size, []) if known.hash == leaf]
            if last and last[0].says and last[0].says["time"] != str(checkpoint.record.log.get("timeUnixNano")):
                what = what if what == "eventName" else "timeUnixNano"
            if what is not None:
                self.report("DISPLAY_MISMATCH", size, what)

    def _end(self, size: int, alive: bool) -> None:
        if not self.closed:
            if not alive and self.until == ENDLESS:
                self.conditions.add("UNCLOSED")
            return
        beyond = sorted(number for number in self.leaves if number > size)
        self.findings = [found for found in self.findings if found[2] is None or found[2] <= size]
        for number in beyond:
            for _ in self.leaves[number]:
                self.report("INSERTED", number, "-")
