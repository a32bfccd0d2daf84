"""Does `rolegen check` tell harm from no harm? Word files of ours, mangled at random, and what is found of them.

    python -m benchmarks.manglings                          2,000 trials on the files as rolegen writes them
    python -m benchmarks.manglings --soffice soffice        on files that LibreOffice has saved too, prepared once

Each trial takes a profile's Word file (all levels and variants, the example roles; with controls, and with bookmarks
only), does none, one or two things to it that harm the approved wording and up to six that do not, and compares what
must be found (kind and clause, no more and no less) with what is. Prints counts; exits 1 if any trial goes wrong.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from rolegen.approval.audit import Auditor
from rolegen.build import Options
from tests.conftest import EXAMPLES
from tests.manglings import mangled, verdict, wordings_by_place
from tests.profiles import profiles
from tests.samples import everything, plainly

SAVED = "docx:MS Word 2007 XML"


def saved_by_office(files: dict[str, bytes], soffice: str, folder: Path) -> dict[str, bytes]:
    """The files after LibreOffice has opened and saved them: as they are, and by way of its own format."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    made = {}
    for target, sources in (("odt", "*.docx"), (SAVED, "*.docx"), (SAVED, "odt/*.odt")):
        out = folder / (target if target == "odt" else f"out-{sources.partition('/')[0].strip('*.')}")
        paths = sorted(str(path) for path in folder.glob(sources))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(out), *paths]
        subprocess.run(command, check=True, capture_output=True)
        if target != "odt":
            made |= {f"{path.stem} ({out.name})": path.read_bytes() for path in sorted(out.glob("*.docx"))}
    return made


def main() -> int:
    """Runs the trials and prints the counts; whether any went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first one")
    parser.add_argument("--soffice", default="", help="LibreOffice's command")
    parser.add_argument("--keep", type=Path, help="where to leave the files of trials that go wrong")
    options = parser.parse_args()
    known, counts = profiles(), Counter[str]()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        bases = {name: made.docx for name, made in everything().items()}
        bases |= {f"{name} (bookmarks)": data for name, data in plainly().items()}
        if options.soffice:
            bases |= saved_by_office(bases, options.soffice, folder)
        names, others = sorted(bases), wordings_by_place(known)
        auditors = {True: Auditor(Options(), EXAMPLES), False: Auditor(Options(), folder)}
        path, spent = folder / "mangled" / "profile.docx", 0.0
        path.parent.mkdir()
        for seed in range(options.first, options.first + options.trials):
            chances = Random(seed)
            name = chances.choice(names)
            profile = known[name.partition(" ")[0]]
            is_role = name.startswith("role-")
            trial = mangled(bases[name], profile, others[is_role], chances)
            path.write_bytes(trial.data)
            started = time.process_time()
            found = verdict(auditors[is_role].audit(path), profile)
            spent += time.process_time() - started
            missed, false = Counter(trial.expected) - Counter(found), Counter(found) - Counter(trial.expected)
            counts["trials"] += 1
            counts["with harm" if trial.expected else "without harm"] += 1
            counts["harms to be found"] += len(trial.expected)
            counts["missed"] += missed.total()
            counts["false alarms"] += false.total()
            counts.update(f"done: {one.replace('_', ' ')}" for one in trial.done)
            if missed or false:
                print(f"{seed} {name}: {', '.join(trial.done)}\n  missed {dict(missed)}, false {dict(false)}")
                if options.keep:
                    (options.keep / f"{seed}.docx").write_bytes(trial.data)
    for what, count in sorted(counts.items(), key=lambda one: one[0].startswith("done")):
        print(f"{count:6} {what}")
    print(f"{1000 * spent / options.trials:.1f} ms of processor time a file, reading it included")
    return bool(counts["missed"] or counts["false alarms"])


if __name__ == "__main__":
    sys.exit(main())
