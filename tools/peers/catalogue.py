# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which servers there are: where each comes from, how it is started and when it is ready."""

import os
import pathlib
from dataclasses import dataclass, field

ROOT = pathlib.Path(__file__).resolve().parents[2]
RECIPES = ROOT / "tests" / "peers" / "servers"
CACHE = pathlib.Path(os.environ.get("WF_CACHE") or pathlib.Path.home() / ".cache" / "watchfloor")
BASE_PORT = 29090


@dataclass(frozen=True)
class GoRecipe:
    """A server built from pinned Go modules in RECIPES/<folder>, or by `go install pkg@revision` when folder is empty."""

    name: str
    packages: tuple
    version_flag: str
    folder: str = ""
    revision: str = ""
    tags: str = ""


@dataclass(frozen=True)
class PipRecipe:
    """A Python with the packages pinned in RECIPES/<folder>/requirements.txt, in an environment of its own."""

    name: str
    folder: str


@dataclass(frozen=True)
class Peer:
    """Ports are offsets from the base port; arguments may use {data} {url} {<port name>} {<port name of another peer>}."""

    name: str
    kind: str
    version: str
    ports: dict
    ready: str
    command: tuple
    ready_text: str = ""
    debian: tuple = ()  # package, binary; version is then Debian 12's, and the one found is what peers.json tells
    recipe: GoRecipe = None
    config: str = ""  # template in RECIPES
    urls: dict = field(default_factory=dict)  # further addresses worth telling
    default_rank: int = 0  # of one kind, the available peer with the highest rank belongs to the default set


PROMETHEUS_3 = GoRecipe(
    "prometheus-3.5",
    ("github.com/prometheus/prometheus/cmd/prometheus", "github.com/prometheus/prometheus/cmd/promtool"),
    "github.com/prometheus/common/version.Version=3.5.1", folder="prometheus", tags="remove_all_sd")
ALERTMANAGER = GoRecipe(
    "alertmanager-0.31",
    ("github.com/prometheus/alertmanager/cmd/alertmanager", "github.com/prometheus/alertmanager/cmd/amtool"),
    "github.com/prometheus/common/version.Version=0.31.1", folder="alertmanager")
LOKI = GoRecipe(
    "loki-3.7", ("github.com/grafana/loki/v3/cmd/loki",),
    "github.com/grafana/loki/v3/pkg/util/build.Version=3.7.8", folder="loki")
LOGCLI = GoRecipe(
    "logcli-3.7", ("github.com/grafana/loki/v3/cmd/logcli",),
    "github.com/grafana/loki/v3/pkg/util/build.Version=3.7.8", folder="logcli")
JAEGER_VERSION = "github.com/jaegertracing/jaeger/internal/version.latestVersion="
JAEGER_213 = GoRecipe("jaeger-2.13", ("github.com/jaegertracing/jaeger/cmd/jaeger",), JAEGER_VERSION + "v2.13.0",
                      folder="jaeger")
JAEGER_176 = GoRecipe("jaeger-1.76", ("github.com/jaegertracing/jaeger/cmd/all-in-one",), JAEGER_VERSION + "v1.76.0",
                      folder="jaeger")
# The module path has no /v2, so the tag v2.20.0 cannot be required; its revision can be installed.
JAEGER_220 = GoRecipe("jaeger-2.20", ("github.com/jaegertracing/jaeger/cmd/jaeger",), JAEGER_VERSION + "v2.20.0",
                      revision="798e4b0fcf22")

OTEL_SDK = PipRecipe("opentelemetry-sdk", "opentelemetry")

# Programs that ask or feed the station, by the name peers.json gives them: where from, and which file.
CLIENTS = {"logcli": (LOGCLI, "logcli"), "otel-python": (OTEL_SDK, "bin/python")}

# Slowest first, so that what people wait for longest starts building first.
RECIPES_IN_ORDER = (LOKI, JAEGER_213, PROMETHEUS_3, JAEGER_176, ALERTMANAGER, JAEGER_220, LOGCLI, OTEL_SDK)

PROMETHEUS_COMMON = (
    "--config.file={config}", "--web.listen-address=127.0.0.1:{http}", "--storage.tsdb.path={data}/tsdb",
    "--storage.tsdb.retention.time=3650d", "--web.enable-lifecycle", "--web.enable-admin-api",
    "--web.enable-remote-write-receiver", "--log.level=warn")


def _jaeger(name, version, first, recipe, rank):
    names = ("http", "grpc", "otlp_grpc", "otlp_http", "health", "metrics", "sampling_http", "sampling_grpc")
    return Peer(
        name, "jaeger", version, {port: first + i for i, port in enumerate(names)},
        ready="http://127.0.0.1:{health}/status", ready_text="StatusOK", recipe=recipe, config="jaeger.yaml",
        command=("jaeger", "--config", "{config}"),
        urls={"otlp": "http://127.0.0.1:{otlp_http}", "metrics": "http://127.0.0.1:{metrics}"}, default_rank=rank)


PEERS = (
    Peer("prometheus-debian", "prometheus", "2.42.0", {"http": 0}, ready="{url}/-/ready",
         debian=("prometheus", "prometheus"), config="prometheus.yml",
         command=("prometheus",) + PROMETHEUS_COMMON
         + ("--enable-feature=exemplar-storage,native-histograms",), default_rank=1),
    Peer("prometheus-3.5", "prometheus", "3.5.1", {"http": 1}, ready="{url}/-/ready", recipe=PROMETHEUS_3,
         config="prometheus.yml",
         command=("prometheus",) + PROMETHEUS_COMMON
         + ("--web.enable-otlp-receiver", "--enable-feature=exemplar-storage,native-histograms"), default_rank=2),
    Peer("alertmanager-debian", "alertmanager", "0.25.0", {"http": 3}, ready="{url}/-/ready",
         debian=("prometheus-alertmanager", "prometheus-alertmanager"), config="alertmanager.yml",
         command=("alertmanager", "--config.file={config}", "--web.listen-address=127.0.0.1:{http}",
                  "--storage.path={data}/store", "--cluster.listen-address=", "--log.level=warn"), default_rank=1),
    Peer("alertmanager-0.31", "alertmanager", "0.31.1", {"http": 4}, ready="{url}/-/ready", recipe=ALERTMANAGER,
         config="alertmanager.yml",
         command=("alertmanager", "--config.file={config}", "--web.listen-address=127.0.0.1:{http}",
                  "--storage.path={data}/store", "--cluster.listen-address=", "--log.level=warn"), default_rank=2),
    Peer("node-exporter", "node-exporter", "1.5.0", {"http": 10}, ready="{url}/metrics",
         debian=("prometheus-node-exporter", "prometheus-node-exporter"),
         command=("node-exporter", "--web.listen-address=127.0.0.1:{http}", "--log.level=warn"), default_rank=1),
    Peer("loki-3.7", "loki", "3.7.8", {"http": 20, "grpc": 21}, ready="{url}/ready", ready_text="ready", recipe=LOKI,
         config="loki.yaml", command=("loki", "-config.file={config}"), default_rank=1),
    _jaeger("jaeger-2.13", "2.13.0", 30, JAEGER_213, 2),
    _jaeger("jaeger-2.20", "2.20.0", 40, JAEGER_220, 3),
    Peer("jaeger-1.76", "jaeger", "1.76.0",
         {"http": 50, "grpc": 51, "otlp_grpc": 52, "otlp_http": 53, "health": 54, "collector_http": 55,
          "collector_grpc": 56},
         ready="http://127.0.0.1:{health}/", recipe=JAEGER_176,
         command=("all-in-one", "--query.http-server.host-port=127.0.0.1:{http}",
                  "--query.grpc-server.host-port=127.0.0.1:{grpc}",
                  "--collector.otlp.grpc.host-port=127.0.0.1:{otlp_grpc}",
                  "--collector.otlp.http.host-port=127.0.0.1:{otlp_http}",
                  "--admin.http.host-port=127.0.0.1:{health}",
                  "--collector.http-server.host-port=127.0.0.1:{collector_http}",
                  "--collector.grpc-server.host-port=127.0.0.1:{collector_grpc}",
                  "--memory.max-traces=100000", "--log-level=warn"),
         urls={"otlp": "http://127.0.0.1:{otlp_http}", "metrics": "http://127.0.0.1:{health}"}, default_rank=1),
)
