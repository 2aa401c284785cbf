// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/notifier.h"

#include "app/paths.h"

#include <QDir>
#include <QSysInfo>

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
      m_calendars(std::make_unique<engine::OnCallCalendars>(workspace.clock(), workspace.pools(),
                                                            QDir(workspace.stateDirectory()).filePath(u"calendars"_s))),
      m_escalations(std::make_unique<engine::EscalationKeeper>(
          engine::EscalationKeeper::Parts{
              workspace.incidents(), workspace.deliveries(), *m_calendars, workspace.store().ledger(),
              [&workspace](const QStringList &services) { return isBurning(workspace.objectives(), services); }},
          workspace.clock(), workspace.environment().name, workspace.actor())),
      m_sign(std::make_unique<engine::RunnerSign>(
          workspace.sourceSet(), workspace.alerts(), workspace.clock(),
          engine::RunnerSign::Us{workspace.actor(), QSysInfo::machineHostName(), !workspace.environment().readOnly})),
      m_selfTest(std::make_unique<engine::SelfTest>(
          engine::SelfTest::Parts{
              workspace.deliveries(), workspace.store().ledger(),
              [this]() -> const auto & { return m_escalations->settings(); },
              [this](const auto &rota) { return m_escalations->onCall(rota, m_workspace.clock().nowNs()); }},
          workspace.clock(), workspace.environment().name, workspace.actor())),
      m_file(std::make_unique<engine::NotifyFile>(settingsFile, workspace.pools()))
{
    QObject::connect(m_file.get(), &engine::NotifyFile::loaded, m_escalations.get(),
                     &engine::EscalationKeeper::setSettings);
    auto &hearers = workspace.hearers();
    QObject::connect(m_file.get(), &engine::NotifyFile::loaded, &hearers, [this, &hearers](const auto &settings) {
        hearers.setOwn(settings, m_escalations->isRunAnywhere(), m_escalations->runWords());
    });
    QObject::connect(m_escalations.get(), &engine::EscalationKeeper::changed, &hearers, [this, &hearers] {
        hearers.setOwn(hearers.own(), m_escalations->isRunAnywhere(), m_escalations->runWords());
    });
    QObject::connect(m_escalations.get(), &engine::EscalationKeeper::changed, m_sign.get(),
                     [this] { m_sign->setRunning(m_escalations->isRunning()); });
    QObject::connect(m_sign.get(), &engine::RunnerSign::changed, m_escalations.get(),
                     [this] { m_escalations->heedOthers(m_sign->others(), m_sign->isWhole()); });
    const auto warn = [&workspace](const QString &words) {
        workspace.health().note({workspace.clock().nowNs(), signals::Severity::Warning, u"Notifications"_s, words});
    };
    QObject::connect(m_file.get(), &engine::NotifyFile::refused, m_escalations.get(),
                     [warn](const QStringList &lines) { warn(lines.value(0)); });
    QObject::connect(m_escalations.get(), &engine::EscalationKeeper::problem, m_escalations.get(), warn);
    QObject::connect(&workspace.deliveries(), &engine::DeliveryDesk::failed, m_escalations.get(),
                     [warn](const engine::Delivery &one) {
                         warn(u"A message to %1 did not go out: %2"_s.arg(one.order.channel, one.error));
                     });
    QObject::connect(m_selfTest.get(), &engine::SelfTest::ended, m_selfTest.get(), [this, warn] {
        for (const auto &line : m_selfTest->last()->lines)
            if (!line.isTaken)
                warn(u"Self-test: %1 did not take a message: %2"_s.arg(line.channel, line.why));
    });
    QObject::connect(&workspace.deliveries(), &engine::DeliveryDesk::bookFailed, m_escalations.get(),
                     [warn](const base::Error &error) { warn(error.summary); });
}

Notifier::~Notifier() = default;

void Notifier::start()
{
    const auto begin = [this] {
        m_escalations->start();
        m_file->start();
        m_selfTest->start();
    };
    auto &desk = m_workspace.deliveries();
    if (desk.isStarted())
        begin();
    else
        QObject::connect(&desk, &engine::DeliveryDesk::started, m_escalations.get(), begin);
}

std::vector<std::pair<QString, qint64>> Notifier::ownRotas() const
{
    std::vector<std::pair<QString, qint64>> out;
    for (const signals::OnCallRota &rota : m_escalations->settings().rotas) {
        const auto now = m_escalations->onCall(rota, m_workspace.clock().nowNs());
        if (std::ranges::any_of(now.people, [&](const auto *one) { return one->isCalled(m_workspace.actor()); }))
            out.emplace_back(rota.name, now.untilNs);
    }
    return out;
}

} // namespace wf::app
