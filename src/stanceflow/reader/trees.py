"""Make trees of head scores: the maximum spanning tree where the best head of each word does not give one.

Chu and Liu 1965, Edmonds 1967; one root a sentence, as Universal Dependencies asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

IMPOSSIBLE = -1e9


def is_tree(heads: NDArray[np.int64]) -> bool:
    """Whether the heads of one sentence (n words, counted from 1, 0 is the root) form a tree with one root."""
    import numpy as np

    if (heads == 0).sum() != 1:
        return False
    above = np.concatenate([[0], heads])
    reached = above
    for _ in range(len(heads).bit_length()):  # doubles the steps each time; a cycle never reaches 0
        reached = reached[reached]
    return not reached.any()


def best_tree(scores: NDArray[np.floating]) -> NDArray[np.int64]:
    """Heads of the tree with the highest sum of scores.

    `scores` is n x (n + 1): of each word (row) with each head (column; 0 is the root). Gives n heads from 0 to n.
    """
    import numpy as np

    length = len(scores)
    square = np.full((length + 1, length + 1), IMPOSSIBLE)
    square[1:] = scores
    np.fill_diagonal(square, IMPOSSIBLE)
    possible = scores[scores > IMPOSSIBLE / 2]
    # so dear that the best tree has one root and no more
    square[1:, 0] -= (possible.max() - possible.min() + 1) * length
    heads = _spanning_tree(square)
    return heads[1:]


def _spanning_tree(square: NDArray[np.floating]) -> NDArray[np.int64]:
    """Best head of each node but 0, cycles contracted one at a time."""
    import numpy as np

    heads: NDArray[np.int64] = square.argmax(axis=1)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    outside = [node for node in range(len(square)) if node not in cycle]
    members = np.array(sorted(cycle))
    kept = np.array(outside)
    own = square[members, heads[members]]
    entering = square[np.ix_(members, kept)] - own[:, None]  # what it gains to attach a member outside instead
    leaving = square[np.ix_(kept, members)]
    size = len(kept) + 1
    smaller = np.full((size, size), IMPOSSIBLE)
    smaller[:-1, :-1] = square[np.ix_(kept, kept)]
    smaller[-1, :-1] = entering.max(axis=0)
    smaller[:-1, -1] = leaving.max(axis=1)
    contracted = _spanning_tree(smaller)
    for position, node in enumerate(outside[1:], start=1):
        head = contracted[position]
        heads[node] = members[leaving[position].argmax()] if head == size - 1 else kept[head]
    entry = contracted[-1]
    heads[members[entering[:, entry].argmax()]] = kept[entry]
    return heads


def _find_cycle(heads: NDArray[np.int64]) -> set[int]:
    """The nodes of some cycle, or none; node 0 is the root."""
    done = {0}
    for start in range(1, len(heads)):
        path: list[int] = []
        node = start
        while node not in done and node not in path:
            path.append(node)
            node = int(heads[node])
        if node in path:
            return set(path[path.index(node) :])
        done.update(path)
    return set()
