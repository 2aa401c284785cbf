// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capacity/capacityreport.h"

#include "models/base/timetext.h"

#include <algorithm>
#include <cmath>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::FiniteAnswer;
using engine::ResourceForecast;

namespace {

QString daysTo(qint64 ns, qint64 nowNs)
{
    const double days = static_cast<double>(ns - nowNs) / static_cast<double>(base::nsPerDay);
    return days <= 0 ? u"0"_s : days < 10 ? QString::number(days, 'f', 1) : QString::number(days, 'f', 0);
}

QString adviceText(const std::vector<engine::Advice> &advice)
{
    const auto best = std::ranges::find(advice, true, &engine::Advice::isSuggested);
    if (best == advice.end())
        return advice.empty() ? QString() : advice.front().text;
    return best->cost.isKnown() && !best->currency.isEmpty()
               ? u"%1 (%2 %3 a month)"_s.arg(best->text, best->cost.text(), best->currency)
               : best->text;
}

QJsonArray asJson(const std::vector<engine::Advice> &advice)
{
    QJsonArray out;
    for (const engine::Advice &a : advice) {
        QJsonObject one{{u"text"_s, a.text}, {u"suggested"_s, a.isSuggested}};
        if (a.cost.isKnown()) {
            one.insert(u"cost_per_month"_s, a.cost.text());
            one.insert(u"currency"_s, a.currency);
        }
        if (a.lastsNs)
            one.insert(u"lasts_until"_s, base::isoTime(*a.lastsNs));
        out.append(one);
    }
    return out;
}

} // namespace

QString daysLeftText(const ResourceForecast &r, qint64 nowNs)
{
    if (r.answer == FiniteAnswer::NotForecastable)
        return u"not forecastable"_s;
    if (r.answer == FiniteAnswer::TooShort || r.answer == FiniteAnswer::NoValues)
        return u"not known yet"_s;
    if (r.of->question->isRequest)
        return u"no limit"_s;
    if (!r.fullNs)
        return r.answer == FiniteAnswer::Dated ? u"lasts"_s
                                               : u"over %1 d"_s.arg(static_cast<int>(r.middle.size() / 24));
    if (*r.fullNs <= nowNs)
        return u"full"_s;
    QString out = daysTo(*r.fullNs, nowNs) + u" d"_s;
    if (r.answer == FiniteAnswer::Forecast)
        out += u" (%1 to %2)"_s.arg(r.earliestNs ? daysTo(*r.earliestNs, nowNs) : u"?"_s,
                                    r.latestNs ? daysTo(*r.latestNs, nowNs) : u"beyond"_s);
    return out;
}

std::vector<QStringList> capacityTable(const std::vector<engine::ResourceForecastPtr> &resources,
                                       const engine::CapacitySnapshot &capacity, qint64 nowNs)
{
    std::vector<QStringList> rows{
        {u"SEVERITY"_s, u"RESOURCE"_s, u"WHERE"_s, u"USED"_s, u"OF"_s, u"SHARE"_s, u"LEFT"_s, u"FULL"_s, u"ADVICE"_s}};
    for (const auto &r : resources) {
        const base::Unit unit = r->of->question->unit;
        const bool hasUse = r->limit > 0;
        rows.push_back({signals::severityName(engine::severityOf(*r, nowNs)), r->of->name(), r->of->where(),
                        hasUse ? base::formatValue(r->used, unit) : QString(),
                        hasUse ? base::formatValue(r->limit, unit) : QString(),
                        hasUse ? QString::number(r->share() * 100, 'f', 0) + u" %"_s : QString(),
                        daysLeftText(*r, nowNs), r->fullNs ? base::isoTime(*r->fullNs) : QString(),
                        adviceText(capacity.adviceOf(*r, nowNs))});
    }
    return rows;
}

QJsonArray capacityAsJson(const std::vector<engine::ResourceForecastPtr> &resources,
                          const engine::CapacitySnapshot &capacity, qint64 nowNs)
{
    QJsonArray out;
    for (const auto &r : resources) {
        QJsonObject one{{u"key"_s, r->of->key},
                        {u"resource"_s, r->of->name()},
                        {u"kind"_s, engine::finiteKindName(r->of->question->kind)},
                        {u"where"_s, r->of->where()},
                        {u"severity"_s, signals::severityName(engine::severityOf(*r, nowNs))},
                        {u"left"_s, daysLeftText(*r, nowNs)},
                        {u"says"_s, r->sentence},
                        {u"growth_per_day"_s, r->growthPerDay},
                        {u"masked_hours"_s, static_cast<qint64>(r->maskedHours)},
                        {u"level_by_deploy"_s, r->isLevelByDeploy},
                        {u"advice"_s, asJson(capacity.adviceOf(*r, nowNs))}};
        if (r->limit > 0) {
            one.insert(u"used"_s, r->used);
            one.insert(u"limit"_s, r->limit);
        }
        const std::pair<QString, std::optional<qint64>> dates[] = {
            {u"full"_s, r->fullNs}, {u"earliest"_s, r->earliestNs}, {u"latest"_s, r->latestNs}};
        for (const auto &[name, ns] : dates)
            if (ns)
                one.insert(name, base::isoTime(*ns));
        QJsonArray past;
        for (const engine::PastAccuracy &p : capacity.accuracy.value(r->of->key))
            past.append(QJsonObject{{u"days_ahead"_s, p.days},
                                    {u"judged"_s, p.judged},
                                    {u"accuracy"_s, p.accuracy},
                                    {u"in_interval"_s, p.inInterval}});
        one.insert(u"past_forecasts"_s, past);
        out.append(one);
    }
    return out;
}

std::vector<QStringList> forecastTable(const ResourceForecast &r, int days)
{
    const base::Unit unit = r.of->question->unit;
    std::vector<QStringList> rows{
        {u"DAY"_s, u"EXPECTED"_s, u"LOW 95 %"_s, u"LOW 80 %"_s, u"HIGH 80 %"_s, u"HIGH 95 %"_s}};
    for (int day = 1; day <= days && static_cast<std::size_t>(day) * 24 <= r.middle.size(); ++day) {
        const auto at = static_cast<std::size_t>(day) * 24 - 1;
        rows.push_back({base::isoTime(r.endNs + day * base::nsPerDay), base::formatValue(r.middle[at], unit),
                        base::formatValue(r.lower[at], unit), base::formatValue(r.innerLower[at], unit),
                        base::formatValue(r.innerUpper[at], unit), base::formatValue(r.upper[at], unit)});
    }
    return rows;
}

std::vector<QStringList> scalingTable(const std::vector<engine::ServiceScaling> &all)
{
    std::vector<QStringList> rows{
        {u"SERVICE"_s, u"REGION"_s, u"INSTANCES"_s, u"BUSIEST"_s, u"KNEE"_s, u"SHARE"_s, u"MORE"_s, u"SAYS"_s}};
    for (const engine::ServiceScaling &s : all)
        rows.push_back({s.subject.service, s.subject.region, QString::number(s.instances),
                        base::formatValue(s.busiest, base::Unit::PerSecond),
                        s.share ? base::formatValue(*s.law.kneePerSecond, base::Unit::PerSecond) : u"not in sight"_s,
                        s.share ? base::formatValue(*s.share, base::Unit::Ratio) : QString(),
                        s.moreInstances > 0 ? QString::number(s.moreInstances) : QString(), s.text});
    return rows;
}

QJsonArray scalingAsJson(const std::vector<engine::ServiceScaling> &all)
{
    QJsonArray out;
    for (const engine::ServiceScaling &s : all) {
        QJsonObject one{{u"service"_s, s.subject.service},
                        {u"region"_s, s.subject.region},
                        {u"instances"_s, s.instances},
                        {u"busiest_per_second"_s, s.busiest},
                        {u"lambda"_s, s.law.lambda},
                        {u"sigma"_s, s.law.sigma},
                        {u"kappa"_s, s.law.kappa},
                        {u"mean_error"_s, s.law.error},
                        {u"more_instances"_s, s.moreInstances},
                        {u"says"_s, s.text}};
        if (s.share) {
            one.insert(u"knee_per_second"_s, *s.law.kneePerSecond);
            one.insert(u"knee_in_flight"_s, *s.law.kneeInFlight);
            one.insert(u"share_of_knee"_s, *s.share);
        }
        out.append(one);
    }
    return out;
}

int capacityExitCode(const std::vector<engine::ResourceForecastPtr> &resources, qint64 nowNs)
{
    int worst = 0;
    for (const auto &r : resources) {
        const auto severity = engine::severityOf(*r, nowNs);
        worst = std::max(worst, severity == signals::Severity::Critical  ? 2
                                : severity == signals::Severity::Warning ? 1
                                                                         : 0);
    }
    return worst;
}

} // namespace wf::app
