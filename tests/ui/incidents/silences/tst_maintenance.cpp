// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/silences/maintenancedialog.h"
#include "ui/incidents/silences/silencelist.h"

#include "models/engine/acknowledge/ledgerbook.h"
#include "models/engine/noise/noisewatch.h"
#include "models/store/store.h"
#include "tests/models/store/asking.h"
#include "tests/support/fakealertsource.h"
#include "tests/support/fakeclock.h"
#include "ui/incidents/silences/noiserows.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"
#include "widgets/table/rowtable.h"

#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

const engine::MaintenanceWish backups{u"backups"_s, u"service=search"_s,      u"2026-05-10T02:00"_s, u"Europe/Berlin"_s,
                                      u"2h"_s,      u"FREQ=WEEKLY;BYDAY=SU"_s};

// Two services alarm; noise is judged over them. It is Thursday, 14 May 2026, 02:14:07 UTC.
struct World {
    World()
        : files(test::quietOptions(dir.path()), clock),
          set{{}, {&server}, {}, {}},
          watch(set, clock, pools, {}),
          services(set, {}, clock),
          book(files.ledger()),
          desk(set, watch, book, clock, {u"mara"_s, false, {}}),
          noise({watch, services, files.ledger()}, clock, pools),
          list(watch, desk, context)
    {
        fire("SearchLag", "search");
        fire("CartSlow", "cart");
        list.setNoise(noise);
        noise.start();
        watch.pollNow();
        QObject::connect(&context, &ui::WatchContext::messageRequested, &context,
                         [this](const ui::WatchContext::Message &said) { message = said; });
    }
    void fire(const char *name, const char *service)
    {
        signals::Alert alert;
        alert.labels = base::Labels{{"alertname", name}, {"service", service}, {"severity", "warning"}};
        alert.fingerprint = u"%1"_s.arg(alert.labels.fingerprint(), 16, 16, QLatin1Char('0'));
        alert.startsNs = clock.nowNs() - base::nsPerMinute;
        alert.source = u"am"_s;
        server.alertList.push_back(alert);
    }
    void open(int page)
    {
        list.resize(1000, 600);
        list.setActive(true);
        list.findChild<widgets::Segmented *>()->setCurrent(page);
        Q_EMIT list.findChild<widgets::Segmented *>()->currentChanged(page);
    }
    [[nodiscard]] widgets::RowTable *table(const QString &name) const
    {
        for (auto *one : list.findChildren<widgets::RowTable *>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    [[nodiscard]] ui::MaintenanceDialog *dialog() const { return list.findChild<ui::MaintenanceDialog *>(); }
    static void write(const ui::MaintenanceDialog &dialog, const QString &name, const QString &text)
    {
        for (auto *edit : dialog.findChildren<QLineEdit *>())
            if (edit->accessibleName() == name) {
                edit->setText(text);
                Q_EMIT edit->textEdited(text);
            }
    }
    [[nodiscard]] static QString said(const ui::MaintenanceDialog &dialog)
    {
        QStringList out;
        for (const auto *label : dialog.findChildren<widgets::PlainLabel *>())
            out << label->text();
        return out.join(u'\n');
    }
    [[nodiscard]] widgets::Button *button(const QWidget &in, const QString &text) const
    {
        for (auto *one : in.findChildren<widgets::Button *>())
            if (one->text() == text)
                return one;
        return nullptr;
    }

    QTemporaryDir dir;
    base::ManualClock clock = support::clockAt();
    support::FakeAlertSource server{clock, u"am"_s};
    async::Pools pools;
    store::Store files;
    sources::SourceSet set;
    engine::AlertWatch watch;
    engine::ServiceCatalog services;
    engine::LedgerBook book;
    engine::AckDesk desk;
    engine::NoiseWatch noise;
    ui::WatchContext context{clock};
    ui::SilenceList list;
    ui::WatchContext::Message message;
};

} // namespace

class tst_Maintenance : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }
    void nextOccurrencesAreThoseOfItsZone();
    void aWindowIsAddedWithAPreviewAndUndone();
    void theKeyOfAnEmptyListWorks();
    void whatIsWrongIsSaidAndNotKept();
    void whatIsHeldBackIsListedWithItsReason();
    void whatAnAlertmanagerInhibitsIsListedToo();
};

void tst_Maintenance::nextOccurrencesAreThoseOfItsZone()
{
    const auto window = engine::makeWindow(backups);
    QVERIFY(window.ok());
    const auto next = ui::nextOccurrences(*window, support::clockAt().nowNs(), 3);
    QCOMPARE(next, (QStringList{u"Sun 17 May 2026 02:00 to 04:00"_s, u"Sun 24 May 2026 02:00 to 04:00"_s,
                                u"Sun 31 May 2026 02:00 to 04:00"_s}));
    auto once = backups;
    once.rule.clear();
    QVERIFY(ui::nextOccurrences(*engine::makeWindow(once), support::clockAt().nowNs(), 3).isEmpty());
    QCOMPARE(ui::maintenanceRows({once}, support::clockAt().nowNs())[0].next, u"over"_s);
}

void tst_Maintenance::aWindowIsAddedWithAPreviewAndUndone()
{
    World w;
    QTRY_VERIFY(w.watch.isSettled() && w.noise.isSettled());
    w.open(1);
    w.button(w.list, u"Add window…"_s)->click();
    QVERIFY(w.dialog());
    World::write(*w.dialog(), u"Name"_s, backups.name);
    World::write(*w.dialog(), u"Alerts with"_s, backups.matchers);
    World::write(*w.dialog(), u"First begins"_s, backups.first);
    World::write(*w.dialog(), u"Lasts"_s, backups.length);
    World::write(*w.dialog(), u"Time zone"_s, backups.zone);
    World::write(*w.dialog(), u"Comes again"_s, backups.rule);
    QTRY_VERIFY(World::said(*w.dialog()).contains(u"Sun 17 May 2026 02:00 to 04:00"_s));
    QVERIFY(World::said(*w.dialog()).contains(u"Sun 14 Jun 2026"_s)); // the fifth
    QVERIFY(World::said(*w.dialog()).contains(u"that fire now have these labels"_s));
    if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
        w.dialog()->grab().save(folder + u"/maintenance.png"_s);
    w.button(*w.dialog(), u"Add window"_s)->click();
    QTRY_COMPARE(w.noise.windows().size(), 1U);
    QTRY_VERIFY(w.message.text.contains(u"backups is kept"_s));
    const auto *rows = w.table(u"Maintenance windows"_s)->model();
    QTRY_COMPARE(rows->rowCount(), 1);
    QVERIFY(rows->index(0, 2).data().toString().startsWith(u"Sun 17 May"_s));
    w.message.action();
    QTRY_VERIFY(w.noise.windows().empty());
}

void tst_Maintenance::theKeyOfAnEmptyListWorks()
{
    World w;
    w.open(1);
    w.list.show();
    w.list.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&w.list));
    w.list.setFocus(); // there is no row that could have it
    QTest::keyClick(&w.list, Qt::Key_Insert);
    QTRY_VERIFY(w.dialog());
}

void tst_Maintenance::whatIsWrongIsSaidAndNotKept()
{
    World w;
    auto wrong = backups;
    wrong.rule = u"FREQ=SOMETIMES"_s;
    ui::MaintenanceDialog dialog(wrong, w.desk, w.clock);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(!w.button(dialog, u"Save"_s)->isEnabled());
    QVERIFY(!World::said(dialog).contains(u"Next,"_s));
    World::write(dialog, u"Comes again"_s, backups.rule);
    QTRY_VERIFY(w.button(dialog, u"Save"_s)->isEnabled());
    World::write(dialog, u"Lasts"_s, u"soon"_s);
    QTRY_VERIFY(!w.button(dialog, u"Save"_s)->isEnabled());
}

void tst_Maintenance::whatIsHeldBackIsListedWithItsReason()
{
    World w;
    QTRY_VERIFY(w.watch.isSettled() && w.noise.isSettled());
    auto now = backups;
    now.first = u"2026-05-14T02:00"_s;
    now.zone.clear();
    now.rule.clear();
    bool isKept = false;
    w.noise.put(now, u"mara"_s, [&](const auto &done) { isKept = done.ok(); });
    QTRY_VERIFY(isKept && w.noise.isSettled() && w.noise.snapshot()->quiet.size() == 1);
    w.open(2);
    const auto *rows = w.table(u"Alerts that are held back"_s)->model();
    QTRY_COMPARE(rows->rowCount(), 1);
    QCOMPARE(rows->index(0, 1).data().toString(), u"SearchLag"_s);
    QCOMPARE(rows->index(0, 4).data().toString(), u"Maintenance"_s);
    QVERIFY(rows->index(0, 5).data().toString().contains(u"backups"_s));
    QVERIFY(ui::maintenanceRows({now}, w.clock.nowNs())[0].isNow);
    if (const QString folder = qEnvironmentVariable("WF_SHOTS"); !folder.isEmpty())
        for (const int page : {1, 2}) {
            w.open(page);
            QCoreApplication::sendPostedEvents();
            w.list.grab().save(u"%1/noise-%2.png"_s.arg(folder).arg(page));
        }
}

void tst_Maintenance::whatAnAlertmanagerInhibitsIsListedToo()
{
    engine::AlertSnapshot alerts;
    engine::WatchedAlert cause;
    cause.key = 1;
    cause.alert.labels = base::Labels{{"alertname", "NodeDown"}, {"severity", "critical"}};
    cause.alert.fingerprint = u"aaaa"_s;
    engine::WatchedAlert effect;
    effect.key = 2;
    effect.alert.labels = base::Labels{{"alertname", "PodDown"}, {"severity", "warning"}};
    effect.alert.inhibitedBy = {u"aaaa"_s};
    effect.handling = engine::Handling::Inhibited;
    alerts.alerts = {cause, effect};
    const auto rows = ui::quietRows(alerts, {});
    QCOMPARE(rows.size(), 1U);
    QCOMPARE(rows[0].alert, u"PodDown"_s);
    QCOMPARE(rows[0].reason, u"inhibited by NodeDown"_s);
}

QTEST_MAIN(tst_Maintenance)
#include "tst_maintenance.moc"
