"""Many roles at once, shared out among processes; what became of each is told in the order of the roles."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rolegen import files
from rolegen.build import Options, Workshop, prepare, role_outputs
from rolegen.delivery import Losing, Outcome, deliver, unknown
from rolegen.problems import Checked, Place, Problem
from rolegen.workspace import Workspace

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from rolegen.settled import Left

LEAST_SHARE = 50  # roles; a process that makes fewer costs more than it saves
PRINTED_TOGETHER = 20  # roles; LibreOffice takes a second to start
MOST_JOBS = 32  # more than any disk keeps busy, and few enough for every system's limit of open files


def build_roles(workshop: Workshop, paths: tuple[Path, ...], jobs: int = 0) -> Generator[tuple[Outcome, ...]]:
    """Makes each role's files, with so many processes at most; 0 means as many as pay.

    A role that fails stops none of the others. Closing the iterator stops the processes, each behind a whole file.
    """
    if not workshop.options.check:
        files.sweep(workshop.out)
    shares = min(jobs or cores(), MOST_JOBS, max(len(paths) // LEAST_SHARE, 1))
    if shares > 1:
        yield from _shared(workshop.workspace, workshop.options, paths, shares)
    else:
        yield from _built(workshop, paths)


def _built(workshop: Workshop, paths: tuple[Path, ...]) -> Iterator[tuple[Outcome, ...]]:
    """Makes and writes the roles one by one, or a few at a time where LibreOffice prints them."""
    together = PRINTED_TOGETHER if "pdf" in workshop.options.formats else 1
    for n in range(0, len(paths), together):
        some = paths[n : n + together]
        made = [role_outputs(workshop, path) for path in some]
        fence: tuple[Outcome, ...] = ()
        if workshop.kind.is_confidential:
            from rolegen.performance.guarding import guarded

            made, fence = guarded(workshop, workshop.out, made)
        for outcomes in deliver(made, some, workshop.options, partial(_losing, workshop)):
            yield (*fence, *outcomes)
            fence = ()


def _losing(workshop: Workshop, role: Path) -> Losing:
    if workshop.kind.paper:
        return unknown

    def left(path: Path, old: bytes, new: bytes) -> Left:
        from rolegen import settled

        return settled.left(workshop, role, path, old, new)

    return left


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _shared(place: Workspace, options: Options, paths: tuple[Path, ...], shares: int) -> Generator[tuple[Outcome, ...]]:
    """Every process makes each so manieth role, so that whose turn it is is known beforehand."""
    import multiprocessing

    processes: list[BaseProcess] = []
    ends: list[Connection] = []
    try:
        with _uninterrupted():
            for n in range(shares):
                end, far_end = multiprocessing.Pipe(duplex=False)
                ends.append(end)
                share = (place, options, paths[n::shares], far_end, tuple(ends))
                process: BaseProcess = multiprocessing.Process(target=_make, args=share, daemon=True)
                with contextlib.suppress(OSError):  # one that cannot start is told of as one that was stopped
                    process.start()
                    processes.append(process)
                far_end.close()
        for n, path in enumerate(paths):
            yield _received(ends[n % shares], path)
    finally:
        for end in ends:
            end.close()  # a process that is still at work ends at its next role
        for process in processes:
            process.join()


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits, and the processes that start meanwhile never hear of it; Windows has no such thing."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _received(end: Connection, path: Path) -> tuple[Outcome, ...]:
    try:
        outcomes: tuple[Outcome, ...] | RuntimeError = end.recv()
    except (EOFError, OSError):  # it ended between two messages, or within one
        message = "This profile was not made: its process did not start, or was stopped from outside."
        return (Outcome("failed", path, (Problem("stopped", message, Place(path), "Build again, with --jobs 1."),)),)
    if isinstance(outcomes, RuntimeError):
        raise outcomes
    return outcomes


def _make(
    place: Workspace, options: Options, paths: tuple[Path, ...], results: Connection, inherited: tuple[Connection, ...]
) -> None:
    """What each process does: makes its roles until they are done or nobody listens any more."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the process that listens, and with it this one
    gc.disable()  # as the whole program does
    for end in inherited:
        end.close()
    with contextlib.suppress(BrokenPipeError):
        for outcomes in _made(prepare(place, options), paths):
            results.send(outcomes)


def _made(prepared: Checked[Workshop], paths: tuple[Path, ...]) -> Iterator[tuple[Outcome, ...] | RuntimeError]:
    """What became of each role, also where the framework was spoilt since this build began; or the bug that it met."""
    if prepared.value is None:
        yield from ((Outcome("failed", path, prepared.problems),) for path in paths)
        return
    try:
        yield from _built(prepared.value, paths)
    except Exception:
        import traceback

        yield RuntimeError(traceback.format_exc())
