// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/boards/editing/boarddraft.h"
#include "tests/models/engine/fakemetricsource.h"
#include "tests/ui/tabwalk.h"
#include "ui/dashboards/board/boardpage.h"
#include "ui/dashboards/dashboardspage.h"
#include "ui/dashboards/editing/boardediting.h"
#include "ui/dashboards/importreportdialog.h"
#include "ui/dashboards/links/linkopener.h"
#include "ui/dashboards/paneldetails.h"
#include "ui/dashboards/rows/rowheader.h"
#include "ui/dashboards/rowsection.h"
#include "ui/dashboards/variablesbar.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"
#include "widgets/datatable/datatable.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace wf;
using namespace wf::ui;
using support::FakeMetricSource;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 now = 1'778'724'847LL * base::nsPerSecond;

base::Labels metric(const char *name, std::vector<base::Labels::Pair> more)
{
    more.emplace_back("__name__", name);
    more.emplace_back("service", "checkout");
    return base::Labels(std::move(more));
}

std::vector<base::Labels> exposed()
{
    std::vector<base::Labels> out;
    for (const char *region : {"eu-west", "us-east"}) {
        for (const char *code : {"200", "500"})
            out.push_back(metric("http_requests_total", {{"region", region}, {"code", code}}));
        for (const char *name : {"process_cpu_seconds_total", "process_resident_memory_bytes", "go_goroutines",
                                 "go_memstats_alloc_bytes_total", "orders_placed_total", "queue_depth",
                                 "psp_pool_in_use", "psp_pool_max", "go_threads"})
            out.push_back(metric(name, {{"region", region}}));
        out.push_back(metric("http_request_duration_seconds_bucket", {{"region", region}, {"le", "1"}}));
        out.push_back(metric("go_gc_duration_seconds", {{"region", region}, {"quantile", "1"}}));
        out.push_back(metric("checkout_build_info", {{"region", region}, {"version", "v5.12.1"}}));
    }
    return out;
}

// Plausible curves, so that a person can look at the page too.
signals::QueryAnswerPtr curve(const QString &expr, base::TimeRange range, qint64 stepNs)
{
    auto a = std::make_shared<signals::QueryAnswer>();
    a->stepMs = stepNs / base::nsPerMs;
    const bool split = expr.contains(u"by (region)"_s);
    const bool ratio = expr.contains(u"=~\"5.."_s);
    const double level = expr.contains(u"bytes"_s)  ? 4e8
                         : ratio                    ? 0.002
                         : expr.contains(u"0.99"_s) ? 0.79
                         : expr.contains(u"0.95"_s) ? 0.47
                         : expr.contains(u"0.5,"_s) ? 0.21
                                                    : 14;
    const auto seed = unsigned(qHash(expr) % 1000);
    for (const char *region : {"eu-west", "us-east"}) {
        signals::Series s;
        if (split)
            s.labels = base::Labels{{"region", region}};
        for (qint64 t = range.startNs; t <= range.endNs; t += stepNs) {
            const double x = double(t - now + base::nsPerHour) / double(base::nsPerHour);
            const double jump = QLatin1String(region) == "eu-west"_L1 ? 1 / (1 + std::exp(-(x - .74) * 90)) : 0;
            const double noise = 0.02 * std::sin(x * 300 + seed) + 0.02 * std::sin(x * 910 + seed);
            s.timesMs.push_back(t / base::nsPerMs);
            s.values.push_back(level * (1 + noise +
                                        (ratio                          ? 110
                                         : expr.contains(u"quantile"_s) ? 7
                                         : seed % 3 == 0                ? 1.5
                                                                        : 0) *
                                            jump +
                                        (QLatin1String(region) == "us-east"_L1 ? .4 : 0)));
        }
        a->series.push_back(std::move(s));
        if (!split)
            break;
    }
    return a;
}

// Variables, links of the dashboard, of a panel and of values, a folded row, and most kinds of panels.
QByteArray walked()
{
    QByteArray panels;
    const auto add = [&panels](int id, const char *type, QByteArray place, const char *more) {
        panels += QByteArray("{'id':") + QByteArray::number(id) + ",'type':'" + type + "','title':'" + type +
                  "','gridPos':{" + place + "}," + more + "},";
    };
    const char *const asks = "'targets':[{'refId':'A','expr':'up'}]";
    add(1, "timeseries", "'x':0,'y':0,'w':12,'h':5",
        "'links':[{'title':'Runbook','url':'https://wiki.example.org/'}],'targets':[{'refId':'A','expr':'up'}]");
    add(2, "stat", "'x':12,'y':0,'w':6,'h':5",
        "'targets':[{'refId':'A','expr':'up'}],'fieldConfig':{'defaults':{'links':[{'title':'Value','url':'/d/abc'}]},"
        "'overrides':[]}");
    add(3, "piechart", "'x':18,'y':0,'w':6,'h':5", asks);
    add(4, "table", "'x':0,'y':5,'w':12,'h':5",
        "'targets':[{'refId':'A','expr':'up','format':'table','instant':true,'range':false}]");
    add(5, "state-timeline", "'x':12,'y':5,'w':12,'h':5", asks);
    add(6, "heatmap", "'x':0,'y':10,'w':8,'h':5", asks);
    add(7, "text", "'x':8,'y':10,'w':8,'h':5", "'options':{'content':'See [the wiki](https://wiki.example.org)'}");
    add(8, "histogram", "'x':16,'y':10,'w':8,'h':5", asks);
    panels += "{'id':9,'type':'row','title':'More','collapsed':true,'gridPos':{'x':0,'y':15,'w':24,'h':1},'panels':[]}";
    return QByteArray(
               "{'uid':'own','title':'Halcyon','schemaVersion':39,'links':[{'type':'link','title':'Wiki',"
               "'url':'https://wiki.example.org/'}],'templating':{'list':[{'name':'env','type':'custom','query':"
               "'eu,us','current':{'value':'us'}},{'name':'note','type':'textbox','query':'x'},{'name':'Filters',"
               "'type':'adhoc','datasource':{'type':'prometheus'}}]},'annotations':{'list':[{'name':'Restarts',"
               "'enable':true,'expr':'up','datasource':{'type':'prometheus'}}]},'panels':[" +
               panels + "]}")
        .replace('\'', '"');
}

struct Stage {
    FakeMetricSource prometheus{u"eu-west"_s};
    sources::SourceSet set;
    base::ManualClock clock{now};
    async::Pools pools;
    engine::ServiceCatalog catalog;
    engine::MetricReader reader;
    engine::DashboardBuilder builder;
    engine::PanelReader panels;
    widgets::SeriesColors colors;
    WatchContext context;
    DashboardsPage page;
    Stage()
        : set{{&prometheus}, {}, {}, {}},
          catalog(set, {}, clock),
          reader(set, nullptr, clock),
          builder(catalog, reader, set, clock, pools),
          panels(reader, set),
          context(clock),
          page(builder, panels, colors, context)
    {
        catalog.refresh();
        auto identity = std::make_shared<signals::QueryAnswer>();
        signals::Series s;
        s.labels = base::Labels{{"service", "checkout"}, {"region", "eu-west"}};
        s.timesMs = {now / base::nsPerMs};
        s.values = {1};
        identity->series = {s};
        FakeMetricSource::answer(prometheus.instants, signals::QueryAnswerPtr(identity));
        auto versions = std::make_shared<signals::QueryAnswer>();
        for (const char *version : {"v5.12.0", "v5.12.1"}) {
            signals::Series v;
            v.labels = base::Labels{{"service", "checkout"}, {"region", "eu-west"}, {"version", version}};
            for (qint64 t = now - 3 * base::nsPerHour; t < now; t += base::nsPerMinute)
                if ((t < now - 25 * base::nsPerMinute) == (QLatin1String(version) == "v5.12.0"_L1)) {
                    v.timesMs.push_back(t / base::nsPerMs);
                    v.values.push_back(3);
                }
            versions->series.push_back(v);
        }
        FakeMetricSource::answer(prometheus.ranges, signals::QueryAnswerPtr(versions));
        FakeMetricSource::answer(prometheus.labelQuestions, QStringList{u"http_requests_total"_s});
        page.resize(974, 842);
        page.show();
        page.setActive(true);
    }
    // Answers whatever is asked until nothing is.
    void pump()
    {
        while (!prometheus.seriesQuestions.empty())
            FakeMetricSource::answer(prometheus.seriesQuestions, exposed());
        while (!prometheus.ruleQuestions.empty()) {
            signals::Rule rule;
            rule.query =
                u"sum(rate(http_requests_total{code=~\"5..\"}[5m])) / sum(rate(http_requests_total[5m])) > 0.01"_s;
            rule.labels = base::Labels{{"severity", "critical"}};
            FakeMetricSource::answer(prometheus.ruleQuestions, std::vector<signals::Rule>{rule});
        }
        while (!prometheus.metadataQuestions.empty())
            FakeMetricSource::answer(
                prometheus.metadataQuestions,
                std::vector<signals::MetricInfo>{{u"queue_depth"_s, signals::MetricType::Gauge, {}, {}}});
        while (!prometheus.ranges.empty()) {
            const auto q = prometheus.ranges.front();
            FakeMetricSource::answer(prometheus.ranges, curve(q.expr, q.range, q.stepNs));
        }
    }
    bool settled()
    {
        pump();
        return page.isSettled() && !page.findChildren<PanelCard *>().isEmpty();
    }
    PanelCard *card(const QString &title)
    {
        for (auto *c : page.findChildren<PanelCard *>())
            if (c->spec().title == title)
                return c;
        return nullptr;
    }
    RowSection *section(const QString &title)
    {
        for (auto *s : page.findChildren<RowSection *>())
            if (s->title().startsWith(title))
                return s;
        return nullptr;
    }
};

} // namespace

class DashboardsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    // all warnings but the offscreen platform's own about window sizes
    void theReportSaysOfEachPanelHowItIsShown()
    {
        signals::Dashboard board;
        const auto panel = [](const QString &type, const QString &title, const QString &path) {
            signals::BoardPanel out;
            out.type = type;
            out.title = title;
            out.path = path;
            return out;
        };
        board.panels = {panel(u"stat"_s, u"Exact"_s, u"$.panels[0]"_s), panel(u"geomap"_s, u"Map"_s, u"$.panels[1]"_s),
                        panel(u"row"_s, u"Row"_s, u"$.panels[2]"_s)};
        board.panels[2].children = {panel(u"heatmap"_s, u"Heat"_s, u"$.panels[2].panels[0]"_s)};
        const ImportReportDialog dialog(board);
        const auto &rows = dialog.findChild<widgets::DataTable *>()->figure().rows;
        QCOMPARE(rows.size(), std::size_t(3));
        QCOMPARE(rows[0][1].text, u"Map"_s); // what is missing comes first
        QVERIFY(rows[0][3].text.contains(u"geomap"_s));
        QCOMPARE(rows[1][4].text, u"$.panels[2].panels[0]"_s);
        QCOMPARE(rows[2][1].text, u"Exact"_s);
    }
    void everyChoiceOfTheBarIsShownWhole()
    {
        VariablesBar bar;
        engine::DashboardSnapshot snapshot;
        snapshot.region.values = {u"eu-west"_s, u"us-east"_s};
        snapshot.version.values = {u"v5.12.0"_s, u"v5.12.1"_s};
        snapshot.instance.values = {u"a"_s, u"b"_s};
        snapshot.splitChoices = {u"region"_s};
        snapshot.hasExemplars = true;
        engine::DashboardChoice choice;
        choice.service = u"recommender"_s;
        choice.region = u"eu-west"_s;
        choice.splitLabel = u"region"_s;
        bar.show(choice, {u"recommender"_s}, &snapshot);
        static_cast<QWidget &>(bar).show();
        const int line = bar.heightForWidth(1600);
        for (const int width : {1600, 828, 420}) {
            bar.resize(width, line);
            QTRY_COMPARE(bar.width(), width); // the toggles have their names, or none
            bar.resize(width, bar.heightForWidth(width));
            QTRY_COMPARE(bar.height(), bar.heightForWidth(width));
            QCOMPARE(bar.height() > line, width < 1000); // goes on in a second line
            for (const QWidget *one : bar.findChildren<QWidget *>())
                if (one->isVisible() &&
                    (qobject_cast<const widgets::PickButton *>(one) || qobject_cast<const widgets::Button *>(one))) {
                    QVERIFY2(one->width() >= one->sizeHint().width(), qPrintable(one->accessibleName()));
                    QVERIFY2(bar.rect().contains(one->geometry()), qPrintable(one->accessibleName()));
                }
        }
    }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)"))); }

    void aRowOfAHostileNameStaysARow()
    {
        RowHeader header(QString(u"a\n\u202E"_s) + QString(10'000, u'x'), 3);
        QVERIFY(!header.accessibleName().contains(QChar(0x202E)) && !header.accessibleName().contains(u'\n'));
        QVERIFY(header.accessibleName().size() < 300);
        QVERIFY(header.accessibleName().contains(u"3 panels"_s));
    }

    void theFirstServiceOpensWithItsPanels()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        for (const char *title : {"Requests", "Errors", "Duration"}) {
            PanelCard *card = stage.card(QString::fromLatin1(title));
            QVERIFY2(card, title);
            QVERIFY2(!card->chart()->data()->series.empty(), title);
        }
        QCOMPARE(stage.card(u"Requests"_s)->chart()->data()->series.size(), std::size_t(2));
        QVERIFY(!stage.card(u"Errors"_s)->chart()->data()->thresholds.empty());
        QVERIFY(!stage.card(u"Requests"_s)->chart()->data()->annotations.empty()); // the deploy
        if (qEnvironmentVariableIsSet("WF_SHOTS")) {
            stage.context.setCrosshair(now - 11 * base::nsPerMinute);
            const QDir folder(qEnvironmentVariable("WF_SHOTS"));
            stage.page.grab().save(folder.filePath(u"dashboard-dark.png"_s));
            widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Light));
            stage.page.grab().save(folder.filePath(u"dashboard-light.png"_s));
            widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        }
    }

    void foldedRowsAndPanelsBelowTheFoldAskNothing()
    {
        Stage stage;
        stage.page.resize(974, 340);
        QTRY_VERIFY(stage.settled());
        int asked = 0, silent = 0;
        for (auto *card : stage.page.findChildren<PanelCard *>())
            (card->answer().queries.empty() ? silent : asked)++;
        QVERIFY(asked >= 3);
        QVERIFY(silent >= 3);
        RowSection *business = stage.section(u"Business"_s);
        QVERIFY(business && !business->isOpen() && business->cards().empty());
        business->setOpen(true);
        QVERIFY(!business->cards().empty());
    }

    void hidingThePageCancelsItsQuestions()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        stage.context.refreshNow();
        QTRY_VERIFY(!stage.prometheus.ranges.empty());
        stage.page.setActive(false);
        for (const auto &q : stage.prometheus.ranges)
            QVERIFY(!*q.alive);
    }

    void theCrosshairIsSharedAndADragZoomsEverything()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        auto *one = stage.card(u"Requests"_s)->chart(), *two = stage.card(u"Errors"_s)->chart();
        const auto at = [&](double part) {
            const QRectF plot = one->scene().plot;
            return QPointF(plot.left() + plot.width() * part, plot.center().y()).toPoint();
        };
        QTest::mouseMove(one, at(0.5));
        QVERIFY(two->crosshair() > 0);
        QCOMPARE(two->crosshair(), stage.context.crosshair());
        QTest::mousePress(one, Qt::LeftButton, {}, at(0.25));
        QTest::mouseMove(one, at(0.5));
        QTest::mouseRelease(one, Qt::LeftButton, {}, at(0.5));
        QVERIFY(!stage.context.timeSelection().live);
        QVERIFY(stage.context.range().lengthNs() < 20 * base::nsPerMinute);
    }

    void aClickSelectsTheMetricWithItsQuery()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        auto *chart = stage.card(u"Requests"_s)->chart();
        QTest::mouseClick(chart, Qt::LeftButton, {}, chart->scene().plot.center().toPoint());
        const signals::Subject &s = stage.context.selection();
        QCOMPARE(s.kind, signals::SubjectKind::Metric);
        QCOMPARE(s.service, u"checkout"_s);
        QVERIFY(s.id.contains(u"rate(http_requests_total{service=\"checkout\"}[1m])"_s));
        QVERIFY(!s.region.isEmpty() && s.timeNs > 0);
    }

    void aPanelFillsThePageAndComesBack()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        PanelCard *card = stage.card(u"Errors"_s);
        const int before = card->height();
        card->chart()->setFocus();
        QTest::keyClick(card->chart(), Qt::Key_F);
        QTRY_VERIFY(card->height() > 2 * before);
        QVERIFY(!stage.card(u"Requests"_s)->isVisible());
        QTest::keyClick(card->chart(), Qt::Key_F);
        QTRY_COMPARE(card->height(), before);
        QVERIFY(stage.card(u"Requests"_s)->isVisible());
    }

    void aRefusedQueryDegradesOnePanelOnly()
    {
        Stage stage;
        QTRY_VERIFY((stage.settled(), stage.card(u"Goroutines"_s)));
        QTRY_VERIFY(stage.settled());
        stage.context.refreshNow();
        QTRY_VERIFY(!stage.prometheus.ranges.empty());
        while (!stage.prometheus.ranges.empty()) {
            const auto q = stage.prometheus.ranges.front();
            if (q.expr.contains(u"=~\"5.."_s))
                FakeMetricSource::answer(stage.prometheus.ranges,
                                         base::makeError(base::ErrorKind::BadRequest, u"parse error: <b>no</b>"_s));
            else
                FakeMetricSource::answer(stage.prometheus.ranges, curve(q.expr, q.range, q.stepNs));
        }
        QTRY_VERIFY(stage.page.isSettled());
        QVERIFY(!stage.card(u"Errors"_s)->chart()->isVisible());
        QVERIFY(stage.card(u"Requests"_s)->chart()->isVisible());
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            stage.page.grab().save(QDir(qEnvironmentVariable("WF_SHOTS")).filePath(u"dashboard-error.png"_s));
    }

    void aSilentSourceLeavesTheLastGoodLinesWithTheirAge()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        stage.clock.advance(base::nsPerMinute);
        stage.context.refreshNow();
        QTRY_VERIFY(!stage.prometheus.ranges.empty());
        while (!stage.prometheus.ranges.empty())
            FakeMetricSource::answer(stage.prometheus.ranges,
                                     base::makeError(base::ErrorKind::Unreachable, u"connection refused"_s));
        QTRY_VERIFY(stage.page.isSettled());
        PanelCard *card = stage.card(u"Requests"_s);
        QVERIFY(card->chart()->isVisible());
        QVERIFY(!card->chart()->data()->series.empty());
        QVERIFY(card->answer().completeness.stale);
        QVERIFY(card->chart()->data()->staleSinceNs > 0); // the tail is hatched
        QCOMPARE(stage.card(u"Duration"_s)->chart()->data()->series.size(), std::size_t(3));
        QVERIFY(stage.card(u"Duration"_s)->answer().completeness.stale);
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            stage.page.grab().save(QDir(qEnvironmentVariable("WF_SHOTS")).filePath(u"dashboard-stale.png"_s));
    }

    void refreshingKeepsTheOldLinesUntilTheNewOnesCome()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        stage.context.refreshNow();
        QTRY_VERIFY(!stage.prometheus.ranges.empty());
        auto *chart = stage.card(u"Duration"_s)->chart();
        while (!stage.prometheus.ranges.empty()) {
            const auto q = stage.prometheus.ranges.front();
            FakeMetricSource::answer(stage.prometheus.ranges, curve(q.expr, q.range, q.stepNs));
            QCOMPARE(chart->data()->series.size(), std::size_t(3));
        }
        QTRY_VERIFY(stage.page.isSettled());
    }

    void showingASubjectChoosesItsService()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        QVERIFY(stage.page.showSubject(signals::Subject::ofService(u"checkout"_s)));
        QVERIFY(!stage.page.showSubject({}));
        signals::Subject unknown = signals::Subject::ofService(u"nowhere"_s);
        QVERIFY(stage.page.showSubject(unknown));
        QVERIFY(stage.builder.error());
    }

    void everyTabStopOfAGeneratedDashboardIsSeen()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        QVERIFY(QTest::qWaitForWindowActive(&stage.page));
        const auto stops = test::walkTabs(stage.page);
        QVERIFY2(stops.size() > 10, test::allStops(stops).constData());
        QCOMPARE(test::unseenStops(stops).join(u"; "_s), QString());
        QCOMPARE(test::outOfOrder(stops).join(u"; "_s), QString());
    }
    void everyTabStopOfABoardIsSeen_data()
    {
        QTest::addColumn<bool>("isEdited");
        QTest::newRow("shown") << false;
        QTest::newRow("edited") << true;
    }
    void everyTabStopOfABoardIsSeen()
    {
        QFETCH(bool, isEdited);
        Stage stage;
        QTRY_VERIFY(stage.settled());
        engine::BoardReader boards(stage.reader, stage.set, stage.clock);
        const QTemporaryDir folder;
        stage.page.setBoards(new BoardPage({boards, stage.pools, stage.colors, stage.context}, stage.set),
                             folder.path());
        stage.page.setExports({});
        QFile file(folder.filePath(u"d.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(walked());
        file.close();
        stage.page.openBoard(file.fileName());
        const auto answered = [&stage] {
            stage.pump();
            while (!stage.prometheus.labelQuestions.empty())
                FakeMetricSource::answer(stage.prometheus.labelQuestions, QStringList{u"eu"_s, u"us"_s});
            while (!stage.prometheus.instants.empty()) {
                const auto q = stage.prometheus.instants.front();
                FakeMetricSource::answer(stage.prometheus.instants, curve(q.expr, {now, now}, base::nsPerSecond));
            }
            return stage.page.isSettled() && stage.page.findChildren<BoardCard *>().size() >= 7;
        };
        QTRY_VERIFY(answered());
        if (isEdited) {
            stage.page.edit();
            QTRY_VERIFY(answered());
        }
        QVERIFY(QTest::qWaitForWindowActive(&stage.page));
        const auto stops = test::walkTabs(stage.page);
        QVERIFY2(stops.size() > 10, test::allStops(stops).constData());
        QCOMPARE(test::unseenStops(stops).join(u"; "_s), QString());
        QCOMPARE(test::outOfOrder(stops).join(u"; "_s), QString());
        if (isEdited)
            stage.page.editing()->discard();
    }

    void aWayLeadsBackFromEachDashboard()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        engine::BoardReader boards(stage.reader, stage.set, stage.clock);
        const QTemporaryDir folder;
        auto *board = new BoardPage({boards, stage.pools, stage.colors, stage.context}, stage.set);
        stage.page.setBoards(board, folder.path());
        const auto write = [&folder](const QString &name) {
            QFile file(folder.filePath(name + u".json"_s));
            if (file.open(QIODevice::WriteOnly))
                file.write(QByteArray("{'uid':'%1','title':'%1','schemaVersion':39,'panels':[]}")
                               .replace("%1", name.toUtf8())
                               .replace('\'', '"'));
            return file.fileName();
        };
        const QString a = write(u"a"_s), b = write(u"b"_s);
        const auto shows = [board](const QString &title) {
            return board->dashboard() && board->dashboard()->title == title;
        };
        stage.page.openBoard(a);
        QTRY_VERIFY(shows(u"a"_s));
        board->links().open(u"/d/b?from=now-6h&to=now"_s, u"a"_s);
        QTRY_VERIFY(shows(u"b"_s));
        QCOMPARE(stage.context.timeSelection().lengthNs, 6 * base::nsPerHour);
        stage.page.setFocus();
        QTest::keyClick(&stage.page, Qt::Key_Backspace);
        QTRY_VERIFY(shows(u"a"_s));
        QCOMPARE(stage.context.timeSelection().lengthNs, base::nsPerHour);
        stage.page.goBack();
        QVERIFY(board->isHidden()); // the generated one
        stage.page.goBack();        // nowhere
        QVERIFY(board->isHidden());
    }

    // The window has an action of its own for Ctrl+Z.
    void ctrlZTakesBackAStepOfWhatIsEdited()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        engine::BoardReader boards(stage.reader, stage.set, stage.clock);
        const QTemporaryDir folder;
        stage.page.setBoards(new BoardPage({boards, stage.pools, stage.colors, stage.context}, stage.set),
                             folder.path());
        QMainWindow window;
        QAction undo;
        undo.setShortcut(QKeySequence(u"Ctrl+Z"_s));
        window.addAction(&undo);
        QSignalSpy ofWindow(&undo, &QAction::triggered);
        window.setCentralWidget(&stage.page);
        window.resize(1000, 800);
        window.show();
        window.activateWindow();
        stage.page.edit();
        BoardEditing &editing = *stage.page.editing();
        QVERIFY(editing.isActive());
        QVERIFY(window.focusWidget() && window.focusWidget()->inherits("wf::ui::CardHandle")); // the keys do something
        QTest::keyClick(window.focusWidget(), Qt::Key_Delete);
        QTRY_VERIFY(editing.draft()->isChanged());
        window.findChild<BoardPage *>()->cards().front()->findChild<CardHandle *>()->setFocus();
        QTest::keyClick(window.focusWidget(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!editing.draft()->isChanged());
        QCOMPARE(ofWindow.size(), 0);
        QVERIFY(!editing.discard()); // asks once
        QVERIFY(editing.discard());
        window.takeCentralWidget();
    }

    void everyNumberTellsItsQueryWindowAndSamples()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        PanelCard *card = stage.card(u"Requests"_s);
        const QString line = samplesLine(card->answer(), now);
        QVERIFY2(line.contains(u"step 15s"_s) && line.contains(u"2 series"_s) && line.contains(u"samples"_s),
                 qPrintable(line));
        PanelDetails details(card->spec(), card->answer(), stage.context, nullptr);
        details.setAttribute(Qt::WA_DeleteOnClose, false);
        details.resize(460, 300);
        const QImage image = details.grab().toImage();
        QVERIFY(!image.isNull());
        if (qEnvironmentVariableIsSet("WF_SHOTS"))
            image.save(QDir(qEnvironmentVariable("WF_SHOTS")).filePath(u"dashboard-details.png"_s));
    }
};

QTEST_MAIN(DashboardsPageTest)
#include "tst_dashboardspage.moc"
