"""Where the database is, even when the configuration has errors: for commands that only look.

``status`` must be able to say what is wrong with a file that the daemon refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from monitor.config.bounded import read_file
from monitor.config.load import Loaded
from monitor.config.secrets import Secrets

_STORAGE = re.compile(r"^storage:[ \t]*(['\"]?)(\S+)\1[ \t]*(?:#.*)?$", re.MULTILINE)
_LARGEST = 64 * 1024 * 1024
_DEFAULT = "sqlite:///wirewatch.db"


def storage_url(loaded: Loaded, path: Path, environ: Mapping[str, str]) -> str | None:
    """Return the database's URL, or None where the file cannot even be read.

    Taken from the configuration where there is one, else from the line ``storage:`` as it stands.
    """
    if loaded.config is not None:
        return loaded.config.storage.get_secret_value()
    try:
        text = read_file(path, _LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    # To ``$`` only \n ends a line.
    found = _STORAGE.search(text.replace("\r\n", "\n").replace("\r", "\n"))
    raw = found.group(2) if found else _DEFAULT
    url = str(Secrets(environ).fill(raw, ("storage",), path.parent))
    file = url.removeprefix("sqlite:///")
    return url if file == url else f"sqlite:///{(path.parent / file).absolute()}"
