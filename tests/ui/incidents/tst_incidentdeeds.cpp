// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/incidentdeeds.h"

#include "tests/ui/incidents/boardparts.h"
#include "ui/incidents/deeds/attachdialog.h"
#include "ui/incidents/detail/attacheddialog.h"
#include "ui/incidents/folded/incidentboard.h"
#include "ui/incidents/folded/incidentdetail.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/chartview.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using namespace wf::tests;

class tst_IncidentDeeds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void acknowledgingHoldsAllItsAlerts();
    void splittingIsOneKeyAndUndoable();
    void whatIsMarkedInTheTreeIsSplitOffTogether();
    void neverAndAlwaysAreOneKeyEachAndUndoable();
    void selectedIncidentsAreJoined();
    void whatItWasIsOneKeyAndUndoable();
    void resolvingSilencesWhatStillFiresAndUndoTakesBothBack();
    void anAlertOfTheTreeIsActedOnAlone();
    void aNoteIsToldAndSharedWithTheAcknowledgement();
    void whatIsAttachedShowsInTheActivity();
    void theIncidentInHandIsOfferedForWhatIsAttached();
    void escalatingSaysWhyNobodyCanBeTold();
};

void tst_IncidentDeeds::acknowledgingHoldsAllItsAlerts()
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

void tst_IncidentDeeds::splittingIsOneKeyAndUndoable()
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

void tst_IncidentDeeds::whatIsMarkedInTheTreeIsSplitOffTogether()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const auto size = detailOf(w)->incident()->alerts.size();
    const qint64 number = detailOf(w)->incident()->number;
    std::function<void()> undo;
    QString said;
    QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                     [&](const ui::WatchContext::Message &message) {
                         said = message.text;
                         undo = message.action;
                     });
    QTest::keyClick(listOf(w), Qt::Key_X); // no alert is meant
    QVERIFY(said.startsWith(u"Select the alerts"_s) && !undo);
    listOf(w)->setCurrentKey(static_cast<quint64>(number));
    QTest::keyClick(listOf(w), Qt::Key_J); // its first alert
    QTest::keyClick(listOf(w), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(listOf(w), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(listOf(w), Qt::Key_Space, Qt::ControlModifier);
    QTest::keyClick(listOf(w), Qt::Key_X);
    QTRY_VERIFY(undo);
    QCOMPARE(w.incidents.snapshot()->find(number)->alerts.size(), size - 2);
    QTRY_VERIFY(detailOf(w)->incident() && detailOf(w)->incident()->number != number); // what is apart now is in hand
    QCOMPARE(detailOf(w)->incident()->alerts.size(), std::size_t(2));
    std::exchange(undo, nullptr)();
    QTRY_COMPARE(w.incidents.snapshot()->find(number)->alerts.size(), size);
    QTRY_VERIFY(detailOf(w)->incident() && detailOf(w)->incident()->number == number); // and is back there
}

void tst_IncidentDeeds::neverAndAlwaysAreOneKeyEachAndUndoable()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    QString said;
    std::function<void()> undo;
    QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                     [&](const ui::WatchContext::Message &message) {
                         said = message.text;
                         undo = message.action;
                     });
    QTest::keyClick(alertsOf(w), Qt::Key_L); // one incident is nothing to join
    QVERIFY(!undo && said.contains(u"Select two"_s));
    const auto count = w.incidents.snapshot()->open.size();
    QTest::keyClick(alertsOf(w), Qt::Key_A, Qt::ControlModifier);
    for (const auto &[key, modifiers, words] :
         {std::tuple(Qt::Key_X, Qt::KeyboardModifiers(Qt::ShiftModifier), u"never"_s),
          std::tuple(Qt::Key_L, Qt::KeyboardModifiers(Qt::NoModifier), u"always"_s)}) {
        undo = nullptr;
        QTest::keyClick(alertsOf(w), key, modifiers);
        QTRY_VERIFY(undo);
        QVERIFY2(said.contains(words), qPrintable(said));
        QCOMPARE(w.incidents.snapshot()->open.size(), count); // what is there stays
        std::exchange(undo, nullptr)();
        QTRY_COMPARE(said, u"Taken back."_s);
    }
}

void tst_IncidentDeeds::selectedIncidentsAreJoined()
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

void tst_IncidentDeeds::whatItWasIsOneKeyAndUndoable()
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
    press(Qt::Key_F, engine::OutcomeKind::Noise);
    std::exchange(undo, nullptr)();
    QTRY_COMPARE(detailOf(w)->incident()->outcome, std::optional(engine::OutcomeKind::Healed));
}

void tst_IncidentDeeds::resolvingSilencesWhatStillFiresAndUndoTakesBothBack()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    std::function<void()> undo;
    QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                     [&undo](const ui::WatchContext::Message &message) { undo = message.action; });
    QObject::connect(&w.desk, &engine::AckDesk::applied, &w.watch, &engine::AlertWatch::pollNow); // as the console does
    const auto before = w.server.active().size();
    QTest::keyClick(listOf(w), Qt::Key_R);
    auto *dialog = w.page->findChild<ui::ResolveDialog *>();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"rolled back"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(undo && w.settled());
    QTRY_COMPARE(detailOf(w)->incident()->outcome, std::optional(engine::OutcomeKind::Real));
    QCOMPARE(detailOf(w)->incident()->outcomeNote, u"rolled back"_s);
    QTRY_VERIFY(w.server.active().size() > before);
    QTRY_COMPARE(detailOf(w)->incident()->needed, 0);
    QTRY_VERIFY(w.settled());
    std::exchange(undo, nullptr)();
    QTRY_VERIFY(!detailOf(w)->incident()->outcome);
    QTRY_COMPARE(w.server.active().size(), before);
}

void tst_IncidentDeeds::anAlertOfTheTreeIsActedOnAlone()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const auto before = w.server.active().size();
    QTest::keyClick(listOf(w), Qt::Key_Down);
    QCOMPARE(detailOf(w)->selectedAlerts().size(), 1);
    QTest::keyClick(listOf(w), Qt::Key_A);
    QTRY_COMPARE(w.server.active().size(), before + 1);
}

void tst_IncidentDeeds::aNoteIsToldAndSharedWithTheAcknowledgement()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    QObject::connect(&w.desk, &engine::AckDesk::applied, &w.watch, &engine::AlertWatch::pollNow); // as the console does
    QTest::keyClick(listOf(w), Qt::Key_A);
    QTRY_COMPARE(detailOf(w)->incident()->needed, 0);
    QTest::keyClick(listOf(w), Qt::Key_M);
    auto *dialog = w.page->findChild<ui::IncidentNoteDialog *>();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"us-east is fine"_s);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(std::ranges::any_of(w.story.timeline(), [](const auto &entry) {
        return entry.kind == engine::TimelineEntry::Kind::Note && entry.text == u"us-east is fine"_s;
    }));
    QTRY_VERIFY(std::ranges::any_of(
        w.server.active(), [](const auto &silence) { return silence.comment.contains(u"us-east is fine"_s); }));
}

void tst_IncidentDeeds::whatIsAttachedShowsInTheActivity()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    signals::Subject asked;
    QObject::connect(&w.context, &ui::WatchContext::attachRequested, &w.context,
                     [&asked](const signals::Subject &subject) { asked = subject; });
    QTest::keyClick(listOf(w), Qt::Key_T);
    QCOMPARE(asked.id, detailOf(w)->incident()->id());
    std::function<void()> undo;
    QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                     [&undo](const ui::WatchContext::Message &message) { undo = message.action; });
    w.page->attach(engine::threadAttachment(asked, u"01:49:12 deploy payment v2.31.0"_s, w.context.range()));
    const auto isTold = [&w] {
        return std::ranges::any_of(
            w.story.timeline(), [](const auto &entry) { return entry.kind == engine::TimelineEntry::Kind::Attached; });
    };
    QTRY_VERIFY(undo && isTold());
    std::exchange(undo, nullptr)();
    QTRY_VERIFY(!isTold());
}

void tst_IncidentDeeds::theIncidentInHandIsOfferedForWhatIsAttached()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const auto second = w.incidents.snapshot()->open.at(1);
    listOf(w)->setCurrentKey(static_cast<quint64>(second->number));
    engine::Attachment chart;
    chart.kind = engine::Attachment::Kind::Chart;
    chart.title = u"pool in use"_s;
    chart.text = u"psp_pool_in_use"_s;
    chart.service = u"payment"_s; // of the first
    chart.range = w.context.range();
    chart.chart = signals::AttachedChart{{{u"payment"_s, {1, 2}, {4, 16}}}, 0, std::nullopt};
    w.page->attach(chart);
    auto *dialog = w.page->findChild<ui::AttachDialog *>();
    QVERIFY(dialog);
    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_VERIFY(!w.story.attachments().empty());
    const auto &kept = w.story.attachments().front();
    QCOMPARE(kept.incident, second->number);
    QCOMPARE(kept.chart, chart.chart);
    QVERIFY(engine::attachmentsAsMarkdown(w.story.attachments()).contains(u"| payment | 4 | 4 | 16 | 16 |"_s));

    // Enter on its row in the activity shows it as it was kept, and leads back to its query.
    auto *activity = detailOf(w)->findChild<widgets::RowTable *>(u"activity"_s);
    QVERIFY(activity);
    detailOf(w)->setTab(ui::IncidentDetail::Activity);
    int at = -1;
    QTRY_VERIFY([&] {
        for (int row = 0; row < activity->model()->rowCount(); ++row)
            if (activity->model()->index(row, 2).data().toString().contains(u"attached a chart: pool in use"_s))
                at = row;
        return at >= 0;
    }());
    activity->setCurrentKey(activity->model()->index(at, 0).data(widgets::RowKeyRole).toULongLong());
    QTest::keyClick(activity, Qt::Key_Return);
    auto *shown = w.page->findChild<ui::AttachedDialog *>();
    QVERIFY(shown);
    const auto *painted = shown->findChild<widgets::ChartView *>();
    QVERIFY(painted && painted->data()->series.size() == 1);
    QCOMPARE(painted->data()->series.front().samples->values, (std::vector<double>{4, 16}));
    signals::Subject opened;
    QObject::connect(&w.context, &ui::WatchContext::openRequested, &w.context,
                     [&opened](const signals::Subject &subject) { opened = subject; });
    QTest::keyClick(shown, Qt::Key_Return);
    QCOMPARE(opened.kind, signals::SubjectKind::Metric);
    QCOMPARE(opened.id, u"psp_pool_in_use"_s);
}

void tst_IncidentDeeds::escalatingSaysWhyNobodyCanBeTold()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    QString said;
    QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                     [&said](const ui::WatchContext::Message &message) { said = message.text; });
    QTest::keyClick(listOf(w), Qt::Key_E);
    QVERIFY(said.contains(u"no channels"_s));
}

QTEST_MAIN(tst_IncidentDeeds)
#include "tst_incidentdeeds.moc"
