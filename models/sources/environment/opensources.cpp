// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sources/environment/opensources.h"

#include "models/sources/alertmanager/alertmanagersource.h"
#include "models/sources/jaeger/jaegersource.h"
#include "models/sources/loki/lokisource.h"
#include "models/sources/prometheus/prometheussource.h"

namespace wf::sources {

using signals::SourceKind;

std::unique_ptr<Source> makeSource(const Environment &environment, const SourceSettings &settings,
                                   const SourceEnvironment &borrowed)
{
    SourceIdentity identity{settings.id, settings.name, settings.kind, settings.product};
    net::HttpOptions options = httpOptionsOf(environment, settings);
    switch (settings.kind) {
    case SourceKind::Metrics:
        return std::make_unique<PrometheusSource>(std::move(identity), std::move(options), borrowed);
    case SourceKind::Alerts:
        return std::make_unique<AlertmanagerSource>(std::move(identity), std::move(options), borrowed);
    case SourceKind::Logs:
        return std::make_unique<LokiSource>(std::move(identity), std::move(options), borrowed);
    case SourceKind::Traces:
        break;
    }
    return std::make_unique<JaegerSource>(std::move(identity), std::move(options), borrowed);
}

OpenSources::OpenSources(const Environment &environment, const SourceEnvironment &borrowed)
{
    for (const auto &settings : environment.sources) {
        m_owned.push_back(makeSource(environment, settings, borrowed));
        join(*m_owned.back());
    }
}

void OpenSources::join(Source &source)
{
    m_all.push_back(&source);
    if (auto *metrics = qobject_cast<MetricSource *>(&source))
        m_set.metrics.push_back(metrics);
    else if (auto *alerts = qobject_cast<AlertSource *>(&source))
        m_set.alerts.push_back(alerts);
    else if (auto *logs = qobject_cast<LogSource *>(&source))
        m_set.logs.push_back(logs);
    else if (auto *traces = qobject_cast<TraceSource *>(&source))
        m_set.traces.push_back(traces);
}

OpenSources::~OpenSources() = default;

Source *OpenSources::find(const QString &id) const
{
    for (auto *source : m_all)
        if (source->state().id == id)
            return source;
    return nullptr;
}

} // namespace wf::sources
