// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/scaling/scalingadvice.h"

#include "models/analysis/numbers/gaps.h"
#include "models/analysis/numbers/robust.h"
#include "models/base/units.h"
#include "models/engine/services/conventions.h"
#include "models/engine/services/promqlnames.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr double mostOfKnee = 0.7;
constexpr double believable = 5; // times as much in flight as was seen: a knee further away is a guess

QString tr(const char *text)
{
    return QCoreApplication::translate("Capacity", text);
}

QString perSecond(double value)
{
    return base::formatValue(value, base::Unit::PerSecond);
}

std::vector<analysis::LoadPoint> pointsOf(const signals::Series &load, const signals::Series &latency)
{
    std::vector<analysis::LoadPoint> out;
    std::size_t at = 0;
    for (std::size_t i = 0; i < load.size(); ++i) {
        while (at < latency.size() && latency.timesMs[at] < load.timesMs[i])
            ++at;
        if (at < latency.size() && latency.timesMs[at] == load.timesMs[i])
            out.push_back({load.values[i], latency.values[at]});
    }
    return out;
}

void describe(ServiceScaling &out)
{
    const QString seen = tr("its busiest ten minutes had %1").arg(perSecond(out.busiest));
    if (!out.share) {
        out.text = tr("No knee is in sight up to %1 an instance").arg(perSecond(out.law.highestSeen));
        return;
    }
    out.text = tr("An instance answers at most %1, with %2 at once; %3, %4 % of that")
                   .arg(perSecond(*out.law.kneePerSecond), QString::number(*out.law.kneeInFlight, 'g', 3), seen)
                   .arg(*out.share * 100, 0, 'f', 0);
    if (out.moreInstances > 0)
        out.text =
            tr("Run %1 instances instead of %2. ").arg(out.instances + out.moreInstances).arg(out.instances) + out.text;
}

void judge(ServiceScaling &out, const std::vector<analysis::LoadPoint> &points)
{
    std::vector<double> loads;
    double inFlight = 0;
    for (const analysis::LoadPoint &p : points)
        if (analysis::isUsable(p.perSecond) && analysis::isUsable(p.seconds)) {
            loads.push_back(p.perSecond);
            inFlight = std::max(inFlight, p.perSecond * p.seconds);
        }
    out.busiest = analysis::quantile(loads, 0.99);
    const bool isInSight = out.law.kneeInFlight && *out.law.kneeInFlight < believable * inFlight;
    if (isInSight) {
        out.share = out.busiest / *out.law.kneePerSecond;
        const double needed = std::ceil(out.instances * *out.share / mostOfKnee - 1e-9);
        out.moreInstances = *out.share > mostOfKnee ? static_cast<int>(std::min(needed, 1e6)) - out.instances : 0;
    }
    describe(out);
}

} // namespace

std::vector<ScalingQuestion> scalingQuestions(const QStringList &metricNames, const SubjectRules &rules)
{
    const QSet<QString> have(metricNames.begin(), metricNames.end());
    const QString by = labelList(rules.service + rules.region);
    const QString each = labelList(rules.service + rules.region + rules.instance);
    std::vector<ScalingQuestion> out;
    for (const RequestConvention &c : requestConventions(metricNames)) {
        if (c.bucket.isEmpty())
            continue;
        const QString stem = c.bucket.chopped(7); // _bucket
        const QString sum = stem + u"_sum"_s, count = stem + u"_count"_s;
        if (!have.contains(sum) || !have.contains(count))
            continue;
        ScalingQuestion one;
        one.id = u"scaling "_s + c.bucket;
        one.instances = u"count by (%1) (count by (%2) (%3))"_s.arg(by, each, metricSelector(count));
        const QString rate = u"sum by (%1) (rate(%2[10m]))"_s.arg(by, metricSelector(count));
        one.load = u"%1 / %2"_s.arg(rate, one.instances);
        one.latency = u"%1 * sum by (%2) (rate(%3[10m])) / %4"_s.arg(QString::number(c.secondsPerUnit), by,
                                                                     metricSelector(sum), rate);
        out.push_back(std::move(one));
    }
    return out;
}

std::vector<ServiceScaling> scalingOf(const signals::QueryAnswer &load, const signals::QueryAnswer &latency,
                                      const signals::QueryAnswer &instances, const SubjectRules &rules)
{
    std::unordered_map<base::Labels, const signals::Series *> latencies;
    for (const signals::Series &s : latency.series)
        latencies.emplace(s.labels.without({"__name__"}), &s);
    std::unordered_map<base::Labels, int> counts;
    for (const signals::Series &s : instances.series)
        if (!s.values.empty() && s.values.back() >= 1 && s.values.back() < 1e6)
            counts.emplace(s.labels.without({"__name__"}), static_cast<int>(s.values.back()));
    std::vector<ServiceScaling> out;
    for (const signals::Series &s : load.series) {
        const base::Labels labels = s.labels.without({"__name__"});
        const auto found = latencies.find(labels);
        if (found == latencies.end())
            continue;
        const auto points = pointsOf(s, *found->second);
        const auto law = analysis::fitScalability(points);
        if (!law)
            continue;
        ServiceScaling one;
        one.subject = rules.resolve(labels);
        one.law = *law;
        const auto count = counts.find(labels);
        one.instances = count == counts.end() ? 1 : count->second;
        judge(one, points);
        out.push_back(std::move(one));
    }
    // Nearest to its knee first.
    std::ranges::stable_sort(out, std::ranges::greater(), [](const ServiceScaling &s) { return s.share.value_or(0); });
    return out;
}

} // namespace wf::engine
