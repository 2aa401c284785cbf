// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/ask/sliasker.h"

#include "models/base/clock.h"
#include "tests/models/engine/objectives/sampledsource.h"

#include <QTest>

#include <cmath>

using namespace wf;

namespace {

constexpr qint64 now = 1'763'700'000 * base::nsPerSecond;

} // namespace

class SliAskerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_source = std::make_unique<support::SampledSource>();
        m_set = {};
        m_set.metrics = {m_source.get()};
        m_reader = std::make_unique<engine::MetricReader>(m_set, nullptr, m_clock);
        for (int i = -120; i <= 0; ++i) {
            const qint64 at = now / base::nsPerMs + i * 60'000;
            m_source->samples.append(base::Labels{{"__name__", "a_total"}}, at, 500 + i * 3);
            m_source->samples.append(base::Labels{{"__name__", "b_total"}}, at, 500 + i * 7);
        }
    }
    void cleanup() { m_reader.reset(); }

    void manyInstantsAreOneRequestAndGiveTheNumbersOfSingleOnes()
    {
        std::vector<engine::AskedSource> sources(40);
        const auto exprOf = [](std::size_t i) -> QString {
            return QStringLiteral("sum(increase(%1_total[%2m]))").arg(QChar(i % 2 ? u'a' : u'b')).arg(i + 2);
        };
        for (std::size_t i = 0; i < sources.size(); ++i)
            (void)sources[i].instant(exprOf(i), now);
        (void)sources[0].instant(QStringLiteral("sum(increase(nobody_total[5m]))"), now);
        ask(sources);
        QVERIFY2(m_source->instants.size() == 1, qPrintable(m_source->instants.value(1)));
        const engine::SliQuestion first{exprOf(7), now, 0, 1};
        std::vector<engine::AskedSource> alone(1);
        (void)alone[0].instant(first.expr, now);
        ask(alone);
        QCOMPARE(m_source->instants.last(), first.expr);
        QCOMPARE(*sources[7].instant(first.expr, now), *alone[0].instant(first.expr, now));
        for (std::size_t i = 0; i < sources.size(); ++i)
            QVERIFY(*sources[i].instant(exprOf(i), now) > 0);
        QVERIFY(std::isnan(*sources[0].instant(QStringLiteral("sum(increase(nobody_total[5m]))"), now)));
        for (const auto &one : sources)
            QVERIFY(one.open().empty());
    }
    void equalQuestionsOfManyAreAskedOnce()
    {
        std::vector<engine::AskedSource> sources(30);
        for (auto &one : sources)
            (void)one.range(QStringLiteral("sum(increase(a_total[5m]))"), now - 3600 * base::nsPerSecond,
                            base::nsPerMinute, 60);
        ask(sources);
        QCOMPARE(m_source->ranges.size(), 1);
        for (auto &one : sources)
            QVERIFY(one.open().empty());
    }
    void aQueryThatCannotBeAnsweredCostsOnlyItsOwnObjective()
    {
        std::vector<engine::AskedSource> sources(20);
        for (std::size_t i = 0; i < sources.size(); ++i)
            (void)sources[i].instant(i == 13 ? QStringLiteral("sum(a_total * on(x) group_left() (")
                                             : QStringLiteral("sum(increase(a_total[%1m]))").arg(i + 2),
                                     now);
        ask(sources);
        for (std::size_t i = 0; i < sources.size(); ++i) {
            const QString expr = i == 13 ? QStringLiteral("sum(a_total * on(x) group_left() (")
                                         : QStringLiteral("sum(increase(a_total[%1m]))").arg(i + 2);
            QCOMPARE(sources[i].instant(expr, now).ok(), i != 13);
        }
        QVERIFY(m_source->instants.size() < 12);
    }
    void nobodyThereIsSaidOnce()
    {
        m_source->fails = true;
        std::vector<engine::AskedSource> sources(20);
        for (std::size_t i = 0; i < sources.size(); ++i)
            (void)sources[i].instant(QStringLiteral("sum(increase(a_total[%1m]))").arg(i + 2), now);
        ask(sources);
        QCOMPARE(m_source->instants.size(), 1);
        QVERIFY(!sources[3].instant(QStringLiteral("sum(increase(a_total[5m]))"), now));
    }
    void aRemarkIsForThoseItIsAbout()
    {
        const QString remark =
            QStringLiteral("PromQL info: metric might not be a counter, name does not end in _total: \"a\" (1:20)");
        QVERIFY(engine::isAbout(remark, QStringLiteral("sum(increase(a[5m]))")));
        QVERIFY(!engine::isAbout(remark, QStringLiteral("sum(increase(b[5m]))")));
        QVERIFY(engine::isAbout(QStringLiteral("the store is slow"), QStringLiteral("b")));
    }

private:
    void ask(std::vector<engine::AskedSource> &sources)
    {
        std::vector<engine::AskedSource *> asked;
        std::vector<const engine::AskedSource *> seen;
        for (auto &one : sources) {
            asked.push_back(&one);
            seen.push_back(&one);
        }
        engine::SliAsker asker(*m_reader);
        bool isDone = false;
        asker.ask(asked, engine::planOf(seen), [&](const auto &) { isDone = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, 30'000);
    }

    base::ManualClock m_clock{now};
    std::unique_ptr<support::SampledSource> m_source;
    sources::SourceSet m_set;
    std::unique_ptr<engine::MetricReader> m_reader;
};

QTEST_GUILESS_MAIN(SliAskerTest)
#include "tst_sliasker.moc"
