# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules as data. docs/architecture.md explains them; change both together."""

import re

# --- who may include whom -------------------------------------------------------------------------------------------
# Room -> rooms it may include besides itself. A row speaks for its sub-folders unless they have a row of their own.
# "x/" stands for x with everything below it, "x/*" for each folder right below x taken by itself.
MODELS_OF_UI = ["models/base", "models/signals", "models/async", "models/engine", "models/items"]
TABLE = {
    "models/base": [],
    "models/signals": ["models/base"],
    "models/wire": ["models/base", "models/signals"],
    "models/query": ["models/base", "models/signals"],
    "models/analysis": ["models/base", "models/signals"],
    "models/async": ["models/base"],
    "models/net": ["models/base", "models/async"],
    "models/store": ["models/base", "models/signals", "models/async"],
    "models/sources": ["models/base", "models/signals", "models/wire", "models/async", "models/net"],
    "models/station": ["models/base", "models/signals", "models/wire", "models/query", "models/async", "models/net",
                       "models/store", "models/sources"],
    "models/engine": ["models/base", "models/signals", "models/wire", "models/query", "models/analysis", "models/async",
                      "models/net", "models/store", "models/sources", "models/station"],
    "models/items": ["models/base", "models/signals", "models/async", "models/engine"],
    "widgets/base": ["models/base", "models/signals", "resources"],
    "widgets/*": ["models/base", "models/signals", "models/items", "widgets/base"],
    "ui/base": MODELS_OF_UI + ["widgets/"],
    "ui/*": MODELS_OF_UI + ["widgets/", "ui/base"],
    "app": ["models/", "widgets/", "ui/", "resources"],
    "resources": [],
    "tests": ["models/", "widgets/", "ui/", "app", "resources"],
}
TOP_FOLDERS = ["models", "widgets", "ui", "app", "resources", "tests"]

# --- which Qt module may be included where --------------------------------------------------------------------------
# Module -> prefixes of paths that may include it; modules not named here are free.
QT_MODULES = {
    "QtGui": ["widgets", "ui", "app", "resources", "tests"],
    "QtWidgets": ["widgets", "ui", "app", "tests"],
    "QtSvg": ["widgets/base", "tests"],
    "QtNetwork": ["models/net", "app/demo", "tests"],
    "QtWebSockets": ["models/net", "tests"],
    "QtSql": ["models/store", "tests"],
    "QtCharts": ["widgets/figure", "tests"],
    "QtConcurrent": ["models/async", "tests"],
}
# For when no Qt is at hand to ask.
KNOWN_CLASSES = {
    "QtGui": ["QColor", "QFont", "QIcon", "QImage", "QPainter", "QPixmap", "QStandardItemModel", "QPdfWriter"],
    "QtWidgets": ["QApplication", "QLabel", "QWidget", "QMessageBox", "QStyle"],
    "QtNetwork": ["QNetworkAccessManager", "QNetworkReply", "QTcpSocket", "QTcpServer", "QSslSocket", "QHostAddress"],
    "QtWebSockets": ["QWebSocket", "QWebSocketServer"],
    "QtSql": ["QSqlDatabase", "QSqlQuery"],
    "QtCharts": ["QChart", "QChartView"],
}


# --- what may not be written ----------------------------------------------------------------------------------------
class Ban:
    """A pattern over code without comments and without the insides of strings."""

    def __init__(self, name, pattern, why, allowed=(), only=()):
        self.name, self.pattern, self.why = name, re.compile(pattern), why
        self.allowed, self.only = allowed, only  # prefixes of paths


TESTS = ("tests/",)
BANS = [
    Ban("then-this", r"\.then\s*\(\s*this\b", "crashes when the receiver dies first on Qt 6.4: use JobScope", ()),
    Ban("wait-for-finished", r"\bwaitForFinished\b", "runs the job on the waiting thread: use JobScope or signals", TESTS),
    Ban("nested-loop", r"\bQEventLoop\b|\bprocessEvents\b", "nested event loops re-enter everything", TESTS),
    Ban("concurrent-run", r"\bQtConcurrent\s*::\s*run\b", "use JobScope", ("models/async/",)),
    Ban("sleep", r"\b(sleep_for|sleep_until|usleep|nanosleep|msleep)\b|\bQThread::sleep\b|(?<![\w.>:])::sleep\s*\(",
        "wait for a signal or a timer"),
    Ban("qwait", r"\bqWait\s*\(", "wait for what should happen: QTRY_…, QSignalSpy, ManualClock"),
    Ban("thread-terminate", r"(?<!std::)\bterminate\s*\(", "use a stop_token", TESTS),
    Ban("ignore-ssl-errors", r"\bignoreSslErrors\s*\(\s*\)", "accepts any certificate: trust a CA or pin one"),
    Ban("ignore-ssl-errors", r"\bignoreSslErrors\s*\(", "certificates are decided in models/net only", ("models/net/", "tests/")),
    Ban("qsettings", r"\bQSettings\b", "silently truncates on a full disk and is world-readable: see base::SafeFile"),
    Ban("throw", r"\bthrow\b", "errors are values: base::Result", TESTS),
    Ban("coroutine", r"\bco_(await|return|yield)\b", "GCC 12 miscompiles them"),
    Ban("singleton", r"\bstatic\s+[\w:<>]+\s*[&*]\s*instance\s*\(", "the composition root builds things and hands them down"),
    Ban("style-sheet", r"\bsetStyleSheet\s*\(", "WatchStyle paints from the theme: docs/decisions/0007"),
    Ban("label", r"\bnew\s+QLabel\b|\bQLabel\s*[({]|#\s*include\s*<QLabel>",
        "renders outside text as HTML: widgets/base PlainLabel", ("widgets/base/", "tests/")),
    Ban("tool-tip", r"\bsetToolTip\s*\((?!\s*([\w:]+::)?plainTip\s*\()", "renders outside text as HTML: setToolTip(plainTip(…))",
        ("widgets/base/", "tests/")),
    Ban("message-box", r"\bQMessageBox\s*::\s*(warning|critical|information|question|about)\s*\(",
        "renders outside text as HTML and blocks: the helpers of widgets/base", ("tests/",)),
    Ban("external-links", r"\bsetOpenExternalLinks\s*\(\s*true|\bsetOpenLinks\s*\(\s*true", "addresses pass isSafeWebAddress first"),
    Ban("colour", r"\bQColor\s*\(\s*(0x|\d|u?\")|\bQt::(red|green|blue|cyan|magenta|yellow|white|black|gray|dark\w+|lightGray)\b",
        "colours come from Theme tokens", ("widgets/base/", "tests/"), ("widgets/", "ui/")),
    Ban("forgotten-warnings", r"\binitTestCase\s*\(\s*\)\s*(override)?\s*\{[^}]*\bfail(OnWarning|OnAnyWarning)\b",
        "Qt forgets it after each test function: call it in init()"),
]
HEADER_BANS = [
    Ban("using-in-header", r"^\s*using\s+namespace\b", "spills into everyone who includes it", TESTS),
]

# --- sizes that keep rooms liveable (reported, never failed) --------------------------------------------------------
MOST_LINES = {".cpp": 500, ".h": 200}
MOST_FUNCTION_LINES = 50
MOST_FILES = 20
