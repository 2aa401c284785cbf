// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/causereport.h"

#include "models/base/clock.h"
#include "models/base/timetext.h"

#include <QJsonArray>

namespace wf::app {

using namespace Qt::StringLiterals;
using engine::CauseBar;
using engine::CauseSuspect;

namespace {

QString kindName(CauseSuspect::Kind kind)
{
    using Kind = CauseSuspect::Kind;
    switch (kind) {
    case Kind::Service:
        return u"service"_s;
    case Kind::Deploy:
        return u"deploy"_s;
    case Kind::Latency:
        return u"latency"_s;
    case Kind::Errors:
        return u"errors"_s;
    case Kind::Resource:
        return u"resource"_s;
    case Kind::Log:
        return u"log"_s;
    }
    return {};
}

QString twoDecimals(double value)
{
    return QString::number(value, 'f', 2);
}

QJsonObject asJson(const CauseSuspect &one)
{
    QJsonObject bars;
    for (std::size_t i = 0; i < engine::causeBars; ++i)
        bars.insert(engine::causeBarName(static_cast<CauseBar>(i)), one.bars[i]);
    QJsonObject features;
    for (std::size_t i = 0; i < analysis::causeReasons; ++i)
        features.insert(analysis::causeReasonName(static_cast<analysis::CauseReason>(i)), one.cause.features[i]);
    QJsonObject out{{u"service"_s, one.service},   {u"kind"_s, kindName(one.kind)},
                    {u"title"_s, one.title},       {u"share"_s, one.share},
                    {u"score"_s, one.cause.score}, {u"reasons"_s, QJsonArray::fromStringList(one.reasons)},
                    {u"evidence"_s, bars},         {u"features"_s, features}};
    if (one.atNs)
        out.insert(u"at"_s, base::isoTime(*one.atNs));
    if (one.leadNs)
        out.insert(u"lead_seconds"_s, static_cast<double>(*one.leadNs) / base::nsPerSecond);
    if (one.isRight)
        out.insert(u"right"_s, *one.isRight);
    return out;
}

} // namespace

std::vector<QStringList> causeTable(const engine::CauseReport &report)
{
    if (report.suspects.empty())
        return {{report.nothing}};
    std::vector<QStringList> out{{u"SUSPICION"_s, u"SUSPECT"_s, u"SINCE"_s}};
    for (std::size_t i = 0; i < engine::causeBars; ++i)
        out.front() << engine::causeBarName(static_cast<CauseBar>(i)).toUpper();
    out.front() << u"RIGHT"_s << u"BECAUSE"_s;
    for (const auto &one : report.suspects) {
        QStringList row{twoDecimals(one.share), one.title, one.atNs ? base::isoTime(*one.atNs) : QString()};
        for (const double bar : one.bars)
            row << twoDecimals(bar);
        row << (one.isRight ? (*one.isRight ? u"yes"_s : u"no"_s) : QString()) << one.reasons.join(u"; "_s);
        out.push_back(row);
    }
    return out;
}

QJsonObject causesAsJson(const engine::CauseReport &report)
{
    QJsonArray suspects;
    for (const auto &one : report.suspects)
        suspects.append(asJson(one));
    QJsonObject weights;
    for (std::size_t i = 0; i < analysis::causeReasons; ++i)
        weights.insert(analysis::causeReasonName(static_cast<analysis::CauseReason>(i)), report.weights.values[i]);
    QJsonObject out{{u"symptom_service"_s, report.symptomService},
                    {u"symptom_since"_s, base::isoTime(report.symptomNs)},
                    {u"suspects"_s, suspects},
                    {u"missing"_s, QJsonArray::fromStringList(report.missing)},
                    {u"weights"_s, weights},
                    {u"answers"_s, report.answers}};
    if (!report.nothing.isEmpty())
        out.insert(u"nothing"_s, report.nothing);
    return out;
}

} // namespace wf::app
