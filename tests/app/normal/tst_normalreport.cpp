// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/normal/normalreport.h"

#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::app;
using namespace Qt::StringLiterals;

class tst_NormalReport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theAnswerSaysWithWhatItWasCompared()
    {
        engine::NormalSnapshot said;
        said.verdict = engine::NormalVerdict::Usual;
        engine::NormalLine line;
        line.title = u"requests"_s;
        line.query = u"up"_s;
        line.unit = base::Unit::PerSecond;
        line.verdict = engine::NormalVerdict::Usual;
        line.value = 218;
        line.low = 204;
        line.high = 226;
        analysis::Standing standing;
        standing.comparison = analysis::Comparison::HourOfWeek;
        standing.below = 0.61;
        standing.samples = 96;
        standing.cycles = 4;
        line.standing = standing;
        said.lines = {line};
        const auto rows = normalTable(said);
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].size(), rows[1].size());
        QVERIFY(rows[1][2].contains(u"218") && rows[1][2].contains(u"204"));
        QVERIFY(rows[1][3].startsWith(u"More than 61\u2009% of 96 samples"));
        const QJsonObject json = normalAsJson(said);
        QCOMPARE(json[u"lines"_s].toArray()[0].toObject()[u"percentile"_s].toDouble(), 61.0);
        QCOMPARE(json[u"verdict"_s].toString(), u"usual"_s);
    }
    void whatIsNotKnownIsNull()
    {
        engine::NormalSnapshot said;
        engine::NormalLine line;
        line.value = line.low = line.high = std::nan("");
        said.lines = {line};
        const auto one = normalAsJson(said)[u"lines"_s].toArray()[0].toObject();
        QVERIFY(one[u"value"_s].isNull() && one[u"expected_low"_s].isNull() && one[u"at"_s].isNull());
        QVERIFY(!normalTable(said)[1].join(u' ').contains(u"nan", Qt::CaseInsensitive));
        QCOMPARE(normalAsJson({})[u"verdict"_s].toString(), u"cannot know yet"_s);
    }
};

QTEST_GUILESS_MAIN(tst_NormalReport)
#include "tst_normalreport.moc"
