"""Which leaves the signed roots prove (SPEC.md section 10, step 3)."""

from dataclasses import dataclass, field
from itertools import product

import merkle
from records import Leaf

MAX_ATTEMPTS = 4_096
ZERO = bytes(32)


@dataclass
class Proven:
    """What hash each leaf should have, as far as signed roots settle it."""

    hashes: dict[int, bytes] = field(default_factory=dict)
    contradictions: list[int] = field(default_factory=list)
    # Sizes of the roots before and at the end of leaves that are all there and do not give the root.
    contradicted: list[tuple[int, int]] = field(default_factory=list)
    # Unsigned guesses at the hashes of leaves that are not here.
    guesses: dict[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class SignedRoot:
    size: int
    root: bytes
    proofs: tuple[tuple[bytes, ...], ...]


def prove(leaves: dict[int, list[Leaf]], roots: list[SignedRoot], guesses: dict[int, bytes]) -> Proven:
    proven = Proven(guesses=guesses)
    frontiers: dict[int, merkle.Frontier] = {0: []}
    for root in roots:
        _last_leaf(leaves, root, proven, frontiers)
    before = 0
    for root in roots:
        _go_back(leaves, before, root.size, proven)
        _settle(leaves, before, root, proven, frontiers)
        before = root.size
    return proven


def _variants(leaves: dict[int, list[Leaf]], number: int) -> tuple[list[bytes], list[bytes]]:
    """The hashes that following leaves state for this number, and those of the leaves that are there."""
    stated = [leaf.prev for leaf in leaves.get(number + 1, []) if leaf.prev is not None]
    return stated, [leaf.hash for leaf in leaves.get(number, [])]


def _last_leaf(
    leaves: dict[int, list[Leaf]], root: SignedRoot, proven: Proven, frontiers: dict[int, merkle.Frontier]
) -> None:
    stated, there = _variants(leaves, root.size)
    for steps in root.proofs:
        for leaf in [*there, *stated]:
            if merkle.includes(root.size - 1, root.size, leaf, list(steps), root.root):
                proven.hashes[root.size] = leaf
                frontiers[root.size - 1] = merkle.frontier_before(root.size, list(steps))
                frontiers[root.size] = merkle.append(frontiers[root.size - 1], leaf)
                return


def _go_back(leaves: dict[int, list[Leaf]], before: int, size: int, proven: Proven) -> None:
    """Each proven leaf that is there proves the hash of the one before it."""
    for number in range(size, before, -1):
        leaf = _leaf_with(leaves, number, proven.hashes.get(number))
        if leaf is None or leaf.prev is None:
            continue
        expected = ZERO if number == 1 else proven.hashes.setdefault(number - 1, leaf.prev)
        if expected != leaf.prev:
            proven.contradictions.append(number)


def _leaf_with(leaves: dict[int, list[Leaf]], number: int, wanted: bytes | None) -> Leaf | None:
    return next((leaf for leaf in leaves.get(number, []) if leaf.hash == wanted), None)


def _settle(
    leaves: dict[int, list[Leaf]], before: int, root: SignedRoot, proven: Proven, frontiers: dict[int, merkle.Frontier]
) -> None:
    """Tries the hashes that are not known yet against the signed root."""
    numbers = range(before + 1, root.size + 1)
    start = frontiers.get(before)
    if start is None:
        return
    choices = []
    for number in numbers:
        stated, there = _variants(leaves, number)
        known = proven.hashes.get(number)
        guess = proven.guesses.get(number)
        choices.append([known] if known else list(dict.fromkeys([*stated, *there])) or ([guess] if guess else []))
    if not all(choices):
        return
    settled = all(number in proven.hashes for number in numbers)
    for attempt, hashes in enumerate(product(*choices)):
        if attempt >= MAX_ATTEMPTS:
            return
        tree = start
        for leaf in hashes:
            tree = merkle.append(tree, leaf)
        if merkle.root_of(tree) == root.root:
            proven.hashes.update(zip(numbers, hashes))
            frontiers[root.size] = tree
            _go_back(leaves, before, root.size, proven)
            return
    if settled and all(_leaf_with(leaves, number, proven.hashes[number]) for number in numbers):
        proven.contradictions.append(root.size)
    if all(number in leaves for number in numbers):
        proven.contradicted.append((before, root.size))


def breaks(leaves: dict[int, list[Leaf]], proven: Proven, signed: int) -> list[int]:
    """Unproven numbers up to the last signed size whose leaf is not the one that the leaf after it states, and those of the tail."""
    broken = _tail_breaks(leaves, signed)
    for number in sorted(number for number in leaves if number not in proven.hashes and number <= signed):
        stated, there = _variants(leaves, number)
        prev = leaves[number][0].prev
        follows = prev is None or number - 1 not in proven.hashes or leaves[number][0].prev == proven.hashes[number - 1]
        if not follows or (stated and stated[0] != there[0]):
            broken.append(number)
    for before, size in proven.contradicted:
        numbers = range(before + 1, size + 1)
        changed = any(number in broken or _is_other(leaves, number, proven) for number in numbers)
        if not changed and size not in proven.contradictions:
            broken.append(size)
    return broken


def _tail_breaks(leaves: dict[int, list[Leaf]], signed: int) -> list[int]:
    """Of two neighbours that do not fit the earlier one, unless it is signed or the later one does not fit its other neighbour."""

    def misfits(number: int) -> bool:
        if number not in leaves or number - 1 not in leaves:
            return False
        stated = leaves[number][0].prev
        return stated is not None and stated != leaves[number - 1][0].hash

    odd = [number for number in sorted(leaves) if number > signed and misfits(number)]
    return [number if number - 1 == signed or misfits(number + 1) else number - 1 for number in odd]


def _is_other(leaves: dict[int, list[Leaf]], number: int, proven: Proven) -> bool:
    wanted = proven.hashes.get(number)
    return wanted is not None and _leaf_with(leaves, number, wanted) is None
