# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import unittest

import support
import supervisor
import world as worlds


def until(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


class Peers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="watchfloor-test-", ignore_cleanup_errors=True)
        self.data = pathlib.Path(self.folder.name)
        self.base, self.claim = worlds.find_base_port(30500)
        self.sleeper = None

    def tearDown(self):
        supervisor.end(self.data)
        if self.sleeper is not None:
            self.sleeper.kill()
            self.sleeper.wait()
        self.folder.cleanup()
        self.claim.close()

    def up(self, *peers, tied_to=0):
        world = worlds.World(self.data, self.base, list(peers))
        supervisor.run_in_background(world, tied_to)
        return self.entries()

    def entries(self):
        return {entry["name"]: entry for entry in worlds.read_state(self.data)["peers"]}

    def processes(self):
        return list(supervisor.marked_processes(self.data))

    def test_a_started_peer_is_ready_and_said_to_run(self):
        entry = self.up(support.web_server())["web"]
        self.assertEqual(entry["state"], "running")
        self.assertEqual(entry["url"], "http://127.0.0.1:%d" % self.base)
        self.assertIn(entry["pid"], self.processes())

    def test_down_ends_every_process(self):
        self.up(support.web_server(), support.web_server("other", offset=1))
        self.assertEqual(len(self.processes()), 2)
        self.assertEqual(supervisor.end(self.data), 0)
        self.assertEqual(self.processes(), [])

    def test_a_taken_port_is_said_and_the_others_start(self):
        with socket.create_server(("127.0.0.1", self.base + 1)):
            entries = self.up(support.web_server(), support.web_server("other", offset=1))
        self.assertEqual(entries["web"]["state"], "running")
        self.assertEqual(entries["other"]["state"], "failed")
        self.assertIn("port %d is in use" % (self.base + 1), entries["other"]["reason"])

    def test_a_program_that_ends_at_once_tells_its_last_words(self):
        bad = support.web_server(command=("python3", "-c", "import sys; sys.exit('no such flag')"))
        entry = self.up(bad)["web"]
        self.assertEqual(entry["state"], "failed")
        self.assertIn("no such flag", entry["reason"])

    def test_a_missing_program_is_unavailable_without_excuse(self):
        entry = self.up(support.web_server(debian=("some-package", "no-such-program")))["web"]
        self.assertEqual(entry["state"], "unavailable")
        self.assertIn("some-package", entry["reason"])
        self.assertFalse(entry["excused"])

    def test_a_killed_peer_is_noticed_and_starts_again_with_its_data(self):
        first = self.up(support.web_server())["web"]
        (self.data / "web" / "kept").touch()
        os.kill(first["pid"], signal.SIGKILL)
        self.assertTrue(until(lambda: self.entries()["web"]["state"] == "failed"))
        answer = supervisor.ask(self.data, {"do": "start", "names": ["web"]})
        self.assertEqual(answer["peers"][0]["state"], "running")
        self.assertNotEqual(answer["peers"][0]["pid"], first["pid"])
        self.assertTrue((self.data / "web" / "kept").exists())

    def test_stop_kill_and_restart_reach_only_the_named_peer(self):
        before = self.up(support.web_server(), support.web_server("other", offset=1))
        for action, state in (("stop", "stopped"), ("start", "running"), ("kill", "stopped"), ("restart", "running")):
            supervisor.ask(self.data, {"do": action, "names": ["web"]})
            entry = self.entries()["web"]
            self.assertEqual(entry["state"], state, "%s: %s" % (action, entry["reason"]))
        self.assertEqual(self.entries()["other"], before["other"])

    def test_peers_die_with_a_killed_supervisor(self):
        self.up(support.web_server())
        os.kill(worlds.read_state(self.data)["supervisor"], signal.SIGKILL)
        self.assertTrue(until(lambda: not self.processes()))

    def test_peers_end_with_the_process_they_are_tied_to(self):
        self.sleeper = subprocess.Popen(["sleep", "600"])
        self.up(support.web_server(), tied_to=self.sleeper.pid)
        self.assertEqual(len(self.processes()), 1)
        self.sleeper.kill()
        self.sleeper.wait()
        self.assertTrue(until(lambda: not self.processes()))

    def test_left_overs_are_found_without_a_supervisor(self):
        environment = dict(os.environ, **{supervisor.MARK: os.path.realpath(self.data)})
        lost = subprocess.Popen(["sleep", "600"], env=environment, start_new_session=True)
        self.assertTrue(until(lambda: lost.pid in self.processes()))
        self.assertEqual(supervisor.end_leftovers(self.data), 1)
        self.assertEqual(lost.wait(), -signal.SIGKILL)


class Ports(unittest.TestCase):
    def test_a_span_belongs_to_one_set_at_a_time(self):
        one, its_claim = worlds.find_base_port(30500)
        other, others_claim = worlds.find_base_port(30500)
        self.assertGreaterEqual(abs(other - one), worlds.PORT_SPAN)
        its_claim.close()
        others_claim.close()

    def test_a_claim_ends_with_its_socket(self):
        nobodys = 1_000_000 + os.getpid()
        claim = worlds.claim_ports(nobodys)
        self.assertIsNone(worlds.claim_ports(nobodys))
        claim.close()
        worlds.claim_ports(nobodys).close()

    def test_ports_the_system_hands_out_are_left_alone(self):
        first, last = worlds.chosen_by_the_system()
        base, claim = worlds.find_base_port(30500)
        claim.close()
        self.assertTrue(base + worlds.PORT_SPAN <= first or base > last)

    def test_a_set_keeps_its_span_until_it_ends(self):
        with tempfile.TemporaryDirectory(prefix="watchfloor-test-", ignore_cleanup_errors=True) as folder:
            nobodys = 1_000_000 + os.getpid()
            claim = worlds.claim_ports(nobodys)
            supervisor.run_in_background(worlds.World(folder, nobodys, [], claim=claim))
            claim.close()  # the supervisor's own is left
            self.assertIsNone(worlds.claim_ports(nobodys))
            supervisor.end(pathlib.Path(folder))
            worlds.claim_ports(nobodys).close()


class Configuration(unittest.TestCase):
    def test_what_names_an_absent_peer_is_left_out(self):
        text = ("alerting:\n    - targets: [\"@ALERTMANAGER@\"]\nscrape_configs:\n  - job_name: here\n    port: 1\n"
                "  - job_name: gone\n    interval: 5s\n    port: @gone.http@\n  - job_name: last\n    port: 2\n")
        self.assertEqual(worlds._without_unfilled(text),
                         "alerting:\nscrape_configs:\n  - job_name: here\n    port: 1\n  - job_name: last\n    port: 2\n")

    def test_every_peer_has_ports_of_its_own_inside_the_span(self):
        ports = [port for peer in worlds.PEERS for port in peer.ports.values()]
        self.assertEqual(len(ports), len(set(ports)))
        self.assertLess(max(ports), worlds.PORT_SPAN)

    def test_an_unknown_set_is_refused(self):
        with self.assertRaises(SystemExit):
            worlds.choose("loki-3.7,no-such-peer")


if __name__ == "__main__":
    unittest.main()
