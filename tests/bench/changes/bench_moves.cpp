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

// "What moves with this?" over a real Prometheus of 10,000 series (half of them counters) with two hours of samples at
// 30 s. All share the course of the hour; one series in fifty follows the target up to nine samples later, with as much
// noise of its own. Seconds from the question to the whole answer, how much of what is told is true, memory.
using namespace wf;

namespace {

constexpr int names = 100, instances = 100, points = 240;
constexpr qint64 endS = 1'763'700'000, stepS = 30;

bool moves(int name, int instance)
{
    return (name * 37 + instance) % 50 == 0;
}

std::vector<double> wandering(std::mt19937_64 &random)
{
    std::normal_distribution<double> normal;
    std::vector<double> out(points + 20, 0);
    for (std::size_t i = 1; i < out.size(); ++i)
        out[i] = 0.6 * out[i - 1] + 4 * normal(random);
    return out;
}

void write(QByteArray &out, const QByteArray &head, bool isCounter, const std::vector<double> &course)
{
    double total = 0;
    for (int i = 0; i < points; ++i) {
        const double value = std::max(0.0, 100 + course[static_cast<std::size_t>(i)] + 20 * std::sin(i / 19.0));
        total += value;
        out += head + QByteArray::number(isCounter ? total : value, 'f', 2) + ' ' +
               QByteArray::number(endS - (points - 1 - i) * stepS) + '\n';
    }
}

QByteArray history()
{
    QByteArray out;
    out.reserve(static_cast<qsizetype>(names) * instances * points * 56);
    std::mt19937_64 random(5);
    const auto target = wandering(random);
    out += "# TYPE target gauge\n";
    write(out, "target ", false, {target.begin() + 10, target.end()});
    out += "# TYPE up gauge\n";
    for (int i = 0; i < points; ++i)
        out += "up{job=\"shop\"} 1 " + QByteArray::number(endS - (points - 1 - i) * stepS) + '\n';
    for (int n = 0; n < names; ++n) {
        const bool isCounter = n % 2 == 0;
        const QByteArray family = QByteArray("metric_") + QByteArray::number(n);
        out += "# TYPE " + family + (isCounter ? " counter\n" : " gauge\n");
        for (int i = 0; i < instances; ++i) {
            auto course = wandering(random);
            if (moves(n, i))
                for (std::size_t k = 10; k < course.size(); ++k)
                    course[k - 10] += target[k - static_cast<std::size_t>(n % 10)];
            write(out, family + (isCounter ? "_total" : "") + "{instance=\"host-" + QByteArray::number(i) + "\"} ",
                  isCounter, course);
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
    for (const engine::Change &change : found.changes) {
        const base::Labels &labels = change.subject.labels;
        const int name = labels.text("__name__").section(u'_', 1, 1).toInt();
        const bool isRight = moves(name, labels.text("instance").section(u'-', 1, 1).toInt());
        out.told += 1 + static_cast<int>(change.foldedCount);
        out.right += isRight ? 1 + static_cast<int>(change.foldedCount) : 0;
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
    const engine::MoveQuestion question{{(endS - (points - 1) * stepS) * base::nsPerSecond, endS * base::nsPerSecond},
                                        QStringLiteral("target"),
                                        {},
                                        {},
                                        0};
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
        bench::record("series compared", static_cast<double>(found.looked), "series");
        bench::record("own processor time", bench::cpuMs() - before, "ms");
        bench::record("told", how.told, "series");
        bench::record("of which follow", how.right, "series");
        bench::record("resident", bench::residentMiB(), "MiB");
        for (const base::Error &error : found.errors)
            std::fprintf(stderr, "%s\n", qPrintable(error.summary));
    }
    return 0;
}
