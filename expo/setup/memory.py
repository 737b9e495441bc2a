"""What a process that others are forked from holds in memory."""

import ctypes
import gc


def settle_memory() -> None:
    """Hand back what loading took and needs no more, and look through what stays never again.

    The dictionaries that a table of characters is made from leave some 20 MB free, which C libraries other than that
    of GNU hand back by themselves. To look for garbage among all that is loaded costs more than a finished page does.
    """
    gc.collect()
    if hand_back := getattr(ctypes.CDLL(None), "malloc_trim", None):
        hand_back(0)
    gc.freeze()
