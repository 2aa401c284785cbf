// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demopast.h"

#include "tests/app/emptyworkspace.h"
#include "ui/incidents/tabs/similarpanel.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/table/rowtable.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr int patienceMs = 60'000;

signals::Alert alertOf(const char *name, const char *service, qint64 startNs)
{
    signals::Alert out;
    out.labels = base::Labels{{"alertname", name}, {"service", service}, {"severity", "warning"}};
    out.fingerprint = u"%1"_s.arg(out.labels.fingerprint(), 16, 16, QLatin1Char('0'));
    out.startsNs = startNs;
    out.endsNs = startNs + 20 * base::nsPerMinute;
    return out;
}

} // namespace

// What happens in the shop now has a past to be compared with.
class TestDemoPast : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsOverBecomesIncidentsThatSayHowTheyEnded()
    {
        tests::EmptyWorkspace world;
        auto &incidents = world.workspace.incidents();
        incidents.start();
        const qint64 now = world.clock.nowNs();
        app::DemoPast past(world.workspace);
        bool isDone = false;
        past.take(u"station-alerts"_s,
                  {alertOf("HeapFull", "recommender", now - 9 * base::nsPerDay),
                   alertOf("HeapFull", "recommender", now - 6 * base::nsPerDay),
                   alertOf("HeapFull", "recommender", now - 3 * base::nsPerDay),
                   alertOf("Slow", "inventory", now - 4 * base::nsPerDay)},
                  [&isDone] { isDone = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, patienceMs);
        const auto snapshot = incidents.snapshot();
        QVERIFY(snapshot->past);
        QCOMPARE(snapshot->past->size(), std::size_t(4));
        int told = 0;
        for (const auto &one : *snapshot->past) {
            if (!one.outcome)
                continue;
            ++told;
            QCOMPARE(one.service, u"recommender"_s);
            QVERIFY(!one.outcomeNote.isEmpty());
            std::optional<std::vector<store::OperatorNote>> notes;
            store::NoteFilter filter;
            filter.subjectId = one.id();
            const auto request = world.workspace.store().ledger().notes(
                filter, [&notes](const auto &found) { notes = found ? *found : std::vector<store::OperatorNote>(); });
            QTRY_VERIFY_WITH_TIMEOUT(notes, patienceMs);
            QCOMPARE(notes->size(), std::size_t(1));
        }
        QCOMPARE(told, 2);                         // of the newest of each kind
        QVERIFY(!snapshot->past->front().outcome); // nine days ago
    }

    // The tab "Similar incidents" over what the shop's people left behind.
    void whatHappensNowIsComparedWithIt()
    {
        widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark));
        tests::EmptyWorkspace world;
        auto &incidents = world.workspace.incidents();
        incidents.start();
        const qint64 now = world.clock.nowNs();
        auto open = alertOf("HeapFull", "recommender", now - 10 * base::nsPerMinute);
        open.endsNs = 0;
        app::DemoPast past(world.workspace);
        bool isDone = false;
        past.take(u"station-alerts"_s,
                  {open, alertOf("HeapFull", "recommender", now - 6 * base::nsPerDay),
                   alertOf("HeapFull", "recommender", now - 3 * base::nsPerDay),
                   alertOf("Slow", "inventory", now - 4 * base::nsPerDay)},
                  [&isDone] { isDone = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, patienceMs);
        QCOMPARE(incidents.snapshot()->open.size(), std::size_t(1));
        auto &similar = world.workspace.similar();
        ui::WatchContext context(world.clock);
        ui::SimilarPanel panel(similar, context);
        panel.resize(560, 200);
        panel.show();
        const auto says = [&panel](const QString &words) {
            return std::ranges::any_of(panel.findChildren<widgets::PlainLabel *>(),
                                       [&words](const auto *one) { return one->text().contains(words); });
        };
        similar.look(incidents.snapshot()->open.front()->number);
        QTRY_VERIFY_WITH_TIMEOUT(similar.isSettled() && panel.count() == 2 && !similar.found().front().notes.isEmpty(),
                                 patienceMs);
        const auto &first = similar.found().front();
        QCOMPARE(first.cause, u"recommender"_s);
        QVERIFY(first.similar.score > 0.8);
        QVERIFY2(first.similar.reasons.front().startsWith(u"its alert fires now too: HeapFull"_s),
                 qPrintable(first.similar.reasons.front()));
        QTRY_VERIFY(says(u"What helped with %1: recommender was the cause; restarted"_s.arg(first.similar.past.id())));
        QVERIFY(says(u"REC-118"_s)); // the note in full
        if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
            panel.grab().save(folder + u"/similar.png"_s);

        // Enter leads to that night.
        QSignalSpy selected(&context, &ui::WatchContext::selectionChanged);
        auto *table = panel.findChild<widgets::RowTable *>();
        QVERIFY(table);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(selected.size(), 1);
        QCOMPARE(context.selection().timeNs, first.similar.past.openedNs);
    }

    void aPastOfNothingHoldsNobodyUp()
    {
        tests::EmptyWorkspace world;
        world.workspace.incidents().start();
        app::DemoPast past(world.workspace);
        bool isDone = false;
        past.take(u"station-alerts"_s, {}, [&isDone] { isDone = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isDone, patienceMs);
    }
};

QTEST_MAIN(TestDemoPast)
#include "tst_demopast.moc"
