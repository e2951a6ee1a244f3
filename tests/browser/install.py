"""Find a Chromium for the browser tests, or install Debian's where that is allowed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = (
    "The browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium. "
    "Elsewhere, install Chromium or Chrome and name it in the variable CHROMIUM."
)


def chromium() -> str | None:
    """The path of the browser, from the variable CHROMIUM or the usual names."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    """Zero when there is a browser at the end."""
    if chromium() is None and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {"stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        packages = ["chromium", "chromium-l10n", "fonts-liberation"]
        install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
        subprocess.run(
            install, check=False, **quiet, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        )
    if chromium() is None:
        sys.stderr.write(HOW + "\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
