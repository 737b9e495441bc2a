"""What a process that others are forked from holds in memory."""

import ctypes
import gc

# Of GNU's mallopt, with their numbers there: from how many bytes on a block is handed back when it is freed, how much
# may lie free at the end of a heap, and how many heaps the threads of a process share.
MALLOC_OPTIONS = {-3: 128 << 10, -1: 128 << 10, -8: 2}


def settle_memory() -> None:
    """Hand back what loading took and needs no more, and look through what stays never again.

    From then on blocks as large as a page or a picture are handed back as soon as they are free, whichever thread had
    them: the heaps of eight threads, each with holes of its own, were a quarter of what a server held after a while.

    The dictionaries that a table of characters is made from leave some 20 MB free, which C libraries other than that
    of GNU hand back by themselves. To look for garbage among all that is loaded costs more than a finished page does.
    """
    gc.collect()
    library = ctypes.CDLL(None)
    if set_option := getattr(library, "mallopt", None):
        for option, value in MALLOC_OPTIONS.items():
            set_option(option, value)
    if hand_back := getattr(library, "malloc_trim", None):
        hand_back(0)
    gc.freeze()
