"""The demonstration files that are measured, made once and kept; a run works on copies of them."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
SIZES = {"S": 200, "M": 5_000, "L": 100_000}  # people
SEED = 1


def out() -> Path:
    """Where files and figures are kept, out of version control."""
    folder = Path(__file__).parent / "out"
    folder.mkdir(exist_ok=True)
    return folder


def kept(size: str, *, fresh: bool = False) -> Path:
    """The file of a size, made if it is not there yet (L: some minutes) or if it must be `fresh`."""
    file = out() / f"{size}.db"
    if fresh:
        file.unlink(missing_ok=True)
    if not file.exists():
        order = ["demo", "--size", size, "--seed", str(SEED), "--to", str(file)]
        subprocess.run([sys.executable, "-m", "core", *order], cwd=ROOT, check=True)
    return file


def copied(file: Path, folder: Path) -> Path:
    """A copy that a run may write in."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(file, folder / file.name))
