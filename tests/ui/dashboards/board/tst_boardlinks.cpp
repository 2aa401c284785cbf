// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/dashboards/boardstage.h"
#include "ui/dashboards/board/choosing/boardfilters.h"
#include "ui/dashboards/board/choosing/filterdialog.h"
#include "ui/dashboards/links/linkbar.h"
#include "ui/dashboards/links/linkopener.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/theme.h"
#include "widgets/chart/chartview.h"
#include "widgets/datatable/datatable.h"
#include "widgets/servicegraph/graphview.h"
#include "widgets/statebands/heatview.h"
#include "widgets/tiles/tileview.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace wf::ui;
using support::FakeMetricSource;
using namespace Qt::StringLiterals;

namespace {

// Three panels whose values link to another dashboard, one panel with a link of its own, and links of the dashboard.
const char *const dashboard =
    "{'uid':'own','title':'Halcyon','schemaVersion':39,'tags':['api'],"
    "'links':[{'type':'link','title':'To ${env}','url':'/d/abc','keepTime':true,'includeVars':true},"
    "{'type':'dashboards','title':'','tags':['api'],'asDropdown':false}],"
    "'templating':{'list':[{'name':'env','type':'custom','query':'eu,us','current':{'value':'us'}},"
    "{'name':'Filters','type':'adhoc','datasource':{'type':'prometheus'},'filters':[{'key':'region','operator':'=',"
    "'value':'eu'}]}]},'panels':["
    "{'id':1,'type':'timeseries','title':'Lines','gridPos':{'x':0,'y':0,'w':12,'h':8},'links':[{'title':'Runbook',"
    "'url':'https://wiki.example.org/"
    "${env}'}],'targets':[{'refId':'A','expr':'rate(up[1m])','legendFormat':'{{pod}}'}],"
    "'fieldConfig':{'defaults':{'links':[{'title':'Pod ${__field.labels.pod}','url':'/d/abc/x?var-pod="
    "${__field.labels.pod}&v=${__value.raw}'}]},'overrides':[]}},"
    "{'id':2,'type':'stat','title':'Now','gridPos':{'x':12,'y':0,'w':6,'h':8},'targets':[{'refId':'A','expr':'up'}],"
    "'fieldConfig':{'defaults':{'links':[{'title':'Value','url':'/d/abc/x?v=${__value.numeric}'}]},'overrides':[]}},"
    "{'id':3,'type':'table','title':'Table','gridPos':{'x':0,'y':8,'w':12,'h':6},'targets':[{'refId':'A','expr':'up',"
    "'format':'table','instant':true,'range':false}],'fieldConfig':{'defaults':{},'overrides':[{'matcher':{'id':'"
    "byName',"
    "'options':'pod'},'properties':[{'id':'links','value':[{'title':'Open','url':'/d/abc/x?var-pod=${__value.raw}&r="
    "${__data.fields.region}'}]}]}]}},"
    "{'id':4,'type':'piechart','title':'Shares','gridPos':{'x':12,'y':8,'w':6,'h':6},'targets':[{'refId':'A','expr':'"
    "up'"
    "}],'fieldConfig':{'defaults':{'links':[{'title':'Slice','url':'/d/abc/x?v=${__value.numeric}'}]},'overrides':[]}},"
    "{'id':5,'type':'state-timeline','title':'States','gridPos':{'x':0,'y':14,'w':12,'h':5},'targets':[{'refId':'A',"
    "'expr':'up'}],'fieldConfig':{'defaults':{'links':[{'title':'State','url':'/d/abc/x?pod=${__field.labels.pod}&t="
    "${__value.time}'}]},'overrides':[]}},"
    "{'id':6,'type':'heatmap','title':'Heat','gridPos':{'x':12,'y':14,'w':12,'h':5},'targets':[{'refId':'A','expr':"
    "'up'}],'fieldConfig':{'defaults':{'links':[{'title':'Cell','url':'/d/abc/x?v=${__value.raw}'}]},'overrides':[]}},"
    "{'id':7,'type':'gauge','title':'Gauge','gridPos':{'x':18,'y':0,'w':3,'h':8},'targets':[{'refId':'A','expr':'up'}],"
    "'fieldConfig':{'defaults':{'links':[{'title':'Gauge','url':'/d/abc/x'}]},'overrides':[]}},"
    "{'id':8,'type':'bargauge','title':'Bars','gridPos':{'x':21,'y':0,'w':3,'h':8},'targets':[{'refId':'A','expr':'up'}"
    "],'fieldConfig':{'defaults':{'links':[{'title':'Bar','url':'/d/abc/x'}]},'overrides':[]}}]}";

// What is calculated of answers leads on too: buckets of a histogram, cells of native histograms, nodes and edges.
const char *const calculated =
    "{'uid':'own','title':'Halcyon','schemaVersion':39,'panels':["
    "{'id':1,'type':'histogram','title':'Spread','gridPos':{'x':0,'y':0,'w':8,'h':8},'options':{'bucketSize':5},"
    "'targets':[{'refId':'A','expr':'spread'}],'fieldConfig':{'defaults':{'links':[{'title':'Bucket','url':'/d/abc/x?"
    "from=${__data.fields.xMin}&n=${__value.raw}&pod=${__field.labels.pod}'}]},'overrides':[]}},"
    "{'id':2,'type':'heatmap','title':'Native','gridPos':{'x':8,'y':0,'w':8,'h':8},'targets':[{'refId':'A','expr':"
    "'native'}],'fieldConfig':{'defaults':{'links':[{'title':'Cell','url':'/d/abc/x?le=${__data.fields.yMax}&n="
    "${__value.raw}&t=${__value.time}'}]},'overrides':[]}},"
    "{'id':3,'type':'nodeGraph','title':'Calls','gridPos':{'x':16,'y':0,'w':8,'h':8},'targets':[{'refId':'A','expr':"
    "'calls'}],'fieldConfig':{'defaults':{'links':[{'title':'Edge','url':'/d/abc/x?c=${__field.labels.client}&s="
    "${__field.labels.server}&n=${__value.raw}'}]},'overrides':[]}}]}";

struct Stage : support::BoardStage {
    QSignalSpy boards{&page.links(), &LinkOpener::boardAsked};

    explicit Stage(const char *opened = dashboard)
    {
        answer = [](const QString &expr, base::TimeRange range, qint64 stepNs) {
            if (expr == u"native"_s) {
                auto out = std::make_shared<signals::QueryAnswer>();
                out->histograms.push_back(
                    {base::Labels{{"pod", "a b"}}, {{range.endNs / base::nsPerMs, 7, 1, {{1, 2, 7, 0}}}}});
                return signals::QueryAnswerPtr(std::move(out));
            }
            if (expr == u"calls"_s)
                return lines({base::Labels{{"client", "web"}, {"server", "api"}}}, range, stepNs,
                             [](qint64) { return 3; });
            return lines({base::Labels{{"region", "eu"}, {"pod", "a b"}}}, range, stepNs, [](qint64) { return 2; });
        };
        (void)write(u"abc.json"_s, R"({"uid":"abc","title":"API","tags":["api"],"schemaVersion":39,"panels":[]})");
        page.links().setFolder(folder.path());
        open(opened);
    }
    // The entry of the menu that is open.
    QAction *entry(const QString &text) const
    {
        for (QMenu *menu : page.findChildren<QMenu *>())
            for (QAction *action : menu->actions())
                if (menu->isVisible() && action->text() == text)
                    return action;
        return nullptr;
    }
    std::map<QString, QStringList> wished() { return boards.takeFirst()[1].value<std::map<QString, QStringList>>(); }
};

} // namespace

class tst_BoardLinks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void valuesLeadToADashboardOfTheConsole()
    {
        Stage s;
        QTRY_VERIFY(s.settled());
        auto *chart = s.find<widgets::ChartView>(1);
        Q_EMIT chart->pointClicked(chart->data()->series[0].key, Stage::now - base::nsPerMinute, 2);
        QVERIFY(s.entry(u"Pod a b"_s));
        s.entry(u"Pod a b"_s)->trigger();
        QTRY_COMPARE(s.boards.size(), 1);
        QCOMPARE(s.wished().at(u"pod"_s), QStringList{u"a b"_s});

        auto *tiles = s.find<widgets::TileView>(2);
        QVERIFY(tiles->tiles()[0].isLinked);
        tiles->setFocus();
        QTest::keyClick(tiles, Qt::Key_Right);
        QTest::keyClick(tiles, Qt::Key_Return);
        QVERIFY(s.entry(u"Value"_s));
        QVERIFY(s.entry(u"Value"_s)->toolTip().contains(u"v=2"_s));

        auto *table = s.find<widgets::DataTable>(3);
        QTest::keyClick(table, Qt::Key_Down);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(s.entry(u"Open"_s));
        QVERIFY(s.entry(u"Open"_s)->toolTip().contains(u"var-pod=a%20b&amp;r=eu"_s));
    }
    void theKeysStayInTheDashboardThatALinkOpens()
    {
        QWidget window;
        QPushButton before(&window); // takes the focus that nothing else has
        Stage s;
        s.page.setParent(&window);
        window.show();
        QTRY_VERIFY(s.settled());
        QVERIFY(QTest::qWaitForWindowActive(&window));
        s.card(3)->content()->setFocus();
        s.page.open(
            s.write(u"next.json"_s, QByteArray("{'uid':'next','title':'Next','schemaVersion':39,'panels':[{'id':9,"
                                               "'type':'stat','title':'One','gridPos':{'x':0,'y':0,'w':6,'h':8},"
                                               "'targets':[{'refId':'A','expr':'up'}]}]}")
                                        .replace('\'', '"')));
        QTRY_VERIFY(s.settled() && s.card(9));
        QCOMPARE(QApplication::focusWidget(), s.card(9)->content());
        s.page.setParent(nullptr);
    }
    void whatIsChosenIsKnownToComeBackTo()
    {
        Stage s;
        QTRY_VERIFY(s.settled());
        s.page.links().open(u"/d/own?var-env=eu&var-Filters=region|=|us"_s, u"own"_s);
        QTRY_COMPARE(s.page.variables().chosen().at(u"env"_s), QStringList{u"eu"_s});
        QTRY_COMPARE(s.page.variables().chosen()[u"Filters"_s], QStringList{u"region|=|us"_s});
    }
    void everyKindWithValuesLeadsOnByKeys_data()
    {
        QTest::addColumn<int>("panel");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("inTip");
        QTest::newRow("stat") << 2 << u"Value"_s << u"v=2"_s;
        QTest::newRow("pie") << 4 << u"Slice"_s << u"v=2"_s;
        QTest::newRow("state timeline") << 5 << u"State"_s << u"pod=a%20b"_s;
        QTest::newRow("heatmap") << 6 << u"Cell"_s << u"v=2"_s;
        QTest::newRow("gauge") << 7 << u"Gauge"_s << u"/d/abc"_s;
        QTest::newRow("bar gauge") << 8 << u"Bar"_s << u"/d/abc"_s;
    }
    void everyKindWithValuesLeadsOnByKeys()
    {
        QFETCH(int, panel);
        QFETCH(QString, title);
        QFETCH(QString, inTip);
        Stage s;
        QTRY_VERIFY(s.settled());
        QCOMPARE(s.card(panel)->verdict().reasons.filter(u"links"_s), QStringList());
        QWidget *view = s.card(panel)->content();
        QCOMPARE(view->focusPolicy(), Qt::StrongFocus);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Right);
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(s.entry(title));
        QVERIFY2(s.entry(title)->toolTip().contains(inTip), qPrintable(s.entry(title)->toolTip()));
    }
    void whatIsCalculatedLeadsOnToo()
    {
        Stage s(calculated);
        QTRY_VERIFY(s.settled());
        for (const int panel : {1, 2, 3})
            QCOMPARE(s.card(panel)->verdict().reasons.filter(u"links"_s), QStringList());
        auto *tiles = s.find<widgets::TileView>(1);
        tiles->setFocus();
        QTest::keyClick(tiles, Qt::Key_Right);
        QTest::keyClick(tiles, Qt::Key_Return);
        QVERIFY(s.entry(u"Bucket"_s));
        const QString count = QString::number(tiles->tiles()[0].number);
        QVERIFY2(s.entry(u"Bucket"_s)->toolTip().contains(u"from=0&amp;n=%1&amp;pod=a%20b"_s.arg(count)),
                 qPrintable(s.entry(u"Bucket"_s)->toolTip()));
        qobject_cast<QWidget *>(s.entry(u"Bucket"_s)->parent())->hide();

        auto *heat = s.find<widgets::HeatView>(2);
        heat->setFocus();
        QTest::keyClick(heat, Qt::Key_Right);
        QTest::keyClick(heat, Qt::Key_Return);
        QVERIFY(s.entry(u"Cell"_s));
        QVERIFY2(s.entry(u"Cell"_s)->toolTip().contains(u"le=2&amp;n=7&amp;t=1778724"_s),
                 qPrintable(s.entry(u"Cell"_s)->toolTip()));
        qobject_cast<QWidget *>(s.entry(u"Cell"_s)->parent())->hide();
    }
    void nodesAndEdgesLeadOnByKeysAndByClicks()
    {
        Stage s(calculated);
        QTRY_VERIFY(s.settled());
        auto *graph = s.find<widgets::GraphView>(3);
        QVERIFY(graph->figure().edges[0].isLinked);
        graph->setFocus();
        QTest::keyClick(graph, Qt::Key_Right);
        QTest::keyClick(graph, Qt::Key_Return);
        QVERIFY(s.entry(u"Open web"_s)); // the service, as where nothing is linked
        QVERIFY(s.entry(u"web → api"_s));
        const QMenu *ofEdge = s.entry(u"web → api"_s)->menu();
        QVERIFY(ofEdge);
        QCOMPARE(ofEdge->actions().size(), 1);
        QVERIFY2(ofEdge->actions()[0]->toolTip().contains(u"c=web&amp;s=api&amp;n=3"_s),
                 qPrintable(ofEdge->actions()[0]->toolTip()));
        QSignalSpy opened(&s.context, &WatchContext::openRequested);
        s.entry(u"Open web"_s)->trigger();
        QCOMPARE(opened.size(), 1);
        qobject_cast<QWidget *>(s.entry(u"Open web"_s)->parent())->hide();

        const auto &path = graph->geometryNow().edges[0].path;
        const QPointF middle = path.pointAtPercent(0.5) * graph->zoom();
        const QPointF node = graph->geometryNow().nodes[0].center() * graph->zoom();
        // the graph is fitted: where its first node is tells where all of it is
        const QPointF origin = graph->rect().center() - graph->geometryNow().all.center() * graph->zoom();
        QTest::mouseClick(graph, Qt::LeftButton, {}, (middle + origin).toPoint());
        QVERIFY(s.entry(u"Edge"_s));
        qobject_cast<QWidget *>(s.entry(u"Edge"_s)->parent())->hide();
        QTest::mouseClick(graph, Qt::LeftButton, {}, (node + origin).toPoint());
        QVERIFY(!s.entry(u"Open web"_s)); // it has no links of its own
    }
    void aClickOnAValueLeadsOn()
    {
        Stage s;
        QTRY_VERIFY(s.settled());
        for (const auto &[panel, title] :
             {std::pair(4, u"Slice"_s), std::pair(5, u"State"_s), std::pair(6, u"Cell"_s)}) {
            QWidget *view = s.card(panel)->content();
            const bool isPie = panel == 4; // its circle stands above the legend
            QTest::mouseClick(
                view, Qt::LeftButton, {},
                QPoint(view->width() / (isPie ? 2 : 1) - (isPie ? 0 : 40), view->height() / (isPie ? 3 : 4)));
            QVERIFY2(s.entry(title), qPrintable(title));
            qobject_cast<QWidget *>(s.entry(title)->parent())->hide();
        }
    }
    void linksOfTheDashboardTakeWhatIsChosenAlong()
    {
        Stage s;
        QTRY_VERIFY(s.settled());
        auto *bar = s.page.findChild<LinkBar *>();
        QStringList titles;
        for (auto *button : bar->findChildren<widgets::Button *>())
            titles << button->text();
        QCOMPARE(titles, (QStringList{u"To us"_s, u"API"_s})); // itself is not among those with its tag
        bar->findChildren<widgets::Button *>()[0]->click();
        QTRY_COMPARE(s.boards.size(), 1);
        const auto wished = s.wished();
        QCOMPARE(wished.at(u"env"_s), QStringList{u"us"_s});
        QCOMPARE(wished.at(u"Filters"_s), QStringList{u"region|=|eu"_s});
    }
    void aPanelHasItsLinksInItsHead()
    {
        Stage s;
        QTRY_VERIFY(s.settled());
        widgets::IconButton *button = nullptr;
        for (auto *one : s.page.cards()[0]->findChildren<widgets::IconButton *>())
            if (one->accessibleName() == u"Links of the panel"_s)
                button = one;
        QVERIFY(button && button->isVisible());
        button->click();
        QVERIFY(s.entry(u"Runbook"_s));
        QVERIFY(s.entry(u"Runbook"_s)->toolTip().contains(u"https://wiki.example.org/us"_s));
    }
    void variablesThatFoundNothingAreAskedAgain()
    {
        Stage s("{'uid':'own','title':'T','schemaVersion':39,'templating':{'list':[{'name':'region','type':'query',"
                "'query':'label_values(up, region)','includeAll':true,'current':{'value':'$__all'}}]},'panels':["
                "{'id':1,'type':'timeseries','title':'Of $region','gridPos':{'x':0,'y':0,'w':12,'h':8},"
                "'targets':[{'refId':'A','expr':'up{region=~\\\"$region\\\"}'}]}]}");
        const auto say = [&s](const base::Result<QStringList> &answer) {
            QTRY_VERIFY(!s.prometheus.labelQuestions.empty());
            while (!s.prometheus.labelQuestions.empty())
                FakeMetricSource::answer(s.prometheus.labelQuestions, answer);
        };
        say(base::makeError(base::ErrorKind::Unreachable, u"connection refused"_s));
        QTRY_VERIFY(s.settled());
        QVERIFY(s.page.variables().state(u"region"_s)->error);
        const BoardCard *card = s.card(1);
        s.context.refreshNow();
        say(base::makeError(base::ErrorKind::Unreachable, u"connection refused"_s));
        QTRY_VERIFY(s.settled());
        QCOMPARE(s.card(1), card); // nothing new: nothing is built anew
        s.context.refreshNow();
        say(QStringList{u"eu"_s, u"us"_s});
        QTRY_VERIFY(s.settled());
        QCOMPARE(s.page.variables().state(u"region"_s)->options.size(), std::size_t(2));
        QTRY_VERIFY(s.settled() && s.asked.contains(u"up{region=~\"(eu|us)\"}"_s));
    }
    void textIsWrittenInTheBarAndTheKeysStayThere()
    {
        Stage s("{'uid':'own','title':'T','schemaVersion':39,'templating':{'list':[{'name':'metric','type':'textbox',"
                "'query':'up','current':{'value':'up'}}]},'panels':[{'id':1,'type':'timeseries','title':'Of $metric',"
                "'gridPos':{'x':0,'y':0,'w':12,'h':8},'targets':[{'refId':'A','expr':'rate($metric[1m])'}]}]}");
        QTRY_VERIFY(s.settled());
        QVERIFY(QTest::qWaitForWindowActive(&s.page));
        const auto field = [&s]() -> QLineEdit * {
            for (auto *edit : s.page.findChildren<QLineEdit *>())
                if (edit->accessibleName() == u"metric"_s && edit->isVisible())
                    return edit;
            return nullptr;
        };
        QVERIFY(field());
        QCOMPARE(field()->text(), u"up"_s);
        field()->setFocus();
        field()->setText(u"down"_s);
        QTest::keyClick(field(), Qt::Key_Return);
        QTRY_VERIFY(s.settled() && s.asked.contains(u"rate(down[1m])"_s));
        QTRY_VERIFY(field() && field()->hasFocus()); // the bar was filled anew
        QCOMPARE(field()->text(), u"down"_s);
        QCOMPARE(s.card(1)->placed().panel.title, u"Of down"_s);
    }
    void adHocFiltersGoIntoEveryQuery()
    {
        Stage s;
        QTRY_VERIFY(s.settled());
        QVERIFY(s.asked.contains(u"rate(up{region=\"eu\"}[1m])"_s));
        QVERIFY(s.asked.contains(u"up{region=\"eu\"}"_s));
        s.asked.clear();
        auto &variables = const_cast<engine::BoardVariables &>(s.page.variables());
        variables.chooseFilters(u"Filters"_s, {{u"pod"_s, u"=~"_s, u"a.*"_s}});
        QTRY_VERIFY(s.settled());
        QTRY_VERIFY(s.settled() && s.asked.contains(u"up{pod=~\"a.*\"}"_s));
        QVERIFY(!s.asked.contains(u"up{region=\"eu\"}"_s));
        QCOMPARE(filtersInWords(s.page.variables().state(u"Filters"_s)->filters), u"pod=~a.*"_s);
    }
    void theDialogTakesOnlyWhatASelectorCanHold()
    {
        Stage s;
        QTRY_VERIFY(s.settled());
        FilterDialog dialog({s.set, s.page.dashboard()->variables[1], s.context.range()});
        const auto boxes = dialog.findChildren<QComboBox *>();
        FakeMetricSource::answer(s.prometheus.labelQuestions, QStringList{u"pod"_s, u"region"_s});
        QCOMPARE(boxes[0]->count(), 2);
        dialog.show();
        boxes[0]->setEditText(u"pod"_s);
        QTest::keyClick(boxes[0]->lineEdit(), Qt::Key_Return); // goes on to the value, takes no empty one
        QVERIFY(dialog.isVisible());
        QCOMPARE(dialog.focusWidget(), boxes[2]);
        QCOMPARE(filtersInWords({{u"pod"_s, u"="_s, {}}}), u"pod=\"\""_s);
        boxes[1]->setCurrentText(u"=~"_s);
        boxes[2]->setEditText(u"("_s);
        auto *add = dialog.findChildren<widgets::Button *>().last();
        QVERIFY(!add->isEnabled());
        boxes[2]->setEditText(u"a.*"_s);
        QVERIFY(add->isEnabled());
        QCOMPARE(dialog.filter(), (signals::AdHocFilter{u"pod"_s, u"=~"_s, u"a.*"_s}));
    }
};

QTEST_MAIN(tst_BoardLinks)
#include "tst_boardlinks.moc"
