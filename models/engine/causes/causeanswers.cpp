// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causeanswers.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using namespace Qt::StringLiterals;
using analysis::CauseFeatures;

namespace {

constexpr double mostFeature = 10; // powers of ten; what a damaged file may claim at most

QJsonArray asArray(const CauseFeatures &features)
{
    QJsonArray out;
    for (const double value : features)
        out.append(value);
    return out;
}

std::optional<CauseFeatures> featuresFrom(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    if (array.size() != static_cast<qsizetype>(analysis::causeReasons))
        return std::nullopt;
    CauseFeatures out{};
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double one = array.at(static_cast<qsizetype>(i)).toDouble(NAN);
        if (!std::isfinite(one))
            return std::nullopt;
        out[i] = std::clamp(one, 0.0, mostFeature);
    }
    return out;
}

} // namespace

QJsonObject toJson(const CauseAnswer &answer)
{
    QJsonArray rivals;
    for (const auto &one : answer.rivals)
        rivals.append(asArray(one));
    return {{u"incident"_s, QString::number(answer.incident)},
            {u"service"_s, answer.service},
            {u"right"_s, answer.isRight},
            {u"at_ns"_s, QString::number(answer.atNs)},
            {u"by"_s, answer.by},
            {u"features"_s, asArray(answer.features)},
            {u"rivals"_s, rivals}};
}

std::optional<CauseAnswer> causeAnswerFrom(const QJsonObject &json)
{
    CauseAnswer out;
    out.incident = json.value(u"incident"_s).toString().toLongLong();
    out.service = json.value(u"service"_s).toString();
    out.isRight = json.value(u"right"_s).toBool();
    out.atNs = json.value(u"at_ns"_s).toString().toLongLong();
    out.by = json.value(u"by"_s).toString();
    const auto features = featuresFrom(json.value(u"features"_s));
    if (out.incident <= 0 || out.service.isEmpty() || !json.value(u"right"_s).isBool() || !features)
        return std::nullopt;
    out.features = *features;
    for (const auto &one : json.value(u"rivals"_s).toArray())
        if (const auto rival = featuresFrom(one); rival && out.rivals.size() < CauseAnswer::mostRivals)
            out.rivals.push_back(*rival);
    return out;
}

std::optional<CauseAnswer> answerAbout(const CauseReport &report, const QString &service, bool isRight)
{
    const auto *suspect = report.find(service);
    if (!suspect)
        return std::nullopt;
    CauseAnswer out{report.incident, service, isRight, 0, {}, suspect->cause.features, {}};
    const auto at = static_cast<std::size_t>(suspect - report.suspects.data());
    const std::size_t last = isRight && at > 0 ? at : report.suspects.size();
    for (std::size_t i = 0; i < last && out.rivals.size() < CauseAnswer::mostRivals; ++i) {
        const auto &other = report.suspects[i];
        if (i == at || other.isRight == false)
            continue;
        out.rivals.push_back(other.cause.features);
        if (!isRight || at == 0)
            break; // the best of the others is enough
    }
    return out;
}

std::vector<CauseAnswer> CauseAnswers::put(const CauseAnswer &answer)
{
    remove(answer.incident, answer.service);
    const auto at = std::ranges::upper_bound(m_answers, answer.atNs, {}, &CauseAnswer::atNs);
    m_answers.insert(at, answer);
    std::vector<CauseAnswer> gone;
    while (m_answers.size() > mostKept) {
        gone.push_back(std::move(m_answers.front()));
        m_answers.erase(m_answers.begin());
    }
    return gone;
}

void CauseAnswers::remove(qint64 incident, const QString &service)
{
    std::erase_if(m_answers,
                  [&](const CauseAnswer &one) { return one.incident == incident && one.service == service; });
}

const CauseAnswer *CauseAnswers::find(qint64 incident, const QString &service) const
{
    const auto found = std::ranges::find_if(
        m_answers, [&](const CauseAnswer &one) { return one.incident == incident && one.service == service; });
    return found == m_answers.end() ? nullptr : &*found;
}

analysis::CauseWeights CauseAnswers::weights() const
{
    analysis::CauseWeights out;
    for (const auto &answer : m_answers)
        for (const auto &rival : answer.rivals) {
            if (answer.isRight)
                out.learn(answer.features, rival);
            else
                out.learn(rival, answer.features);
        }
    return out;
}

QHash<QString, int> CauseAnswers::timesCause(qint64 otherThan) const
{
    QHash<QString, int> out;
    for (const auto &answer : m_answers)
        if (answer.isRight && answer.incident != otherThan)
            ++out[answer.service];
    return out;
}

} // namespace wf::engine
