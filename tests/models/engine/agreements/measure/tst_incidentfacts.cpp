// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/measure/incidentfacts.h"
#include "models/engine/alerts/ownfindings.h"

#include <QTest>

using namespace wf;
using namespace wf::engine;
using namespace Qt::StringLiterals;
using base::nsPerMinute;

namespace {

constexpr qint64 start = 1'778'077'320 * base::nsPerSecond; // 2026-05-06 14:22

store::AlertSighting firing(const char *service, const char *severity, qint64 fromMinute, qint64 toMinute)
{
    store::AlertSighting out;
    out.service = QString::fromLatin1(service);
    out.alert.labels = {{"alertname", "Slow"}, {"severity", severity}};
    out.alert.annotations = {{"summary", std::string(severity) + " of " + service}};
    out.alert.startsNs = start + fromMinute * nsPerMinute;
    out.endedNs = toMinute < 0 ? 0 : start + toMinute * nsPerMinute;
    return out;
}

} // namespace

class TestIncidentFacts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void firingsThatOverlapOrFollowSoonAreOne()
    {
        const auto facts = incidentFacts({firing("gateway", "warning", 0, 10), firing("gateway", "critical", 14, 30),
                                          firing("gateway", "info", 36, 40), firing("checkout", "warning", 5, 6)},
                                         start + 60 * nsPerMinute);
        QCOMPARE(facts.size(), std::size_t{3});
        QCOMPARE(facts[0].id, u"INC-20260506-1422"_s);
        QCOMPARE(facts[0].range.lengthNs(), 30 * nsPerMinute);
        QCOMPARE(facts[0].severity, u"critical"_s);
        QCOMPARE(facts[0].title, u"critical of gateway"_s);
        QCOMPARE(facts[1].service, u"checkout"_s);
        QCOMPARE(facts[2].range.startNs, start + 36 * nsPerMinute);
    }

    void theFirstAcknowledgementCounts()
    {
        auto first = firing("gateway", "page", 0, 10);
        auto second = firing("gateway", "page", 2, 10);
        first.ackNs = start + 5 * nsPerMinute;
        second.ackNs = start + 3 * nsPerMinute;
        const auto facts = incidentFacts({first, second}, start);
        QCOMPARE(facts.at(0).acknowledgedNs, std::optional(start + 3 * nsPerMinute));
        QCOMPARE(facts[0].severity, u"critical"_s); // "page" is a word for it
    }

    void whatStillFiresIsOpenUpToNow()
    {
        const auto facts = incidentFacts({firing("gateway", "critical", 0, -1)}, start + 7 * nsPerMinute);
        QVERIFY(facts.at(0).isOpen);
        QCOMPARE(facts[0].range.lengthNs(), 7 * nsPerMinute);
    }

    void whatThisConsoleOnlyFoundIsNone()
    {
        auto guess = firing("gateway", "critical", 0, 5);
        guess.source = ownFindingsSource;
        QVERIFY(incidentFacts({guess}, start).empty());
    }

    void whatIsOnlyPendingIsNone()
    {
        auto pending = firing("gateway", "critical", 0, 5);
        pending.alert.state = signals::AlertState::Pending;
        QVERIFY(incidentFacts({pending}, start).empty());
    }
};

QTEST_APPLESS_MAIN(TestIncidentFacts)
#include "tst_incidentfacts.moc"
