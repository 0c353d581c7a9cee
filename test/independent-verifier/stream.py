"""One stream from its records to its findings, in the steps of SPEC.md section 10."""

from dataclasses import dataclass, field

import merkle
from chain import Proven, SignedRoot, prove, tail_breaks
from display import checkpoint_difference, first_difference
from encoding import percent_encode
from notes import Certificate, Key, read_note
from records import IDENTITY, Checkpoint, Leaf, Record
from trust import Trust, judge_certificate

Finding = tuple[str, str, int | None, str]  # verdict, stream, sequence, field
NANOSECONDS = 1_000_000_000


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
    trusted: bool = False
    foreign: bool = False
    proven: Proven = field(default_factory=Proven)

    def add_leaf(self, number: int, leaf: Leaf, record: Record) -> None:
        variants = self.leaves.setdefault(number, [])
        same = next((known for known in variants if known.hash == leaf.hash), None)
        if same is None:
            variants.append(leaf)
        (same or leaf).copies.append(record)

    def report(self, verdict: str, number: int | None, what: str) -> None:
        self.findings.append((verdict, self.name, number, what))

    def verify(self, trust: Trust, vocabulary: list[str]) -> None:
        self._open(trust)
        roots = self._signed_roots() if self.epochs else []
        self.proven = prove(self.leaves, roots)
        for number in self.proven.contradictions:
            self.report("EQUIVOCATION", number, "root")
        size = roots[-1].size if roots else 0
        self._check_leaves(size, vocabulary)
        self._check_checkpoints({root.size: root.root for root in roots}, vocabulary)
        self._end(size)

    def _open(self, trust: Trust) -> None:
        candidates = [leaf for leaf in self.leaves.get(1, []) if leaf.says["kind"] == "open"]
        stated = [leaf.prev for leaf in self.leaves.get(2, [])]
        candidates.sort(key=lambda leaf: leaf.hash not in stated)
        if not candidates:
            return
        self.opened = leaf = candidates[0]
        wrong, certificate = judge_certificate(trust, leaf.says, leaf.says.get("control", {}).get("certificate"))
        self.trusted = wrong is None
        if wrong == "UNTRUSTED":
            self.conditions.add(wrong)
        elif wrong:
            self.report(wrong, 1, "control.certificate")
        if certificate:
            self.epochs.append(Epoch(Key(self.origin, certificate.public), certificate, 0))
            for number in sorted(self.leaves):
                for rotate in [leaf for leaf in self.leaves[number] if leaf.says["kind"] == "rotate"]:
                    self._rotate(trust, number, rotate)

    @property
    def origin(self) -> str:
        says = self.opened.says if self.opened else {}
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
        for checkpoint in self.checkpoints:
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

    def _check_leaves(self, size: int, vocabulary: list[str]) -> None:
        broken = tail_breaks(self.leaves, self.proven)
        expired = False
        for number in range(1, max([size, *self.leaves, *self.unreadable], default=0) + 1):
            variants, wanted = self.leaves.get(number, []), self.proven.hashes.get(number)
            right = next((leaf for leaf in variants if leaf.hash == wanted), None)
            if number in self.unreadable:
                self.report("MODIFIED", number, "audit.payload")
            elif not variants:
                self.report("MISSING", number, "-")
            chosen = right or (variants[0] if variants else None)
            for _ in [leaf for leaf in variants if leaf is not chosen]:
                self.report("INSERTED", number, "-")
            if chosen is None:
                continue
            if (wanted and not right) or number in broken:
                differences = [first_difference(copy, chosen.says, vocabulary) for copy in chosen.copies]
                self.report("MODIFIED", number, next((what for what in differences if what is not None), "audit.payload"))
                continue
            if not right:
                self.conditions.add("UNANCHORED")
            self._check_display(number, chosen, vocabulary)
            self._check_identity(number, chosen)
            if not expired and not self._in_time(number, chosen):
                expired = True
                self.report("BAD_EPOCH", number, "audit.time")

    def _check_display(self, number: int, leaf: Leaf, vocabulary: list[str]) -> None:
        differences = [first_difference(copy, leaf.says, vocabulary) for copy in leaf.copies]
        for what in [what for what in differences if what is not None]:
            moved = what in ("service.name", "service.namespace", "service.instance.id") and None in differences
            self.report("REPLAY" if moved else "DISPLAY_MISMATCH", number, what)

    def _check_identity(self, number: int, leaf: Leaf) -> None:
        opened = self.opened.says if self.opened else leaf.says
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
            if last and last[0].says["time"] != str(checkpoint.record.log.get("timeUnixNano")):
                what = what if what == "eventName" else "timeUnixNano"
            if what is not None:
                self.report("DISPLAY_MISMATCH", size, what)

    def _end(self, size: int) -> None:
        closes = [leaf for leaf in self.leaves.get(size, []) if leaf.hash == self.proven.hashes.get(size)]
        if not any(leaf.says["kind"] == "close" for leaf in closes):
            self.conditions.add("UNCLOSED")
            return
        beyond = sorted(number for number in self.leaves if number > size)
        self.findings = [found for found in self.findings if found[2] is None or found[2] <= size]
        for number in beyond:
            for _ in self.leaves[number]:
                self.report("INSERTED", number, "-")
