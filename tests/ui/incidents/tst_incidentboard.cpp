// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/folded/incidentboard.h"

#include "tests/ui/incidents/incidentsworld.h"
#include "ui/incidents/causes/causelist.h"
#include "ui/incidents/causes/causepanel.h"
#include "ui/incidents/deeds/attachdialog.h"
#include "ui/incidents/deeds/incidentdeeds.h"
#include "ui/incidents/detail/attacheddialog.h"
#include "ui/incidents/folded/incidentdetail.h"
#include "ui/incidents/tabs/reviewpanel.h"
#include "widgets/base/controls.h"
#include "widgets/base/plainlabel.h"
#include "widgets/chart/chartview.h"
#include "widgets/chart/lanes/onsetlanes.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using tests::IncidentsWorld;

namespace {

widgets::RowTable *listOf(const IncidentsWorld &w)
{
    for (auto *table : w.page->findChildren<widgets::RowTable *>())
        if (table->accessibleName() == u"Incidents, worst first"_s)
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
    void neverAndAlwaysAreOneKeyEachAndUndoable();
    void selectedIncidentsAreJoined();
    void enterOnAnAlertShowsAllThatIsKnownOfIt();
    void nothingIsSaidOnlyWhenItIsKnown();
    void whoMayBeBehindItIsShownAndAnswered();
    void whatItWasIsOneKeyAndUndoable();
    void resolvingSilencesWhatStillFiresAndUndoTakesBothBack();
    void theTreeOpensClosesAndIsFilteredByKeys();
    void anAlertOfTheTreeIsActedOnAlone();
    void quietAlertsNeedNobody();
    void aNoteIsToldAndSharedWithTheAcknowledgement();
    void whatIsAttachedShowsInTheActivity();
    void theIncidentInHandIsOfferedForWhatIsAttached();
    void escalatingSaysWhyNobodyCanBeTold();
    void theReviewIsWrittenAndKept();
    void fitsEverySize_data();
    void fitsEverySize();
    void aStormOfFiftyThousandIsListed();
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
    // The worst is opened: its alerts are listed by onset below it, and a head stands above all.
    QCOMPARE(listOf(w)->model()->rowCount(), static_cast<int>(now->open.size() + shown->alerts.size()) + 1);
    QCOMPARE(listOf(w)->model()->index(2, 1).data().toString(), shown->alerts.front().name);
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

void tst_IncidentBoard::neverAndAlwaysAreOneKeyEachAndUndoable()
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
    press(Qt::Key_F, engine::OutcomeKind::Noise);
    std::exchange(undo, nullptr)();
    QTRY_COMPARE(detailOf(w)->incident()->outcome, std::optional(engine::OutcomeKind::Healed));
}

void tst_IncidentBoard::resolvingSilencesWhatStillFiresAndUndoTakesBothBack()
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

void tst_IncidentBoard::theTreeOpensClosesAndIsFilteredByKeys()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const auto open = static_cast<int>(w.incidents.snapshot()->open.size());
    QTest::keyClick(listOf(w), Qt::Key_Left);
    QCOMPARE(listOf(w)->model()->rowCount(), open + 1);
    QTest::keyClick(listOf(w), Qt::Key_Right);
    QVERIFY(listOf(w)->model()->rowCount() > open + 1);
    QTest::keyClick(listOf(w), Qt::Key_Slash);
    auto *filter = qobject_cast<widgets::FilterEdit *>(w.page->focusWidget());
    QVERIFY(filter);
    QTest::keyClicks(filter, u"searchindex"_s);
    QTRY_COMPARE(listOf(w)->model()->rowCount(), 2); // by one of its alerts
    filter->setText(u"nothing is called so"_s);
    QTRY_COMPARE(listOf(w)->model()->rowCount(), 0);
}

void tst_IncidentBoard::anAlertOfTheTreeIsActedOnAlone()
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

void tst_IncidentBoard::quietAlertsNeedNobody()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.incidents.heed(w.noise);
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    const int before = detailOf(w)->incident()->needed;
    engine::MaintenanceWish wish;
    wish.name = u"database"_s;
    wish.matchers = u"service=payment"_s;
    wish.first = u"2026-05-14T01:00"_s;
    wish.length = u"3h"_s;
    w.noise.put(wish, u"mara"_s, [](const auto &) {});
    QTRY_VERIFY(detailOf(w)->incident()->needed < before);
    QVERIFY(detailOf(w)->incident()->quiet > 0);
}

void tst_IncidentBoard::aNoteIsToldAndSharedWithTheAcknowledgement()
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

void tst_IncidentBoard::whatIsAttachedShowsInTheActivity()
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

void tst_IncidentBoard::theIncidentInHandIsOfferedForWhatIsAttached()
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

void tst_IncidentBoard::escalatingSaysWhyNobodyCanBeTold()
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

void tst_IncidentBoard::theReviewIsWrittenAndKept()
{
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w));
    detailOf(w)->setTab(ui::IncidentDetail::Review);
    auto *edit = detailOf(w)->findChild<QPlainTextEdit *>();
    QTRY_VERIFY(edit->toPlainText().startsWith(u"# INC-"_s));
    keepShots(w, u"review"_s);
    edit->setFocus();
    QTest::keyClicks(edit, u"Mine "_s);
    QTRY_VERIFY(w.reviews.isEdited() && w.reviews.isKept());
    QVERIFY(w.reviews.text().startsWith(u"Mine # INC-"_s));
    const QString path = w.dir.path() + u"/review.md"_s;
    detailOf(w)->review().saveTo(path);
    QFile saved(path);
    QVERIFY(saved.open(QIODevice::ReadOnly));
    QVERIFY(saved.readAll().startsWith("Mine # INC-"));
}

void tst_IncidentBoard::fitsEverySize_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("1280x800") << QSize(810, 664);
    QTest::newRow("1440x900") << QSize(970, 764);
    QTest::newRow("1920x1080") << QSize(1450, 944);
    QTest::newRow("2560x1440") << QSize(2090, 1304);
}

void tst_IncidentBoard::fitsEverySize()
{
    QFETCH(QSize, size);
    IncidentsWorld w;
    w.fillWithTheIncident();
    w.fillWithEvidence();
    w.showPage(size, ui::IncidentsPage::Incidents);
    QTRY_VERIFY(isFolded(w) && w.causes.isSettled());
    keepShots(w, u"size-%1"_s.arg(size.width()));
    const auto *list = listOf(w);
    QVERIFY(list->rowRect(4).bottom() < list->viewport()->height()); // several rows, not one
    QVERIFY(list->width() >= 240);
    const auto *lanes = detailOf(w)->findChild<widgets::OnsetLanes *>();
    QCOMPARE(lanes->shownLanes().size(), detailOf(w)->incident()->services.size());
    for (const auto *button : detailOf(w)->findChildren<widgets::Button *>())
        if (button->isVisibleTo(w.page.get())) {
            QVERIFY2(w.page->rect().contains(QRect(button->mapTo(w.page.get(), QPoint()), button->size())),
                     qPrintable(button->text()));
            QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text())); // nothing is cut
            QVERIFY2(button->room() != widgets::Button::Room::TextOnly, qPrintable(button->text()));
        }
    const auto *model = list->model(); // an alert's time is never cut: its service is
    QCOMPARE(model->index(2, 2).data(widgets::TailRole).toString().size(), 5);
    QCOMPARE(model->index(2, 2).data().toString(), detailOf(w)->incident()->alerts.front().service);
}

void tst_IncidentBoard::aStormOfFiftyThousandIsListed()
{
    IncidentsWorld w;
    for (int i = 0; i < 50'000; ++i) {
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "Storm" + std::to_string(i % 400)},
                                    {"severity", i % 3 == 0 ? "critical" : "warning"},
                                    {"service", "service" + std::to_string(i % 60)},
                                    {"instance", std::to_string(i)}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = w.clock.nowNs() - (i % 240) * base::nsPerSecond;
        alert.source = u"Alertmanager eu-west"_s;
        w.server.alertList.push_back(std::move(alert));
    }
    w.showPage({1180, 860}, ui::IncidentsPage::Incidents);
    QTRY_VERIFY_WITH_TIMEOUT(isFolded(w), 120'000);
    QCOMPARE(w.incidents.snapshot()->alertsFiring, 50'000);
    QVERIFY(detailOf(w)->incident());
    QTest::keyClick(listOf(w), Qt::Key_Right);
    QVERIFY(listOf(w)->model()->rowCount() > 1);
    w.page->grab();
}

QTEST_MAIN(tst_IncidentBoard)
#include "tst_incidentboard.moc"
