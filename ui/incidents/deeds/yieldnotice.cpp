// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/deeds/yieldnotice.h"

namespace wf::ui {

using signals::Severity;

namespace {
constexpr int gatherMs = 700; // those of one incident come one after the other
}

YieldNotice::YieldNotice(engine::AckDesk &desk, const engine::AlertWatch &alerts, WatchContext &context,
                         QObject *parent)
    : QObject(parent), m_desk(desk), m_alerts(alerts), m_context(context)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMs);
    m_gather.callOnTimeout(this, &YieldNotice::tell);
    connect(&desk, &engine::AckDesk::yielded, this, [this](const engine::Yield &yield) {
        m_told.push_back(yield);
        m_gather.start();
    });
}

void YieldNotice::tell()
{
    QStringList fingerprints;
    for (const auto &one : m_told)
        fingerprints << one.fingerprints;
    m_context.say({engine::yieldText(m_told, m_context.clock().nowNs()), Severity::Warning, tr("Take over"),
                   [this, fingerprints] { takeOver(fingerprints); }, 0});
    m_told.clear();
}

void YieldNotice::takeOver(const QStringList &fingerprints)
{
    std::vector<engine::WatchedAlert> alerts;
    for (const auto &one : m_alerts.snapshot()->alerts)
        if (fingerprints.contains(one.alert.fingerprint))
            alerts.push_back(one);
    if (alerts.empty())
        return m_context.say({tr("None of them fires any more."), Severity::Info, {}, {}});
    m_desk.assign(alerts, m_desk.access().actor, {}, [this](const base::Result<QStringList> &keys) {
        m_context.say({keys ? tr("They are yours now; queued.") : keys.error().summary,
                       keys ? Severity::Info : Severity::Critical,
                       {},
                       {}});
    });
}

} // namespace wf::ui
