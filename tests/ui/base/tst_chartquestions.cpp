// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/chartquestions.h"

#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 nowNs = 1'763'700'000 * base::nsPerSecond;
const base::TimeRange hour{nowNs - base::nsPerHour, nowNs};

// A chart of two lines, one of which is a forecast that nobody can be asked about.
struct Shown {
    base::ManualClock clock{nowNs};
    ui::WatchContext context{clock};
    widgets::ChartView chart;
    QSignalSpy changes{&context, &ui::WatchContext::changesRequested};
    QSignalSpy moves{&context, &ui::WatchContext::movesRequested};
    QSignalSpy normal{&context, &ui::WatchContext::normalRequested};
    QSignalSpy said{&context, &ui::WatchContext::messageRequested};

    Shown()
    {
        auto data = std::make_shared<widgets::ChartData>();
        for (const QString &key : {u"used"_s, u"expected"_s}) {
            auto samples = std::make_shared<signals::Series>();
            samples->labels = {{"pod", "a"}};
            samples->timesMs = {hour.startNs / base::nsPerMs, hour.endNs / base::nsPerMs};
            samples->values = {1, 2};
            data->series.push_back({key, key, {}, std::move(samples), nullptr});
        }
        chart.resize(500, 220);
        chart.setRange(hour);
        chart.setData(std::move(data));
        ui::connectQuestions(chart, context, [](const widgets::ChartSeries &line) {
            signals::Subject subject;
            if (line.key != u"used"_s)
                return subject;
            subject.kind = signals::SubjectKind::Metric;
            subject.id = u"disk_used"_s;
            subject.labels = line.samples->labels;
            return subject;
        });
        chart.show();
    }
    void isolate(const QString &key)
    {
        widgets::SeriesChoice choice;
        choice.isolated = key;
        chart.setChoice(choice);
    }
};

} // namespace

class tst_ChartQuestions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void keysAskAboutTheLineThatIsMeant()
    {
        Shown s;
        s.isolate(u"used"_s);
        QTest::keyClick(&s.chart, Qt::Key_N, Qt::AltModifier);
        QCOMPARE(s.normal.size(), 1);
        QCOMPARE(s.normal[0][0].value<signals::Subject>().id, u"disk_used"_s);
        QCOMPARE(s.normal[0][1].toLongLong(), 0); // live: now, whenever the answer comes
        s.chart.setCrosshair(nowNs - 10 * base::nsPerMinute);
        QTest::keyClick(&s.chart, Qt::Key_N, Qt::AltModifier);
        QCOMPARE(s.normal[1][1].toLongLong(), nowNs - 10 * base::nsPerMinute);
        QTest::keyClick(&s.chart, Qt::Key_M, Qt::AltModifier);
        QCOMPARE(s.moves.size(), 1);
        QCOMPARE(s.moves[0][0].value<signals::Subject>().labels, base::Labels({{"pod", "a"}}));
        QVERIFY(hour.contains(s.moves[0][1].value<base::TimeRange>().startNs));
        QCOMPARE(s.said.size(), 0);
    }
    void ofAPastRangeItsEndIsJudged()
    {
        Shown s;
        s.isolate(u"used"_s);
        const base::TimeRange past{nowNs - 5 * base::nsPerHour, nowNs - 4 * base::nsPerHour};
        s.context.setTimeSelection(base::TimeSelection::between(past));
        QTest::keyClick(&s.chart, Qt::Key_N, Qt::AltModifier);
        QCOMPARE(s.normal[0][1].toLongLong(), past.endNs);
    }
    void aLineThatIsNoSeriesSaysSo()
    {
        Shown s;
        s.isolate(u"expected"_s);
        QTest::keyClick(&s.chart, Qt::Key_N, Qt::AltModifier);
        QTest::keyClick(&s.chart, Qt::Key_M, Qt::AltModifier);
        QCOMPARE(s.normal.size(), 0);
        QCOMPARE(s.moves.size(), 0);
        QCOMPARE(s.said.size(), 2);
    }
    void itsQueryIsOpenedOverWhatTheChartShows()
    {
        Shown s;
        QSignalSpy opened(&s.context, &ui::WatchContext::metricsRequested);
        for (const QString &line : {u"used"_s, u"expected"_s}) { // a forecast has the query of what it forecasts
            s.isolate(line);
            QTest::keyClick(&s.chart, Qt::Key_Q, Qt::AltModifier);
        }
        QCOMPARE(opened.size(), 2);
        for (const auto &one : opened) {
            QCOMPARE(one[0].toString(), u"disk_used"_s);
            QCOMPARE(one[1].value<base::TimeRange>(), hour);
        }
        s.chart.setRange({hour.startNs, hour.endNs + base::nsPerDay}); // what lies ahead has no samples
        QTest::keyClick(&s.chart, Qt::Key_Q, Qt::AltModifier);
        QCOMPARE(opened[2][1].value<base::TimeRange>(), hour);
        QCOMPARE(s.said.size(), 0);
    }
    void whatIsNoQueryOfMetricsIsNotOpened()
    {
        Shown s;
        QSignalSpy opened(&s.context, &ui::WatchContext::metricsRequested);
        signals::Subject lines;
        lines.kind = signals::SubjectKind::LogLine;
        lines.id = u"{a=\"b\"}"_s;
        ui::askExplorer(lines, hour, s.context);
        QCOMPARE(opened.size(), 0);
        QCOMPARE(s.said.size(), 1);
    }
    void nothingHasChangedInTheFuture()
    {
        Shown s;
        Q_EMIT s.chart.changesAsked({nowNs - base::nsPerMinute, nowNs + base::nsPerDay});
        QCOMPARE(s.changes.size(), 1);
        QCOMPARE(s.changes[0][0].value<base::TimeRange>().endNs, nowNs);
        Q_EMIT s.chart.changesAsked({nowNs + base::nsPerHour, nowNs + base::nsPerDay});
        QCOMPARE(s.changes.size(), 1);
        QCOMPARE(s.said.size(), 1);
    }
};

QTEST_MAIN(tst_ChartQuestions)
#include "tst_chartquestions.moc"
