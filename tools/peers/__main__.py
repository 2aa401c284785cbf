# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts, watches and stops the real servers that tests and ./dev run --peers use. See ./dev peers --help."""

import argparse
import json
import os
import pathlib
import shutil
import sys

import builder
import environment
import supervisor
import world as worlds
from catalogue import BASE_PORT, CLIENTS, PEERS


def say(text):
    print(text, file=sys.stderr, flush=True)


def show(state, as_json):
    if as_json:
        print(json.dumps(state, indent=1))
        return
    for entry in state["peers"]:
        print("%-20s %-12s %-28s %s" % (entry["name"], entry["state"], entry["url"], entry["reason"]))


def up(options):
    """0: all running. 1: some could not be started. What was not built before is built first."""
    data = pathlib.Path(options.data).absolute()
    if supervisor.ask(data, {"do": "status"}) is not None:
        say("the peers in %s are up already" % data)
        return status(options)
    failures = {} if options.no_build else build_for(options.set)
    supervisor.end(data)
    erase(data)
    data.mkdir(parents=True, exist_ok=True)
    (data / ".watchfloor-peers").touch()
    if options.base_port == "auto":
        base, claim = worlds.find_base_port()
    else:
        base = int(options.base_port)
        claim = worlds.claim_ports(base)
    world = worlds.World(data, base, worlds.choose(options.set), failures, claim)
    supervisor.run_in_background(world, options.with_pid)
    state = worlds.read_state(data)
    if state is None:
        say("the peers could not be started; see %s" % (data / "supervisor.log"))
        return 1
    show(state, options.json)
    return 0 if all(entry["state"] == "running" for entry in state["peers"]) else 1


def build_for(which):
    """Builds what a set lacks; of the default set only the newest of every kind that can be had."""
    if which != "default":
        names = {peer.recipe.name for peer in worlds.choose(which) if peer.recipe}
        if which == "all":
            names |= {recipe.name for recipe, _ in CLIENTS.values()}
        return builder.build_all(say, names)
    failures = {}
    for kind in dict.fromkeys(peer.kind for peer in PEERS):
        for peer in worlds.newest_first(kind):
            if peer.recipe and not worlds.available(peer):
                failures.update(builder.build_all(say, {peer.recipe.name}))
            if worlds.available(peer):
                break
    return failures


def down(options):
    """Always ends everything that belongs to the data folder, also when its supervisor is gone."""
    data = pathlib.Path(options.data).absolute()
    count = supervisor.end(data)
    if count:
        say("killed %d left-over processes" % count)
    if not options.keep:
        erase(data)
    return 0


def erase(data):
    """Deletes a data folder, only if it is one of ours."""
    if (data / ".watchfloor-peers").exists():
        shutil.rmtree(data)
    elif data.exists() and any(data.iterdir()):
        raise SystemExit("%s is not empty and was not made by this program; name another folder" % data)


def status(options):
    data = pathlib.Path(options.data).absolute()
    alive = supervisor.ask(data, {"do": "status"}) is not None
    state = worlds.read_state(data)
    if state is None or not alive:
        if options.json:
            print(json.dumps({"data": str(data), "peers": []}))
        else:
            print("no peers are up in %s" % data)
        return 3
    show(state, options.json)
    return 0 if all(entry["state"] == "running" for entry in state["peers"]) else 1


def control(options):
    answer = supervisor.ask(pathlib.Path(options.data).absolute(), {"do": options.command, "names": options.names})
    if answer is None:
        say("no peers are up in %s" % options.data)
        return 3
    show(answer, options.json)
    wanted = "stopped" if options.command in ("stop", "kill") else "running"
    found = [entry["state"] for entry in answer["peers"]]
    return 0 if len(found) == len(options.names) and all(one == wanted for one in found) else 1


def describe(options):
    state = worlds.read_state(pathlib.Path(options.data).absolute())
    if state is None:
        say("no peers are up in %s" % options.data)
        return 3
    print(environment.as_shell(state) if options.shell else environment.as_yaml(state, options.name, options.objectives), end="")
    return 0


def build(options):
    """0: all built. 1: some failed to build or need a newer Go. 75: some modules could not be fetched just now."""
    failures = builder.build_all(say, set(options.names) or None)
    if any(not why.fetch for why in failures.values()):
        return 1
    return 75 if failures else 0


def arguments():
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", default=argparse.SUPPRESS, help="throw-away folder of the running peers")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS)
    parser = argparse.ArgumentParser(prog="./dev peers", description=__doc__, parents=[common])
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("up", parents=[common], help="build what is missing, start, wait until ready")
    start.add_argument("--set", default="default", help="default, all, or names joined by commas")
    start.add_argument("--base-port", default=os.environ.get("WF_PEERS_PORT", str(BASE_PORT)), help="number or auto")
    start.add_argument("--with-pid", type=int, default=0, help="end them when this process ends")
    start.add_argument("--no-build", action="store_true", help="start only what is built already")
    stop = commands.add_parser("down", parents=[common], help="end them for certain and delete their data")
    stop.add_argument("--keep", action="store_true", help="keep the data folder")
    commands.add_parser("status", parents=[common], help="which run, where, and why not")
    for name, text in (("start", "start again"), ("stop", "end politely"), ("kill", "kill"), ("restart", "end, start")):
        one = commands.add_parser(name, parents=[common], help=text + " the named peers, keeping their data")
        one.add_argument("names", nargs="+")
    tell = commands.add_parser("environment", parents=[common], help="an environment file for the console")
    tell.add_argument("--name", default="Halcyon")
    tell.add_argument("--objectives", default="", help="folder of OpenSLO files it names")
    tell.add_argument("--shell", action="store_true", help="shell variables instead")
    make = commands.add_parser("build", parents=[common], help="build the servers and clients no distribution has")
    make.add_argument("names", nargs="*")
    options = parser.parse_args()
    options.data = getattr(options, "data", os.environ.get("WF_PEERS_DATA") or str(worlds.default_data()))
    options.json = getattr(options, "json", False)
    return options


def main():
    options = arguments()
    commands = {"up": up, "down": down, "status": status, "build": build, "environment": describe}
    return commands.get(options.command, control)(options)


if __name__ == "__main__":
    sys.exit(main())
