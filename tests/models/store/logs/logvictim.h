// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that writes into a log store until it is killed, and the one that kills it and looks what is left.
#pragma once

#include "tests/models/store/logs/loglines.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <unistd.h>

namespace wf::test {

inline store::LogStoreOptions victimOptions(const QString &directory)
{
    store::LogStoreOptions options = logOptions(directory);
    options.blockBytes = 150'000; // blocks are made all the time
    options.housekeepingMs = 2;
    return options;
}

inline signals::LogLine numbered(qint64 number)
{
    return logLine(logStartNs + number * base::nsPerMs,
                   "line " + std::to_string(number) + " of the victim, with a few words more");
}

// Goes on behind the newest mark, as a reader of files does, and tells every number on its output once it was taken.
inline int runVictim(const QString &directory)
{
    const base::ManualClock clock(logStartNs + base::nsPerDay);
    const auto logs = store::LogStore::open(victimOptions(directory), clock);
    if (!logs)
        return 2;
    const auto marks = (*logs)->marks();
    qint64 number = marks.empty() ? 0 : std::stoll(marks.front().position);
    std::mt19937 random(static_cast<unsigned>(number) + 1);
    for (;;) {
        std::vector<signals::LogLine> lines;
        for (auto n = 1 + random() % 60; n > 0; --n)
            lines.push_back(numbered(++number));
        if (!(*logs)->append(lines, std::vector{signals::LogMark{"victim", std::to_string(number)}}).ok())
            return 3;
        const std::string told = std::to_string(number) + "\n";
        if (::write(STDOUT_FILENO, told.data(), told.size()) != static_cast<ssize_t>(told.size()))
            return 4;
    }
}

// Every line from 1 to the newest mark is there once, and nothing that was told is missing.
inline void inspectVictim(const QString &directory, qint64 told)
{
    const base::ManualClock clock(logStartNs + base::nsPerDay);
    auto options = victimOptions(directory);
    options.housekeepingMs = 0;
    Notices notices;
    options.notice = notices.taker();
    const auto logs = store::LogStore::open(options, clock);
    QVERIFY2(logs.ok(), logs ? "" : qPrintable(logs.error().summary));
    const auto marks = (*logs)->marks();
    QVERIFY(told == 0 || marks.size() == 1);
    const qint64 newest = marks.empty() ? 0 : std::stoll(marks.front().position);
    QVERIFY2(newest >= told, "what was taken is gone");
    const auto lines = scanned(**logs, everything());
    QCOMPARE(static_cast<qint64>(lines.size()), newest);
    for (std::size_t i = 0; i < lines.size(); ++i)
        QVERIFY2(lines[i] == numbered(static_cast<qint64>(i) + 1), qPrintable(QString::number(i)));
    QVERIFY2(notices.take().empty(), "a kill must damage nothing");
}

inline void killRounds(const QString &directory, int rounds)
{
    std::mt19937 random(5);
    qint64 told = 0;
    for (int round = 0; round < rounds; ++round) {
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--victim"), directory});
        QByteArray output;
        const auto wanted = static_cast<qsizetype>(1 + random() % 80);
        while (output.count('\n') < wanted) {
            QVERIFY2(victim.waitForReadyRead(30'000), "the victim does not write");
            output += victim.readAllStandardOutput();
        }
        victim.kill();
        QVERIFY(victim.waitForFinished());
        output += victim.readAllStandardOutput();
        const auto last = output.left(output.lastIndexOf('\n')).split('\n').last();
        told = std::max(told, last.toLongLong());
        inspectVictim(directory, told);
        if (QTest::currentTestFailed())
            return;
    }
    QVERIFY(told > rounds * 20);
}

} // namespace wf::test
