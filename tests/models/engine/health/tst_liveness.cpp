// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/health/liveness.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using signals::Reachability;
using signals::SourceKind;

class LivenessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsTrue_data()
    {
        using Sources = std::vector<std::pair<SourceKind, Reachability>>;
        QTest::addColumn<Sources>("sources");
        QTest::addColumn<bool>("following");
        QTest::addColumn<qint64>("newestAgo"); // seconds; -1 = no sample
        QTest::addColumn<qint64>("keptAgo");
        QTest::addColumn<bool>("live");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const Sources &sources, bool following, qint64 newest, qint64 kept,
                            bool live, const char *words) {
            QTest::newRow(name) << sources << following << newest << kept << live << QString::fromUtf8(words);
        };
        const auto metrics = SourceKind::Metrics;
        const auto logs = SourceKind::Logs;
        row("live", {{metrics, Reachability::Up}}, true, 4, -1, true, "Live, newest sample 4\u2009s ago");
        row("one of two answers", {{metrics, Reachability::Down}, {metrics, Reachability::Degraded}}, true, 4, -1, true,
            "Live, newest sample 4\u2009s ago");
        row("paused", {{metrics, Reachability::Up}}, false, 4, -1, false, "Paused, newest sample 4\u2009s ago");
        row("no sample yet", {{metrics, Reachability::Up}}, true, -1, -1, true, "Live, no sample yet");
        row("down after it was up", {{metrics, Reachability::Down}}, true, 2280, -1, false,
            "No metric source answers, data as of 01:36, 38\u2009min old");
        row("down since the start, with a store", {{metrics, Reachability::Down}}, true, -1, 2280, false,
            "No metric source answers, data as of 01:36, 38\u2009min old");
        row("down since the start, nothing kept", {{metrics, Reachability::Down}}, true, -1, -1, false,
            "No metric source answers");
        row("logs answer, metrics do not", {{metrics, Reachability::Down}, {logs, Reachability::Up}}, true, -1, -1,
            false, "No metric source answers");
        row("only logs, and they answer", {{logs, Reachability::Up}}, true, 1, -1, true,
            "Live, newest sample 1\u2009s ago");
        row("only logs, and they do not", {{logs, Reachability::Down}}, true, -1, -1, false, "No source answers");
        row("nobody was asked yet", {{metrics, Reachability::Unknown}}, true, -1, 2280, false,
            "Asking, data as of 01:36, 38\u2009min old");
    }

    void saysWhatIsTrue()
    {
        using Sources = std::vector<std::pair<SourceKind, Reachability>>;
        QFETCH(Sources, sources);
        QFETCH(bool, following);
        QFETCH(qint64, newestAgo);
        QFETCH(qint64, keptAgo);
        const qint64 now = support::instant("2026-05-14T02:14:07Z");
        HealthSnapshot health;
        for (const auto &[kind, reach] : sources) {
            SourceRow row;
            row.state.kind = kind;
            row.state.reach = reach;
            row.state.newestDatumNs = newestAgo < 0 ? 0 : now - newestAgo * base::nsPerSecond;
            health.sources.push_back(row);
        }
        const auto found = livenessOf(health, following, keptAgo < 0 ? 0 : now - keptAgo * base::nsPerSecond, now);
        QTEST(found.live, "live");
        QTEST(found.words, "words");
    }
};

QTEST_GUILESS_MAIN(LivenessTest)
#include "tst_liveness.moc"
