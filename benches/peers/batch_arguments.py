"""What every script of the batch job is asked."""

from __future__ import annotations

import argparse
from pathlib import Path


def parser(what: str) -> argparse.ArgumentParser:
    """`what` is the script's own description, of which the first line is shown."""
    asked = argparse.ArgumentParser(description=what.split("\n")[0])
    asked.add_argument("parcels", type=Path)
    asked.add_argument("facilities", type=Path)
    asked.add_argument("footprints", type=Path)
    asked.add_argument("-o", "--output", type=Path, required=True)
    asked.add_argument("--repeats", type=int, default=1)
    asked.add_argument("--setback", type=float, default=5.0, help="metres (default 5)")
    asked.add_argument("--min-width", type=float, default=30.0, help="metres (default 30)")
    asked.add_argument("--min-area", type=float, default=2000.0, help="square metres (default 2000)")
    asked.add_argument("--threads", type=int, default=1)
    return asked
