// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/export/objectivesexport.h"
#include "models/engine/objectives/export/objectivestile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

engine::ObjectivesSnapshot snapshot()
{
    engine::ObjectivesSnapshot out;
    out.asOfNs = 1'763'700'000 * base::nsPerSecond;
    for (const auto &[id, left] : {std::pair{u"=cmd|x"_s, -0.31}, {u"calm, \"quoted\""_s, 0.9}}) {
        signals::Objective o;
        o.id = id;
        o.target = 0.99;
        o.windowNs = 28 * base::nsPerDay;
        engine::BudgetReport report;
        report.state = left <= 0 ? engine::BudgetState::Spent : engine::BudgetState::Ok;
        report.window = {0, out.asOfNs};
        report.whole.isKnown = true;
        report.left = left;
        report.compliance = 1 - (1 - left) * 0.01;
        if (left > 0)
            report.exhaustedInNs = base::nsPerHour;
        out.objectives.push_back(engine::stateOf(o, {}, report, {}));
    }
    signals::Objective silent;
    silent.id = u"silent"_s;
    out.objectives.push_back(engine::stateOf(silent, {}, {}, {}));
    return out;
}

} // namespace

class ObjectivesExportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void csvIsQuotedAndHarmlessToSpreadsheets()
    {
        const QString csv = QString::fromUtf8(engine::exported(snapshot(), engine::ExportForm::Csv));
        const QStringList lines = csv.split(u"\r\n"_s);
        QCOMPARE(lines.size(), 5);
        QVERIFY2(lines[1].startsWith(u"'=cmd|x,"_s) && lines[1].contains(u",-31.00,"_s), qPrintable(lines[1]));
        QVERIFY(lines[2].startsWith(u"\"calm, \"\"quoted\"\"\","_s));
        QVERIFY2(lines[3].contains(u",unknown,,,"_s), qPrintable(lines[3]));
    }
    void jsonSaysNullWhereNothingIsKnown()
    {
        const auto json = QJsonDocument::fromJson(engine::exported(snapshot(), engine::ExportForm::Json)).object();
        const auto list = json[u"objectives"_s].toArray();
        QCOMPARE(list.size(), 3);
        QCOMPARE(list[0][u"left_percent"_s].toDouble(), -31.0);
        QVERIFY(list[2][u"left_percent"_s].isNull());
    }
    void markdownHoldsNoMarkupOfOthers()
    {
        const QByteArray text = engine::exported(snapshot(), engine::ExportForm::Markdown);
        QVERIFY2(text.contains("| =cmd\\|x |"), text.constData());
    }
    void aTileCountsAndNamesTheWorst()
    {
        const auto tile = engine::tileOf(snapshot());
        QCOMPARE(tile.all, 3);
        QCOMPARE(tile.critical, 1);
        QCOMPARE(tile.ok, 1);
        QCOMPARE(tile.unknown, 1);
        QCOMPARE(tile.frozen, 1);
        QCOMPARE(tile.severity, signals::Severity::Critical);
        QCOMPARE(tile.worst, u"=cmd|x"_s);
        QCOMPARE(engine::tileOf({}).severity, signals::Severity::Unknown);
    }
    void aNoticeSaysWhatStaysAllowed()
    {
        const QString notice = engine::freezeNotice(snapshot().objectives[0]);
        QVERIFY2(notice.contains(u"-31.0 %"_s) && notice.contains(u"rollbacks"_s), qPrintable(notice));
    }
};

QTEST_GUILESS_MAIN(ObjectivesExportTest)
#include "tst_objectivesexport.moc"
