// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifier.h"

#include "app/paths.h"
#include "models/engine/acknowledge/ledgerbook.h"

#include <QDir>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

bool isBurning(const engine::ObjectiveKeeper &objectives, const QStringList &services)
{
    const auto snapshot = objectives.snapshot();
    return snapshot && std::ranges::any_of(snapshot->objectives, [&](const auto &one) {
               return services.contains(one.objective.service) && one.severity == signals::Severity::Critical;
           });
}

} // namespace

QString notifySettingsPath()
{
    return QDir(configDirectory()).filePath(u"notifications.yaml"_s);
}

Notifier::Notifier(Workspace &workspace, const QString &settingsFile)
    : m_workspace(workspace),
      m_book(std::make_unique<engine::LedgerBook>(workspace.store().ledger())),
      m_sender(std::make_unique<engine::ChannelSender>(
          engine::ChannelSender::Parts{workspace.clock(), workspace.pools(), workspace.secrets()})),
      m_desk(std::make_unique<engine::DeliveryDesk>(*m_book, *m_sender, workspace.clock(), workspace.actor())),
      m_calendars(std::make_unique<engine::OnCallCalendars>(workspace.clock(), workspace.pools(),
                                                            QDir(workspace.stateDirectory()).filePath(u"calendars"_s))),
      m_escalations(std::make_unique<engine::EscalationKeeper>(
          engine::EscalationKeeper::Parts{
              workspace.incidents(), *m_desk, *m_calendars, workspace.store().ledger(),
              [&workspace](const QStringList &services) { return isBurning(workspace.objectives(), services); }},
          workspace.clock(), workspace.environment().name, workspace.actor())),
      m_file(std::make_unique<engine::NotifyFile>(settingsFile, workspace.pools()))
{
    QObject::connect(m_file.get(), &engine::NotifyFile::loaded, m_escalations.get(),
                     &engine::EscalationKeeper::setSettings);
    const auto warn = [&workspace](const QString &words) {
        workspace.health().note({workspace.clock().nowNs(), signals::Severity::Warning, u"Notifications"_s, words});
    };
    QObject::connect(m_file.get(), &engine::NotifyFile::refused, m_escalations.get(),
                     [warn](const QStringList &lines) { warn(lines.value(0)); });
    QObject::connect(m_escalations.get(), &engine::EscalationKeeper::problem, m_escalations.get(), warn);
    QObject::connect(m_desk.get(), &engine::DeliveryDesk::failed, m_desk.get(), [warn](const engine::Delivery &one) {
        warn(u"A message to %1 did not go out: %2"_s.arg(one.order.channel, one.error));
    });
    QObject::connect(m_desk.get(), &engine::DeliveryDesk::bookFailed, m_desk.get(),
                     [warn](const base::Error &error) { warn(error.summary); });
}

Notifier::~Notifier() = default;

void Notifier::start()
{
    m_desk->start([this](const base::Result<base::Done> &) {
        m_escalations->start();
        m_file->start();
    });
}

bool Notifier::isOnCall() const
{
    const auto &settings = m_escalations->settings();
    return std::ranges::any_of(settings.rotas, [&](const signals::OnCallRota &rota) {
        const auto now = m_escalations->onCall(rota, m_workspace.clock().nowNs());
        return std::ranges::any_of(now.people, [&](const signals::Person *person) {
            return person->name == m_workspace.actor() || person->known.contains(m_workspace.actor());
        });
    });
}

} // namespace wf::app
