// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/rules/service/stationrules.h"

#include <QTimer>

namespace wf::station {

StationRules::StationRules(Context context, QObject *parent)
    : QObject(parent), m_context(std::move(context)), m_watch(new QTimer(this))
{
    m_watch->setInterval(std::chrono::seconds(30));
    connect(m_watch, &QTimer::timeout, this, &StationRules::reload);
}

StationRules::~StationRules() = default;

void StationRules::apply(const RuleSettings &settings)
{
    m_settings = settings;
    m_context.alerts.setInhibitRules(settings.inhibitRules);
    m_dispatcher = std::make_unique<AlertDispatcher>(
        DispatchOptions{settings.alertmanagers, settings.externalLabels, settings.alertRelabel},
        net::HttpEnvironment{m_context.clock, net::systemUniform(), m_context.secrets, &m_context.pools.parse()});
    connect(m_dispatcher.get(), &AlertDispatcher::changed, this, &StationRules::changed);
    m_engine.reset(); // saves the state that the next one takes over
    m_digest.clear();
    RuleEngineOptions options;
    options.externalLabels = settings.externalLabels;
    options.externalUrl = settings.externalUrl;
    options.resendNs = settings.resendNs;
    options.stateFile = m_context.stateFile;
    options.evaluation.subqueryStepMs = settings.intervalNs / base::nsPerMs;
    m_engine = std::make_unique<RuleEngine>(
        RuleEngineContext{m_context.clock, m_context.pools, m_context.intake, m_context.samples,
                          [this](const std::vector<PostedAlert> &alerts) { tell(alerts); }},
        options);
    connect(m_engine.get(), &RuleEngine::changed, this, &StationRules::changed);
    m_watch->start();
    reload();
}

void StationRules::tell(const std::vector<PostedAlert> &alerts)
{
    if (!m_dispatcher->isEmpty())
        m_dispatcher->send(alerts);
    else
        (void)m_context.alerts.take(alerts); // what does not fit is told again with the next evaluation
}

void StationRules::reload()
{
    if (!m_engine)
        return;
    m_jobs.runLatest(
        QStringLiteral("files"), m_context.pools.parse(),
        [files = m_settings.files, defaults = m_settings.usesDefaults, interval = m_settings.intervalNs,
         shelf = m_context.shelf](std::stop_token) { return loadRules(files, defaults, interval, shelf); },
        [this](LoadedRules rules) { loaded(std::move(rules)); });
}

void StationRules::loaded(LoadedRules rules)
{
    const bool isNews = m_problems != rules.problems;
    m_problems = std::move(rules.problems);
    if (m_digest != rules.digest || m_digest.isEmpty()) {
        m_digest = rules.digest;
        m_engine->apply(std::move(rules.groups));
    } else if (isNews)
        Q_EMIT changed();
}

std::vector<signals::Rule> StationRules::rules() const
{
    return m_engine ? m_engine->rules() : std::vector<signals::Rule>();
}

std::vector<RuleEngine::GroupView> StationRules::groups() const
{
    return m_engine ? m_engine->groups() : std::vector<RuleEngine::GroupView>();
}

std::vector<DispatchState> StationRules::alertmanagers() const
{
    return m_dispatcher ? m_dispatcher->states() : std::vector<DispatchState>();
}

QStringList StationRules::problems() const
{
    QStringList out = m_problems;
    if (m_engine && !m_engine->stateProblem().isEmpty())
        out << m_engine->stateProblem();
    return out;
}

} // namespace wf::station
