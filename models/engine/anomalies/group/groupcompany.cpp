// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/numbers/gaps.h"
#include "models/engine/anomalies/group/anomalygroup.h"

#include <algorithm>

namespace wf::engine {

namespace {

using Place = std::pair<QString, QString>; // service and region
using Companies = std::map<Place, std::shared_ptr<analysis::Company>>;

constexpr std::size_t lastMoments = 30; // of what is watched: samples that come now are not older

Place placeOf(const signals::Subject &subject)
{
    return {subject.service, subject.region};
}

void addSample(analysis::Company &company, qint64 timeMs, double value)
{
    if (!analysis::isUsable(value) || (!company.timesMs.empty() && timeMs <= company.timesMs.back()))
        return;
    company.timesMs.push_back(timeMs);
    company.values.push_back(value);
}

// A place with several series of the companion has the first one.
analysis::Company *begun(Companies &companies, const signals::Subject &subject, std::size_t samples)
{
    auto &company = companies[placeOf(subject)];
    if (company)
        return nullptr;
    company = std::make_shared<analysis::Company>();
    company->timesMs.reserve(samples);
    company->values.reserve(samples);
    return company.get();
}

Companies companiesOf(const GroupCompany &from, const SubjectRules &rules)
{
    Companies out;
    if (from.samples)
        for (const signals::Series &series : from.samples->series)
            if (analysis::Company *company = begun(out, rules.resolve(series.labels), series.size()))
                for (std::size_t i = 0; i < series.size(); ++i)
                    addSample(*company, series.timesMs[i], series.values[i]);
    if (from.watched)
        for (const SeriesState &state : from.watched->series)
            if (analysis::Company *company = begun(out, state.of->subject, lastMoments)) {
                const SeriesTrace &trace = *state.trace;
                const std::size_t all = trace.timesMs.size();
                for (std::size_t i = all - std::min(all, lastMoments); i < all; ++i)
                    addSample(*company, trace.timesMs[i], static_cast<double>(trace.values[i]));
            }
    return out;
}

} // namespace

void AnomalyGroup::accompany(const GroupCompany &company)
{
    Companies companies = companiesOf(company, m_rules);
    for (auto &[labels, series] : m_series) {
        const signals::Subject &subject = series->of()->subject;
        if (subject.service.isEmpty())
            continue;
        auto &own = companies[placeOf(subject)];
        if (!own)
            own = std::make_shared<analysis::Company>();
        if (company.deploysMs && own->deploysMs.empty())
            own->deploysMs = company.deploysMs->value(subject.service);
        series->accompany(own);
    }
}

} // namespace wf::engine
