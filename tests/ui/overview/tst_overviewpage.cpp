// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/overview/overviewpage.h"

#include "models/store/store.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

engine::FleetPtr fleetOf(const QStringList &services, qint64 nowNs)
{
    auto fleet = std::make_shared<engine::FleetSnapshot>();
    fleet->services = std::make_shared<const engine::ServicesSnapshot>();
    fleet->asOfNs = nowNs;
    for (const auto &service : services) {
        engine::FleetRow row;
        row.service = service;
        row.severity = signals::Severity::Ok;
        fleet->rows.push_back(row);
    }
    return fleet;
}

struct World {
    base::ManualClock clock = support::clockAt();
    async::Pools pools;
    support::FakeAlertSource server{clock, u"am"_s};
    sources::SourceSet alertSources{{}, {&server}, {}, {}};
    sources::SourceSet none;
    engine::AlertWatch alerts{alertSources, clock, pools, {}};
    engine::ServiceCatalog catalog{none, {}, clock};
    engine::FleetWatch fleet{catalog, none, clock};
    QTemporaryDir dir;
    store::Store files{storeOptions(), clock};
    engine::IncidentKeeper incidents{{alerts, catalog, files.alerts(), files.ledger()}, {}, clock, pools, u"Mara"_s};
    engine::MetricReader reader{none, nullptr, clock};
    engine::CauseDesk causes{{incidents, catalog, reader, none, files.ledger()}, clock, pools, u"Mara"_s};
    ui::WatchContext context{clock};
    ui::OverviewPage page{{fleet, alerts, incidents, causes}, context};

    World()
    {
        page.resize(1200, 800);
        incidents.start();
        causes.start();
    }
    [[nodiscard]] const QAbstractItemModel &table(const QString &name) const
    {
        for (const auto *table : page.findChildren<ui::FlatTable *>())
            if (table->accessibleName() == name)
                return *table->model();
        qFatal("no such table");
    }
    [[nodiscard]] const QAbstractItemModel &services() const { return table(u"Services, worst first"_s); }
    [[nodiscard]] const QAbstractItemModel &listed() const { return table(u"Incidents, worst first"_s); }
    [[nodiscard]] store::StoreOptions storeOptions() const
    {
        store::StoreOptions out;
        out.directory = dir.path();
        return out;
    }
    void fire(const char *service)
    {
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", "High"}, {"severity", "critical"}, {"service", service}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        server.alertList = {alert};
        alerts.pollNow();
    }
};

} // namespace

class OverviewPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void hiddenItFillsNothingAndShownItHasAll();
    void whatFiresWhileItIsShownMovesToTheTop();
    void theThreadBeginsWithWhatHurtsMost();
    void theWorstIncidentIsOneKeyAway();
    void keysGoToTheServicesOnceTheyAreThere();
    void whatLiesAheadIsNotKnownWhenNobodyAnswers();
};

void OverviewPageTest::hiddenItFillsNothingAndShownItHasAll()
{
    World w;
    w.fleet.restore(fleetOf({u"cart"_s, u"payment"_s}, w.clock.nowNs()));
    w.fire("payment");
    QTRY_VERIFY(w.alerts.isSettled() && w.incidents.snapshot()->open.size() == 1);
    QCOMPARE(w.services().rowCount(), 0);
    QCOMPARE(w.listed().rowCount(), 0);
    w.page.setActive(true);
    QCOMPARE(w.services().rowCount(), 2);
    QCOMPARE(w.services().index(0, 0).data().toString(), u"payment"_s);
    QCOMPARE(w.listed().rowCount(), 1);
    w.page.setActive(false);
    w.fire("cart");
    QTRY_VERIFY(w.alerts.isSettled() && w.alerts.snapshot()->alerts.at(0).service == u"cart"_s);
    QCOMPARE(w.services().index(0, 0).data().toString(), u"payment"_s); // as it was left
    w.page.setActive(true);
    QCOMPARE(w.services().index(0, 0).data().toString(), u"cart"_s);
}

void OverviewPageTest::whatFiresWhileItIsShownMovesToTheTop()
{
    World w;
    w.fleet.restore(fleetOf({u"cart"_s, u"payment"_s}, w.clock.nowNs()));
    w.page.setActive(true);
    QCOMPARE(w.services().index(0, 0).data().toString(), u"cart"_s);
    w.fire("payment");
    QTRY_COMPARE(w.services().index(0, 0).data().toString(), u"payment"_s);
    QTRY_COMPARE(w.listed().rowCount(), 1);
    QVERIFY(w.listed().index(0, 0).data(widgets::SecondLineRole).toString().startsWith(u"INC-"_s));
}

// What was shown first is what the Thread begins with, unless somebody has looked at something already.
void OverviewPageTest::theThreadBeginsWithWhatHurtsMost()
{
    World w;
    w.fleet.restore(fleetOf({u"cart"_s, u"payment"_s}, w.clock.nowNs()));
    w.fire("payment");
    QTRY_VERIFY(w.alerts.isSettled() && w.incidents.snapshot()->open.size() == 1);
    w.page.setActive(true);
    QCOMPARE(w.context.selection().service, u"payment"_s);

    World focused; // the table has the focus before anything fires, and its first row is another one
    focused.page.setActive(true);
    focused.page.show();
    focused.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&focused.page));
    focused.fleet.restore(fleetOf({u"cart"_s, u"payment"_s}, focused.clock.nowNs()));
    focused.page.setActive(true);
    focused.page.setFocus(); // as the window does for a screen that is gone to
    QTRY_VERIFY(focused.page.focusWidget() && focused.page.focusWidget()->inherits("QTableView"));
    QVERIFY(focused.context.selection().isNone());
    focused.fire("payment");
    QTRY_COMPARE(focused.context.selection().service, u"payment"_s);

    World other;
    other.context.select(signals::Subject::ofService(u"cart"_s));
    other.fleet.restore(fleetOf({u"cart"_s, u"payment"_s}, other.clock.nowNs()));
    other.fire("payment");
    QTRY_VERIFY(other.alerts.isSettled() && other.incidents.snapshot()->open.size() == 1);
    other.page.setActive(true);
    QCOMPARE(other.context.selection().service, u"cart"_s);
}

// The strip names the worst incident, and opens it.
void OverviewPageTest::theWorstIncidentIsOneKeyAway()
{
    World w;
    w.fleet.restore(fleetOf({u"cart"_s, u"payment"_s}, w.clock.nowNs()));
    w.page.setActive(true);
    w.fire("payment");
    auto *strip = w.page.findChild<ui::SituationStrip *>();
    const auto number = [&w] {
        return w.incidents.snapshot()->open.empty() ? 0 : w.incidents.snapshot()->open.front()->number;
    };
    QTRY_VERIFY(number() > 0 && strip->accessibleName() == w.incidents.snapshot()->open.front()->title);
    QSignalSpy opened(&w.context, &ui::WatchContext::openRequested);
    strip->findChild<widgets::Button *>()->click();
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.front().front().value<signals::Subject>().id, u"INC-%1"_s.arg(number()));
}

// Until then nothing but the filter could have the focus.
void OverviewPageTest::keysGoToTheServicesOnceTheyAreThere()
{
    World w;
    w.page.setActive(true);
    w.page.show();
    w.page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&w.page));
    auto *filter = w.page.findChild<widgets::FilterEdit *>();
    QVERIFY(!filter->hasFocus()); // what is typed at once is for the window
    filter->setFocus();
    w.fleet.restore(fleetOf({u"cart"_s, u"payment"_s}, w.clock.nowNs()));
    w.page.setActive(false);
    w.page.setActive(true);
    QTRY_COMPARE(w.services().rowCount(), 2);
    QTRY_VERIFY(!filter->hasFocus());
    filter->setFocus(); // somebody wants to filter
    filter->setText(u"zzz"_s);
    QTRY_COMPARE(w.services().rowCount(), 0);
    QVERIFY(filter->hasFocus());
}

void OverviewPageTest::whatLiesAheadIsNotKnownWhenNobodyAnswers()
{
    World w;
    const auto says = [&w](const QString &text) {
        return std::ranges::any_of(w.page.findChildren<widgets::PlainLabel *>(), [&](const auto *label) {
            return label->text() == text && label->isVisibleTo(&w.page);
        });
    };
    w.page.setActive(true);
    QVERIFY(says(u"Nothing is dated ahead"_s));
    QVERIFY(says(u"No source of metrics"_s)); // instead of asking nobody for ever
    w.server.down = base::makeError(base::ErrorKind::Unreachable, u"am does not answer"_s);
    w.alerts.start();
    for (int i = 0; i < 3; ++i) {
        w.clock.advance(30 * base::nsPerSecond);
        w.alerts.tick();
        QTRY_VERIFY(w.alerts.isSettled());
    }
    QTRY_VERIFY(says(u"What lies ahead is not known"_s));
    QVERIFY(!says(u"Nothing is dated ahead"_s));
}

QTEST_MAIN(OverviewPageTest)
#include "tst_overviewpage.moc"
