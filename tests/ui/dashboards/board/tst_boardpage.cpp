// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomaliessnapshot.h"
#include "tests/ui/dashboards/boardstage.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"
#include "widgets/datatable/datatable.h"
#include "widgets/richtext/markdownview.h"
#include "widgets/tiles/tileview.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;

namespace {

const char *const dashboard =
    "{'title':'Halcyon','schemaVersion':39,'templating':{'list':[{'name':'region','type':'query','query':"
    "'label_values(up, region)','includeAll':true,'multi':true,'current':{'value':['$__all']}}]},'panels':["
    "{'id':1,'type':'timeseries','title':'Requests "
    "$region','gridPos':{'x':0,'y':0,'w':12,'h':6},'targets':[{'refId':'A',"
    "'expr':'rate(http_requests_total{region=~\\\"$region\\\"}[$__rate_interval])','legendFormat':'{{region}}'}],"
    "'fieldConfig':{'defaults':{'unit':'reqps'},'overrides':[{'matcher':{'id':'byName','options':'us'},'properties':["
    "{'id':'color','value':{'mode':'fixed','fixedColor':'#ff0000'}}]}]}},"
    "{'id':2,'type':'stat','title':'Now','gridPos':{'x':12,'y':0,'w':6,'h':6},'targets':[{'refId':'A','expr':'up'}],"
    "'fieldConfig':{'defaults':{'unit':'percentunit','thresholds':{'mode':'absolute','steps':[{'color':'green',"
    "'value':null},{'color':'red','value':0.5}]}}},'options':{'colorMode':'background'}},"
    "{'id':3,'type':'gauge','title':'Filled','gridPos':{'x':18,'y':0,'w':6,'h':6},'targets':[{'refId':'A','expr':'up'}]"
    ","
    "'fieldConfig':{'defaults':{'unit':'percent','min':0,'max':2,'thresholds':{'mode':'absolute','steps':["
    "{'color':'green','value':null},{'color':'orange','value':1}]}}}},"
    "{'id':4,'type':'table','title':'Table','gridPos':{'x':0,'y':6,'w':12,'h':6},'targets':[{'refId':'A','expr':'up',"
    "'format':'table','instant':true}]},"
    "{'id':5,'type':'text','title':'Words','gridPos':{'x':12,'y':6,'w':6,'h':6},'options':{'mode':'markdown','content':"
    "'## Read **me**\\n- <img src=x>\\n- [docs](https://example.org)'}},"
    "{'id':6,'type':'geomap','title':'Graph','gridPos':{'x':18,'y':6,'w':6,'h':6}},"
    "{'id':7,'type':'bargauge','title':'Bars','gridPos':{'x':0,'y':12,'w':8,'h':5},'targets':[{'refId':'A','expr':'up',"
    "'legendFormat':'{{region}}'}]},"
    "{'id':8,'type':'piechart','title':'Shares','gridPos':{'x':8,'y':12,'w':8,'h':5},'targets':[{'refId':'A','expr':'"
    "up',"
    "'legendFormat':'{{region}}'}]},"
    "{'id':9,'type':'state-timeline','title':'States','gridPos':{'x':16,'y':12,'w':8,'h':5},'targets':[{'refId':'A',"
    "'expr':'up','legendFormat':'{{region}}'}]}]}";

struct Stage : support::BoardStage {
    Stage()
    {
        answer = [](const QString &, base::TimeRange range, qint64 stepNs) {
            return lines({base::Labels{{"region", "eu"}}, base::Labels{{"region", "us"}}}, range, stepNs, [](qint64 t) {
                return 1 + std::round(std::sin(static_cast<double>(t / base::nsPerMinute) / 9)) * 0.5;
            });
        };
        open(dashboard);
    }
};

// The detectors watch this line, and it is unusual now.
engine::AnomaliesPtr watched(const signals::Series &line)
{
    auto question = std::make_shared<engine::WatchQuestion>();
    question->metrics = {u"http_requests_total"_s};
    auto of = std::make_shared<engine::WatchedIdentity>();
    of->question = question;
    of->key = u"requests of eu"_s;
    of->labels = line.labels.without({"__name__"});
    auto trace = std::make_shared<engine::SeriesTrace>();
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto value = static_cast<float>(line.values[i]);
        trace->timesMs.push_back(line.timesMs[i]);
        trace->values.push_back(value);
        trace->low.push_back(value - 1);
        trace->high.push_back(value + 1);
        trace->scores.push_back(0);
    }
    auto out = std::make_shared<engine::AnomaliesSnapshot>();
    engine::SeriesState state;
    state.of = of;
    state.trace = trace;
    out->series = {state};
    auto run = std::make_shared<engine::AnomalyRun>();
    run->of = of;
    run->startNs = Stage::now - 10 * base::nsPerMinute;
    out->active = {run};
    return out;
}

} // namespace

class BoardPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    // all warnings but the offscreen platform's own about window sizes
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void noLineIsGoneWhileTheRestIsOnItsWay()
    {
        support::BoardStage stage;
        stage.open("{'title':'Two','schemaVersion':39,'panels':[{'id':1,'type':'timeseries','title':'Lines','gridPos':"
                   "{'x':0,'y':0,'w':12,'h':6},'targets':[{'refId':'A','expr':'a'},{'refId':'B','expr':'b'}]}]}");
        QTRY_VERIFY(stage.settled());
        const auto lines = [&stage] { return stage.find<widgets::ChartView>(1)->data()->series.size(); };
        QCOMPARE(lines(), std::size_t(2));
        stage.clock.advance(base::nsPerMinute);
        stage.context.refreshNow();
        QTRY_COMPARE(stage.prometheus.ranges.size(), std::size_t(2));
        const QSignalSpy shown(stage.card(1), &BoardCard::settledChanged);
        const auto q = stage.prometheus.ranges.front();
        support::FakeMetricSource::answer(stage.prometheus.ranges, stage.answer(q.expr, q.range, q.stepNs));
        QTRY_VERIFY(!shown.isEmpty());
        QCOMPARE(lines(), std::size_t(2));
        QTRY_VERIFY(stage.settled());
        QCOMPARE(lines(), std::size_t(2));
    }
    void everyKindIsDrawnFromItsAnswers()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        QCOMPARE(stage.page.cards().size(), std::size_t(9));
        QVERIFY(stage.asked.contains(u"rate(http_requests_total{region=~\"(eu|us)\"}[1m])"_s));
        const auto &data = *stage.card(1)->findChild<widgets::ChartView *>()->data();
        QCOMPARE(data.series.size(), std::size_t(2));
        QCOMPARE(data.series[1].name, u"us"_s);
        QCOMPARE(data.series[1].color, (widgets::SeriesColor{widgets::SeriesColor::Fixed, 0xff0000}));
        QCOMPARE(data.write(1500), u"1.50K req/s"_s);
        QVERIFY(data.showsLegend);
        QCOMPARE(data.series[0].width, 1.0);
        const auto *stat = stage.card(2)->findChild<widgets::TileView *>();
        QCOMPARE(stat->tiles().size(), std::size_t(2));
        QVERIFY(stat->tiles()[0].value.endsWith(u'%'));
        QCOMPARE(stage.card(3)->findChild<widgets::TileView *>()->tiles().size(), std::size_t(2));
        QCOMPARE(stage.card(4)->findChild<widgets::DataTable *>()->figure().rows.size(), std::size_t(2));
        QVERIFY(stage.card(5)->findChild<widgets::MarkdownView *>()->toPlainText().contains(u"<img src=x>"_s));
        QCOMPARE(stage.card(6)->verdict().fidelity, engine::Fidelity::LeftOut);
        QCOMPARE(stage.card(8)->figure().tiles.size(), std::size_t(2));
        QCOMPARE(stage.card(9)->figure().bands.rows.size(), std::size_t(2));
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            stage.page.grab().save(QDir(qEnvironmentVariable("WF_SHOTS")).filePath(u"board.png"_s));
    }

    void aLineIsAskedAboutAndShowsWhatIsExpectedOfIt()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        auto *chart = stage.card(1)->findChild<widgets::ChartView *>();
        const widgets::ChartSeries line = chart->data()->series[0];
        QSignalSpy normal(&stage.context, &WatchContext::normalRequested);
        QSignalSpy opened(&stage.context, &WatchContext::openRequested);
        Q_EMIT chart->lineAsked(widgets::LineQuestion::Normal, line.key, {});
        QCOMPARE(normal.size(), 1);
        const auto write = normal[0][2].value<WriteValue>();
        QCOMPARE(write(1234.5), widgets::valueText(*chart->data(), 1234.5)); // the card writes as the chart does
        const auto subject = normal[0][0].value<signals::Subject>();
        QCOMPARE(subject.id, u"rate(http_requests_total{region=~\"(eu|us)\"}[1m])"_s);
        QCOMPARE(subject.labels.text("region"), u"eu"_s);
        QVERIFY(chart->data()->bands.empty());
        stage.context.setAnomalies(watched(*line.samples));
        QTRY_COMPARE(chart->data()->bands.size(), std::size_t{1});
        QCOMPARE(chart->data()->bands[0].seriesKey, line.key);
        const auto &marks = chart->data()->annotations;
        QCOMPARE(marks.size(), std::size_t{1});
        Q_EMIT chart->annotationClicked(0);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<signals::Subject>().id, u"requests of eu"_s);
    }
    void oneKeyComparesWithEarlier()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        auto *chart = stage.card(1)->findChild<widgets::ChartView *>();
        QVERIFY(chart->data()->compare.empty());
        stage.context.setCompareOffset(base::nsPerDay);
        QTRY_VERIFY(stage.settled() && !chart->data()->compare.empty());
        QCOMPARE(chart->data()->compare.size(), std::size_t(2));
        const widgets::ChartSeries &now = chart->data()->series[0], &before = chart->data()->compare[0];
        QCOMPARE(before.key, now.key);
        QCOMPARE(before.samples->timesMs.back(), now.samples->timesMs.back()); // moved onto this range
        QVERIFY(before.samples->values != now.samples->values);
        stage.context.setCompareOffset(0);
        QTRY_VERIFY(stage.settled() && chart->data()->compare.empty());
    }
    void aPanelIsMaximisedAndBack()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        BoardCard *card = stage.card(1);
        const QRect before = card->geometry();
        card->content()->setFocus();
        stage.page.maximiseFocused();
        QCOMPARE(stage.page.maximised(), card);
        QVERIFY(card->width() > 1100 && card->height() > 500);
        QVERIFY(!stage.card(2)->isVisible());
        QTRY_VERIFY(stage.settled());
        QVERIFY(!card->figure().isEmpty());
        QTest::keyClick(card->content(), Qt::Key_Escape);
        QVERIFY(!stage.page.maximised());
        QCOMPARE(card->geometry(), before);
        QVERIFY(stage.card(2)->isVisible());
        stage.page.toggleMaximised(stage.card(4));
        stage.page.setEditing(true); // all are held there
        QVERIFY(!stage.page.maximised());
        QTRY_VERIFY(stage.card(2)->isVisible());
    }
    void panelsBelowTheFoldAskNothing()
    {
        Stage stage;
        stage.page.resize(1200, 250);
        QTRY_VERIFY(stage.settled());
        QVERIFY(!stage.card(1)->figure().isEmpty());
        QVERIFY(stage.card(8)->figure().isEmpty());
    }

    void aSilentSourceLeavesWhatItSaidWithItsAge()
    {
        Stage s;
        QTRY_VERIFY(s.settled());
        const auto refresh = [&s](base::ErrorKind kind) {
            s.clock.advance(base::nsPerMinute);
            s.context.refreshNow();
            QTRY_VERIFY(!s.prometheus.ranges.empty());
            const base::Result<signals::QueryAnswerPtr> error = base::makeError(kind, u"connection refused"_s);
            while (!s.prometheus.ranges.empty())
                support::FakeMetricSource::answer(s.prometheus.ranges, error);
            while (!s.prometheus.instants.empty())
                support::FakeMetricSource::answer(s.prometheus.instants, error);
            QTRY_VERIFY(s.settled());
        };
        const auto *chart = s.find<widgets::ChartView>(1);
        QVERIFY(!chart->data()->series.empty());
        refresh(base::ErrorKind::Unreachable);
        QVERIFY(chart->isVisible() && !chart->data()->series.empty());
        QVERIFY(chart->data()->staleSinceNs > 0); // hatched
        const QString said = s.card(1)->accessibleDescription();
        QVERIFY2(said.contains(u"connection refused"_s) && said.contains(u"as of"_s), qPrintable(said));
        refresh(base::ErrorKind::BadRequest); // what was shown is of another question
        QVERIFY(!chart->isVisible());
    }

    void aHiddenPageCancelsItsQuestions()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        stage.context.refreshNow();
        QTRY_VERIFY(!stage.prometheus.ranges.empty());
        stage.page.setActive(false);
        for (const auto &q : stage.prometheus.ranges)
            QVERIFY(!*q.alive);
    }

    void aFileThatIsNoDashboardSaysSo()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        stage.page.open(u"/nonexistent/x.json"_s);
        QTRY_VERIFY(stage.page.isSettled());
    }
};

QTEST_MAIN(BoardPageTest)
#include "tst_boardpage.moc"
