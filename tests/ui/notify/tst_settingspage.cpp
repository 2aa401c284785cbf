// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notify/settingspage.h"

#include "models/engine/acknowledge/ledgerbook.h"
#include "models/engine/services/servicecatalog.h"
#include "models/store/store.h"
#include "tests/support/httpserver.h"
#include "ui/base/flattable.h"
#include "widgets/base/controls/celldelegate.h"
#include "widgets/base/controls/controls.h"
#include "widgets/base/text/plainlabel.h"
#include "widgets/base/theme.h"

#include <QAction>
#include <QFile>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wf;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 60'000; // of a slow machine

store::StoreOptions storeIn(const QString &folder)
{
    store::StoreOptions out;
    out.directory = folder;
    out.maintenanceMs = 0;
    return out;
}

QByteArray settingsText(const QString &hook)
{
    return QStringLiteral(
               "# made by hand\nkind: Notifications\nspec:\n  channels:\n    - {name: desk, desktop: {}, selfTest: "
               "true}\n"
               "    - name: hook\n      webhook: {address: \"%1\"}\n"
               "    - {name: pager, pagerduty: {routingKey: \"env:WF_NO_KEY\"}, selfTest: true}\n"
               "  people:\n    - {name: Mara Lindqvist, channels: [pager], knownAs: [mara@halcyon.example]}\n"
               "  onCall:\n    - {name: payments primary, calendar: p.ics, overrides: [{start: "
               "\"2020-01-01T00:00:00Z\", end: \"2090-01-01T00:00:00Z\", person: Mara Lindqvist}]}\n"
               "  escalations:\n    - name: critical\n      when: {severities: [critical], services: "
               "[\"pay*\", checkout]}\n      steps:\n        - {notify: [\"channel:hook\"]}\n        - "
               "{after: 5m, notify: [\"onCall:payments primary\"]}\n      rounds: 2\n      roundAfter: 15m\n"
               "  quietHours:\n    - {start: 2026-01-05 22:00, duration: 8h, rrule: FREQ=DAILY, timeZone: "
               "Europe/Zurich, except: [critical]}\n")
        .arg(hook)
        .toUtf8();
}

// The page over a file, with the engine behind it and a service that takes messages.
struct World {
    QTemporaryDir folder;
    base::SystemClock clock;
    async::Pools pools;
    support::HttpServer server;
    store::Store store{storeIn(folder.filePath(u"state"_s)), clock};
    sources::SourceSet set;
    engine::ServiceCatalog services{set, {}, clock};
    engine::AlertWatch alerts{set, clock, pools, {}, {}};
    engine::IncidentKeeper incidents{{alerts, services, store.alerts(), store.ledger()}, {}, clock, pools, u"mara"_s};
    engine::LedgerBook book{store.ledger()};
    engine::ChannelSender sender{{clock, pools, nullptr}};
    engine::DeliveryDesk desk{book, sender, clock, u"mara"_s};
    engine::OnCallCalendars calendars{clock, pools, folder.filePath(u"calendars"_s)};
    engine::EscalationKeeper escalations{
        {incidents, desk, calendars, store.ledger(), {}}, clock, u"production"_s, u"mara"_s};
    engine::SelfTest selfTest{{desk, store.ledger(),
                               [this]() -> const wire::NotifySettings & { return escalations.settings(); },
                               [this](const auto &rota) { return escalations.onCall(rota, clock.nowNs()); }},
                              clock,
                              u"production"_s,
                              u"mara"_s};
    engine::NotifyFile file{folder.filePath(u"notifications.yaml"_s), pools};
    ui::WatchContext context{clock};
    QStringList secrets;
    std::unique_ptr<ui::SettingsPage> page;

    World()
    {
        server.on(u"/hook"_s, support::HttpResponse::text("ok", 200));
        QFile calendar(folder.filePath(u"p.ics"_s));
        QVERIFY(calendar.open(QIODevice::WriteOnly));
        calendar.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n");
        QFile out(file.path());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(settingsText(server.url(u"/hook"_s).toString()));
        out.close();
        QObject::connect(&file, &engine::NotifyFile::loaded, &escalations, &engine::EscalationKeeper::setSettings);
        ui::EntryDialog::Deeds deeds;
        deeds.secretsAre = u"the system keychain"_s;
        deeds.keepSecret = [this](const QString &name, const QString &, const auto &reply) {
            secrets << name;
            reply(base::Done{});
        };
        page = std::make_unique<ui::SettingsPage>(
            ui::SettingsPage::Parts{file, desk, escalations, selfTest, u"production"_s, deeds}, context);
        page->resize(1100, 640);
        desk.start([](const auto &) {});
        escalations.start();
        file.start();
        page->setActive(true);
    }
    [[nodiscard]] bool isLoaded() const
    {
        return QTest::qWaitFor([this] { return !escalations.settings().channels.empty(); }, patience);
    }
    ui::FlatTable *table(const QString &name) const
    {
        for (auto *one : page->findChildren<ui::FlatTable *>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    widgets::Button *button(const QString &text) const
    {
        for (auto *one : page->findChildren<widgets::Button *>())
            if (one->text() == text)
                return one;
        return nullptr;
    }
};

QString cell(const QTableView &table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

} // namespace

class SettingsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(widgets::Theme::bundled(widgets::ThemeMode::Dark)); }

    void everyPageSaysWhatTheFileSays()
    {
        World w;
        QVERIFY(w.isLoaded());
        const auto *entries = w.table(u"Entries"_s);
        QCOMPARE(entries->model()->rowCount(), 3);
        QCOMPARE(cell(*entries, 0, 0), u"desk"_s);
        QVERIFY(cell(*entries, 0, 1).contains(u"self-test"_s));
        for (int row = 0; row < entries->model()->rowCount(); ++row) // nothing is wrong with any of them
            QVERIFY(!entries->model()->index(row, 3).data(widgets::ToneRole).isValid());
        w.page->setPage(ui::SettingsPage::OnCall);
        QCOMPARE(cell(*entries, 0, 1), u"Mara Lindqvist"_s);
        QVERIFY(cell(*entries, 0, 3).contains(u"stands in"_s));
        w.page->setPage(ui::SettingsPage::Escalations);
        QVERIFY2(cell(*entries, 0, 1).contains(u"pay*"_s), qPrintable(cell(*entries, 0, 1)));
        QVERIFY2(cell(*entries, 0, 2).contains(u"on call payments primary"_s), qPrintable(cell(*entries, 0, 2)));
        w.page->setPage(ui::SettingsPage::QuietHours);
        QVERIFY(cell(*entries, 0, 1).contains(u"critical"_s));
    }

    void anEntryIsCheckedAsItIsWrittenTriedAndSaved()
    {
        World w;
        QVERIFY(w.isLoaded());
        w.table(u"Entries"_s)->setCurrentIndex(w.table(u"Entries"_s)->model()->index(1, 0));
        QPointer<ui::EntryDialog> dialog = w.page->edit(false);
        QVERIFY(dialog);
        const QString was = dialog->editor().toPlainText();
        QVERIFY(was.startsWith(u"name: hook"_s));
        dialog->editor().setPlainText(was + u"\nperMinute: 0\nmadeUp: 1"_s);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->problems().contains(u"Line 3"_s), patience);
        QVERIFY(dialog->problems().contains(u"Line 4"_s));
        QVERIFY(!dialog->problems().contains(u'\n')); // it would be shown as such
        dialog->editor().setPlainText(was + u"\nperMinute: 7"_s);
        QTRY_VERIFY_WITH_TIMEOUT(dialog->problems().isEmpty(), patience);
        for (auto *one : dialog->findChildren<widgets::Button *>())
            if (one->text() == u"Test"_s)
                one->click();
        QTRY_COMPARE_WITH_TIMEOUT(w.server.count(u"/hook"_s), 1, patience);
        dialog->save();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog, patience);
        QTRY_COMPARE_WITH_TIMEOUT(w.escalations.settings().channel(u"hook"_s)->perMinute, 7, patience);
        QVERIFY(w.file.text().startsWith("# made by hand\n"));
    }

    void aNewOneIsAddedAndRemovedAgain()
    {
        World w;
        QVERIFY(w.isLoaded());
        QPointer<ui::EntryDialog> dialog = w.page->edit(true);
        QVERIFY(dialog);
        dialog->editor().setPlainText(u"name: extra\ndesktop: {}"_s);
        dialog->save();
        QTRY_COMPARE_WITH_TIMEOUT(w.escalations.settings().channels.size(), 4U, patience);
        auto *entries = w.table(u"Entries"_s);
        entries->setCurrentIndex(entries->model()->index(3, 0));
        w.button(u"Remove"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(w.escalations.settings().channels.size(), 3U, patience);
        // What is still needed stays, and the reason is said.
        QSignalSpy said(&w.context, &ui::WatchContext::messageRequested);
        entries->setCurrentIndex(entries->model()->index(1, 0));
        w.button(u"Remove"_s)->click();
        QCOMPARE(said.size(), 1);
        QVERIFY(said[0][0].value<ui::WatchContext::Message>().text.contains(u"still needed"_s));
    }

    void everyDeedHasAKeyOnItsPage()
    {
        World w;
        QVERIFY(w.isLoaded());
        const auto keys = [&w] {
            QStringList out;
            for (const QAction *one : w.page->screenActions())
                if (one->isEnabled())
                    out << one->shortcut().toString();
            out.sort();
            return out;
        };
        QCOMPARE(keys(), (QStringList{u"Del"_s, u"Ins"_s, u"T"_s}));
        w.page->setPage(ui::SettingsPage::People);
        QCOMPARE(keys(), (QStringList{u"Del"_s, u"Ins"_s}));
        w.page->setPage(ui::SettingsPage::Desktop);
        QVERIFY(keys().isEmpty());
        w.page->setPage(ui::SettingsPage::Watches);
        QVERIFY(keys().contains(u"T"_s));
    }

    void theWatchIsTestedNowAndTheResultStaysThere()
    {
        World w;
        QVERIFY(w.isLoaded());
        const QByteArray before = w.file.text();
        w.file.save(before, QByteArray(before).replace("WF_NO_KEY\"}, selfTest: true", "WF_NO_KEY\"}"),
                    [](const auto &) {}); // the desktop alone, which answers at once
        QTRY_VERIFY_WITH_TIMEOUT(!w.escalations.settings().channel(u"pager"_s)->isTested, patience);
        w.page->setPage(ui::SettingsPage::Watches);
        const auto says = [&w](const QString &words) {
            for (const auto *label : w.page->findChildren<widgets::PlainLabel *>())
                if (label->text().contains(words))
                    return true;
            return false;
        };
        QVERIFY(says(u"No channel was tested since this console runs."_s));
        w.button(u"Test the channels now"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(says(u"all of them took it"_s), patience);
    }

    void whatWasRefusedIsTriedAgain()
    {
        World w;
        QVERIFY(w.isLoaded());
        w.server.on(u"/hook"_s, support::HttpResponse::text("not you", 403));
        engine::DeliveryOrder order;
        order.key = u"K1"_s;
        order.channel = u"hook"_s;
        order.what.key = u"watchfloor/1"_s;
        order.what.title = u"Payment provider latency slows checkout"_s;
        order.notAfterNs = w.clock.nowNs() + base::nsPerHour;
        w.desk.submit(order, [](const auto &) {});
        w.page->setPage(ui::SettingsPage::Messages);
        auto *messages = w.table(u"Messages, newest first"_s);
        QTRY_VERIFY_WITH_TIMEOUT(messages->model()->rowCount() == 1 && cell(*messages, 0, 3) == u"refused"_s, patience);
        QCOMPARE(w.page->badge().text, u"1"_s);
        w.server.on(u"/hook"_s, support::HttpResponse::text("ok", 200));
        messages->setCurrentIndex(messages->model()->index(0, 0));
        QVERIFY(w.button(u"Try again"_s)->isEnabled());
        w.button(u"Try again"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(cell(*messages, 0, 3).startsWith(u"taken"_s), patience);
        QVERIFY(w.page->badge().text.isEmpty());
    }

    void theSoundOfEachSeverityIsTried()
    {
        World w;
        QVERIFY(w.isLoaded());
        QStringList heard;
        ui::DesktopPanel::Deeds deeds;
        deeds.play = [&heard](const QString &sound) { heard << sound; };
        w.page->desktop().setDeeds(std::move(deeds));
        w.page->setPage(ui::SettingsPage::Desktop);
        for (auto *button : w.page->desktop().findChildren<widgets::Button *>())
            if (button->accessibleName().endsWith(u"play its sound"_s))
                button->click();
        QCOMPARE(heard, (QStringList{u"twoLowNotes"_s, u"oneLowNote"_s}));
    }

    void picturesForEyes()
    {
        const QString folder = qEnvironmentVariable("WF_SHOTS");
        for (const auto mode : {widgets::ThemeMode::Dark, widgets::ThemeMode::Light}) {
            widgets::applyTheme(widgets::Theme::bundled(mode));
            World w;
            QVERIFY(w.isLoaded());
            w.page->desktop().setDeeds({[] {
                                            return ui::DesktopPanel::Autostart{true, true, {}};
                                        },
                                        {},
                                        {},
                                        u"pw-play"_s});
            for (const auto page :
                 {ui::SettingsPage::Channels, ui::SettingsPage::Escalations, ui::SettingsPage::Desktop}) {
                w.page->setPage(page);
                const QImage image = w.page->grab().toImage();
                QVERIFY(!image.isNull());
                if (!folder.isEmpty())
                    image.save(u"%1/settings-%2-%3.png"_s.arg(folder).arg(page).arg(
                        mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s));
            }
            w.page->setPage(ui::SettingsPage::Channels);
            const QPointer<ui::EntryDialog> dialog = w.page->edit(true);
            dialog->editor().setPlainText(u"name: pager2\npagerduty: {routingKey: R0UT1NG}"_s);
            QTRY_VERIFY_WITH_TIMEOUT(!dialog->problems().isEmpty(), patience);
            if (!folder.isEmpty())
                dialog->grab().save(u"%1/settings-entry-%2.png"_s.arg(folder).arg(
                    mode == widgets::ThemeMode::Dark ? u"dark"_s : u"light"_s));
            delete dialog.data();
        }
    }
};

QTEST_MAIN(SettingsPageTest)
#include "tst_settingspage.moc"
