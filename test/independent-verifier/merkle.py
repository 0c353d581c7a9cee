"""RFC 6962 trees: a frontier that grows at its right edge, inclusion and consistency proofs."""

from hashlib import sha256

Frontier = list[tuple[int, bytes]]  # perfect subtrees from left to right: (height, hash)


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def append(frontier: Frontier, leaf: bytes) -> Frontier:
    grown, height = list(frontier), 0
    while grown and grown[-1][0] == height:
        leaf = node_hash(grown.pop()[1], leaf)
        height += 1
    return [*grown, (height, leaf)]


def root_of(frontier: Frontier) -> bytes:
    root = frontier[-1][1]
    for _, left in reversed(frontier[:-1]):
        root = node_hash(left, root)
    return root


def proof_of_last_leaf(before: Frontier) -> list[bytes]:
    """From its sibling upwards: the last leaf's only neighbours are the perfect subtrees before it."""
    return [subtree for _, subtree in reversed(before)]


def frontier_before(size: int, proof: list[bytes]) -> Frontier:
    """The tree of size - 1 leaves that a proof of leaf `size` consists of."""
    heights = [height for height in range((size - 1).bit_length()) if (size - 1) >> height & 1]
    return [(height, subtree) for height, subtree in zip(heights, proof)][::-1]


def includes(index: int, size: int, leaf: bytes, proof: list[bytes], root: bytes) -> bool:
    """RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    fn, sn, result = index, size - 1, leaf
    for sibling in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            result = node_hash(sibling, result)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            result = node_hash(result, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and result == root


def consistent(size1: int, size2: int, root1: bytes, root2: bytes, proof: list[bytes]) -> bool:
    """RFC 9162 section 2.1.4.2."""
    if not 0 < size1 <= size2:
        return False
    if size1 == size2:
        return not proof and root1 == root2
    path = [root1, *proof] if size1 & (size1 - 1) == 0 else list(proof)
    if not path:
        return False
    fn, sn = size1 - 1, size2 - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            second = node_hash(second, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and first == root1 and second == root2
