// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/datedresources.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;

std::vector<ResourceForecastPtr> endingAtDate(const std::shared_ptr<const FiniteQuestion> &question,
                                              const signals::QueryAnswer &answer, const SubjectRules &rules,
                                              qint64 nowNs, std::size_t most)
{
    std::vector<ResourceForecastPtr> out;
    for (const signals::Series &s : answer.series) {
        if (s.values.empty() || !(s.values.back() > 0) || s.values.back() > 9e9 || out.size() >= most)
            continue;
        auto of = std::make_shared<FiniteIdentity>();
        of->question = question;
        of->labels = s.labels.without({"__name__"});
        of->subject = rules.resolve(of->labels);
        of->key = question->id + u' ' + of->labels.toString();
        out.push_back(std::make_shared<const ResourceForecast>(
            datedResource(of, static_cast<qint64>(s.values.back()) * base::nsPerSecond, nowNs)));
    }
    return out;
}

std::vector<ResourceForecastPtr> budgetsOf(const ObjectivesSnapshot &objectives, qint64 nowNs)
{
    std::vector<ResourceForecastPtr> out;
    static const auto question = [] {
        auto made = std::make_shared<FiniteQuestion>();
        made->id = u"error budget"_s;
        made->title = QCoreApplication::translate("Capacity", "error budget");
        made->kind = FiniteKind::ErrorBudget;
        made->unit = base::Unit::Ratio;
        return std::shared_ptr<const FiniteQuestion>(std::move(made));
    }();
    for (const ObjectiveState &s : objectives.objectives) {
        if (!s.isKnown() || !std::isfinite(s.left()))
            continue;
        auto of = std::make_shared<FiniteIdentity>();
        of->question = question;
        of->labels = base::Labels({{"name", s.objective.name.toStdString()}});
        of->subject = signals::Subject::ofService(s.objective.service);
        of->key = question->id + u' ' + s.objective.id;
        ResourceForecast one = datedResource(of, 0, nowNs);
        one.fullNs = one.earliestNs = one.latestNs = std::nullopt;
        if (s.report.exhaustedInNs)
            one.fullNs = one.earliestNs = one.latestNs = nowNs + std::max<qint64>(0, *s.report.exhaustedInNs);
        one.limit = 1;
        one.used = std::clamp(1 - s.left(), 0.0, 1.0);
        out.push_back(std::make_shared<const ResourceForecast>(std::move(one)));
    }
    return out;
}

} // namespace wf::engine
