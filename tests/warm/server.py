"""Runs commands of the toolkit in processes that have imported it already: the same `main`, without the wait.

`python server.py FOLDER` lays a command `footnoted` into FOLDER and answers it until its own input ends. Whoever calls
that command gets a process of its own, forked here, with the caller's arguments, folder, environment and open files,
and ends with its exit code. Nothing is run in the process that forks, so that no command finds what another has left.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import select
import signal
import socket
import sys
import time
from pathlib import Path

import footnoted
from footnoted.cli import main
from footnoted.language_files import available
from footnoted.languages.loader import load
from footnoted.languages.places import place_names
from footnoted.rules import rules

COMMAND = """\
#!/bin/sh
exec '{python}' -IS '{call}' "$@"
"""
CALL = """\
import json, os, signal, socket, sys

call = [sys.argv, os.getcwd(), dict(os.environ)]
with socket.socket(socket.AF_UNIX) as to:
    to.connect({address!r})
    socket.send_fds(to, [b"."], [0, 1, 2])
    to.sendall(json.dumps(call).encode() + b"\\n")
    answers = to.makefile()
    process = int(answers.readline())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: os.kill(process, number))
    code = int(answers.readline())
if code < 0:
    signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)
"""
ELSEWHERE = ("footnoted.extract.plugs", "footnoted.extract.corpus.engines", "footnoted.template")
"""What needs programs that may not be installed."""


def warm_up() -> None:
    """Import every module of the toolkit and read its data files, which no command changes."""
    for module in pkgutil.walk_packages(footnoted.__path__, "footnoted."):
        if not module.name.startswith(ELSEWHERE):
            importlib.import_module(module.name)
    for language in available():
        load(language)
    place_names()
    rules()
    # What is there now is never looked through for garbage, and so its memory is never copied.
    gc.collect()
    gc.freeze()


def forked(listening: socket.socket) -> None:
    """Wait for calls; come back in a new process that has what the caller of one has."""
    while listening in select.select([listening, sys.stdin], [], [])[0]:
        calling, _ = listening.accept()
        if os.fork() == 0:
            break
        calling.close()
    else:
        sys.exit()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, files, _, _ = socket.recv_fds(calling, 1, 3)
    arguments, here, environment = json.loads(calling.makefile().readline())
    if process := os.fork():
        calling.sendall(b"%d\n" % process)
        _, status = os.waitpid(process, 0)
        calling.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
        os._exit(0)
    calling.close()
    listening.close()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(here)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv[:] = arguments


if __name__ == "__main__":
    warm_up()
    folder = Path(sys.argv[1])
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket"))
        listening.listen()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        (folder / "call.py").write_text(CALL.format(address=str(folder / "socket")), "utf-8")
        command = folder / "footnoted"
        command.write_text(COMMAND.format(python=sys.executable, call=folder / "call.py"), "utf-8")
        command.chmod(0o755)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        forked(listening)
    try:
        code = main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    # Without taking apart what was imported: that would take longer than most commands.
    atexit._run_exitfuncs()
    os._exit(code)
