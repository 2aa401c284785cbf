// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/objectivecontributor.h"

#include "models/base/units.h"

#include <QCoreApplication>
#include <QTimer>

#include <cmath>

namespace wf::engine {

namespace {

signals::ThreadEntry entryOf(const ObjectiveState &s, bool own)
{
    signals::ThreadEntry e;
    e.signal = signals::Signal::Objective;
    e.severity = s.severity;
    e.link = own ? signals::LinkStrength::Direct : signals::LinkStrength::Path;
    e.reason = QCoreApplication::translate("Thread", "objective of %1").arg(s.objective.service);
    e.evidence.budgetLeft = std::isfinite(s.left()) ? std::max(0.0, s.left()) : 0;
    e.subject = signals::Subject::ofService(s.objective.service);
    e.subject.kind = signals::SubjectKind::Objective;
    e.subject.id = s.objective.id;
    e.subject.title = s.objective.name;
    return e;
}

// Each time the one-hour burn crosses the paging limit upwards.
void addCrossings(const ObjectiveState &s, const ThreadQuestion &q, bool own, ThreadPart &part)
{
    const auto &recent = s.report.recent;
    if (recent.stepNs <= 0 || s.policies.compute.rules.empty())
        return;
    const auto &rule = s.policies.compute.rules.front();
    const auto burn = analysis::slidingBurn(recent, s.objective.target, rule.longNs);
    const double limit = rule.factor;
    for (std::size_t i = 1; i < burn.size(); ++i) {
        const qint64 at = recent.startNs + static_cast<qint64>(i) * recent.stepNs;
        if (!(burn[i] > limit) || burn[i - 1] > limit || !q.window.contains(at))
            continue;
        auto e = entryOf(s, own);
        e.timeNs = at;
        e.severity = signals::Severity::Critical;
        e.subject.timeNs = at;
        e.title =
            QCoreApplication::translate("Thread", "%1 burns over %2 ×").arg(s.objective.name, QString::number(limit));
        e.detail = QCoreApplication::translate("Thread", "%1 of the budget left now")
                       .arg(base::formatValue(s.left(), base::Unit::Ratio));
        part.entries.push_back(std::move(e));
    }
}

class ObjectiveContributor final : public ThreadContributor {
public:
    explicit ObjectiveContributor(const ObjectiveKeeper &keeper) : m_keeper(keeper) {}

    async::Request ask(const ThreadQuestion &q, std::function<void(ThreadPart)> reply) override
    {
        ThreadPart part;
        for (const auto &s : m_keeper.snapshot()->objectives) {
            const bool own = s.objective.service == q.subject.service;
            if (!s.isKnown() || (!own && !q.neighbours.contains(s.objective.service)))
                continue;
            addCrossings(s, q, own, part);
            if (own && s.report.exhaustedInNs && *s.report.exhaustedInNs > 0 &&
                *s.report.exhaustedInNs < s.objective.windowNs) {
                auto e = entryOf(s, own);
                e.evidence = {};
                e.reason.clear();
                e.timeNs = q.nowNs + *s.report.exhaustedInNs;
                e.title = QCoreApplication::translate("Thread", "Budget spent at this rate");
                e.detail = s.objective.name;
                part.future.push_back(std::move(e));
            }
        }
        auto timer = std::make_shared<QTimer>();
        timer->setSingleShot(true);
        QObject::connect(timer.get(), &QTimer::timeout, timer.get(),
                         [reply = std::move(reply), part = std::move(part)]() mutable { reply(std::move(part)); });
        timer->start(0);
        return async::Request([timer] { timer->stop(); });
    }

private:
    const ObjectiveKeeper &m_keeper;
};

} // namespace

std::unique_ptr<ThreadContributor> objectiveContributor(const ObjectiveKeeper &keeper)
{
    return std::make_unique<ObjectiveContributor>(keeper);
}

} // namespace wf::engine
