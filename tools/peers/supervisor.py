# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that owns the running peers: starts them, waits until they are ready, ends them for certain.

Every peer leads its own process group and dies with the supervisor (PR_SET_PDEATHSIG). The supervisor ends when told to,
or when the process it was tied to is gone. It is spoken to on an abstract Unix socket, by its own user only.
"""

import ctypes
import hashlib
import json
import os
import select
import signal
import socket
import struct
import subprocess
import time
import urllib.error
import urllib.request

import builder
from world import missing_tools, port_is_free, tools, write_state

READY_WITHIN = 90.0
MARK = "WATCHFLOOR_PEERS_DATA"


def address(data):
    """The abstract socket of the supervisor of a data folder."""
    return "\0watchfloor-peers-" + hashlib.sha256(os.path.realpath(data).encode()).hexdigest()[:24]


def ask(data, request, timeout=READY_WITHIN + 30):
    """Sends one request to the supervisor of a data folder; None when there is none."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(timeout)
            line.connect(address(data))
            line.sendall(json.dumps(request).encode() + b"\n")
            answer = line.makefile("rb").readline()
            return json.loads(answer) if answer else None
    except (OSError, ValueError):
        return None


def end(data):
    """Ends everything that belongs to a data folder; nothing writes there any more afterwards. Returns how many it had to kill."""
    answer = ask(data, {"do": "down"})
    if answer is not None:
        try:
            handle = os.pidfd_open(answer["supervisor"])
            if not select.select([handle], [], [], 10)[0]:
                signal.pidfd_send_signal(handle, signal.SIGKILL)
            os.close(handle)
        except ProcessLookupError:
            pass
    return end_leftovers(data)


def marked_processes(data):
    """Every live process started for a data folder, found by its environment; survives a lost supervisor."""
    wanted = ("%s=%s" % (MARK, os.path.realpath(data))).encode()
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) == os.getpid():
            continue
        try:
            with open("/proc/%s/environ" % name, "rb") as environ:
                if wanted in environ.read().split(b"\0"):
                    yield int(name)
        except OSError:
            continue


def end_leftovers(data):
    """Kills what still runs for a data folder and returns how many processes that were."""
    count = 0
    for pid in list(marked_processes(data)):
        try:
            os.kill(pid, signal.SIGKILL)
            count += 1
        except ProcessLookupError:
            pass
    return count


class Supervisor:
    def __init__(self, world, tied_to=0):
        self.world = world
        self.tied_to = os.pidfd_open(tied_to) if tied_to else None
        self.running = {}  # peer name -> Popen
        self.entries = {peer.name: world.describe(peer, "stopped") for peer in world.peers}
        self.ending = False
        self.door = socket.socket(socket.AF_UNIX)
        self.door.bind(address(world.data))
        self.door.listen(8)
        self.door.settimeout(0.5)

    # -- one peer ---------------------------------------------------------------------------------------------------

    def launch(self, peer):
        """Starts a peer without waiting; its entry says starting, or why not."""
        try:
            command = self.world.command(peer)
        except builder.Unavailable as why:
            self.entries[peer.name] = self.world.describe(peer, "unavailable", str(why), fetch=why.fetch)
            return
        taken = [port for port in (self.world.port(peer, name) for name in peer.ports) if not port_is_free(port)]
        if taken:
            self._failed(peer, "port %d is in use by another program" % taken[0])
            return
        self.world.prepare(peer)
        folder = self.world.folder(peer)
        with open(folder / "log", "ab") as log:
            process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                       env=self._environment(), start_new_session=True, preexec_fn=_die_with_parent)
        self.running[peer.name] = process
        self.entries[peer.name] = self.world.describe(peer, "starting", pid=process.pid)

    def settle(self, peer):
        """Looks once whether a starting peer is ready, dead or too late."""
        entry = self.entries[peer.name]
        process = self.running[peer.name]
        if process.poll() is not None:
            self._failed(peer, "ended with status %d: %s" % (process.returncode, self._last_words(peer)))
        elif self._is_ready(peer):
            entry.update(state="running")

    def start(self, peers):
        for peer in peers:
            if self.entries[peer.name]["state"] not in ("running", "starting"):
                self.launch(peer)
        deadline = time.monotonic() + READY_WITHIN
        while True:
            waiting = [peer for peer in peers if self.entries[peer.name]["state"] == "starting"]
            for peer in waiting:
                self.settle(peer)
            self.save()
            if not any(self.entries[peer.name]["state"] == "starting" for peer in waiting):
                return
            if time.monotonic() > deadline:
                break
            if self._tie_is_gone():
                self.ending = True
                return
            time.sleep(0.2)
        for peer in waiting:
            if self.entries[peer.name]["state"] == "starting":
                self.stop([peer], hard=True)
                self._failed(peer, "was not ready within %d s: %s" % (READY_WITHIN, self._last_words(peer)))
        self.save()

    def stop(self, peers, hard=False):
        """Ends peers: asked first unless hard, killed with their whole group after five seconds."""
        victims = [(peer, self.running.pop(peer.name)) for peer in peers if peer.name in self.running]
        for _, process in victims:
            _signal_group(process.pid, signal.SIGKILL if hard else signal.SIGTERM)
        deadline = time.monotonic() + 5
        for peer, process in victims:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            _signal_group(process.pid, signal.SIGKILL)
            process.wait()
            self.entries[peer.name] = self.world.describe(peer, "stopped")
        self.save()

    # -- life -------------------------------------------------------------------------------------------------------

    def save(self):
        here = os.path.dirname(os.path.abspath(__file__))
        write_state(self.world.data, {
            "data": str(self.world.data), "supervisor": os.getpid(), "base_port": self.world.base_port,
            "targets": str(self.world.data / "targets"), "rules": str(self.world.data / "rules"),
            "control": ["python3", here, "--data", str(self.world.data)], "tools": tools(self.world.peers),
            "missing_tools": missing_tools(self.world.failures),
            "peers": [self.entries[peer.name] for peer in self.world.peers]})

    def serve(self):
        """Answers requests and watches the peers until told to end."""
        with self.door as door:
            while not self.ending:
                self._notice_the_dead()
                if self._tie_is_gone():
                    break
                try:
                    line, _ = door.accept()
                except TimeoutError:
                    continue
                with line:
                    self._answer(line)
        self.stop(self.world.peers)

    def _answer(self, line):
        line.settimeout(5)
        uid = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[1]
        if uid != os.getuid():
            return
        try:
            request = json.loads(line.makefile("rb").readline(65536))
            wanted = request.get("names") or [peer.name for peer in self.world.peers]
            peers = [peer for peer in self.world.peers if peer.name in wanted]
            action = request.get("do")
            if action in ("stop", "kill", "restart", "down"):
                self.stop(peers, hard=action == "kill")
            if action in ("start", "restart"):
                self._notice_the_dead()
                self.start(peers)
            self.ending = self.ending or action == "down"
            answer = {"supervisor": os.getpid(), "peers": [self.entries[peer.name] for peer in peers]}
            line.sendall(json.dumps(answer).encode() + b"\n")
        except (OSError, ValueError, AttributeError):
            return

    def _notice_the_dead(self):
        for peer in self.world.peers:
            process = self.running.get(peer.name)
            if process is not None and process.poll() is not None and self.entries[peer.name]["state"] == "running":
                self._failed(peer, "ended by itself with status %d: %s" % (process.returncode, self._last_words(peer)))
                self.save()

    def _failed(self, peer, reason):
        process = self.running.pop(peer.name, None)
        if process is not None:
            _signal_group(process.pid, signal.SIGKILL)
        self.entries[peer.name] = self.world.describe(peer, "failed", reason)

    def _is_ready(self, peer):
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                    self.world.ready_url(peer), timeout=2) as answer:
                return peer.ready_text in answer.read(65536).decode("utf-8", "replace")
        except (urllib.error.URLError, OSError, ValueError):
            return False

    def _last_words(self, peer):
        try:
            lines = (self.world.folder(peer) / "log").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            lines = []
        return (lines[-1] if lines else "it said nothing")[:300]

    def _tie_is_gone(self):
        if self.tied_to is None:
            return False
        try:
            signal.pidfd_send_signal(self.tied_to, 0)
            return False
        except ProcessLookupError:
            return True

    def _environment(self):
        keep = {key: value for key, value in os.environ.items() if not key.lower().endswith("_proxy")}
        return dict(keep, **{MARK: os.path.realpath(self.world.data)})


def _die_with_parent():
    ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def _signal_group(pid, number):
    try:
        os.killpg(pid, number)
    except (ProcessLookupError, PermissionError):
        pass


def run_in_background(world, tied_to=0):
    """Forks the supervisor away from the caller; returns when every peer is running, failed or unavailable."""
    reader, writer = os.pipe()
    if os.fork() != 0:
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            pipe.read()
        os.wait()
        return
    os.setsid()
    if os.fork() != 0:
        os._exit(0)
    os.close(reader)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    silence = os.open(os.devnull, os.O_RDWR)
    log = os.open(world.data / "supervisor.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, target in ((0, silence), (1, log), (2, log)):
        os.dup2(target, number)
    supervisor = Supervisor(world, tied_to)

    def end(_number, _frame):
        supervisor.ending = True

    signal.signal(signal.SIGTERM, end)
    try:
        supervisor.start(world.peers)
        os.close(writer)
        supervisor.serve()
    finally:
        supervisor.stop(world.peers)
        os._exit(0)
