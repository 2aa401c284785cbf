# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A set of peers in one data folder: which belong to it, their ports, files and command lines."""

import functools
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess

import builder
from catalogue import BASE_PORT, CACHE, CLIENTS, PEERS, RECIPES

PORT_SPAN = 70


def default_data():
    return CACHE / "peers"


def by_name(name):
    return next((peer for peer in PEERS if peer.name == name), None)


def find_binary(peer, name=None):
    """Path of a peer's program, or builder.Unavailable. Only looks; builds nothing."""
    if peer.debian:
        package, binary = peer.debian
        path = shutil.which(binary)
        if path is None:
            raise builder.Unavailable("package %s is not installed" % package)
        return path
    path = builder.binary_folder(peer.recipe) / (name or peer.command[0])
    if not builder.is_built(peer.recipe) or not path.exists():
        builder.find_go()
        raise builder.Unavailable("not built yet (./dev peers build)")
    return str(path)


def version_of(peer):
    """The pinned version, or what a distribution's program says of itself."""
    path = shutil.which(peer.debian[1]) if peer.debian else None
    return (said_version(path) if path else None) or peer.version


@functools.cache
def said_version(path):
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"version (\d+(?:\.\d+)+)", said.stdout + said.stderr)
    return found[1] if found else None


def available(peer):
    try:
        find_binary(peer)
        return True
    except builder.Unavailable:
        return False


def newest_first(kind):
    return sorted((peer for peer in PEERS if peer.kind == kind), key=lambda peer: -peer.default_rank)


def choose(which):
    """The peers of a set: 'all', 'default' (the newest available of every kind) or names joined by commas."""
    if which == "all":
        return list(PEERS)
    if which != "default":
        chosen = [by_name(name) for name in which.split(",")]
        if None in chosen:
            raise SystemExit("unknown peer in %s; there are: %s" % (which, ", ".join(peer.name for peer in PEERS)))
        return chosen
    chosen = []
    for kind in dict.fromkeys(peer.kind for peer in PEERS):
        of_kind = newest_first(kind)
        chosen.append(next((peer for peer in of_kind if available(peer)), of_kind[0]))
    return chosen


def port_is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError:
            return False


def claim_ports(base):
    """Keeps other sets, and tests of another checkout, away from a span while the socket it gives is open: None when one of
    them has it. A port that is free is not enough: a set that restarts a server has left its port for a moment."""
    claim = socket.socket(socket.AF_UNIX)
    try:
        claim.bind("\0watchfloor-ports-%d" % base)
        return claim
    except OSError:
        claim.close()
        return None


def chosen_by_the_system():
    """The ports that outgoing connections of any program are given: first and last."""
    try:
        first, last = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text(encoding="ascii").split()
        return int(first), int(last)
    except (OSError, ValueError):
        return 32768, 60999


def find_base_port(start=BASE_PORT):
    """The first base whose whole span is free and nobody's, and the claim to hold on to."""
    first, last = chosen_by_the_system()
    for base in range(start, 32000, 100):
        if base <= last and base + PORT_SPAN > first:
            continue
        claim = claim_ports(base)
        if claim is None:
            continue
        if all(port_is_free(base + offset) for offset in range(PORT_SPAN)):
            return base, claim
        claim.close()
    raise SystemExit("no free span of %d ports between %d and 32000" % (PORT_SPAN, start))


class World:
    """Files and arguments of the chosen peers. Nothing here starts or stops a process."""

    def __init__(self, data, base_port, peers, failures=None, claim=None):
        self.data = pathlib.Path(data)
        self.claim = claim  # on the ports; its supervisor holds it as long as it lives
        self.base_port = base_port
        self.peers = peers
        self.failures = failures or {}  # recipe name -> why it could not be built

    def folder(self, peer):
        return self.data / peer.name

    def port(self, peer, name="http"):
        return self.base_port + peer.ports[name]

    def url(self, peer):
        return "http://127.0.0.1:%d" % self.port(peer)

    def fill(self, peer, text):
        values = {name: self.port(peer, name) for name in peer.ports}
        return text.format(url=self.url(peer), data=self.folder(peer), config=self.folder(peer) / peer.config, **values)

    def urls(self, peer):
        return {name: self.fill(peer, text) for name, text in peer.urls.items()}

    def ready_url(self, peer):
        return self.fill(peer, peer.ready)

    def command(self, peer):
        if peer.recipe and peer.recipe.name in self.failures:
            raise self.failures[peer.recipe.name]
        return [find_binary(peer)] + [self.fill(peer, argument) for argument in peer.command[1:]]

    def prepare(self, peer):
        """Writes the peer's folder and configuration."""
        folder = self.folder(peer)
        folder.mkdir(parents=True, exist_ok=True)
        for shared in ("targets", "rules"):
            (self.data / shared).mkdir(exist_ok=True)
        if peer.config:
            text = (RECIPES / peer.config).read_text(encoding="utf-8")
            (folder / peer.config).write_text(self._configure(peer, text), encoding="utf-8")

    def _configure(self, peer, text):
        values = {"@DATA@": str(self.folder(peer)), "@ALL@": str(self.data)}
        values.update({"@%s@" % name: str(self.port(peer, name)) for name in peer.ports})
        values["@SELF@"] = str(self.port(peer))
        values["@ALERTMANAGER@"] = self._alertmanager_of(peer)
        values["@JAEGER@"] = self._jaeger_metrics()
        values["@ONLY_3@"] = "" if peer.version.startswith("3.") else "#"
        for other in filter(available, self.peers):
            values.update({"@%s.%s@" % (other.name, name): str(self.port(other, name)) for name in other.ports})
        for key, value in values.items():
            if value is not None:
                text = text.replace(key, value)
        return _without_unfilled(text)

    def _alertmanager_of(self, peer):
        """Old tells old and new tells new, so that a set of all holds two whole worlds."""
        found = [other for other in self.peers if other.kind == "alertmanager" and available(other)]
        if not found:
            return None
        found.sort(key=lambda other: other.default_rank, reverse=peer.default_rank > 1 or peer.kind == "loki")
        return str(self.port(found[0]))

    def _jaeger_metrics(self):
        found = sorted((other for other in self.peers if other.kind == "jaeger" and available(other)),
                       key=lambda other: -other.default_rank)
        if not found:
            return None
        return str(self.port(found[0], "metrics" if "metrics" in found[0].ports else "health"))

    def describe(self, peer, state, reason="", pid=0, fetch=False):
        """The entry of peers.json. excused: what is missing is only what could not be fetched just now."""
        entry = {"name": peer.name, "version": version_of(peer), "kind": peer.kind, "url": self.url(peer), "pid": pid,
                 "state": state, "reason": reason, "excused": fetch, "data": str(self.folder(peer))}
        entry.update(self.urls(peer))
        return entry


def tools(peers):
    """Paths of promtool and amtool beside the servers, and of the clients, those that exist."""
    found = {name: str(builder.binary_folder(recipe) / path)
             for name, (recipe, path) in CLIENTS.items() if builder.is_built(recipe)}
    for peer in peers:
        name = {"prometheus": "promtool", "alertmanager": "amtool"}.get(peer.kind)
        if name is None:
            continue
        if peer.debian:
            path = shutil.which(name)
        else:
            path = builder.binary_folder(peer.recipe) / name
            path = str(path) if path.exists() else None
        if path:
            found[name] = path
    return found


def missing_tools(failures):
    """{name: why} of the clients that are not there."""
    return {name: str(failures.get(recipe.name, "not built yet (./dev peers build)"))
            for name, (recipe, _) in CLIENTS.items() if not builder.is_built(recipe)}


def read_state(data):
    path = pathlib.Path(data) / "peers.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_state(data, state):
    path = pathlib.Path(data) / "peers.json"
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(state, indent=1) + "\n", encoding="utf-8")
    os.replace(draft, path)


def _without_unfilled(text):
    """Leaves out whatever still names a peer that is not there: the line, and a scrape job it was the target of."""
    lines = []
    blocks = re.split(r"(?m)^(?=  - job_name: )", text)
    kept = [block for block in blocks if not (block.startswith("  - job_name: ") and re.search(r"@[\w.-]+@", block))]
    for line in "".join(kept).splitlines():
        if not re.search(r"@[\w.-]+@", line):
            lines.append(line)
    return "\n".join(lines) + "\n"
