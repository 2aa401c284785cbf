// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/changes/changesearch.h"
#include "models/sources/environment/opensources.h"
#include "tests/bench/benchline.h"
#include "tests/peers/backfilledprometheus.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cmath>
#include <random>

// "What changed here?" over a real Prometheus of 10,000 series (half of them counters) with two and a half hours of
// samples at 30 s; one series in fifty moves in the last 30 minutes. Seconds from the question to the whole answer,
// how much of what is told is true, memory.
using namespace wf;

namespace {

constexpr int names = 100, instances = 100;
constexpr qint64 endS = 1'763'700'000, stepS = 30, lengthS = 9000, windowS = 1800;

bool moves(int name, int instance)
{
    return (name * 37 + instance) % 50 == 0;
}

QByteArray history()
{
    QByteArray out;
    out.reserve(static_cast<qsizetype>(names) * instances * (lengthS / stepS) * 56);
    std::mt19937_64 random(5);
    std::normal_distribution<double> noise(0, 4);
    for (int n = 0; n < names; ++n) {
        const bool isCounter = n % 2 == 0;
        const QByteArray family = QByteArray("metric_") + QByteArray::number(n);
        out += "# TYPE " + family + (isCounter ? " counter\n" : " gauge\n");
        for (int i = 0; i < instances; ++i) {
            double total = 0;
            const QByteArray head =
                family + (isCounter ? "_total" : "") + "{instance=\"host-" + QByteArray::number(i) + "\"} ";
            for (qint64 t = endS - lengthS; t <= endS; t += stepS) {
                const bool isIn = t > endS - windowS && moves(n, i);
                const double value = std::max(0.0, 100 + noise(random) + (isIn ? 40 : 0));
                total += value;
                out +=
                    head + QByteArray::number(isCounter ? total : value, 'f', 2) + ' ' + QByteArray::number(t) + '\n';
            }
        }
    }
    return out + "# EOF\n";
}

struct Judged {
    int told = 0, right = 0;
};

Judged judged(const engine::ChangesSnapshot &found)
{
    Judged out;
    const auto isRight = [](const base::Labels &labels) {
        const int name = labels.text("__name__").section(u'_', 1, 1).toInt();
        return moves(name, labels.text("instance").section(u'-', 1, 1).toInt());
    };
    for (const engine::Change &change : found.changes) {
        out.told += 1 + static_cast<int>(change.foldedCount);
        out.right += isRight(change.subject.labels) ? 1 + static_cast<int>(change.foldedCount) : 0;
    }
    return out;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    tests::BackfilledPrometheus server;
    if (!tests::BackfilledPrometheus::isInstalled() || !server.start(history())) {
        std::fprintf(stderr, "No prometheus or promtool that starts: nothing was measured.\n");
        return 1;
    }
    sources::Environment environment;
    environment.name = QStringLiteral("bench");
    sources::SourceSettings source;
    source.id = source.name = QStringLiteral("prometheus");
    source.url = QUrl(QStringLiteral("http://") + server.address());
    environment.sources = {source};
    const base::SystemClock clock;
    async::Pools pools;
    const sources::OpenSources open(environment, {clock, pools, nullptr});
    engine::ChangeSearch search(open.set(), engine::SubjectRules(), clock, pools);
    const auto question = engine::changedSinceBefore({(endS - windowS) * base::nsPerSecond, endS * base::nsPerSecond});
    for (const char *run : {"first question (server cold)", "second question"}) {
        QElapsedTimer timer;
        timer.start();
        const double before = bench::cpuMs();
        search.ask(question);
        while (search.snapshot()->isBusy)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        const auto &found = *search.snapshot();
        const Judged how = judged(found);
        bench::record(run, static_cast<double>(timer.elapsed()) / 1000, "s");
        bench::record("series judged", static_cast<double>(found.looked), "series");
        bench::record("own processor time", bench::cpuMs() - before, "ms");
        bench::record("told", how.told, "series");
        bench::record("of which moved", how.right, "series");
        bench::record("resident", bench::residentMiB(), "MiB");
        for (const base::Error &error : found.errors)
            std::fprintf(stderr, "%s\n", qPrintable(error.summary));
    }
    return 0;
}
