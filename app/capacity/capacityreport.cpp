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
                        adviceText(engine::adviceFor(*r, capacity.resources, capacity.prices, nowNs))});
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
                        {u"advice"_s, asJson(engine::adviceFor(*r, capacity.resources, capacity.prices, nowNs))}};
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
    std::vector<QStringList> rows{{u"DAY"_s, u"EXPECTED"_s, u"LOW"_s, u"HIGH"_s}};
    for (int day = 1; day <= days && static_cast<std::size_t>(day) * 24 <= r.middle.size(); ++day) {
        const auto at = static_cast<std::size_t>(day) * 24 - 1;
        rows.push_back({base::isoTime(r.endNs + day * base::nsPerDay), base::formatValue(r.middle[at], unit),
                        base::formatValue(r.lower[at], unit), base::formatValue(r.upper[at], unit)});
    }
    return rows;
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
