// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/incidentreport.h"

#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

engine::Incident incident()
{
    engine::Incident out;
    out.number = 2471;
    out.title = u"Payment is slow"_s;
    out.severity = signals::Severity::Critical;
    out.reasons = {u"three services"_s};
    out.openedNs = 1'000'000'000;
    out.needed = 1;
    out.service = u"payment"_s;
    out.services = {u"payment"_s, u"checkout"_s};
    engine::IncidentAlert first;
    first.key = 1;
    first.fingerprint = u"01"_s;
    first.name = u"Slow"_s;
    first.service = u"payment"_s;
    first.startNs = 1'000'000'000;
    engine::IncidentAlert second = first;
    second.key = 2;
    second.fingerprint = u"02"_s;
    second.service = u"checkout"_s;
    second.endNs = 9'000'000'000;
    second.joinedTo = 1;
    second.evidence[analysis::EvidenceKind::Time] = 2.5F;
    second.evidence[analysis::EvidenceKind::Instance] = -1.5F;
    second.evidence[analysis::EvidenceKind::Dependency] = 1;
    out.alerts = {first, second};
    return out;
}

engine::IncidentSnapshot snapshot(engine::Incident one)
{
    engine::IncidentSnapshot out;
    out.open = {std::make_shared<const engine::Incident>(std::move(one))};
    return out;
}

} // namespace

class tst_IncidentReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void evidenceIsTheStrongestFirst()
    {
        QCOMPARE(app::evidenceWords(incident().alerts[1].evidence), u"time 2.5, instance -1.5, dependency 1.0"_s);
        QCOMPARE(app::evidenceWords({}), QString());
    }
    void anAlertSaysWhatItJoinedAndWhy()
    {
        const auto rows = app::incidentAlerts(incident());
        QCOMPARE(rows.size(), 3U);
        QCOMPARE(rows[1].back(), QString());
        QVERIFY(rows[2].back().startsWith(u"Slow payment: time"_s));
        QCOMPARE(rows[2][5], u"over"_s);
    }
    void jsonHasTheSame()
    {
        const QJsonObject json = app::incidentAsJson(incident());
        QCOMPARE(json.value(u"id"_s).toString(), u"INC-2471"_s);
        QCOMPARE(json.value(u"state"_s).toString(), u"open"_s);
        const QJsonObject second = json.value(u"alerts"_s).toArray().at(1).toObject();
        QCOMPARE(second.value(u"joined_to"_s).toString(), u"01"_s);
        QCOMPARE(second.value(u"evidence"_s).toObject().value(u"dependency"_s).toDouble(), 1.0);
        QCOMPARE(second.value(u"evidence"_s).toObject().size(), 3);
    }
    void theExitCodeIsThatOfWhatNeedsSomebody()
    {
        auto one = incident();
        QCOMPARE(app::incidentExitCode(snapshot(one)), 2);
        one.severity = signals::Severity::Warning;
        QCOMPARE(app::incidentExitCode(snapshot(one)), 1);
        one.needed = 0;
        QCOMPARE(app::incidentExitCode(snapshot(one)), 0);
        QCOMPARE(app::incidentTable(snapshot(one))[1][2], u"held"_s);
    }
};

QTEST_APPLESS_MAIN(tst_IncidentReport)
#include "tst_incidentreport.moc"
