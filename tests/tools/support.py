# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the modules of tools/ importable, and a peer that needs nothing installed."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tools" / "peers")]

from catalogue import Peer  # noqa: E402  (the path must be set first)


def web_server(name="web", offset=0, rank=1, **changes):
    """Python's own web server dressed up as a peer."""
    values = dict(kind="web", version="1.0", ports={"http": offset}, ready="{url}/", debian=("python3", "python3"),
                  command=("python3", "-m", "http.server", "{http}", "--bind", "127.0.0.1"), default_rank=rank)
    return Peer(name, **dict(values, **changes))
