"""The log as JSON, a line for each record, without anything that somebody has typed.

Beware: an exception's message often holds what was sent ("invalid literal for int(): '…'", the key that a constraint
names). So of an exception there is its kind, the number of a system's or database's error, and where it came from.
"""

import datetime as dt
import json
import logging
import traceback
from typing import Any

from expo.monitoring.refused_requests import is_refusal, refusal_sentence


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line = {
            "at": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": refusal_sentence(record) if is_refusal(record) else record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= error_facts(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def error_facts(error: BaseException) -> dict[str, Any]:
    """`error`: its kind and those of what it came from, the first cause last; `trace`: their places, innermost last."""
    kinds: list[str] = []
    trace: list[str] = []
    for each in error_chain(error):
        kinds.append(error_kind(each))
        frames = traceback.extract_tb(each.__traceback__)
        trace.extend(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return {"error": kinds, "trace": trace}


def error_chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while cause := chain[-1].__cause__ or chain[-1].__context__:
        if cause in chain:
            break
        chain.append(cause)
    return chain


def error_kind(error: BaseException) -> str:
    """As `builtins.OSError 28`, `psycopg2.errors.UniqueViolation 23505`: what to look up, and nothing of a row."""
    kind = type(error)
    number = getattr(error, "pgcode", None) or getattr(error, "sqlite_errorname", None) or getattr(error, "errno", None)
    name = f"{kind.__module__}.{kind.__qualname__}"
    return f"{name} {number}" if number else name
