// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/folded/incidentboard.h"

#include "tests/ui/incidents/boardparts.h"
#include "ui/incidents/causes/causelist.h"
#include "ui/incidents/causes/causepanel.h"
#include "ui/incidents/folded/incidentdetail.h"
#include "ui/incidents/tabs/reviewpanel.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/chart/lanes/onsetlanes.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QFile>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using namespace wf::tests;

class tst_IncidentBoard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void theWorstIncidentIsShownWithoutAClick();
    void everyAlertSaysWhyItBelongsHere();
    void enterOnAnAlertShowsAllThatIsKnownOfIt();
    void nothingIsSaidOnlyWhenItIsKnown();
    void whoMayBeBehindItIsShownAndAnswered();
    void theTreeOpensClosesAndIsFilteredByKeys();
    void quietAlertsNeedNobody();
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
    keepShots(w, u"unknown"_s);
    const auto buttons = w.page->findChildren<widgets::Button *>();
    const auto again = std::ranges::find_if(
        buttons, [&w](auto *one) { return one->isVisibleTo(w.page.get()) && one->text() == u"Try now"_s; });
    QVERIFY(again != buttons.end());
    w.server.down.reset(); // and it answers again
    w.fillWithTheIncident();
    (*again)->click();
    QTRY_VERIFY(isFolded(w));
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
