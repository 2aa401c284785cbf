// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ackwords.h"
#include "tests/support/manyalerts.h"
#include "tests/ui/incidents/incidentsworld.h"
#include "ui/incidents/alertdetail.h"
#include "ui/incidents/detail/factstrip.h"
#include "ui/incidents/detail/rulechart.h"
#include "ui/incidents/folded/incidentdetail.h"
#include "ui/incidents/silences/silencedialog.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/controls/panel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/table/rowroles.h"
#include "widgets/table/rowtable.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;
using tests::IncidentsWorld;

namespace {

widgets::RowTable *tableOf(const IncidentsWorld &w)
{
    for (auto *table : w.page->findChildren<widgets::RowTable *>())
        if (table->columns().size() == 9)
            return table;
    return nullptr;
}

QString cell(const IncidentsWorld &w, int row, int column)
{
    return tableOf(w)->model()->index(row, column).data().toString();
}

// Whether some label of the screen says it.
widgets::FilterEdit *filterOf(const IncidentsWorld &w)
{
    for (auto *edit : w.page->findChildren<widgets::FilterEdit *>())
        if (edit->isVisibleTo(w.page.get()))
            return edit;
    return nullptr;
}

bool says(const QWidget &root, const QString &text)
{
    for (const auto *label : root.findChildren<widgets::PlainLabel *>())
        if (label->isVisibleTo(&root) && label->text().contains(text))
            return true;
    return false;
}

void keepShots(IncidentsWorld &w, const QString &name)
{
    const QString folder = qEnvironmentVariable("WF_SHOTS");
    if (folder.isEmpty())
        return;
    for (const auto mode : {widgets::ThemeMode::Dark, widgets::ThemeMode::Light}) {
        widgets::applyTheme(widgets::Theme::bundled(mode));
        QCoreApplication::processEvents();
        w.page->grab().save(
            u"%1/%2-%3.png"_s.arg(folder, name, mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s));
        for (auto *dialog : w.page->findChildren<QDialog *>())
            dialog->grab().save(
                u"%1/%2-dialog-%3.png"_s.arg(folder, name, mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s));
    }
    widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
}

} // namespace

class TstIncidentsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void showsWhatFiresWorstFirstWithoutAClick()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 940});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        QCOMPARE(cell(w, 0, 1), u"OrdersBelowExpected"_s); // critical, newest
        QCOMPARE(cell(w, 12, 1), u"RecommenderGcPauses"_s);
        QCOMPARE(cell(w, 11, 6), u"Tomás Reyes"_s); // the acknowledged warning below the open ones
    }
    void theBadgeCountsOpenIncidentsAsTheListDoes()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 940}, ui::IncidentsPage::Incidents);
        QTRY_VERIFY(w.settled() && !w.incidents.snapshot()->open.empty());
        QCOMPARE(w.page->badge().text, QString::number(w.incidents.snapshot()->open.size()));
        QVERIFY(w.page->badge().severity == signals::Severity::Critical);
    }
    void aWrongClockIsSaid()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.server.editState().clockSkewNs = -2 * base::nsPerMinute;
        w.showPage({1450, 940});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        QVERIFY(says(*w.page, u"The clock of Alertmanager eu-west is 2\u2009min behind this machine"_s));
        QString said;
        QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                         [&said](const ui::WatchContext::Message &message) { said = message.text; });
        QTest::keyClick(tableOf(w), Qt::Key_A);
        QTRY_VERIFY2(said.contains(u"it would end at the wrong time"_s), qPrintable(said));
    }
    void anAcknowledgementOfAColleagueWhoseClockIsAheadIsShown()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        signals::Silence theirs;
        theirs.matchers = {{u"alertname"_s, u"OrdersBelowExpected"_s, false, true}};
        theirs.startsNs = w.clock.nowNs() + 10 * base::nsPerMinute;
        theirs.endsNs = theirs.startsNs + base::nsPerHour;
        theirs.state = signals::SilenceState::Pending;
        theirs.createdBy = u"Tomás Reyes"_s;
        theirs.comment = u"ACK! looking"_s;
        w.server.store(theirs);
        w.showPage({1450, 940});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        QCOMPARE(cell(w, 0, 1), u"OrdersBelowExpected"_s);
        tableOf(w)->setCurrentKey(tableOf(w)->model()->index(0, 0).data(widgets::RowKeyRole).toULongLong());
        const auto *facts = w.page->findChild<ui::AlertDetail *>()->findChild<ui::FactStrip *>();
        QVERIFY2(facts->accessibleName().contains(u"of Tomás Reyes, begins 02:24"_s),
                 qPrintable(facts->accessibleName()));
    }
    void whoWasFirstIsSaidAndCanBeRelieved()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 940});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        ui::WatchContext::Message said;
        QObject::connect(&w.context, &ui::WatchContext::messageRequested, &w.context,
                         [&said](const ui::WatchContext::Message &message) { said = message; });
        // A colleague acknowledges while this list still shows the alert open.
        const auto alert = std::ranges::find_if(
            w.watch.snapshot()->alerts, [](const auto &one) { return one.alert.name() == u"OrdersBelowExpected"_s; });
        signals::Silence theirs;
        theirs.matchers = engine::exactMatchers(alert->alert.labels);
        theirs.startsNs = w.clock.nowNs() - 16 * base::nsPerMinute;
        theirs.endsNs = w.clock.nowNs() + base::nsPerHour;
        theirs.createdBy = u"Tomás Reyes"_s;
        theirs.comment = u"ACK! looking"_s;
        w.server.store(theirs);
        tableOf(w)->setCurrentKey(alert->key);
        QTest::keyClick(tableOf(w), Qt::Key_A);
        QTRY_VERIFY2(said.text.startsWith(u"Tomás Reyes holds OrdersBelowExpected"_s), qPrintable(said.text));
        QVERIFY2(said.text.contains(u"since 02:14, before you: your acknowledgement is withdrawn"_s),
                 qPrintable(said.text));
        QCOMPARE(said.seconds, 0); // it stays
        QCOMPARE(said.actionText, u"Take over"_s);
        w.watch.pollNow();
        QTRY_VERIFY(w.settled());
        said.action();
        QTRY_VERIFY(std::ranges::any_of(w.server.active(), [](const auto &one) {
            return one.createdBy == u"Mara Lindqvist"_s && one.isAcknowledgement();
        }));
    }
    void whatThisConsoleFoundIsCalledByWhatIsUnusual()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        auto &found = w.server.alertList.front();
        found.labels = found.labels.with("alertname", "MetricAnomaly");
        found.annotations = base::Labels({{"summary", "payment, psp pool, eu-west: 25 %, expected 7.4 %"}});
        w.showPage({1450, 940});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        QStringList names;
        for (int row = 0; row < 13; ++row)
            names << cell(w, row, 1);
        QVERIFY(names.contains(u"psp pool 25 %, expected 7.4 %"_s));
        QVERIFY(!names.contains(u"MetricAnomaly"_s));
    }
    void selectingShowsTheRuleItsGraphAndMovesTheThread()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 940});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        QSignalSpy selected(&w.context, &ui::WatchContext::selectionChanged);
        tableOf(w)->setCurrentKey(tableOf(w)->model()->index(3, 0).data(widgets::RowKeyRole).toULongLong());
        QCOMPARE(selected.count(), 1);
        QVERIFY(w.context.selection().kind == signals::SubjectKind::Alert);
        QCOMPARE(w.context.selection().title, cell(w, 3, 1));
        QTRY_VERIFY(w.settled());
        QVERIFY(says(*w.page, cell(w, 3, 1)));
        QVERIFY(!w.metrics.asked.isEmpty());
        QVERIFY(!w.metrics.asked.last().contains(u'>')); // the threshold is drawn, not asked
        keepShots(w, u"wide"_s);
    }
    void theWorstAlertIsSelectedWhenTheListFirstFills()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 940});
        auto *filter = w.page->findChild<widgets::FilterEdit *>();
        filter->setFocus();
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        QCOMPARE(w.context.selection().title, u"OrdersBelowExpected"_s);
        QVERIFY(says(*w.page, u"OrdersBelowExpected"_s));
        QVERIFY(!tableOf(w)->hasFocus());
    }
    void theFirstSelectionLeavesTheThreadWhereItIs()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.context.select(signals::Subject::ofService(u"payment"_s));
        w.showPage({1450, 940});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        QVERIFY(says(*w.page, u"OrdersBelowExpected"_s));
        QVERIFY(w.context.selection().kind == signals::SubjectKind::Service);
    }
    void fitsANarrowScreen()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({810, 700});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        tableOf(w)->setCurrentKey(tableOf(w)->model()->index(0, 0).data(widgets::RowKeyRole).toULongLong());
        QTRY_VERIFY(w.settled());
        keepShots(w, u"narrow"_s);
        QVERIFY(w.page->minimumSizeHint().width() <= 810);
    }
    void oneKeyAcknowledgesAndUndoTakesItBack()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 900});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        tableOf(w)->setCurrentKey(tableOf(w)->model()->index(0, 0).data(widgets::RowKeyRole).toULongLong());
        std::vector<ui::WatchContext::Message> said;
        connect(&w.context, &ui::WatchContext::messageRequested, this,
                [&said](const auto &message) { said.push_back(message); });
        w.page->screenActions().at(0)->trigger();
        QTRY_COMPARE(said.size(), std::size_t(1));
        QVERIFY(said[0].text.contains(u"OrdersBelowExpected"_s));
        QTRY_COMPARE(w.server.active().size(), std::size_t(3));
        QCOMPARE(w.server.active().back().createdBy, u"Mara Lindqvist"_s);
        said[0].action();
        QTRY_COMPARE(w.server.active().size(), std::size_t(2));
    }
    void whatDidNotArriveIsCountedAndCanBeGivenUp()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 900});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        w.server.refusal = base::makeError(base::ErrorKind::BadRequest, u"400"_s, u"bad matcher"_s);
        tableOf(w)->setCurrentKey(tableOf(w)->model()->index(0, 0).data(widgets::RowKeyRole).toULongLong());
        w.page->screenActions().at(0)->trigger();
        QTRY_COMPARE(w.desk.snapshot()->needAttention, 1);
        QCOMPARE(cell(w, 0, 6), u"not sent"_s);
        QVERIFY(says(*w.page, u"1 not sent"_s));
        Q_EMIT tableOf(w)->menuRequested(QPoint(10, 10));
        QAction *giveUp = nullptr;
        for (auto *menu : w.page->findChildren<QMenu *>())
            for (auto *action : menu->actions())
                if (action->text() == u"Give it up"_s)
                    giveUp = action;
        QVERIFY(giveUp);
        giveUp->trigger();
        QTRY_COMPARE(w.desk.snapshot()->needAttention, 0);
        QCOMPARE(cell(w, 0, 6), u"firing"_s);
    }
    void readOnlyDisablesWithTheReason()
    {
        IncidentsWorld w(true);
        w.fillWithTheIncident();
        w.showPage({1450, 900});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        tableOf(w)->setCurrentKey(tableOf(w)->model()->index(0, 0).data(widgets::RowKeyRole).toULongLong());
        for (const auto *button : w.page->findChildren<widgets::Button *>())
            if (button->text().startsWith(u"Acknowledge"_s) || button->text().startsWith(u"Silence"_s)) {
                QVERIFY(!button->isEnabled());
                QVERIFY(button->toolTip().contains(u"Ask the owner of payments"_s));
            }
        QSignalSpy said(&w.context, &ui::WatchContext::messageRequested);
        w.page->screenActions().at(0)->trigger();
        QTRY_COMPARE(said.count(), 1);
        QCOMPARE(w.server.posts, 0);
    }
    // Over a bundle what is said would be gone with the window: nothing can be, and it is said why.
    void whereNothingIsKeptNoDeedIsOffered()
    {
        IncidentsWorld w(true);
        auto access = w.desk.access();
        access.readOnlyReason = u"This is a bundle: nothing in it can be changed."_s;
        access.keepsNothing = true;
        w.desk.setAccess(access);
        w.fillWithTheIncident();
        w.showPage({1450, 900});
        w.page->setTab(ui::IncidentsPage::Incidents);
        QTRY_VERIFY(w.settled() && !w.incidents.snapshot()->open.empty());
        const QStringList deeds{u"Acknowledge"_s, u"Silence"_s, u"Escalate"_s, u"Resolve"_s, u"Yes"_s, u"No"_s};
        QStringList seen;
        for (const auto *button : w.page->findChild<ui::IncidentDetail *>()->findChildren<widgets::Button *>())
            if (deeds.contains(button->text())) {
                seen << button->text();
                QVERIFY2(!button->isEnabled(), qPrintable(button->text()));
                QVERIFY2(button->toolTip().contains(u"This is a bundle"_s), qPrintable(button->text()));
            }
        seen.removeDuplicates();
        QCOMPARE(seen.size(), deeds.size());
        QSignalSpy said(&w.context, &ui::WatchContext::messageRequested);
        int asked = 0;
        for (auto *action : w.page->screenActions())
            if (QStringList{u"Resolve…"_s, u"Escalate…"_s, u"The incident was noise"_s, u"Never join these"_s,
                            u"Attach the Thread to the incident"_s, u"Write a note on the incident…"_s}
                    .contains(action->text())) {
                action->trigger();
                QCOMPARE(said.count(), ++asked);
            }
        QCOMPARE(asked, 6);
        QVERIFY(w.page->findChildren<QDialog *>().isEmpty());
    }
    void theSilenceDialogPreviewsAndRefusesNonsense()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 900});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        for (int row = 0; row < 13; ++row)
            if (cell(w, row, 1) == u"PspPoolSaturated"_s)
                tableOf(w)->setCurrentKey(tableOf(w)->model()->index(row, 0).data(widgets::RowKeyRole).toULongLong());
        w.page->screenActions().at(2)->trigger();
        auto *dialog = w.page->findChild<ui::SilenceDialog *>();
        QVERIFY(dialog);
        QVERIFY(says(*dialog, u"matches 1 of 13"_s));
        keepShots(w, u"silence"_s);
        auto *more = dialog->findChildren<QLineEdit *>().at(1);
        QTest::keyClicks(more, u"pod"_s);
        QTRY_VERIFY(says(*dialog, u"Write a label such as"_s));
        more->clear();
        QTest::keyClicks(more, u"team=none"_s);
        QTRY_VERIFY(says(*dialog, u"matches 0 of 13"_s));
        QSignalSpy confirmed(dialog, &ui::SilenceDialog::confirmed);
        for (auto *button : dialog->findChildren<widgets::Button *>())
            if (button->text() == u"Silence"_s)
                button->click();
        QCOMPARE(confirmed.count(), 1);
        QTRY_COMPARE(w.server.active().size(), std::size_t(3));
    }
    void filtersAndSaysWhatToWrite()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 900});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        w.page->setFilterText(u"svc:payment severity:critical"_s);
        QCOMPARE(tableOf(w)->model()->rowCount(), 2);
        QVERIFY(says(*w.page, u"2 of 13"_s));
        w.page->setFilterText(u"age>9o"_s);
        QVERIFY(says(*w.page, u"Write a duration such as 10m or 2h"_s));
        QCOMPARE(tableOf(w)->model()->rowCount(), 2);
        w.page->setFilterText(u"zebra"_s);
        QCOMPARE(tableOf(w)->model()->rowCount(), 0);
        QVERIFY(says(*w.page, u"No alert matches"_s));
        signals::Subject subject = signals::Subject::ofService(u"cart"_s);
        QVERIFY(w.page->showSubject(subject));
        QCOMPARE(tableOf(w)->model()->rowCount(), 1);
    }
    void completesWhatIsWritten()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 900});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        auto *edit = filterOf(w);
        edit->setFocus();
        QTest::keyClicks(edit, u"ack:no se"_s);
        auto *completer = edit->findChild<QCompleter *>();
        QVERIFY(completer && completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        const QString first = edit->text();
        QVERIFY2(first == u"ack:no service:"_s || first == u"ack:no severity:"_s, qPrintable(first));
        edit->setText(u"svc:"_s);
        QTest::keyClicks(edit, u"che"_s);
        QVERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QCOMPARE(edit->text(), u"svc:checkout "_s);
        QTRY_COMPARE(tableOf(w)->model()->rowCount(), 3);
    }
    // Among thousands it is looked for on a pool: what was shown stays until then, and nobody has to press twice.
    void filtersAndCompletesAmongThousands()
    {
        IncidentsWorld w;
        w.server.alertList = support::manyAlerts(2500, w.clock.nowNs());
        w.showPage({1450, 900});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 2500);
        w.page->setFilterText(u"host-12"_s);
        QTRY_VERIFY(w.settled());
        const int found = tableOf(w)->model()->rowCount();
        QVERIFY(found > 0 && found < 100);
        auto *edit = filterOf(w);
        edit->clear();
        edit->setFocus();
        QTest::keyClicks(edit, u"svc:service-4"_s);
        auto *completer = edit->findChild<QCompleter *>();
        QTRY_VERIFY(completer->popup()->isVisible());
        QTest::keyClick(completer->popup(), Qt::Key_Down);
        QTest::keyClick(completer->popup(), Qt::Key_Return);
        QVERIFY2(edit->text().startsWith(u"svc:service-4"_s), qPrintable(edit->text()));
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() < 100);
        QVERIFY(tableOf(w)->model()->rowCount() > 0);
    }
    void saysNothingNeedsYouOnlyWhenThatIsKnown()
    {
        IncidentsWorld w;
        w.showPage({1000, 700});
        QTRY_VERIFY(says(*w.page, u"Nothing needs you"_s));
        keepShots(w, u"empty"_s);
        w.server.down = base::makeError(base::ErrorKind::Unreachable, u"Alertmanager eu-west does not answer"_s,
                                        u"connection refused"_s);
        for (int i = 0; i < 3; ++i) {
            w.clock.advance(10 * base::nsPerSecond);
            w.watch.tick();
            QTRY_VERIFY(w.watch.isSettled());
        }
        QTRY_VERIFY(says(*w.page, u"Unknown since 02:14"_s));
        QVERIFY(!says(*w.page, u"Nothing needs you"_s));
        keepShots(w, u"unknown"_s);
    }
    void aServerThatNeverAnsweredLeavesTheCountUnknown()
    {
        IncidentsWorld w;
        w.server.down = base::makeError(base::ErrorKind::Unreachable, u"Alertmanager eu-west does not answer"_s);
        w.showPage({1000, 700});
        for (int i = 0; i < 3; ++i) {
            w.clock.advance(10 * base::nsPerSecond);
            w.watch.tick();
            QTRY_VERIFY(w.watch.isSettled());
        }
        QTRY_VERIFY(says(*w.page, u"Alerts: not known"_s));
        QVERIFY(!says(*w.page, u"Alerts: 0 open"_s));
    }
    void anUpdateKeepsSelectionAndWaitsWhileHeld()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 900});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        auto *table = tableOf(w);
        const quint64 key = table->model()->index(4, 0).data(widgets::RowKeyRole).toULongLong();
        table->setCurrentKey(key);
        table->setFocus();
        QEvent enter(QEvent::Enter);
        QCoreApplication::sendEvent(table->viewport(), &enter);
        signals::Alert fresh = w.server.alertList.front();
        fresh.labels = fresh.labels.with("alertname", "BrandNew");
        fresh.fingerprint = u"%1"_s.arg(fresh.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        fresh.startsNs = w.clock.nowNs();
        w.server.alertList.push_back(fresh);
        w.clock.advance(10 * base::nsPerSecond);
        w.watch.tick();
        QTRY_VERIFY(w.settled());
        QCOMPARE(table->model()->rowCount(), 13);
        QCOMPARE(table->selectedKeys(), QSet<quint64>{key});
        QTest::keyClick(table, Qt::Key_Home);
        QCOMPARE(table->model()->rowCount(), 14);
        QCOMPARE(cell(w, 0, 1), u"BrandNew"_s);
    }
    void whatComesWhileTheListIsBuiltIsShownAfterIt()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        int changes = 0;
        connect(&w.watch, &engine::AlertWatch::changed, this, [&w, &changes] {
            if (++changes > 3)
                return;
            signals::Alert fresh = w.server.alertList.front(); // an answer on the heels of the last
            fresh.labels = fresh.labels.with("alertname", "New" + std::to_string(changes));
            fresh.fingerprint = u"%1"_s.arg(fresh.labels.fingerprint(), 16, 16, QLatin1Char('0'));
            w.server.alertList.push_back(fresh);
            w.clock.advance(10 * base::nsPerSecond);
            w.watch.tick();
        });
        w.showPage({1450, 900});
        QTRY_VERIFY(changes > 3 && w.settled());
        QCOMPARE(tableOf(w)->model()->rowCount(), 16);
    }
    void groupsWithHeadersThatClose()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 940});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 13);
        w.page->setGroupBy(u"service"_s);
        auto *model = tableOf(w)->model();
        QCOMPARE(model->rowCount(), 13 + 8);
        QVERIFY(model->index(0, 0).data(widgets::GroupRole).toBool());
        QCOMPARE(cell(w, 0, 0), u"checkout"_s);
        keepShots(w, u"grouped"_s);
        const quint64 key = model->index(0, 0).data(widgets::RowKeyRole).toULongLong();
        tableOf(w)->setCurrentKey(key);
        QTest::keyClick(tableOf(w), Qt::Key_Left);
        QVERIFY(model->index(1, 0).data(widgets::GroupRole).toBool());
    }
    void listsSilences()
    {
        IncidentsWorld w;
        w.fillWithTheIncident();
        w.showPage({1450, 700});
        QTRY_VERIFY(w.settled());
        auto *tabs = w.page->findChild<widgets::Segmented *>();
        tabs->setFocus();
        QTest::keyClick(tabs, Qt::Key_Right);
        widgets::RowTable *silences = nullptr;
        for (auto *table : w.page->findChildren<widgets::RowTable *>())
            if (table->accessibleName().contains(u"ilences"))
                silences = table;
        QTRY_COMPARE(silences->model()->rowCount(), 2);
        silences->setCurrentKey(silences->model()->index(0, 0).data(widgets::RowKeyRole).toULongLong());
        keepShots(w, u"silences"_s);
        silences->setFocus();
        QTest::keyClick(silences, Qt::Key_Delete);
        QTRY_COMPARE(w.server.active().size(), std::size_t(1));
    }
    void hostileTextStaysText()
    {
        IncidentsWorld w;
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "<img src=\"file:///etc/passwd\"><b>x"}, {"severity", "critical"}};
        alert.annotations = base::Labels{{"summary", "a\nb\x1b[31m"}, {"runbook_url", "file:///etc/passwd"}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = w.clock.nowNs();
        w.server.alertList = {alert};
        w.showPage({1450, 700});
        QTRY_VERIFY(w.settled() && tableOf(w)->model()->rowCount() == 1);
        tableOf(w)->setCurrentKey(tableOf(w)->model()->index(0, 0).data(widgets::RowKeyRole).toULongLong());
        QVERIFY(says(*w.page, u"<img src"_s));
        for (const auto *button : w.page->findChildren<widgets::Button *>())
            if (button->text() == u"Runbook"_s)
                QVERIFY(!button->isEnabled());
        w.page->grab();
    }
    void chartsOnlyTheSeriesOfTheAlert()
    {
        std::vector<signals::Series> series(2);
        series[0].labels = base::Labels{{"region", "eu-west"}};
        series[1].labels = base::Labels{{"region", "us-east"}};
        const auto own = ui::seriesOfAlert(series, {{"alertname", "A"}, {"region", "us-east"}});
        QCOMPARE(own.size(), std::size_t(1));
        QCOMPARE(own[0].labels.text("region"), u"us-east"_s);
        QCOMPARE(ui::seriesOfAlert(series, {{"alertname", "A"}}).size(), std::size_t(2));
    }
};

QTEST_MAIN(TstIncidentsPage)
#include "tst_incidentspage.moc"
