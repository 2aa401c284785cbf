// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/thread/contributors.h"
#include "models/engine/thread/gather.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 points = 240;
constexpr int mostKept = 2'000;
constexpr qint64 lagNs = 6 * base::nsPerMinute; // an Alertmanager ends an alert that nobody sends again after five

// The samples are too coarse for seconds to mean anything beyond a few minutes.
QString wholeMinutes(qint64 ns)
{
    return base::humanDuration(ns < 5 * base::nsPerMinute ? ns : ns - ns % base::nsPerMinute);
}

// A firing as somebody tells it: an unbroken run of ALERTS, or what the console kept.
struct Firing {
    base::Labels labels;
    qint64 fromNs = 0;
    qint64 toNs = 0;
    bool isOver = true;
    bool isCut = false; // its onset lies before the window
};

// One for each unbroken run of the series.
void takeRuns(const ThreadQuestion &q, const signals::Series &series, qint64 stepNs, std::vector<Firing> &out)
{
    const auto labels = series.labels.without({"__name__", "alertstate"});
    for (std::size_t i = 0; i < series.size();) {
        std::size_t j = i;
        while (j + 1 < series.size() && (series.timesMs[j + 1] - series.timesMs[j]) * base::nsPerMs <= 2 * stepNs)
            ++j;
        const qint64 from = series.timesMs[i] * base::nsPerMs;
        const qint64 to = series.timesMs[j] * base::nsPerMs;
        const bool still = to + 2 * stepNs >= q.nowNs;
        out.push_back({labels, from, to, !still, still && from <= q.window.startNs + 2 * stepNs});
        i = j + 1;
    }
}

// Servers add labels of their own to what they hand on, and drop others: the same where none contradicts.
bool isSameAlert(const base::Labels &one, const base::Labels &other)
{
    return one.text("alertname") == other.text("alertname") && std::ranges::all_of(one, [&other](const auto &label) {
               const auto value = other.value(label.first);
               return value.empty() || value == label.second;
           });
}

// What no server told of itself.
void takeKept(const ThreadQuestion &q, const std::vector<store::AlertSighting> &kept, std::vector<Firing> &out)
{
    const std::size_t told = out.size();
    for (const auto &one : kept) {
        const qint64 from = one.alert.startsNs != 0 ? one.alert.startsNs : one.firstSeenNs;
        const bool isOver = one.endedNs != 0;
        const qint64 to = isOver ? one.endedNs : q.nowNs;
        const bool isKnown =
            std::any_of(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(told), [&](const Firing &f) {
                return f.fromNs <= to + lagNs && f.toNs + lagNs >= from && isSameAlert(f.labels, one.alert.labels);
            });
        // Each member of a cluster keeps its own.
        const bool isTwin =
            std::any_of(out.begin() + static_cast<std::ptrdiff_t>(told), out.end(), [&](const Firing &f) {
                return f.fromNs <= to && f.toNs >= from && f.labels == one.alert.labels;
            });
        if (!isKnown && !isTwin)
            out.push_back({one.alert.labels, from, to, isOver, false});
    }
}

class AlertContributor final : public ThreadContributor {
public:
    AlertContributor(const sources::SourceSet &sources, const ServiceCatalog &catalog, store::AlertLog &log)
        : m_sources(sources), m_catalog(catalog), m_log(log)
    {
    }

    async::Request ask(const ThreadQuestion &q, std::function<void(ThreadPart)> reply) override
    {
        struct Answers {
            std::vector<Firing> told;
            std::vector<store::AlertSighting> kept;
        };
        auto answers = std::make_shared<Answers>();
        auto gather = std::make_shared<Gather>([this, q, answers, reply = std::move(reply)](ThreadPart part) {
            takeKept(q, answers->kept, answers->told);
            for (const auto &firing : answers->told)
                take(q, firing, part);
            reply(std::move(part));
        });
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
                query, [q, step = query.stepNs, gather, answers](base::Result<signals::QueryAnswerPtr> result) {
                    if (!result)
                        return gather->failed(QCoreApplication::translate("Thread", "Alerts"), result.error());
                    gather->part.knowsState = true;
                    for (const auto &series : (*result)->series)
                        takeRuns(q, series, step, answers->told);
                    gather->done();
                }));
        }
        gather->expect();
        gather->keep(m_log.sightings(
            q.window, {{}, {}, mostKept}, [gather, answers](base::Result<std::vector<store::AlertSighting>> kept) {
                if (!kept)
                    return gather->failed(QCoreApplication::translate("Thread", "Alerts"), kept.error());
                answers->kept = std::move(*kept);
                gather->done();
            }));
        auto handle = gather->handle();
        if (m_sources.metrics.empty())
            gather->part.missing = QCoreApplication::translate(
                "Thread", "Alerts: only those that this console saw; no metric source keeps their history");
        gather->done();
        return handle;
    }

private:
    void take(const ThreadQuestion &q, const Firing &firing, ThreadPart &part) const
    {
        const auto about = m_catalog.rules().resolve(firing.labels);
        const bool sameAlert = q.subject.kind == signals::SubjectKind::Alert &&
                               q.subject.labels.text("alertname") == firing.labels.text("alertname");
        const bool own = about.service == q.subject.service && !q.subject.service.isEmpty();
        const bool near = q.neighbours.contains(about.service);
        const auto severity = signals::severityFromLabel(firing.labels.text("severity"));
        if (!own && !near && (severity != signals::Severity::Critical || about.service.isEmpty()))
            return;
        signals::ThreadEntry e;
        e.timeNs = firing.fromNs;
        e.endNs = firing.toNs;
        e.signal = signals::Signal::Alert;
        e.severity = severity;
        e.link = own ? signals::LinkStrength::Direct : near ? signals::LinkStrength::Path : signals::LinkStrength::Time;
        e.title = firing.labels.text("alertname");
        QStringList where{about.service};
        if (!about.region.isEmpty())
            where << about.region;
        const qint64 from = firing.fromNs, to = firing.toNs;
        e.detail = where.join(u' ') +
                   (firing.isCut ? QCoreApplication::translate("Thread", ", firing since before %1")
                                       .arg(base::hourMinute(q.window.startNs))
                    : firing.isOver
                        ? QCoreApplication::translate("Thread", ", fired for %1").arg(wholeMinutes(to - from))
                        : QCoreApplication::translate("Thread", ", firing for %1").arg(wholeMinutes(q.nowNs - from)));
        e.reason = sameAlert ? QCoreApplication::translate("Thread", "same alert")
                   : own     ? QCoreApplication::translate("Thread", "label match: service")
                   : near    ? QCoreApplication::translate("Thread", "%1 is one call away").arg(about.service)
                             : QCoreApplication::translate("Thread", "near in time only");
        e.subject = about;
        e.subject.kind = signals::SubjectKind::Alert;
        e.subject.labels = firing.labels;
        e.subject.id = QString::number(e.subject.labels.fingerprint(), 16).rightJustified(16, u'0');
        e.subject.title = e.title;
        e.subject.timeNs = from;
        if (own)
            part.spine.push_back({from, firing.isOver ? to : q.window.endNs, severity});
        part.entries.push_back(std::move(e));
    }

    const sources::SourceSet &m_sources;
    const ServiceCatalog &m_catalog;
    store::AlertLog &m_log;
};

} // namespace

std::unique_ptr<ThreadContributor> alertContributor(const sources::SourceSet &sources, const ServiceCatalog &catalog,
                                                    store::AlertLog &log)
{
    return std::make_unique<AlertContributor>(sources, catalog, log);
}

} // namespace wf::engine
