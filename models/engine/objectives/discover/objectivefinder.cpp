// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/discover/objectivefinder.h"

#include <QTimer>

namespace wf::engine {

namespace {

// The same objective on two servers is one; its budget is counted over both anyway.
struct Read {
    std::vector<ObjectiveFinder::Found> found;
    QStringList problems;
};

} // namespace

ObjectiveFinder::ObjectiveFinder(const sources::SourceSet &sources, async::Pools &pools, QObject *parent)
    : QObject(parent), m_sources(sources), m_pools(pools)
{
}

ObjectiveFinder::~ObjectiveFinder() = default;

void ObjectiveFinder::look(const QStringList &known)
{
    m_requests.clear();
    m_jobs.cancelAll();
    m_answers.clear();
    m_problems.clear();
    m_known = known;
    m_waiting = m_sources.metrics.size();
    if (m_waiting == 0) {
        m_waiting = 1;
        QTimer::singleShot(0, this, &ObjectiveFinder::arrived);
    }
    for (sources::MetricSource *source : m_sources.metrics)
        m_requests.push_back(
            source->rules([this, name = source->state().name](base::Result<std::vector<signals::Rule>> rules) {
                if (rules)
                    m_answers.push_back({name, std::move(*rules)});
                else
                    m_problems << QStringLiteral("%1: %2").arg(name, rules.error().summary);
                arrived();
            }));
}

void ObjectiveFinder::arrived()
{
    if (--m_waiting > 0)
        return;
    m_isReading = true;
    m_jobs.runLatest(
        QStringLiteral("rules"), m_pools.analysis(),
        [answers = std::move(m_answers), known = m_known](std::stop_token stop) mutable {
            Read out;
            for (const Answer &answer : answers) {
                if (stop.stop_requested())
                    break;
                RecordedSlos read = recordedSlos(answer.rules, known);
                for (signals::Objective &objective : read.objectives) {
                    known << objective.id;
                    out.found.push_back({std::move(objective), answer.source});
                }
                out.problems += read.problems;
            }
            return out;
        },
        [this](Read read) {
            m_isReading = false;
            m_hasLooked = true;
            m_found = std::move(read.found);
            m_problems += read.problems;
            Q_EMIT changed();
        });
}

} // namespace wf::engine
