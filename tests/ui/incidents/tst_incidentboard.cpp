// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/folded/incidentboard.h"

#include "tests/ui/incidents/incidentsworld.h"
#include "ui/incidents/causes/causelist.h"
#include "ui/incidents/causes/causepanel.h"
#include "ui/incidents/folded/incidentdetail.h"
#include "widgets/base/controls.h"
#include "widgets/base/plainlabel.h"
#include "widgets/chart/lanes/onsetlanes.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using tests::IncidentsWorld;

namespace {

widgets::RowTable *listOf(const IncidentsWorld &w)
{
    for (auto *table : w.page->findChildren<widgets::RowTable *>())
        if (table->accessibleName().startsWith(u"Incidents"))
            return table;
    return nullptr;
}

ui::IncidentDetail *detailOf(const IncidentsWorld &w)
{
    return w.page->findChild<ui::IncidentDetail *>();
}

widgets::RowTable *alertsOf(const IncidentsWorld &w)
{
    for (auto *table : detailOf(w)->findChildren<widgets::RowTable *>())
        if (table->accessibleName().startsWith(u"Alerts of the incident"))
            return table;
    return nullptr;
}

bool isFolded(const IncidentsWorld &w)
{
    return w.settled() && !w.incidents.snapshot()->open.empty() && listOf(w)->model()->rowCount() > 0;
}

void keepShots(IncidentsWorld &w, const QString &name)
{
    const QString folder = qEnvironmentVariable("WF_SHOTS");
    if (folder.isEmpty())
        return;
    for (const auto mode : {widgets::ThemeMode::Light, widgets::ThemeMode::Dark}) {
        widgets::applyTheme(widgets::Theme::bundled(mode));
        QCoreApplication::processEvents();
        w.page->grab().save(
            u"%1/%2-%3.png"_s.arg(folder, name, mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s));
    }
}

} // namespace

class tst_IncidentBoard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void theWorstIncidentIsShownWithoutAClick();
    void everyAlertSaysWhyItBelongsHere();
    void acknowledgingHoldsAllItsAlerts();
    void splittingIsOneKeyAndUndoable();
    void selectedIncidentsAreJoined();
    void enterOnAnAlertShowsAllThatIsKnownOfIt();
    void nothingIsSaidOnlyWhenItIsKnown();
    void whoMayBeBehindItIsShownAndAnswered();
    void whatItWasIsOneKeyAndUndoable();
};

void tst_IncidentBoard::theWorstIncidentIsShownWithoutAClick()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const auto now = w.incidents.snapshot();
    const auto &shown = detailOf(w)->incident();
    QVERIFY(shown);
    QCOMPARE(shown->number, now->open.front()->number);
    QCOMPARE(shown->severity, signals::Severity::Critical);
    QVERIFY(shown->alerts.size() > 1);
    QVERIFY(w.context.selection().kind == signals::SubjectKind::Incident);
    QCOMPARE(w.context.selection().id, shown->id());
    QCOMPARE(listOf(w)->model()->rowCount(), static_cast<int>(now->open.size()) + 1); // and the head
    keepShots(w, u"incidents"_s);
}

void tst_IncidentBoard::everyAlertSaysWhyItBelongsHere()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const auto *model = alertsOf(w)->model();
    QCOMPARE(model->rowCount(), static_cast<int>(detailOf(w)->incident()->alerts.size()));
    for (int row = 0; row < model->rowCount(); ++row)
        QVERIFY(!model->index(row, 5).data().toString().isEmpty());
    QCOMPARE(model->index(0, 5).data().toString(), u"it opened the incident"_s);
}

void tst_IncidentBoard::acknowledgingHoldsAllItsAlerts()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const int needed = detailOf(w)->incident()->needed;
    QVERIFY(needed > 1);
    const auto before = w.server.active().size();
    QTest::keyClick(listOf(w), Qt::Key_A);
    QTRY_COMPARE(w.server.active().size(), before + static_cast<std::size_t>(needed));
    w.watch.pollNow();
    QTRY_COMPARE(detailOf(w)->incident()->needed, 0);
    QCOMPARE(detailOf(w)->incident()->owner, u"Mara Lindqvist"_s);
}

void tst_IncidentBoard::splittingIsOneKeyAndUndoable()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const auto count = w.incidents.snapshot()->open.size();
    const auto size = detailOf(w)->incident()->alerts.size();
    std::function<void()> undo;
    QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                     [&undo](const ui::WatchContext::Message &message) { undo = message.action; });
    alertsOf(w)->setCurrentKey(detailOf(w)->incident()->alerts.back().key);
    QTest::keyClick(alertsOf(w), Qt::Key_X);
    QTRY_VERIFY(undo);
    QCOMPARE(w.incidents.snapshot()->open.size(), count + 1);
    QCOMPARE(detailOf(w)->incident()->alerts.size(), size - 1);
    std::exchange(undo, nullptr)();
    QTRY_COMPARE(w.incidents.snapshot()->open.size(), count);
}

void tst_IncidentBoard::selectedIncidentsAreJoined()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const auto count = w.incidents.snapshot()->open.size();
    QVERIFY(count > 1);
    listOf(w)->setFocus();
    QTest::keyClick(listOf(w), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(listOf(w), Qt::Key_J, Qt::ShiftModifier);
    QTRY_COMPARE(w.incidents.snapshot()->open.size(), 1U);
    QCOMPARE(detailOf(w)->incident()->number, 1);
}

void tst_IncidentBoard::enterOnAnAlertShowsAllThatIsKnownOfIt()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const auto alert = detailOf(w)->incident()->alerts.front();
    alertsOf(w)->setCurrentKey(alert.key);
    QTest::keyClick(alertsOf(w), Qt::Key_Return);
    QTRY_COMPARE(w.context.selection().title, alert.name);
    QVERIFY(!listOf(w)->isVisibleTo(w.page.get()));
}

void tst_IncidentBoard::nothingIsSaidOnlyWhenItIsKnown()
{
    IncidentsWorld w;
    w.server.down = base::makeError(base::ErrorKind::Unreachable, u"No route"_s);
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(w.watch.isSettled());
    for (const auto *label : w.page->findChildren<widgets::PlainLabel *>())
        QVERIFY(!label->isVisibleTo(w.page.get()) || !label->text().contains(u"Nothing needs you"_s));
}

void tst_IncidentBoard::whoMayBeBehindItIsShownAndAnswered()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.fillWithEvidence();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w) && w.causes.isSettled() && w.causes.report());
    const auto &list = detailOf(w)->causes().list();
    QVERIFY(list.isVisibleTo(w.page.get()));
    QCOMPARE(list.current()->service, u"payment"_s);
    QCOMPARE(list.current()->kind, engine::CauseSuspect::Kind::Deploy);
    keepShots(w, u"causes"_s);
    if (!qEnvironmentVariable("WF_SHOTS").isEmpty())
        for (const QSize size : {QSize(1010, 620), QSize(1640, 960), QSize(2280, 1300)}) {
            w.page->resize(size);
            keepShots(w, u"causes-%1"_s.arg(size.width()));
        }
    std::function<void()> undo;
    QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                     [&undo](const ui::WatchContext::Message &message) { undo = message.action; });
    QTest::keyClick(listOf(w), Qt::Key_Y);
    QTRY_VERIFY(undo && w.causes.isSettled());
    QCOMPARE(list.current()->isRight, std::optional(true));
    std::exchange(undo, nullptr)();
    QTRY_VERIFY(!list.current()->isRight);
    QTest::keyClick(listOf(w), Qt::Key_N, Qt::ShiftModifier);
    QTRY_COMPARE(list.current()->isRight, std::optional(false));
}

void tst_IncidentBoard::whatItWasIsOneKeyAndUndoable()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    std::function<void()> undo;
    QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                     [&undo](const ui::WatchContext::Message &message) { undo = message.action; });
    const auto press = [&](Qt::Key key, engine::OutcomeKind outcome) {
        undo = nullptr;
        QTest::keyClick(listOf(w), key);
        QTRY_VERIFY(undo); // it is kept
        QCOMPARE(detailOf(w)->incident()->outcome, std::optional(outcome));
    };
    press(Qt::Key_F, engine::OutcomeKind::Noise);
    press(Qt::Key_H, engine::OutcomeKind::Healed);
    press(Qt::Key_R, engine::OutcomeKind::Real);
    std::exchange(undo, nullptr)();
    QTRY_COMPARE(detailOf(w)->incident()->outcome, std::optional(engine::OutcomeKind::Healed));
}

QTEST_MAIN(tst_IncidentBoard)
#include "tst_incidentboard.moc"
