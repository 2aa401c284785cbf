// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/askedincidents.h"

#include "app/cli/common/output.h"
#include "app/cli/common/waiting.h"
#include "app/paths.h"
#include "app/workspace.h"
#include "models/engine/acknowledge/runbook.h"

#include <algorithm>

namespace wf::app {

namespace {

constexpr std::chrono::minutes longest{1}; // every source has a shorter deadline of its own

engine::AckDesk::Access accessTo(const sources::Environment &environment, const QString &actor)
{
    engine::AckDesk::Access out;
    out.actor = actor;
    out.readOnly = environment.readOnly;
    if (out.readOnly)
        out.readOnlyReason = QStringLiteral("This environment is read only (its file says readOnly: true).");
    return out;
}

} // namespace

AskedIncidents::AskedIncidents(const sources::Environment &environment, const QString &directory,
                               const base::Clock &clock, const QString &actor)
    : m_clock(clock),
      m_environmentName(environment.name),
      m_secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()))),
      m_store({.directory = directory, .auditKey = {}}, clock),
      m_sources(environment, {clock, m_pools, m_secrets.get()}),
      m_services(m_sources.set(), subjectRules(environment), clock),
      m_watch(m_sources.set(), clock, m_pools, {.resolve = placeResolver(subjectRules(environment))}),
      m_recorder(m_watch, m_store.alerts(), placeResolver(subjectRules(environment))),
      m_keeper({m_watch, m_services, m_store.alerts(), m_store.ledger()}, placeResolver(subjectRules(environment)),
               clock, m_pools, actor),
      m_metrics(m_sources.set(), nullptr, clock),
      m_causes({m_keeper, m_services, m_metrics, m_sources.set(), m_store.ledger()}, clock, m_pools, actor),
      m_log({m_keeper, m_watch, m_causes, m_store.ledger()}),
      m_noise({m_watch, m_services, m_store.ledger()}, clock, m_pools),
      m_access(accessTo(environment, actor))
{
    m_keeper.heed(m_noise); // what needs nobody in the window needs nobody here
    QObject::connect(&m_keeper, &engine::IncidentKeeper::changed, &m_services,
                     [this] { m_services.nameCalls(m_keeper.snapshot()->named); });
    const QStringList paths = objectivePathsOf(environment, directory);
    if (paths.isEmpty())
        return;
    m_objectives = std::make_unique<engine::ObjectiveKeeper>(paths, m_metrics, clock, m_pools);
    QObject::connect(m_objectives.get(), &engine::ObjectiveKeeper::changed, &m_keeper,
                     [this] { m_keeper.heedHarm(engine::harmOf(*m_objectives->snapshot())); });
}

// What was done is remembered before the store writes its last.
AskedIncidents::~AskedIncidents()
{
    m_log.flush();
}

void AskedIncidents::wait(const std::function<bool()> &holds)
{
    if (!holds())
        waitFor(holds, longest);
}

void AskedIncidents::askOnce()
{
    m_services.refresh();
    (void)noise();
    m_watch.start();
    m_keeper.start();
    m_causes.start();
    m_log.start();
    if (m_objectives)
        m_objectives->start();
    wait([this] { return stillAsked().isEmpty(); });
    if (const QStringList open = stillAsked(); !open.isEmpty())
        printError(QStringLiteral("A minute was not enough; what follows is without: %1.")
                       .arg(open.join(QStringLiteral(", "))));
}

// A number that is told has to be the same one in the next run: so the keeper's, once it is kept.
QStringList AskedIncidents::stillAsked() const
{
    QStringList open;
    const auto ask = [&open](bool isKnown, const QString &what) {
        if (!isKnown)
            open << what;
    };
    for (const auto &one : m_watch.snapshot()->sources)
        ask(one.lastGoodNs > 0 || one.error, QStringLiteral("the alerts of %1").arg(one.name));
    ask(m_watch.isSettled(), QStringLiteral("the list of alerts"));
    ask(m_log.isReady(), QStringLiteral("past incidents"));
    ask(!m_services.isBusy(), QStringLiteral("services"));
    ask(m_noise.isSettled() && m_noise.snapshot()->asOfNs != 0, QStringLiteral("suppression rules"));
    ask(m_keeper.isSettled() && m_keeper.isKept(), QStringLiteral("incidents"));
    ask(!m_objectives || (!m_objectives->isBusy() && m_objectives->snapshot()->asOfNs != 0),
        QStringLiteral("objectives"));
    return open;
}

engine::AckDesk &AskedIncidents::desk()
{
    if (m_desk)
        return *m_desk;
    std::optional<bool> isReadOnly;
    const auto report = m_store.report(
        [&isReadOnly](const base::Result<store::StoreReport> &told) { isReadOnly = told && told->readOnly; });
    wait([&isReadOnly] { return isReadOnly.has_value(); });
    m_isBesideConsole = isReadOnly.value_or(false);
    if (m_isBesideConsole)
        m_book = std::make_unique<engine::RunBook>(m_clock);
    else
        m_book = std::make_unique<engine::LedgerBook>(m_store.ledger());
    m_desk = std::make_unique<engine::AckDesk>(m_sources.set(), m_watch, *m_book, m_clock, m_access);
    QObject::connect(m_desk.get(), &engine::AckDesk::yielded, m_desk.get(),
                     [this](const engine::Yield &yield) { m_yields.push_back(yield); });
    m_desk->start();
    wait([this] { return m_desk->isStarted() || m_desk->snapshot()->bookError; });
    return *m_desk;
}

engine::NoiseWatch &AskedIncidents::noise()
{
    if (!m_isNoiseAsked)
        m_noise.start();
    m_isNoiseAsked = true;
    wait([this] { return m_noise.isSettled(); });
    return m_noise;
}

engine::CauseReportPtr AskedIncidents::causesOf(qint64 incident)
{
    m_causes.look(incident);
    wait([this] { return m_causes.isSettled() && m_causes.report(); });
    if (!m_causes.report())
        printError(QStringLiteral("A minute was not enough to find who is behind INC-%1.").arg(incident));
    return m_causes.report();
}

} // namespace wf::app
