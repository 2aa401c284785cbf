// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/models/store/series/storefixture.h"

#include <QCoreApplication>
#include <QProcess>

#include <random>

#include <unistd.h>

// A store in another process that is killed while it writes, again and again, and looked at in between.
namespace wf::test {

inline constexpr int killSeries = 12;

inline base::Labels killLabels(int k)
{
    return {{"__name__", "killed_total"}, {"k", std::to_string(k)}};
}

// What series k has at that time; every fourth has histograms.
inline double killValue(int k, qint64 timeMs)
{
    return static_cast<double>(timeMs / 1000 % 100'003) * (k % 3 == 0 ? 1.0 : 0.37);
}

// The victim: a scrape a (simulated) minute as fast as it can, tending every few, so that windows leave for blocks and
// blocks are merged under way. Tells the time of each batch once it was taken.
[[noreturn]] inline void runVictim(const QString &directory, qint64 fromMs)
{
    base::ManualClock clock(fromMs * base::nsPerMs);
    store::SeriesOptions options;
    options.directory = directory;
    options.background = false;
    auto opened = store::SeriesStore::open(options, clock);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().summary));
    for (qint64 t = fromMs;; t += 60'000) {
        clock.set(t * base::nsPerMs);
        std::vector<store::SeriesSample> batch;
        for (int k = 0; k < killSeries; ++k)
            batch.push_back({killLabels(k), t, killValue(k, t),
                             k % 4 == 3 ? histogramOf(killValue(k, t)) : signals::NativeHistogramPtr()});
        const auto outcome = (*opened)->appendMany(batch);
        if (!outcome || outcome->taken != killSeries)
            qFatal("a batch was not taken");
        const QByteArray line = QByteArray::number(t) + '\n';
        if (::write(STDOUT_FILENO, line.constData(), static_cast<std::size_t>(line.size())) != line.size())
            ::_exit(1);
        if (t / 60'000 % 10 == 0 && !(*opened)->tend().ok())
            qFatal("tending failed");
    }
}

// Every acknowledged instant is there once, with its value; besides these at most one batch a kill.
inline void inspectVictim(const QString &directory, const std::vector<qint64> &acknowledged, int kills)
{
    const base::ManualClock clock((acknowledged.back() + 60'000) * base::nsPerMs);
    std::vector<store::StoreNotice> notices;
    store::SeriesOptions options;
    options.directory = directory;
    options.background = false;
    options.notice = [&](const store::StoreNotice &notice) { notices.push_back(notice); };
    auto opened = store::SeriesStore::open(options, clock);
    QVERIFY2(opened.ok(), "the store cannot be opened any more");
    const auto found = (*opened)->read({}, -everMs, everMs);
    QVERIFY(found.ok());
    QCOMPARE(found->size(), std::size_t(killSeries));
    QVERIFY2(notices.empty(), "a kill must damage nothing");
    for (const auto &series : *found) {
        const int k = series.labels.text("k").toInt();
        const auto &times = k % 4 == 3 ? series.histogramTimesMs : series.timesMs;
        QVERIFY(std::ranges::adjacent_find(times, std::greater_equal<>()) == times.end());
        QVERIFY2(std::ranges::includes(times, acknowledged), "an acknowledged sample is gone");
        QVERIFY(times.size() <= acknowledged.size() + static_cast<std::size_t>(kills));
        for (std::size_t i = 0; i < times.size(); ++i) {
            const double value = k % 4 == 3 ? series.histograms[i]->zeroCount : series.values[i];
            QCOMPARE(value, killValue(k, times[i]));
        }
    }
}

inline void killRounds(int rounds, unsigned seed)
{
    QTemporaryDir dir;
    const QString directory = dir.path() + QStringLiteral("/series");
    std::mt19937 random(seed);
    std::vector<qint64> acknowledged;
    qint64 nextMs = noonMs;
    for (int round = 0; round < rounds; ++round) {
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(),
                     {QStringLiteral("--victim"), directory, QString::number(nextMs)});
        QByteArray output;
        const auto lines = static_cast<qsizetype>(1 + random() % 60);
        while (output.count('\n') < lines) {
            QVERIFY2(victim.waitForReadyRead(30'000), victim.readAllStandardError().constData());
            output += victim.readAllStandardOutput();
        }
        victim.kill();
        QVERIFY(victim.waitForFinished());
        QCOMPARE(victim.exitStatus(), QProcess::CrashExit);
        output += victim.readAllStandardOutput();
        const auto told = output.left(output.lastIndexOf('\n')).split('\n');
        for (const auto &line : told)
            acknowledged.push_back(line.toLongLong());
        nextMs = acknowledged.back() + 2 * 60'000; // what was under way may be there as well
        if (round % 5 == 4 || round + 1 == rounds)
            inspectVictim(directory, acknowledged, round + 1);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(acknowledged.size() > static_cast<std::size_t>(rounds) * 10);
}

// For main(): does not return when this process is the victim.
inline void beVictim(int argc, char **argv)
{
    if (argc == 4 && qstrcmp(argv[1], "--victim") == 0)
        runVictim(QString::fromLocal8Bit(argv[2]), QByteArray(argv[3]).toLongLong());
}

} // namespace wf::test
