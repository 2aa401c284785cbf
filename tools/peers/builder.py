# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the servers and clients that no distribution has, from pinned modules, into the cache outside the tree."""

import hashlib
import os
import re
import shutil
import subprocess
import sys

from catalogue import CACHE, RECIPES, RECIPES_IN_ORDER, PipRecipe

GO_NEEDED = (1, 26)
FETCH_WORDS = ("dial tcp", "lookup ", "connection refused", "i/o timeout", "timeout", "no such host", "server response",
               "403 Forbidden", "404 Not Found", "410 Gone", "502 ", "503 ", "504 ", "unexpected EOF",
               "connection reset", "module lookup disabled", "cannot find module providing", "unable to access",
               "Could not resolve host", "reading http")


class Unavailable(Exception):
    """A server cannot be had. fetch is True when only its modules could not be fetched just now."""

    def __init__(self, reason, fetch=False):
        super().__init__(reason)
        self.fetch = fetch


def find_go():
    """The path of a Go new enough, or Unavailable with what was found instead."""
    go = shutil.which("go") or next((p for p in ("/usr/local/go/bin/go", "/usr/lib/go/bin/go") if os.path.exists(p)), None)
    if go is None:
        raise Unavailable("needs Go %d.%d or newer; no Go was found (see https://go.dev/dl)" % GO_NEEDED)
    text = subprocess.run([go, "version"], capture_output=True, text=True, env=_environment()).stdout
    match = re.search(r"go(\d+)\.(\d+)", text)
    if not match or (int(match[1]), int(match[2])) < GO_NEEDED:
        raise Unavailable("needs Go %d.%d or newer; %s is %s" % (*GO_NEEDED, go, text.strip() or "of unknown version"))
    return go


def binary_folder(recipe):
    """Where the recipe's programs lie once built; the name changes whenever a pin changes."""
    pins = hashlib.sha256(repr(recipe).encode())
    if recipe.folder:
        for name in ("requirements.txt",) if isinstance(recipe, PipRecipe) else ("go.mod", "go.sum"):
            pins.update((RECIPES / recipe.folder / name).read_bytes())
    return CACHE / "bin" / ("%s-%s" % (recipe.name, pins.hexdigest()[:12]))


def is_built(recipe):
    return (binary_folder(recipe) / ".complete").exists()


def build(recipe, say):
    """Builds one recipe unless it is there already; raises Unavailable with the reason."""
    folder = binary_folder(recipe)
    if is_built(recipe):
        return folder
    if isinstance(recipe, PipRecipe):
        _install(recipe, folder, say)
    else:
        _compile(recipe, folder, say)
    (folder / ".complete").touch()
    for old in folder.parent.glob(recipe.name + "-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _install(recipe, folder, say):
    say("installing %s" % recipe.name)
    shutil.rmtree(folder, ignore_errors=True)
    log = _log_of(recipe)
    with open(log, "w", encoding="utf-8") as out:
        made = subprocess.run([sys.executable, "-m", "venv", str(folder)], stdout=out, stderr=subprocess.STDOUT)
        if made.returncode != 0:
            raise Unavailable("Python cannot make a virtual environment (python3-venv?; all of it: %s)" % log)
        pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check",
               "--only-binary", ":all:", "-r", str(RECIPES / recipe.folder / "requirements.txt")]
        if subprocess.run(_nicely(pip), stdout=out, stderr=subprocess.STDOUT).returncode != 0:
            raise Unavailable("its Python packages could not be fetched just now (all of it: %s)" % log, fetch=True)


def _log_of(recipe):
    log = CACHE / "log" / (recipe.name + ".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    return log


def _compile(recipe, folder, say):
    go = find_go()
    say("building %s (%s); a first build takes some minutes" % (recipe.name, ", ".join(recipe.packages)))
    folder.mkdir(parents=True, exist_ok=True)
    log = _log_of(recipe)
    flags = ["-p", os.environ.get("WF_PEERS_JOBS", "2"), "-trimpath", "-ldflags", "-s -w -X " + recipe.version_flag]
    if recipe.tags:
        flags += ["-tags", recipe.tags]
    if recipe.folder:
        command = [go, "build", *flags, "-o", str(folder) + "/", *recipe.packages]
    else:
        command = [go, "install", *flags, *("%s@%s" % (package, recipe.revision) for package in recipe.packages)]
    with open(log, "w", encoding="utf-8") as out:
        status = subprocess.run(_nicely(command), cwd=RECIPES / recipe.folder, env=_environment(folder),
                                stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL).returncode
    if status != 0:
        raise _why(recipe, log, status)


def build_all(say, names=None):
    """Builds every recipe (or the named ones) and returns {recipe name: Unavailable}."""
    failures = {}
    for recipe in RECIPES_IN_ORDER:
        if names is not None and recipe.name not in names:
            continue
        try:
            build(recipe, say)
        except Unavailable as why:
            failures[recipe.name] = why
            say("%s is not available: %s" % (recipe.name, why))
    return failures


def _environment(bin_folder=None):
    env = dict(os.environ, GOTOOLCHAIN="local", GOFLAGS="-buildvcs=false", GOCACHE=str(CACHE / "gobuild"),
               CGO_ENABLED="0", GOWORK="off")
    if bin_folder is not None:
        env["GOBIN"] = str(bin_folder)
    return env


def _nicely(command):
    return ["nice", "-n", "10", *command] if shutil.which("nice") else command


def _why(recipe, log, status):
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    lines = [line for line in lines if line and not line.startswith(("go: downloading", "go: finding"))]
    fetch = any(word in line for line in lines for word in FETCH_WORDS) and not any(
        line.startswith("# ") for line in lines)
    last = re.sub(r"https?://\S+", "the module server", lines[0]) if lines else "exit status %d" % status
    last = ": ".join(last.split(": ")[-2:])[:200]
    if fetch:
        return Unavailable("its Go modules could not be fetched just now (%s)" % last, fetch=True)
    return Unavailable("building it failed: %s (all of it: %s)" % (last, log))
