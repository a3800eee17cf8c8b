"""What is said when a pool is asked for something that no node can be."""

import pulumi


class NodePoolError(pulumi.RunError, ValueError):
    """A pool's field holds a value that cannot work; the engine prints the message alone."""

    def __init__(self, pool: str, field: str, value: object, fix: str) -> None:
        super().__init__(f"node pool {pool}: {field} is {value!r}: {fix}")
