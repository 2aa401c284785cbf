// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/notifyconsole.h"

#include "app/desktop/autostart.h"
#include "app/notify/oncallcorner.h"
#include "models/engine/notify/selftest/testorders.h"
#include "ui/notify/settingspage.h"

#include <QApplication>
#include <QMenuBar>

namespace wf::app {

using namespace Qt::StringLiterals;
using signals::Severity;

namespace {

constexpr qint64 acknowledgedForNs = 15 * base::nsPerMinute; // and longer while it fires, as on the screen

bool hasAnswer(const engine::AlertSnapshot &alerts)
{
    return std::ranges::any_of(alerts.sources, [](const auto &one) { return one.lastGoodNs > 0 && !one.error; });
}

} // namespace

NotifyConsole::NotifyConsole(Workspace &workspace, Console &console, Notifier &notifier)
    : m_workspace(workspace),
      m_console(console),
      m_notifier(notifier),
      m_facts({workspace.incidents(), workspace.objectives(), workspace.services(), workspace.metrics(),
               workspace.sourceSet(), workspace.store().ledger()},
              workspace.clock(), workspace.pools(), workspace.actor()),
      m_notices({workspace.incidents(), m_facts, workspace.clock(), workspace.environment().name,
                 [&workspace] { return hasAnswer(*workspace.alerts().snapshot()); }, [this] { return world(); },
                 [this](const QString &words, Severity severity) { say(words, severity, 20); },
                 [&console] { return console.window().messageArea(); }})
{
    new OnCallCorner(m_console.window().menuBar(), m_notifier, m_workspace.clock());
    connectNotices();
    connectMessages();
    connect(qApp, &QGuiApplication::lastWindowClosed, this, [this] {
        if (!QGuiApplication::quitOnLastWindowClosed() && !std::exchange(m_hasSaidInTray, true))
            m_notices.tell(tr("Watchfloor goes on in the tray"), tr("Its menu opens the window again, and ends it."),
                           Severity::Info);
    });
    console.addActions([this] { return actions(); });
    followTray();
}

NotifyConsole::~NotifyConsole()
{
    m_console.addActions({});
}

void NotifyConsole::connectNotices()
{
    connect(&m_notices, &DesktopNotices::opened, this, &NotifyConsole::open);
    connect(&m_notices, &DesktopNotices::acknowledgeRequested, this, &NotifyConsole::acknowledge);
    connect(&m_notices, &DesktopNotices::escalateRequested, this, &NotifyConsole::escalate);
    connect(&m_notices, &DesktopNotices::wallboardRequested, &m_console, &Console::openWallboard);
    connect(&m_notices, &DesktopNotices::quitRequested, this, [] { QApplication::quit(); });
    connect(&m_notices, &DesktopNotices::trayChanged, this, &NotifyConsole::followTray);
    connect(&m_notifier.deliveries(), &engine::DeliveryDesk::desktopNotice, &m_notices, &DesktopNotices::show);
    connect(&m_notifier.escalations(), &engine::EscalationKeeper::changed, this, &NotifyConsole::followTray);
}

void NotifyConsole::connectMessages()
{
    connect(&m_notifier.deliveries(), &engine::DeliveryDesk::failed, this, [this](const engine::Delivery &one) {
        say(tr("A message to %1 did not go out: %2").arg(one.order.channel, one.error), Severity::Critical, 0);
    });
    connect(&m_notifier.file(), &engine::NotifyFile::refused, this,
            [this](const QStringList &lines) { say(lines.value(0), Severity::Warning, 0); });
    connect(&m_notifier.escalations(), &engine::EscalationKeeper::problem, this,
            [this](const QString &words) { say(words, Severity::Warning, 30); });
    connect(&m_notifier.selfTest(), &engine::SelfTest::ended, this, &NotifyConsole::reportSelfTest);
}

void NotifyConsole::say(const QString &words, Severity severity, int seconds)
{
    m_console.context().say({words, severity, {}, {}, seconds});
}

engine::NoticeBook::World NotifyConsole::world()
{
    const auto &settings = m_notifier.escalations().settings();
    engine::NoticeBook::World out;
    out.hours = settings.quiet;
    out.desktop = settings.desktop;
    out.isKnown = m_workspace.alerts().isSettled();
    out.isOwn = [this](const engine::Incident &incident) {
        return m_notifier.escalations().isOnCallFor(m_workspace.actor(), incident.services);
    };
    out.promises = [this](const engine::Incident &incident) { return m_facts.promises(incident); };
    return out;
}

void NotifyConsole::start()
{
    m_facts.start();
    m_notifier.start();
}

void NotifyConsole::startInTray()
{
    constexpr int patienceMs = 30'000; // a session may start its tray after us
    m_isInTray = true;
    followTray();
    QTimer::singleShot(patienceMs, this, [this] {
        if (!m_notices.hasTray())
            open(0);
    });
}

void NotifyConsole::offerAutostart(const QStringList &arguments)
{
    ui::DesktopPanel::Deeds deeds;
    deeds.autostart = [] {
        const auto state = Autostart().state();
        return ui::DesktopPanel::Autostart{state.isOn, state.isPossible, state.doubt};
    };
    deeds.setAutostart = [arguments](bool isOn) {
        return Autostart().set(isOn, QCoreApplication::applicationFilePath(), arguments);
    };
    deeds.play = [this](const QString &sound) { m_notices.sounds().play(sound); };
    deeds.player = m_notices.sounds().player();
    m_console.settings().desktop().setDeeds(std::move(deeds));
}

// A closed window ends the program, unless the operator says so and there is a tray to come back from.
void NotifyConsole::followTray()
{
    const bool wants = m_isInTray || m_notifier.escalations().settings().desktop.staysInTray;
    QGuiApplication::setQuitOnLastWindowClosed(!wants || (!m_notices.hasTray() && !m_isInTray));
    if (m_hasSaidInTray && !m_notices.hasTray() && !m_console.window().isVisible())
        open(0); // the tray is gone, and with it the way back
}

void NotifyConsole::open(qint64 incident)
{
    auto &window = m_console.window();
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
    if (incident == 0)
        return;
    const auto *found = m_workspace.incidents().snapshot()->find(incident);
    if (found == nullptr)
        return window.goTo(u"incidents"_s);
    m_console.context().open(engine::incidentSubject(*found));
}

void NotifyConsole::acknowledge(qint64 incident)
{
    const auto *found = m_workspace.incidents().snapshot()->find(incident);
    std::vector<engine::WatchedAlert> alerts;
    if (found != nullptr)
        for (const auto &alert : found->alerts)
            if (const auto *watched = alert.fires() ? m_workspace.alerts().snapshot()->find(alert.key) : nullptr;
                watched != nullptr && watched->handling == engine::Handling::Open)
                alerts.push_back(*watched);
    if (alerts.empty())
        return;
    m_workspace.acknowledge().acknowledge(
        {alerts, {}, acknowledgedForNs, true},
        [this, alerts, id = found->id(), title = found->title](const base::Result<QStringList> &keys) {
            if (!keys)
                return m_notices.tell(tr("%1 could not be acknowledged").arg(id), keys.error().summary,
                                      Severity::Warning);
            m_workspace.alertRecorder().acknowledged(alerts, m_workspace.actor(), {});
            m_console.context().say(
                {tr("%1 acknowledged while it fires: %2").arg(id, title), Severity::Info, tr("Undo"),
                 [this, keys = *keys] { m_workspace.acknowledge().undo(keys, [](const auto &) {}); }, 10});
        });
}

void NotifyConsole::escalate(qint64 incident)
{
    m_notifier.escalations().escalateNow(incident, {}, [this, incident](const base::Result<QStringList> &told) {
        if (told)
            say(tr("INC-%1 escalated: %2 are told.").arg(incident).arg(told->join(u", "_s)), Severity::Info, 15);
        else
            m_notices.tell(tr("INC-%1 is not escalated").arg(incident), told.error().summary, Severity::Warning);
    });
}

void NotifyConsole::reportSelfTest()
{
    const auto &report = *m_notifier.selfTest().last();
    if (report.failed() == 0)
        return say(tr("Self-test: all %n channels took a message.", nullptr, static_cast<int>(report.lines.size())),
                   Severity::Info, 10);
    const auto bad = std::ranges::find(report.lines, false, &engine::SelfTestReport::Line::isTaken);
    const QString words = tr("%1 of %2 channels did not take a test; %3: %4")
                              .arg(report.failed())
                              .arg(report.lines.size())
                              .arg(bad->channel, bad->why);
    say(words, Severity::Critical, 0);
    m_notices.tell(tr("Channels do not work"), words, Severity::Warning);
}

void NotifyConsole::setRunning(bool isRunning)
{
    m_notifier.escalations().setRunning(isRunning, [this, isRunning](const base::Result<base::Done> &kept) {
        say(!kept       ? kept.error().summary
            : isRunning ? tr("This console runs the escalations of its environment now, and after a restart. No other "
                             "should.")
                        : tr("This console no longer runs escalations. Nobody is told by it."),
            kept ? Severity::Info : Severity::Warning, 15);
    });
}

void NotifyConsole::test(const wire::Channel &channel)
{
    const qint64 now = m_workspace.clock().nowNs();
    for (const auto &order : engine::testOrders(channel, m_workspace.environment().name, QString::number(now), now))
        m_notifier.deliveries().submit(order, [this, name = channel.name](const base::Result<base::Done> &kept) {
            say(kept ? tr("A test is on its way to %1. `watchfloor channels log` says what became of it; a refusal is "
                          "said here.")
                           .arg(name)
                     : kept.error().summary,
                Severity::Info, 15);
        });
}

std::vector<ui::PaletteItem> NotifyConsole::actions()
{
    std::vector<ui::PaletteItem> out;
    const bool runs = m_notifier.escalations().isRunning();
    out.push_back({tr("Actions"), runs ? tr("Stop running escalations here") : tr("Run escalations here"),
                   runs ? tr("this console tells people") : tr("nobody is told by this console"), u"escalate"_s,
                   [this, runs] { setRunning(!runs); }});
    const auto &channels = m_notifier.escalations().settings().channels;
    if (std::ranges::any_of(channels, &wire::Channel::isTested))
        out.push_back({tr("Actions"), tr("Test the channels of this watch"), tr("those marked selfTest"), u"escalate"_s,
                       [this] { m_notifier.selfTest().run(); }});
    for (const wire::Channel &channel : channels)
        out.push_back({tr("Actions"), tr("Test channel %1").arg(channel.name), wire::channelKindName(channel.kind),
                       u"escalate"_s, [this, channel] { test(channel); }});
    return out;
}

} // namespace wf::app
