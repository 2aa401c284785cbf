// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/dashboards/boardstage.h"
#include "widgets/base/theme.h"

#include <QTest>

using namespace wf;
using namespace wf::ui;
using namespace Qt::StringLiterals;

namespace {

// A resource of the second schema: an automatic grid whose panels depend on a variable, on what they find, and on how
// long the range is; and a tab for each of two environments.
const char *const dashboard =
    "{'apiVersion':'dashboard.grafana.app/v2beta1','kind':'Dashboard','metadata':{'name':'c'},'spec':{'title':'C',"
    "'variables':[{'kind':'CustomVariable','spec':{'name':'env','query':'eu,us','current':{'value':'eu','text':'eu'},"
    "'options':[]}}],'elements':{PANELS},'layout':{'kind':'AutoGridLayout','spec':{'maxColumnCount':3,'items':["
    "ITEM(always),ITEM(us;{'kind':'ConditionalRenderingVariable','spec':{'variable':'env','operator':'equals','value':"
    "'us'}}),ITEM(found;{'kind':'ConditionalRenderingData','spec':{'value':true}}),"
    "ITEM(short;{'kind':'ConditionalRenderingTimeRangeSize','spec':{'value':'3h'}})]}}}}";

QByteArray document()
{
    QString text = QString::fromLatin1(dashboard);
    QStringList panels;
    int id = 0;
    for (const char *name : {"always", "us", "found", "short"})
        panels << u"'%1':{'kind':'Panel','spec':{'id':%2,'title':'%1','data':{'kind':'QueryGroup','spec':{'queries':["
                  "{'kind':'PanelQuery','spec':{'refId':'A','query':{'kind':'DataQuery','group':'prometheus','spec':{"
                  "'expr':'%1'}}}}]}},'vizConfig':{'kind':'VizConfig','group':'stat','spec':{'options':{},"
                  "'fieldConfig':{'defaults':{},'overrides':[]}}}}}"_s.arg(QString::fromLatin1(name))
                      .arg(++id);
    text.replace(u"PANELS"_s, panels.join(u','));
    static const QRegularExpression item(u"ITEM\\((\\w+)(?:;([^()]*))?\\)"_s);
    for (auto m = item.match(text); m.hasMatch(); m = item.match(text)) {
        const QString rule = m.captured(2).isEmpty()
                                 ? QString()
                                 : u",'conditionalRendering':{'kind':'ConditionalRenderingGroup','spec':{'visibility':"
                                   "'show','condition':'and','items':[%1]}}"_s.arg(m.captured(2));
        text.replace(
            m.capturedStart(), m.capturedLength(),
            u"{'kind':'AutoGridLayoutItem','spec':{'element':{'kind':'ElementReference','name':'%1'}%2}}"_s.arg(
                m.captured(1), rule));
    }
    return text.toUtf8();
}

struct Stage : support::BoardStage {
    bool finds = true;
    Stage()
    {
        answer = [this](const QString &expr, base::TimeRange range, qint64 stepNs) {
            return expr == u"found"_s && !finds ? std::make_shared<const signals::QueryAnswer>()
                                                : lines({base::Labels{}}, range, stepNs);
        };
        open(document().constData());
    }
    void refresh()
    {
        clock.advance(base::nsPerMinute);
        context.refreshNow();
    }
};

} // namespace

class BoardConditionsWidgetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void variablesAndSpansDecide()
    {
        Stage stage;
        QTRY_VERIFY(stage.settled());
        QCOMPARE(stage.shown(), u"always found short"_s);
        QVERIFY(!stage.asked.contains(u"us"_s));
        const_cast<engine::BoardVariables &>(stage.page.variables()).choose(u"env"_s, {u"us"_s});
        QTRY_VERIFY(stage.settled());
        QTRY_COMPARE(stage.shown(), u"always us found short"_s);
        stage.context.zoomTo({Stage::now - 4 * base::nsPerHour, Stage::now});
        QTRY_COMPARE(stage.shown(), u"always us found"_s);
    }
    void whatFindsNothingIsHiddenAskedOnAndComesBack()
    {
        Stage stage;
        stage.finds = false;
        QTRY_VERIFY(stage.settled());
        QTRY_COMPARE(stage.shown(), u"always short"_s);
        const BoardCard *found = stage.card(3);
        QVERIFY(found && found->isHidden());
        QCOMPARE(stage.card(4)->geometry().top(), stage.card(1)->geometry().top()); // closed up
        QTRY_VERIFY(stage.settled());
        stage.asked.clear();
        stage.finds = true;
        stage.refresh();
        QTRY_VERIFY(stage.settled() && stage.asked.contains(u"found"_s));
        QTRY_COMPARE(stage.shown(), u"always found short"_s);
        QVERIFY(stage.card(3)->isVisible());
        QCOMPARE(stage.card(3), found); // the same card
    }
    void whileItIsEditedAllIsShown()
    {
        Stage stage;
        stage.finds = false;
        QTRY_VERIFY(stage.settled());
        QTRY_COMPARE(stage.shown(), u"always short"_s);
        stage.page.setEditing(true);
        QTRY_COMPARE(stage.shown(), u"always us found short"_s);
    }
};

QTEST_MAIN(BoardConditionsWidgetTest)
#include "tst_boardconditions.moc"
