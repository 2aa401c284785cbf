// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/engine/anomalies/group/anomalygroup.h"

#include <QTest>

#include <algorithm>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 beginMs = 1'763'700'000'000, minuteMs = 60'000;

// A sample a minute of each service, of the minutes from one to another.
std::shared_ptr<signals::QueryAnswer> answer(const QStringList &services, int from, int to)
{
    auto out = std::make_shared<signals::QueryAnswer>();
    for (const QString &service : services) {
        signals::Series &one = out->series.emplace_back();
        one.labels = base::Labels({{"service", service.toStdString()}});
        for (int m = from; m < to; ++m) {
            one.timesMs.push_back(beginMs + m * minuteMs);
            one.values.push_back(30 + m * 7919 % 13);
        }
    }
    return out;
}

void feed(engine::AnomalyGroup &group, std::shared_ptr<signals::QueryAnswer> with)
{
    const auto walk = group.walk(std::move(with));
    engine::AnomalyGroup::feed(*walk, std::chrono::minutes(1), {});
    QVERIFY(walk->isDone());
}

QStringList watched(engine::AnomalyGroup &group)
{
    QStringList out;
    for (const auto &series : group.outcome(0).series)
        out << series.of->subject.service;
    return out;
}

} // namespace

// A group that watches as many series as it may.
class FullGroupTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        auto question = std::make_shared<engine::WatchQuestion>();
        question->id = u"requests x"_s;
        m_group = std::make_unique<engine::AnomalyGroup>(question, engine::SubjectRules(), 2);
        feed(*m_group, answer({u"a"_s, u"b"_s}, 0, 100));
    }
    void whatIsNewTakesThePlaceOfWhatIsGone()
    {
        feed(*m_group, answer({u"a"_s, u"c"_s}, 100, 150));
        QCOMPARE(watched(*m_group), (QStringList{u"a"_s, u"b"_s})); // it may come back
        feed(*m_group, answer({u"a"_s, u"c"_s, u"d"_s}, 150, 200));
        QCOMPARE(watched(*m_group), (QStringList{u"a"_s, u"c"_s})); // one place was free
        QCOMPARE(m_group->outcome(0).found, 3U);
    }
    void whatOnlyRestedGoesOn()
    {
        feed(*m_group, answer({u"a"_s, u"b"_s, u"c"_s}, 300, 400)); // nobody had samples for hours
        QCOMPARE(watched(*m_group), (QStringList{u"a"_s, u"b"_s}));
        const auto series = m_group->outcome(0).series;
        QVERIFY(std::ranges::all_of(series, [](const auto &one) { return one.samples == 200; }));
    }
    void whatIsBeingFedKeepsItsPlace()
    {
        const auto walk = m_group->walk(answer({u"a"_s, u"b"_s}, 300, 301)); // not gone through yet
        feed(*m_group, answer({u"c"_s}, 300, 400));
        QCOMPARE(watched(*m_group), (QStringList{u"a"_s, u"b"_s}));
        engine::AnomalyGroup::feed(*walk, std::chrono::minutes(1), {});
        QVERIFY(walk->isDone());
    }

private:
    std::unique_ptr<engine::AnomalyGroup> m_group;
};

QTEST_GUILESS_MAIN(FullGroupTest)
#include "tst_fullgroup.moc"
