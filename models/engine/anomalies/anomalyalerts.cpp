// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomalyalerts.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Anomalies", text);
}

// Only those who vote on the value of a series by its own past know how often they met an incident.
QString votesOf(const AnomalyRun &run)
{
    const QString votes = tr("%1 of %2 detectors find it unusual").arg(run.yes()).arg(run.cast());
    return run.confidence > 0 ? tr("%1; such an agreement was an incident in %2 % of cases.")
                                    .arg(votes)
                                    .arg(run.confidence * 100, 0, 'f', 0)
                              : votes + u'.';
}

signals::Alert alertOf(const AnomalyRun &run, qint64 nowNs)
{
    const signals::Subject &of = run.of->subject;
    signals::Alert alert;
    const base::Labels who({{"alertname", "MetricAnomaly"},
                            {"service", of.service.toStdString()},
                            {"region", of.region.toStdString()},
                            {"instance", of.instance.toStdString()},
                            {"metric", run.of->question->title.toStdString()}});
    alert.annotations = base::Labels({{"summary", tr("%1: %2").arg(run.of->title(), runSentence(run)).toStdString()},
                                      {"description", votesOf(run).toStdString()}});
    // However sure it is, it is a finding and no rule that people agreed on: it calls nobody out of bed by itself.
    const auto severity = std::max(severityOf(run), signals::Severity::Warning);
    alert.labels = who.with("severity", signals::severityName(severity).toStdString());
    // A run that gets worse stays the same alert.
    alert.fingerprint = QStringLiteral("%1").arg(who.fingerprint(), 16, 16, QLatin1Char('0'));
    alert.startsNs = run.startNs;
    alert.updatedNs = nowNs;
    alert.value = run.value;
    return alert;
}

} // namespace

signals::Rule anomalyRule(const AnomaliesSnapshot &anomalies, qint64 nowNs)
{
    signals::Rule rule;
    rule.name = QStringLiteral("MetricAnomaly");
    rule.group = tr("Anomalies found by this console");
    rule.forNs = anomalyDwellNs;
    rule.health = QStringLiteral("ok");
    rule.lastEvaluationNs = nowNs;
    for (const AnomalyRunPtr &run : anomalies.active)
        if (severityOf(*run) <= signals::Severity::Warning)
            rule.alerts.push_back(alertOf(*run, nowNs));
    return rule;
}

} // namespace wf::engine
