"""For the machines that look after the program: whether the process lives, and whether it can do its work.

They tell yes or no to each thing asked, and nothing that could help anybody in.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_migrated: set[int] = set()
"""Whether this process has seen that the tables are as they should be: looked up once, since it takes a while."""


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """200: the process answers. Asks nothing of the database."""
    return JsonResponse({"lever": True})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the program can do its work, else 503: then a proxy should send people to another process."""
    found = {name: check() for name, check in CHECKS.items()}
    able = all(found.values())
    return JsonResponse({"klar": able, **found}, status=200 if able else 503)


def _database() -> bool:
    if connection.vendor == "sqlite" and not _is_there(str(connection.settings_dict["NAME"])):
        return False  # SQLite would make an empty one
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _is_there(name: str) -> bool:
    return "memory" in name or Path(name).exists()


def _tables() -> bool:
    if not _migrated and _database():
        try:
            executor = MigrationExecutor(connection)
            if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
                _migrated.add(1)
        except DatabaseError:
            return False
    return bool(_migrated)


def _files() -> bool:
    """Whether what the pages are dressed in has been built."""
    manifest = getattr(staticfiles_storage, "manifest_name", None)
    return manifest is None or (Path(settings.STATIC_ROOT) / manifest).exists()


CHECKS: Mapping[str, Callable[[], bool]] = {"database": _database, "tabeller": _tables, "filer": _files}
"""What is asked, by its name in the answer."""
