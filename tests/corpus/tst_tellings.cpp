// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/seriesfiles.h"
#include "models/base/clock.h"
#include "models/base/timetext.h"
#include "models/engine/anomalies/series/watchedseries.h"
#include "tests/support/corpus.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <map>
#include <set>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

struct Window {
    qint64 firstMs = 0, lastMs = 0;
};

// What somebody would have been told of, warnings and worse, beside what experts marked.
struct Tally {
    double days = 0;
    int told = 0, real = 0, windows = 0, found = 0;
};

std::vector<engine::AnomalyRunPtr> runsOf(const app::TimedSeries &series)
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->kind = engine::WatchKind::Requests; // of which neither side is bad by itself
    auto of = std::make_shared<engine::WatchedIdentity>();
    of->question = question;
    engine::WatchedSeries watched(of);
    std::map<qint64, engine::AnomalyRunPtr> seen;
    const auto look = [&] {
        for (const auto &run : watched.runs())
            seen[run->startNs] = run;
    };
    for (std::size_t i = 0; i < series.timesMs.size(); ++i) {
        watched.take(series.timesMs[i], series.values[i]);
        if (i % 5 == 0) // it keeps those of a week only
            look();
    }
    look();
    std::vector<engine::AnomalyRunPtr> out;
    for (const auto &[startNs, run] : seen)
        out.push_back(run);
    return out;
}

void count(const app::TimedSeries &series, const std::vector<Window> &windows, Tally &tally)
{
    std::set<const Window *> found;
    for (const auto &run : runsOf(series)) {
        if (!run->isTold || engine::severityOf(*run) == signals::Severity::Info)
            continue;
        ++tally.told;
        bool isReal = false;
        for (const Window &window : windows)
            if (run->startNs <= window.lastMs * base::nsPerMs && run->lastNs >= window.firstMs * base::nsPerMs) {
                isReal = true;
                found.insert(&window);
            }
        tally.real += isReal ? 1 : 0;
    }
    tally.windows += static_cast<int>(windows.size());
    tally.found += static_cast<int>(found.size());
    tally.days += static_cast<double>(series.timesMs.back() - series.timesMs.front()) / (24 * 3600e3);
}

qint64 momentMs(const QString &text)
{
    bool isTime = false;
    const QString iso = text.left(19).replace(u' ', u'T') + u'Z';
    const qint64 ns = base::parseIsoTime(iso, &isTime);
    return isTime ? ns / base::nsPerMs : -1;
}

// Each row is marked or is not.
std::vector<Window> markedRows(const app::TimedSeries &series, const QByteArray &labels)
{
    std::vector<Window> out;
    bool wasMarked = false;
    const auto lines = labels.split('\n');
    for (std::size_t i = 0; i < series.timesMs.size() && static_cast<qsizetype>(i) + 1 < lines.size(); ++i) {
        const bool isMarked = lines[static_cast<qsizetype>(i) + 1].trimmed().toDouble() > 0; // after the head
        if (isMarked && !wasMarked)
            out.push_back({series.timesMs[i], 0});
        if (isMarked)
            out.back().lastMs = series.timesMs[i];
        wasMarked = isMarked;
    }
    return out;
}

} // namespace

// Whom the window would have called, over labelled series: not what a detector thinks, what is told of it.
class TellingsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cloudMonitoring()
    {
        WF_REQUIRE_CORPUS(folder, "mscloud");
        Tally tally;
        const QStringList files = app::seriesFilesBelow(folder + u"/data"_s);
        QVERIFY(!files.isEmpty());
        for (const QString &name : files) {
            const auto series = app::readTimedSeries(folder + u"/data/"_s + name);
            const auto labels = app::readTextFile(folder + u"/labels/"_s + name);
            QVERIFY2(series.ok() && labels.ok(), qPrintable(name));
            count(*series, markedRows(*series, *labels), tally);
        }
        say("cloud monitoring", tally);
        QVERIFY(tally.real >= tally.told * 0.6);
        QVERIFY(tally.found >= 20);
    }
    void nab()
    {
        WF_REQUIRE_CORPUS(folder, "nab");
        QFile file(folder + u"/windows.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
        QVERIFY(!all.isEmpty());
        Tally tally;
        for (auto it = all.begin(); it != all.end(); ++it) {
            const auto series = app::readTimedSeries(folder + u"/data/"_s + it.key());
            QVERIFY2(series.ok(), qPrintable(it.key()));
            std::vector<Window> windows;
            for (const auto &pair : it.value().toArray()) {
                windows.push_back({momentMs(pair[0].toString()), momentMs(pair[1].toString())});
                QVERIFY(windows.back().firstMs > 0 && windows.back().firstMs < windows.back().lastMs);
            }
            count(*series, windows, tally);
        }
        say("NAB", tally);
        QVERIFY(tally.real >= tally.told * 0.5);
        QVERIFY(tally.found >= 24);
    }

private:
    // Few calls for nothing, whatever the set.
    static void say(const char *set, const Tally &tally)
    {
        const double falseADay = (tally.told - tally.real) / tally.days;
        qInfo(
            "%s: told %d times, %d of them real; %d of %d events found; %.4f calls for nothing a series-day over %.0f",
            set, tally.told, tally.real, tally.found, tally.windows, falseADay, tally.days);
        QVERIFY(falseADay <= 0.04);
    }
};

QTEST_GUILESS_MAIN(TellingsTest)
#include "tst_tellings.moc"
