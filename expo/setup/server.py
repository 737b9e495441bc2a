"""The production server inside a command: gunicorn with threads, on this machine only, gone with its terminal."""

import os
import socket
from collections.abc import Callable
from typing import Any, Never

from django.conf import settings
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication

Application = Callable[[dict[str, Any], Callable], Any]
HOST = "127.0.0.1"


def port_problem(port: int) -> str:
    """Why this machine would not let us listen on a port; empty where it would, as just after somebody left it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return os.strerror(error.errno or 0)
    return ""


class Server(BaseApplication):
    """Two processes of eight threads, which half-open connections cannot stop as they stop sync workers."""

    def __init__(self, port: int, when_ready: Callable[[], None]) -> None:
        self.port = port
        self.when_ready = when_ready
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": f"{HOST}:{self.port}",
            "worker_class": "gthread",
            "workers": 2,
            "threads": 8,
            "graceful_timeout": 3,
            "loglevel": "warning",
            # Otherwise gunicorn leaves a socket in the home folder.
            "control_socket_disable": True,
            "when_ready": lambda arbiter: self.when_ready(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Application:
        return import_string(settings.WSGI_APPLICATION)

    def reload(self) -> Never:
        """Called at a hang-up: the terminal was closed, and nothing may stay behind."""
        raise StopIteration
