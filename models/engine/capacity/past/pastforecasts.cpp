// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/capacity/past/pastforecasts.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostDays = 60;
constexpr qsizetype mostResources = 5000;
constexpr double absent = std::numeric_limits<double>::quiet_NaN();

QJsonArray arrayOf(const std::array<double, 3> &values)
{
    QJsonArray out;
    for (const double v : values)
        out.append(std::isfinite(v) ? QJsonValue(QString::number(v, 'g', 7).toDouble()) : QJsonValue());
    return out;
}

std::array<double, 3> valuesOf(const QJsonArray &array)
{
    std::array<double, 3> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = array.at(static_cast<qsizetype>(i)).toDouble(absent);
    return out;
}

} // namespace

bool PastForecasts::record(const ResourceForecast &resource)
{
    if (resource.answer != FiniteAnswer::Forecast || resource.middle.empty())
        return false;
    if (!m_byKey.contains(resource.of->key) && m_byKey.size() >= mostResources)
        return false;
    auto &all = m_byKey[resource.of->key];
    if (!all.empty() && resource.endNs - all.back().madeNs < base::nsPerDay)
        return false;
    Said said;
    said.madeNs = resource.endNs;
    for (std::size_t i = 0; i < daysAhead.size(); ++i) {
        const auto hours = static_cast<std::size_t>(daysAhead[i]) * 24;
        const bool reaches = hours <= resource.middle.size();
        said.middle[i] = reaches ? resource.middle[hours - 1] : absent;
        said.lower[i] = reaches ? resource.lower[hours - 1] : absent;
        said.upper[i] = reaches ? resource.upper[hours - 1] : absent;
    }
    all.push_back(said);
    if (all.size() > mostDays)
        all.erase(all.begin());
    return true;
}

std::vector<PastAccuracy> PastForecasts::judged(const ResourceForecast &resource) const
{
    std::vector<PastAccuracy> out;
    const auto all = m_byKey.constFind(resource.of->key);
    if (all == m_byKey.constEnd())
        return out;
    for (std::size_t i = 0; i < daysAhead.size(); ++i) {
        PastAccuracy found;
        found.days = daysAhead[i];
        double error = 0, size = 0;
        for (const Said &said : *all) {
            const qint64 at = said.madeNs + daysAhead[i] * base::nsPerDay;
            const qint64 hoursAgo = (resource.endNs - at) / base::nsPerHour;
            if (at > resource.endNs || hoursAgo >= static_cast<qint64>(resource.history.size()))
                continue;
            const double value = resource.history[resource.history.size() - 1 - static_cast<std::size_t>(hoursAgo)];
            if (!std::isfinite(value) || !std::isfinite(said.middle[i]))
                continue;
            ++found.judged;
            error += std::abs(value - said.middle[i]);
            size += std::abs(value);
            found.inInterval += value >= said.lower[i] && value <= said.upper[i] ? 1 : 0;
        }
        if (found.judged == 0)
            continue;
        found.accuracy = size > 0 ? std::max(0.0, 1 - error / size) : (error > 0 ? 0 : 1);
        found.inInterval /= found.judged;
        out.push_back(found);
    }
    return out;
}

QJsonObject PastForecasts::toJson(const QString &keyPrefix) const
{
    QJsonObject out;
    for (auto it = m_byKey.begin(); it != m_byKey.end(); ++it) {
        if (!it.key().startsWith(keyPrefix))
            continue;
        QJsonArray all;
        for (const Said &said : it.value())
            all.append(QJsonArray{static_cast<double>(said.madeNs / base::nsPerMs), arrayOf(said.middle),
                                  arrayOf(said.lower), arrayOf(said.upper)});
        out.insert(it.key(), all);
    }
    return out;
}

void PastForecasts::add(const QJsonObject &json)
{
    for (auto it = json.begin(); it != json.end() && m_byKey.size() < mostResources; ++it) {
        std::vector<Said> all;
        const QJsonArray kept = it.value().toArray();
        for (const auto &one : kept) {
            const QJsonArray cells = one.toArray();
            const double ms = cells.at(0).toDouble(-1);
            if (cells.size() != 4 || !(ms > 0) || ms > 4e12 || all.size() >= mostDays)
                continue; // not what was written
            all.push_back({static_cast<qint64>(ms) * base::nsPerMs, valuesOf(cells.at(1).toArray()),
                           valuesOf(cells.at(2).toArray()), valuesOf(cells.at(3).toArray())});
        }
        std::ranges::stable_sort(all, {}, &Said::madeNs);
        m_byKey.insert(it.key(), std::move(all));
    }
}

} // namespace wf::engine
