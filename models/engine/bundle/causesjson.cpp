// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/bundle/bundlejson_p.h"

#include <algorithm>

namespace wf::engine::bundlejson {

using namespace Qt::StringLiterals;

namespace {

template<std::size_t N>
QJsonArray toJson(const std::array<double, N> &numbers)
{
    QJsonArray out;
    for (const double one : numbers)
        out.append(one);
    return out;
}

template<std::size_t N>
void numbersFrom(const QJsonValue &value, std::array<double, N> &into)
{
    const auto json = value.toArray();
    for (std::size_t i = 0; i < N; ++i)
        into[i] = json.at(static_cast<qsizetype>(i)).toDouble(into[i]);
}

QJsonObject toJson(const CauseSuspect &one)
{
    QJsonObject out{{u"service"_s, one.service},
                    {u"kind"_s, static_cast<int>(one.kind)},
                    {u"title"_s, one.title},
                    {u"reasons"_s, QJsonArray::fromStringList(one.reasons)},
                    {u"share"_s, one.share},
                    {u"bars"_s, toJson(one.bars)},
                    {u"score"_s, one.cause.score},
                    {u"path"_s, one.cause.path},
                    {u"explained"_s, one.cause.explained},
                    {u"features"_s, toJson(one.cause.features)}};
    if (one.atNs)
        out.insert(u"at"_s, QString::number(*one.atNs));
    if (one.leadNs)
        out.insert(u"lead"_s, QString::number(*one.leadNs));
    if (one.isRight)
        out.insert(u"right"_s, *one.isRight);
    return out;
}

QStringList textsFrom(const QJsonValue &value)
{
    QStringList out;
    for (const auto &one : value.toArray())
        if (out.size() < 100)
            out << one.toString();
    return out;
}

CauseSuspect suspectFrom(const QJsonObject &json)
{
    CauseSuspect out;
    out.service = out.cause.service = json[u"service"_s].toString();
    out.kind = static_cast<CauseSuspect::Kind>(
        std::clamp(json[u"kind"_s].toInt(), 0, static_cast<int>(CauseSuspect::Kind::Log)));
    out.title = json[u"title"_s].toString();
    out.reasons = textsFrom(json[u"reasons"_s]);
    out.share = std::clamp(json[u"share"_s].toDouble(), 0.0, 1.0);
    numbersFrom(json[u"bars"_s], out.bars);
    for (double &bar : out.bars)
        bar = std::clamp(bar, 0.0, 1.0);
    out.cause.score = json[u"score"_s].toDouble();
    out.cause.path = json[u"path"_s].toDouble();
    out.cause.explained = json[u"explained"_s].toDouble();
    numbersFrom(json[u"features"_s], out.cause.features);
    if (json[u"at"_s].isString())
        out.atNs = json[u"at"_s].toString().toLongLong();
    if (json[u"lead"_s].isString())
        out.leadNs = json[u"lead"_s].toString().toLongLong();
    if (json[u"right"_s].isBool())
        out.isRight = json[u"right"_s].toBool();
    return out;
}

} // namespace

QJsonObject toJson(const CauseReport &report)
{
    QJsonArray suspects;
    for (const auto &one : report.suspects)
        suspects.append(toJson(one));
    return {{u"incident"_s, report.incident},
            {u"symptom_since"_s, QString::number(report.symptomNs)},
            {u"symptom_service"_s, report.symptomService},
            {u"suspects"_s, suspects},
            {u"missing"_s, QJsonArray::fromStringList(report.missing)},
            {u"nothing"_s, report.nothing},
            {u"weights"_s, toJson(report.weights.values)},
            {u"answers"_s, report.answers},
            {u"as_of"_s, QString::number(report.asOfNs)}};
}

std::optional<CauseReport> causesFrom(const QJsonObject &json)
{
    CauseReport out;
    out.incident = json[u"incident"_s].toInteger();
    if (out.incident <= 0)
        return std::nullopt;
    out.symptomNs = json[u"symptom_since"_s].toString().toLongLong();
    out.symptomService = json[u"symptom_service"_s].toString();
    for (const auto &value : json[u"suspects"_s].toArray())
        if (out.suspects.size() < CauseReport::mostSuspects)
            out.suspects.push_back(suspectFrom(value.toObject()));
    out.missing = textsFrom(json[u"missing"_s]);
    out.nothing = json[u"nothing"_s].toString();
    numbersFrom(json[u"weights"_s], out.weights.values);
    out.answers = json[u"answers"_s].toInt();
    out.asOfNs = json[u"as_of"_s].toString().toLongLong();
    return out;
}

} // namespace wf::engine::bundlejson
