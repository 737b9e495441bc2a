"""What the log says of requests that Django refuses as no browser sends them: nothing has gone wrong."""

import logging

LOGGER = "django.security."


def is_refusal(record: logging.LogRecord) -> bool:
    return record.name.startswith(LOGGER)


def refusal_sentence(record: logging.LogRecord) -> str:
    """Its kind alone: the words of Django repeat what was typed."""
    return f"A request was refused: {record.name.removeprefix(LOGGER)}."


class WithoutTrace(logging.Filter):
    """One line for each: whoever sends them without end would fill the log with traces, and hide those of errors."""

    def filter(self, record: logging.LogRecord) -> bool:
        if is_refusal(record):
            record.exc_info = record.exc_text = None
        return True
