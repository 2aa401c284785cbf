// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/history/historypage.h"

#include "tests/models/store/asking.h"
#include "tests/support/fakeclock.h"
#include "ui/incidents/history/calendarheat.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/table/rowtable.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

struct World {
    World() : files(test::quietOptions(dir.path()), clock) {}
    void put(const char *name, const char *severity, int hoursAgo, int minutes)
    {
        store::AlertSighting one;
        one.source = u"am"_s;
        one.service = u"payment"_s;
        one.alert.labels = base::Labels{{"alertname", name}, {"severity", severity}};
        one.alert.fingerprint = QString::fromLatin1(name);
        one.alert.startsNs = one.firstSeenNs = clock.nowNs() - hoursAgo * base::nsPerHour;
        one.endedNs = one.lastSeenNs = one.alert.startsNs + minutes * base::nsPerMinute;
        QVERIFY(test::ask<base::Done>([&](auto reply) { return files.alerts().record({one}, std::move(reply)); }).ok());
    }
    void show()
    {
        page.resize(1180, 780);
        page.show();
        page.setActive(true);
        QTRY_VERIFY(!desk.isBusy() && desk.snapshot()->asOfNs > 0);
    }
    [[nodiscard]] widgets::RowTable *table(const QString &name) const
    {
        for (auto *one : page.findChildren<widgets::RowTable *>())
            if (one->accessibleName().startsWith(name))
                return one;
        return nullptr;
    }

    QTemporaryDir dir;
    base::ManualClock clock = support::clockAt();
    async::Pools pools;
    store::Store files;
    engine::HistoryDesk desk{files.alerts(), clock, pools};
    ui::WatchContext context{clock};
    ui::HistoryPage page{desk, context};
};

} // namespace

class tst_HistoryPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void thePastIsListedAndCounted();
    void aDayOfTheCalendarNarrowsTheList();
    void anEmptyPastSaysSo();
};

void tst_HistoryPage::thePastIsListedAndCounted()
{
    World w;
    for (int i = 0; i < 41; ++i)
        w.put("Flaps", "warning", 5 + 7 * i, i < 3 ? 30 : 4);
    w.put("PaymentSlow", "critical", 30, 41);
    w.show();
    QCOMPARE(w.table(u"Alerts of the past"_s)->model()->rowCount(), 42);
    QCOMPARE(w.table(u"Alerts of the past"_s)->model()->index(0, 6).data().toString(), u"seen here"_s);
    QCOMPARE(w.table(u"Incidents of the past"_s)->model()->rowCount(), 0); // nobody remembers any
    QVERIFY(w.table(u"Means"_s)->model()->rowCount() >= 2);
    const auto *rules = w.table(u"Rules"_s)->model();
    QCOMPARE(rules->index(0, 0).data().toString(), u"Flaps"_s);
    QVERIFY(rules->index(0, 4).data().toString().contains(u"never acted on"_s));
    const QString folder = qEnvironmentVariable("WF_SHOTS");
    if (!folder.isEmpty())
        for (const auto mode : {widgets::ThemeMode::Light, widgets::ThemeMode::Dark}) {
            widgets::applyTheme(widgets::Theme::bundled(mode));
            QCoreApplication::processEvents();
            w.page.grab().save(
                u"%1/history-%2.png"_s.arg(folder, mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s));
        }
}

void tst_HistoryPage::aDayOfTheCalendarNarrowsTheList()
{
    World w;
    w.put("Old", "warning", 24 * 10, 5);
    w.put("New", "critical", 1, 5);
    w.show();
    auto *calendar = w.page.findChild<ui::CalendarHeat *>();
    const QDate day = QDate(2026, 5, 14).addDays(-10);
    QVERIFY(!calendar->rectOf(day).isEmpty());
    QVERIFY(ui::dayText(*calendar->dayAt(calendar->rectOf(day).center())).contains(u"4 May 2026"_s));
    QTest::mouseClick(calendar, Qt::LeftButton, {}, calendar->rectOf(day).center().toPoint());
    const auto *alerts = w.table(u"Alerts of the past"_s)->model();
    QCOMPARE(alerts->rowCount(), 1);
    QCOMPARE(alerts->index(0, 1).data().toString(), u"Old"_s);
    QTest::keyClick(calendar, Qt::Key_Down); // the day after: nothing began
    QCOMPARE(alerts->rowCount(), 0);
    QTest::mouseClick(calendar, Qt::LeftButton, {}, calendar->rectOf(day.addDays(1)).center().toPoint()); // again: all
    QCOMPARE(alerts->rowCount(), 2);
}

void tst_HistoryPage::anEmptyPastSaysSo()
{
    World w;
    w.show();
    QCOMPARE(w.table(u"Alerts of the past"_s)->model()->rowCount(), 0);
    QVERIFY(!w.table(u"Alerts of the past"_s)->isVisibleTo(&w.page));
}

QTEST_MAIN(tst_HistoryPage)
#include "tst_historypage.moc"
