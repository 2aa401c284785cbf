// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/logbuffer.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace wf;
using signals::LogBuffer;
using signals::LogLevel;
using signals::LogLine;

namespace {

LogLine line(qint64 ns, std::string text, LogLevel level = LogLevel::Info, base::Labels stream = {{"app", "x"}})
{
    LogLine l;
    l.timeNs = ns;
    l.text = std::move(text);
    l.stream = std::move(stream);
    l.level = level;
    return l;
}

constexpr std::size_t many = 1'000'000;

} // namespace

class TstLogBuffer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesBackEverythingOfALine()
    {
        LogLine l = line(7, "hällo", LogLevel::Warn);
        l.metadata = {{"pod", "a-1"}, {"span_id", "77"}};
        l.traceId = QStringLiteral("0af7651916cd43dd8448eb211c80319c");
        const auto buffer = LogBuffer::empty()->with({l}, many);
        QCOMPARE(buffer->size(), std::size_t(1));
        QVERIFY(buffer->line(0) == l);
    }
    void anyOrderOfBatchesGivesTheSameLines()
    {
        std::vector<LogLine> all;
        for (int i = 0; i < 30'000; ++i)
            all.push_back(line(i / 3, "line " + std::to_string(i), i % 50 ? LogLevel::Info : LogLevel::Error));
        std::mt19937 random(5);
        auto mixed = all;
        std::shuffle(mixed.begin(), mixed.end(), random);
        auto buffer = LogBuffer::empty();
        for (std::size_t at = 0; at < mixed.size();) {
            const std::size_t n = std::min<std::size_t>(1 + random() % 6000, mixed.size() - at);
            const auto from = mixed.begin() + static_cast<std::ptrdiff_t>(at);
            buffer = buffer->with({from, from + static_cast<std::ptrdiff_t>(n)}, many);
            at += n;
        }
        QCOMPARE(buffer->size(), all.size());
        for (std::size_t i = 1; i < buffer->size(); ++i)
            QVERIFY(buffer->timeAt(i - 1) <= buffer->timeAt(i));
        std::vector<std::string> texts;
        std::vector<std::string> expected;
        for (std::size_t i = 0; i < buffer->size(); ++i)
            texts.emplace_back(buffer->at(i).text);
        for (const auto &l : all)
            expected.push_back(l.text);
        std::sort(texts.begin(), texts.end());
        std::sort(expected.begin(), expected.end());
        QVERIFY(texts == expected);
        QCOMPARE(buffer->errors(), std::size_t(600));
    }
    void equalLinesStandOnce()
    {
        auto buffer = LogBuffer::empty()->with({line(1, "a"), line(2, "b"), line(2, "c")}, many);
        buffer = buffer->with({line(2, "b"), line(2, "d"), line(2, "b", LogLevel::Info, {{"app", "y"}})}, many);
        QCOMPARE(buffer->size(), std::size_t(5));
    }
    void theOldestAreLetGo()
    {
        auto buffer = LogBuffer::empty();
        for (int i = 0; i < 20; ++i) {
            std::vector<LogLine> batch;
            for (int k = 0; k < 1000; ++k)
                batch.push_back(line(i * 1000 + k, "x"));
            buffer = buffer->with(batch, 7500);
        }
        QCOMPARE(buffer->size(), std::size_t(7500));
        QCOMPARE(buffer->timeAt(0), qint64(12'500));
        QCOMPARE(buffer->since(19'000)->size(), std::size_t(1000));
        QCOMPARE(buffer->since(100'000)->size(), std::size_t(0));
    }
    void anOlderSnapshotStaysAsItWas()
    {
        const auto before = LogBuffer::empty()->with({line(1, "a"), line(3, "c")}, many);
        const auto after = before->with({line(2, "b")}, many);
        QCOMPARE(before->size(), std::size_t(2));
        QCOMPARE(after->size(), std::size_t(3));
        QCOMPARE(after->at(1).text, std::string_view("b"));
    }
    void findsErrorsInBothDirections()
    {
        std::vector<LogLine> lines;
        for (int i = 0; i < 10'000; ++i)
            lines.push_back(line(i, "x", i == 3 || i == 5000 || i == 9999 ? LogLevel::Error : LogLevel::Debug));
        const auto buffer = LogBuffer::empty()->with(lines, many);
        QCOMPARE(buffer->nextError(0).value(), std::size_t(3));
        QCOMPARE(buffer->nextError(3).value(), std::size_t(5000));
        QCOMPARE(buffer->nextError(5000).value(), std::size_t(9999));
        QVERIFY(!buffer->nextError(9999));
        QCOMPARE(buffer->previousError(buffer->size()).value(), std::size_t(9999));
        QCOMPARE(buffer->previousError(5000).value(), std::size_t(3));
        QVERIFY(!buffer->previousError(3));
        QCOMPARE(buffer->errors(4, 9999), std::size_t(1));
        QVERIFY(!LogBuffer::empty()->nextError(0));
    }
    void aKeyFindsItsLineInALaterSnapshot()
    {
        const auto before = LogBuffer::empty()->with({line(5, "a"), line(5, "b"), line(9, "a")}, many);
        const auto key = before->keyAt(1);
        const auto after = before->with({line(1, "old"), line(5, "c")}, many);
        QCOMPARE(after->at(after->find(key).value()).text, std::string_view("b"));
        QCOMPARE(after->lowerBound(6), std::size_t(4));
        QVERIFY(!after->find({6, key.hash}));
    }
};

QTEST_APPLESS_MAIN(TstLogBuffer)
#include "tst_logbuffer.moc"
