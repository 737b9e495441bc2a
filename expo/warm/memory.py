"""What a process itself keeps: so many bytes of answers, those that were asked for last."""

import threading
from collections import OrderedDict

from expo.warm.answers import Answer


class Memory:
    """A store of at most `room` bytes; what was not asked for the longest goes first."""

    def __init__(self, room: int) -> None:
        self.room, self.used = room, 0
        self.lock = threading.Lock()
        self.answers: OrderedDict[str, Answer] = OrderedDict()

    def get(self, key: str) -> Answer | None:
        with self.lock:
            answer = self.answers.get(key)
            if answer is not None:
                self.answers.move_to_end(key)
            return answer

    def put(self, key: str, answer: Answer) -> None:
        if answer.size > self.room // 4:
            return
        with self.lock:
            self.remove(key)
            self.answers[key] = answer
            self.used += answer.size
            while self.used > self.room:
                self.remove(next(iter(self.answers)))

    def remove(self, key: str) -> None:
        """For whoever has the lock."""
        answer = self.answers.pop(key, None)
        if answer is not None:
            self.used -= answer.size
