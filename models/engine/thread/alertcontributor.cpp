// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/contributors.h"
#include "models/engine/thread/gather.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QCoreApplication>

namespace wf::engine {

namespace {

constexpr qint64 points = 240;

// The samples are too coarse for seconds to mean anything beyond a few minutes.
QString wholeMinutes(qint64 ns)
{
    return base::humanDuration(ns < 5 * base::nsPerMinute ? ns : ns - ns % base::nsPerMinute);
}

class AlertContributor final : public ThreadContributor {
public:
    AlertContributor(const sources::SourceSet &sources, const ServiceCatalog &catalog)
        : m_sources(sources), m_catalog(catalog)
    {
    }

    async::Request ask(const ThreadQuestion &q, std::function<void(ThreadPart)> reply) override
    {
        auto gather = std::make_shared<Gather>(std::move(reply));
        gather->expect();
        sources::RangeQuery query;
        query.expr = QStringLiteral("ALERTS{alertstate=\"firing\"}");
        query.stepNs =
            std::max(q.window.lengthNs() / points / base::nsPerSecond * base::nsPerSecond, 5 * base::nsPerSecond);
        query.range = {q.window.startNs - q.window.startNs % query.stepNs,
                       q.window.endNs - q.window.endNs % query.stepNs};
        for (auto *source : m_sources.metrics) {
            gather->expect();
            gather->keep(source->queryRange(
                query, [this, q, step = query.stepNs, gather](base::Result<signals::QueryAnswerPtr> result) {
                    if (!result)
                        return gather->failed(QCoreApplication::translate("Thread", "Alerts"), result.error());
                    gather->part.knowsState = true;
                    for (const auto &series : (*result)->series)
                        take(q, series, step, gather->part);
                    gather->done();
                }));
        }
        auto handle = gather->handle();
        if (m_sources.metrics.empty())
            gather->part.missing =
                QCoreApplication::translate("Thread", "Alerts: no metric source keeps their history");
        gather->done();
        return handle;
    }

private:
    // One entry for each unbroken run of the series.
    void take(const ThreadQuestion &q, const signals::Series &series, qint64 stepNs, ThreadPart &part) const
    {
        const auto about = m_catalog.rules().resolve(series.labels);
        const bool sameAlert = q.subject.kind == signals::SubjectKind::Alert &&
                               q.subject.labels.text("alertname") == series.labels.text("alertname");
        const bool own = about.service == q.subject.service && !q.subject.service.isEmpty();
        const bool near = q.neighbours.contains(about.service);
        const auto severity = signals::severityFromLabel(series.labels.text("severity"));
        if (!own && !near && (severity != signals::Severity::Critical || about.service.isEmpty()))
            return;
        for (std::size_t i = 0; i < series.size();) {
            std::size_t j = i;
            while (j + 1 < series.size() && (series.timesMs[j + 1] - series.timesMs[j]) * base::nsPerMs <= 2 * stepNs)
                ++j;
            const qint64 from = series.timesMs[i] * base::nsPerMs;
            const qint64 to = series.timesMs[j] * base::nsPerMs;
            signals::ThreadEntry e;
            e.timeNs = from;
            e.endNs = to;
            e.signal = signals::Signal::Alert;
            e.severity = severity;
            e.link = own    ? signals::LinkStrength::Direct
                     : near ? signals::LinkStrength::Path
                            : signals::LinkStrength::Time;
            e.title = series.labels.text("alertname");
            const bool still = to + 2 * stepNs >= q.nowNs;
            const bool began = still && from <= q.window.startNs + 2 * stepNs; // its onset lies before the window
            QStringList where{about.service};
            if (!about.region.isEmpty())
                where << about.region;
            e.detail =
                where.join(u' ') +
                (began ? QCoreApplication::translate("Thread", ", firing since before %1")
                             .arg(base::hourMinute(q.window.startNs))
                 : still ? QCoreApplication::translate("Thread", ", firing for %1").arg(wholeMinutes(q.nowNs - from))
                         : QCoreApplication::translate("Thread", ", fired for %1").arg(wholeMinutes(to - from)));
            e.reason = sameAlert ? QCoreApplication::translate("Thread", "same alert")
                       : own     ? QCoreApplication::translate("Thread", "label match: service")
                       : near    ? QCoreApplication::translate("Thread", "%1 is one call away").arg(about.service)
                                 : QCoreApplication::translate("Thread", "near in time only");
            e.subject = about;
            e.subject.kind = signals::SubjectKind::Alert;
            e.subject.labels = series.labels.without({"__name__", "alertstate"});
            e.subject.id = QString::number(e.subject.labels.fingerprint(), 16).rightJustified(16, u'0');
            e.subject.title = e.title;
            e.subject.timeNs = from;
            if (own)
                part.spine.push_back({from, still ? q.window.endNs : to, severity});
            part.entries.push_back(std::move(e));
            i = j + 1;
        }
    }

    const sources::SourceSet &m_sources;
    const ServiceCatalog &m_catalog;
};

} // namespace

std::unique_ptr<ThreadContributor> alertContributor(const sources::SourceSet &sources, const ServiceCatalog &catalog)
{
    return std::make_unique<AlertContributor>(sources, catalog);
}

} // namespace wf::engine
