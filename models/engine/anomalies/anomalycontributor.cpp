// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/anomalies/anomalycontributor.h"

#include <QCoreApplication>
#include <QTimer>

namespace wf::engine {

namespace {

constexpr std::size_t sparkPoints = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("Thread", text);
}

std::vector<double> sparkOf(const SeriesTrace &trace, base::TimeRange window)
{
    std::vector<double> out;
    for (std::size_t i = 0; i < trace.timesMs.size(); ++i)
        if (window.contains(trace.timesMs[i] * base::nsPerMs))
            out.push_back(static_cast<double>(trace.values[i]));
    while (out.size() > 2 * sparkPoints) { // every second one
        std::size_t kept = 0;
        for (std::size_t i = 0; i < out.size(); i += 2)
            out[kept++] = out[i];
        out.resize(kept);
    }
    return out;
}

class AnomalyContributor final : public ThreadContributor {
public:
    explicit AnomalyContributor(const AnomalyKeeper &keeper) : m_keeper(keeper) {}

    async::Request ask(const ThreadQuestion &q, std::function<void(ThreadPart)> reply) override
    {
        ThreadPart part;
        const AnomaliesPtr snapshot = m_keeper.snapshot();
        for (const auto *runs : {&snapshot->active, &snapshot->ended})
            for (const AnomalyRunPtr &run : *runs)
                add(*run, *snapshot, q, part);
        auto timer = std::make_shared<QTimer>();
        timer->setSingleShot(true);
        QObject::connect(timer.get(), &QTimer::timeout, timer.get(),
                         [reply = std::move(reply), part = std::move(part)]() mutable { reply(std::move(part)); });
        timer->start(0);
        return async::Request([timer] { timer->stop(); });
    }

private:
    static void add(const AnomalyRun &run, const AnomaliesSnapshot &snapshot, const ThreadQuestion &q, ThreadPart &part)
    {
        const signals::Subject &of = run.of->subject;
        const bool own = !of.service.isEmpty() ? of.service == q.subject.service
                                               : !of.instance.isEmpty() && of.instance == q.subject.instance;
        const qint64 end = run.isActive() ? q.nowNs : run.endNs;
        if ((!own && !q.neighbours.contains(of.service)) || run.startNs > q.window.endNs || end < q.window.startNs)
            return;
        signals::ThreadEntry e;
        e.signal = signals::Signal::Anomaly;
        e.severity = severityOf(run);
        e.link = own ? signals::LinkStrength::Direct : signals::LinkStrength::Path;
        e.timeNs = run.startNs;
        e.endNs = run.endNs;
        e.title = runTitle(run);
        e.detail = runSentence(run);
        e.reason = own ? tr("anomaly of %1").arg(run.of->lane()) : tr("anomaly one call away");
        if (const SeriesState *state = snapshot.state(run.of->key))
            e.evidence.spark = sparkOf(*state->trace, q.window);
        e.subject = anomalySubject(run);
        part.entries.push_back(std::move(e));
    }
    const AnomalyKeeper &m_keeper;
};

} // namespace

signals::Subject anomalySubject(const AnomalyRun &run)
{
    signals::Subject s = run.of->subject;
    s.kind = signals::SubjectKind::Metric;
    s.id = run.of->key;
    s.title = run.of->title();
    s.timeNs = run.startNs;
    return s;
}

std::unique_ptr<ThreadContributor> anomalyContributor(const AnomalyKeeper &keeper)
{
    return std::make_unique<AnomalyContributor>(keeper);
}

} // namespace wf::engine
