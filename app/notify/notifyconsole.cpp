// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notify/notifyconsole.h"

#include "models/base/untrusted.h"

#include <QApplication>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("NotifyConsole", text);
}

bool hasAnswer(const engine::AlertSnapshot &alerts)
{
    return std::ranges::any_of(alerts.sources, [](const auto &one) { return one.lastGoodNs > 0 && !one.error; });
}

} // namespace

NotifyConsole::NotifyConsole(Workspace &workspace, Console &console, Notifier &notifier)
    : m_workspace(workspace),
      m_console(console),
      m_notifier(notifier),
      m_notices({workspace.incidents(), workspace.clock(),
                 [&workspace] { return hasAnswer(*workspace.alerts().snapshot()); },
                 [this] {
                     return engine::NoticeBook::Quiet{m_notifier.escalations().settings().quiet, m_notifier.isOnCall()};
                 },
                 [&console](const engine::DesktopNotice &notice) {
                     console.context().say({notice.title, notice.severity, {}, {}, 20});
                 }})
{
    QObject::connect(&m_notices, &DesktopNotices::opened, &m_notices, [this](qint64 incident) { open(incident); });
    QObject::connect(&m_notices, &DesktopNotices::quitRequested, &m_notices, [] { QApplication::quit(); });
    QObject::connect(&m_notifier.deliveries(), &engine::DeliveryDesk::desktopNotice, &m_notices, &DesktopNotices::show);
    QObject::connect(
        &m_notifier.deliveries(), &engine::DeliveryDesk::failed, &m_notices, [&console](const engine::Delivery &one) {
            console.context().say({tr("A message to %1 did not go out: %2").arg(one.order.channel, one.error),
                                   signals::Severity::Critical,
                                   {},
                                   {},
                                   0});
        });
    QObject::connect(&m_notifier.file(), &engine::NotifyFile::refused, &m_notices,
                     [&console](const QStringList &lines) {
                         console.context().say({lines.value(0), signals::Severity::Warning, {}, {}, 0});
                     });
    QObject::connect(&m_notifier.escalations(), &engine::EscalationKeeper::problem, &m_notices,
                     [&console](const QString &words) {
                         console.context().say({words, signals::Severity::Warning, {}, {}, 30});
                     });
    console.addActions([this] { return actions(); });
}

NotifyConsole::~NotifyConsole()
{
    m_console.addActions({});
}

void NotifyConsole::start()
{
    m_notifier.start();
}

void NotifyConsole::open(qint64 incident)
{
    auto &window = m_console.window();
    window.show();
    window.raise();
    window.activateWindow();
    const auto *found = m_workspace.incidents().snapshot()->find(incident);
    if (found == nullptr)
        return window.goTo(u"incidents"_s);
    signals::Subject subject = signals::Subject::ofService(found->service);
    subject.kind = signals::SubjectKind::Incident;
    subject.id = found->id();
    subject.title = found->title;
    subject.timeNs = found->openedNs;
    m_console.context().open(subject);
}

void NotifyConsole::setRunning(bool isRunning)
{
    m_notifier.escalations().setRunning(isRunning, [this, isRunning](const base::Result<base::Done> &kept) {
        m_console.context().say({!kept       ? kept.error().summary
                                 : isRunning ? tr("This console runs the escalations of its environment now, and after "
                                                  "a restart. No other should.")
                                             : tr("This console no longer runs escalations. Nobody is told by it."),
                                 kept ? signals::Severity::Info : signals::Severity::Warning,
                                 {},
                                 {},
                                 15});
    });
}

void NotifyConsole::test(const QString &channel)
{
    engine::DeliveryOrder order;
    const qint64 now = m_workspace.clock().nowNs();
    order.channel = channel;
    order.what.step = signals::NotifyStep::Test;
    order.what.key = u"watchfloor/test/%1"_s.arg(now);
    order.what.incident = u"INC-0"_s;
    order.what.environment = m_workspace.environment().name;
    order.what.severity = signals::Severity::Info;
    order.what.title = tr("This is a test of the channel; nothing is wrong");
    order.what.atNs = now;
    order.notAfterNs = now + 5 * base::nsPerMinute;
    const auto *settings = m_notifier.escalations().settings().channel(channel);
    const QStringList numbers =
        settings != nullptr && settings->kind == wire::Channel::Kind::Sms ? settings->to : QStringList{QString()};
    for (const QString &number : numbers) {
        order.to = number;
        order.key = engine::orderKey({u"test"_s, channel, number, QString::number(now)});
        m_notifier.deliveries().submit(order, [this, channel](const base::Result<base::Done> &kept) {
            m_console.context().say(
                {kept ? tr("A test is on its way to %1. `watchfloor channels log` says what became of "
                           "it; a refusal is said here.")
                            .arg(channel)
                      : kept.error().summary,
                 signals::Severity::Info,
                 {},
                 {},
                 15});
        });
    }
}

std::vector<ui::PaletteItem> NotifyConsole::actions()
{
    std::vector<ui::PaletteItem> out;
    const bool runs = m_notifier.escalations().isRunning();
    out.push_back({tr("Actions"), runs ? tr("Stop running escalations here") : tr("Run escalations here"),
                   runs ? tr("this console tells people") : tr("nobody is told by this console"), u"escalate"_s,
                   [this, runs] { setRunning(!runs); }});
    for (const wire::Channel &channel : m_notifier.escalations().settings().channels)
        out.push_back({tr("Actions"), tr("Test channel %1").arg(channel.name), wire::channelKindName(channel.kind),
                       u"escalate"_s, [this, name = channel.name] { test(name); }});
    return out;
}

} // namespace wf::app
