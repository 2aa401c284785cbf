// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causequeries_p.h"

#include "models/base/labels.h"

#include <algorithm>
#include <map>

namespace wf::engine {

namespace {

bool isPlain(const QString &name, bool isMetric)
{
    return std::ranges::all_of(
        name, [isMetric](QChar c) { return c.isLetterOrNumber() || c == u'_' || (isMetric && c == u':'); });
}

// Quotes names Prometheus 2 cannot read bare (UTF-8 names, 3.0+).
QString selector(const QString &name, const QString &matchers = {})
{
    if (isPlain(name, true))
        return matchers.isEmpty() ? name : QString(name + u'{' + matchers + u'}');
    return u'{' + base::quoted(name) + (matchers.isEmpty() ? QString() : QStringLiteral(", ") + matchers) + u'}';
}

QString label(const QString &name)
{
    return isPlain(name, false) ? name : base::quoted(name);
}

QString rate(const QString &what)
{
    return QStringLiteral("rate(%1[5m])").arg(what);
}

} // namespace

CauseQueries::CauseQueries(const SubjectRules &rules)
{
    QStringList names;
    for (const QString &name : rules.service + rules.region)
        names << label(name);
    m_names = names.join(QStringLiteral(", "));
    m_by = QStringLiteral("by (%1)").arg(m_names);
}

QString CauseQueries::latency(const RequestConvention &one) const
{
    return QStringLiteral("histogram_quantile(0.99, sum by (%1, le) (%2)) * %3")
        .arg(m_names, rate(selector(one.bucket)), QString::number(one.secondsPerUnit));
}

// Nothing failed is a share of 0, not a gap.
QString CauseQueries::errors(const RequestConvention &one) const
{
    const QString all = QStringLiteral("sum %1 (%2)").arg(m_by, rate(selector(one.total)));
    const QString failed =
        QStringLiteral("sum %1 (%2)")
            .arg(m_by,
                 rate(selector(one.total, label(one.codeLabel) + QStringLiteral("=~") + base::quoted(one.errorRegex))));
    return QStringLiteral("(%1 or %2 * 0) / (%2 > 0)").arg(failed, all);
}

QString CauseQueries::saturation(const SaturationPair &pair) const
{
    return QStringLiteral("max %1 (%2 / (%3 > 0))").arg(m_by, selector(pair.used), selector(pair.limit));
}

QString CauseQueries::processor(const QString &counter) const
{
    return QStringLiteral("sum %1 (%2)").arg(m_by, rate(counter));
}

QString CauseQueries::memory(const QString &gauge) const
{
    return QStringLiteral("max %1 (%2)").arg(m_by, gauge);
}

QString errorLinesQuery(const QStringList &services)
{
    QStringList escaped;
    for (const QString &service : services)
        escaped << QString::fromStdString(base::regexEscaped(service.toStdString()));
    return QStringLiteral("sum by (service_name) (count_over_time({service_name=~%1} | "
                          "detected_level=~\"error|fatal|critical\" [1m]))")
        .arg(base::quoted(escaped.join(u'|')));
}

MeasuredCause errorLinesOf(const signals::Series &series, base::TimeRange range, qint64 stepNs)
{
    MeasuredCause out;
    out.measure = CauseMeasure::ErrorLines;
    out.service = series.labels.text("service_name");
    std::map<qint64, double> counts;
    for (std::size_t i = 0; i < series.size(); ++i)
        counts[series.timesMs[i] * base::nsPerMs / stepNs] = series.values[i];
    for (qint64 ns = range.startNs; ns <= range.endNs; ns += stepNs) {
        const auto found = counts.find(ns / stepNs);
        out.timesNs.push_back(ns);
        out.values.push_back(found == counts.end() ? 0 : found->second);
    }
    return out;
}

MeasuredCause measuredOf(CauseMeasure measure, const QString &title, const signals::Series &series,
                         const SubjectRules &rules)
{
    const auto subject = rules.resolve(series.labels);
    MeasuredCause out{measure, subject.service, subject.region, title, {}, series.values};
    out.timesNs.reserve(series.size());
    for (const qint64 ms : series.timesMs)
        out.timesNs.push_back(ms * base::nsPerMs);
    return out;
}

QStringList servicesNear(const QStringList &services, const ServicesSnapshot &snapshot, qsizetype most)
{
    QStringList out = services.first(std::min(most, services.size()));
    for (const auto &call : snapshot.calls) {
        const bool isCaller = services.contains(call.caller);
        if (!isCaller && !services.contains(call.callee))
            continue;
        const QString &other = isCaller ? call.callee : call.caller;
        if (out.size() < most && !out.contains(other))
            out << other;
    }
    return out;
}

} // namespace wf::engine
