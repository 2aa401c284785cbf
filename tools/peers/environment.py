# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells others about running peers: an environment file for the console, or shell variables."""

import shlex

KINDS = {"prometheus": "metrics", "alertmanager": "alerts", "loki": "logs", "jaeger": "traces"}


def running(state):
    return [entry for entry in state["peers"] if entry["state"] == "running"]


def newest(state, kind):
    """The running peer of a kind that comes last by version, or None."""
    found = [entry for entry in running(state) if entry["kind"] == kind]
    return max(found, key=lambda entry: [int(part) for part in entry["version"].split(".")], default=None)


def as_yaml(state, name, objectives=""):
    """One source of every kind: the newest. The form is that of models/sources/environment."""
    lines = ["# Written by ./dev; the servers it names end with it.", "name: %s" % name, "defaultRange: 3h", "sources:"]
    for product, kind in KINDS.items():
        entry = newest(state, product)
        if entry is not None:
            lines += ["  - id: " + product, "    name: %s" % product.capitalize(), "    kind: " + kind,
                      "    url: \"%s\"" % entry["url"]]
    if objectives:
        lines.append("objectives: [\"%s\"]" % objectives)
    return "\n".join(lines) + "\n"


def as_shell(state):
    """Assignments for eval: PROMETHEUS_URL, ALERTMANAGER_URL, LOKI_URL, JAEGER_URL, OTLP_URL, …"""
    values = {"PEERS_TARGETS": state["targets"], "PEERS_RULES": state["rules"]}
    for kind in KINDS:
        entry = newest(state, kind)
        values[kind.upper() + "_URL"] = entry["url"] if entry else ""
    jaeger, prometheus = newest(state, "jaeger"), newest(state, "prometheus")
    values["OTLP_URL"] = jaeger["otlp"] if jaeger else ""
    values["PROMETHEUS_DATA"] = prometheus["data"] + "/tsdb" if prometheus else ""
    values["PROMETHEUS_NAME"] = prometheus["name"] if prometheus else ""
    values["PROMTOOL"] = state["tools"].get("promtool", "")
    return "".join("%s=%s\n" % (key, shlex.quote(value)) for key, value in values.items())
