"""Where the time of a batch goes: by stage, sampled while it runs at full speed, and by function, from cProfile.

cProfile makes code of many small functions look slower than it is, so the stages are sampled instead: a timer looks
every half millisecond which module is at work. It needs a timer signal, which Windows has not.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from make_roles import write_workspace
from measuring import conditions, table

INTERVAL = 0.0005  # seconds
# Modules that call the others; the outermost module on the stack that is none of them is the stage.
CALLERS = {"batch", "build", "delivery", "register", "role", "templating", "workspace", "problems"}
LIBRARIES = {"jinja2/": "jinja", ".html.j2": "jinja", "xml/etree/": "XML parser", "pydantic/": "pydantic"}
REST = "the rest: " + ", ".join(sorted(CALLERS))


def batch(folder: Path, out: Path) -> None:
    """Makes the batch once, all of it."""
    from rolegen import build, workspace
    from rolegen.batch import build_roles

    place = workspace.find(folder).value
    workshop = build.prepare(place, build.Options(out=out, formats=("docx",))).value if place else None
    if place is None or workshop is None:
        raise SystemExit("The benchmark's workspace cannot be read.")
    for outcomes in build_roles(workshop, place.role_files(), jobs=1):
        if (outcome := outcomes[0]).verb != "created":
            raise SystemExit(f"{outcome.path}: {outcome.verb}")


def stage(frame: FrameType | None) -> str:
    """The stage that a stack is in."""
    found = REST
    while frame is not None:
        name = frame.f_code.co_filename.replace("\\", "/")
        _, inside, module = name.rpartition("/rolegen/")
        own = module.split("/")[0].removesuffix(".py")
        if inside and own not in CALLERS:
            found = own
        elif not inside:
            found = next((library for part, library in LIBRARIES.items() if part in name), found)
        frame = frame.f_back
    return found


def sampled(folder: Path, scratch: Path, count: int, rounds: int) -> str:
    """Samples some batches: the share and the milliseconds a profile of each stage."""
    seen: Counter[str] = Counter()
    signal.signal(signal.SIGALRM, lambda _, frame: seen.update([stage(frame)]))
    started = time.perf_counter()
    signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)
    for turn in range(rounds):
        batch(folder, scratch / f"sampled-{turn}")
    signal.setitimer(signal.ITIMER_REAL, 0)
    whole = (time.perf_counter() - started) * 1000 / rounds / count
    shares = [*((name, hits / seen.total()) for name, hits in seen.most_common()), ("whole, while sampled", 1)]
    rows = [[name, f"{share:.0%}", f"{whole * share:.2f}"] for name, share in shares]
    return table(["stage", "share", "ms a profile"], rows)


def functions(folder: Path, scratch: Path, top: int) -> str:
    """The functions with the most time of their own, as cProfile sees it."""
    profiler = cProfile.Profile()
    profiler.runcall(batch, folder, scratch / "profiled")
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).strip_dirs().sort_stats("tottime").print_stats(top)
    return text.getvalue().strip()


def main() -> None:
    """Profiles and prints."""
    parser = argparse.ArgumentParser(description="Show where the time of a batch goes.")
    parser.add_argument("--count", type=int, default=300, help="how many profiles (default: 300)")
    parser.add_argument("--rounds", type=int, default=5, help="how many batches to sample (default: 5)")
    parser.add_argument("--top", type=int, default=15, help="how many functions to list (default: 15)")
    asked = parser.parse_args()
    if not hasattr(signal, "setitimer"):
        raise SystemExit("This needs a timer signal, which Windows has not.")
    print(conditions(), end="\n\n")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "council"
        write_workspace(folder, asked.count)
        batch(folder, Path(scratch) / "first")
        print(sampled(folder, Path(scratch), asked.count, asked.rounds), end="\n\n")
        print(functions(folder, Path(scratch), asked.top))


if __name__ == "__main__":
    main()
