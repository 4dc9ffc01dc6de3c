"""What is dear to make is made once a run: by whichever of its processes comes first, while the others wait for it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import run


def folder_of_the_run(paths: pytest.TempPathFactory) -> Path:
    """Return the temporary folder that all processes of a run have in common."""
    own = paths.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(file: Path, make: Callable[[Path], object]) -> Path:
    """Return the file or folder, made by ``make`` unless it is there; never seen half-made, nor made by two at once."""
    with file.with_name(f"{file.name}.lock").open("a") as lock:
        run.take(lock.fileno(), wait=True)
        if not file.exists():
            half = file.with_name(f"{file.name}.half")
            shutil.rmtree(half, ignore_errors=True)
            make(half)
            half.replace(file)
    return file
