# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures uPlot in headless Chromium. Usage: peer.py SERIES POINTS

Prints one JSON line: peer (name and version), full and pan (milliseconds of processor time a frame, of all processes of the
browser). Exit code 77 and a reason on stderr when the browser or uPlot cannot be had. uPlot comes from npm, once, into
$WF_CACHE/npm."""

import functools
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

UPLOT = "1.6.32"
SKIPPED = 77
SECONDS = 240
FLAGS = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-quic", "--disable-dev-shm-usage", "--force-device-scale-factor=1", "--window-size=1700,1000"]


def skip(reason):
    print("skipped: " + reason, file=sys.stderr)
    sys.exit(SKIPPED)


def uplot_folder():
    cache = pathlib.Path(os.environ.get("WF_CACHE") or pathlib.Path.home() / ".cache/watchfloor")
    folder = cache / "npm" / ("uplot-" + UPLOT)
    built = folder / "node_modules/uplot/dist"
    if not built.is_dir():
        npm = shutil.which("npm")
        if not npm:
            skip("npm is not installed, so uPlot cannot be had")
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([npm, "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund",
                               "uplot@" + UPLOT], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=SECONDS)
        if done.returncode != 0 or not built.is_dir():
            skip("npm could not fetch uplot@%s: %s" % (UPLOT, done.stderr.strip()[-300:]))
    return built


def processes():
    """pid -> (parent, processor ticks) of everything that runs."""
    found = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                with open("/proc/%s/stat" % entry.name, encoding="utf-8", errors="replace") as stat:
                    fields = stat.read().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended
            found[int(entry.name)] = (int(fields[1]), int(fields[11]) + int(fields[12]))
    return found


def tree_cpu_ms(root):
    found = processes()
    tree, size = {root}, 0
    while len(tree) > size:
        size = len(tree)
        tree |= {pid for pid, (parent, _) in found.items() if parent in tree}
    return sum(found[pid][1] for pid in tree if pid in found) * 1000 / os.sysconf("SC_CLK_TCK")


class Page(http.server.BaseHTTPRequestHandler):
    """The page, uPlot's files, the browser's processor time, and the page's result."""

    def __init__(self, bench, *arguments):
        self.bench = bench
        super().__init__(*arguments)

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/cpu":
            self.answer(json.dumps({"ms": tree_cpu_ms(self.bench.browser.pid)}).encode(), "application/json")
        elif path == "/":
            self.answer(pathlib.Path(__file__).with_name("chart.html").read_bytes(), "text/html")
        elif path in ("/uplot/uPlot.min.css", "/uplot/uPlot.iife.min.js"):
            self.answer((self.bench.uplot / path.rpartition("/")[2]).read_bytes(),
                        "text/css" if path.endswith(".css") else "text/javascript")
        else:
            self.send_error(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(b"", "text/plain")
        self.bench.result = json.loads(body)
        self.bench.done.set()

    def answer(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Bench:
    def __init__(self, uplot):
        self.uplot = uplot
        self.done = threading.Event()
        self.result = None
        self.browser = None

    def run(self, chromium, series, points):
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Page, self))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = "http://127.0.0.1:%d/?series=%d&points=%d" % (server.server_address[1], series, points)
        flags = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
        with tempfile.TemporaryDirectory(prefix="watchfloor-bench-", ignore_cleanup_errors=True) as profile:
            self.browser = subprocess.Popen([chromium, *flags, "--user-data-dir=" + profile, address],
                                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.done.wait(SECONDS)
            self.browser.terminate()
            try:
                self.browser.wait(20)
            except subprocess.TimeoutExpired:
                self.browser.kill()
                self.browser.wait()
        server.shutdown()
        return self.result


def main():
    series, points = int(sys.argv[1]), int(sys.argv[2])
    chromium = shutil.which("chromium")
    if not chromium:
        skip("chromium is not installed")
    version = subprocess.run([chromium, "--version"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=60)
    result = Bench(uplot_folder()).run(chromium, series, points)
    if not result or "error" in result:
        skip("the page in Chromium %s" % ("said: " + result["error"] if result else "did not finish in %d s" % SECONDS))
    number = next((word for word in version.stdout.split() if word[0].isdigit()), "?")
    print(json.dumps({"peer": "uPlot %s in Chromium %s" % (UPLOT, number.partition(".")[0]),
                      "full": result["full"], "pan": result["pan"]}))


if __name__ == "__main__":
    main()
