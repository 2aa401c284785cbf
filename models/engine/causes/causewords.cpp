// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causewords.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/units.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace wf::engine {

using analysis::CauseReason;
using Kind = CauseSuspect::Kind;

namespace {

constexpr double leastScore = 0.05;  // what less speaks for is no suspect
constexpr double tellsAlone = 0.5;   // explained by what it calls
constexpr double changeTells = 0.25; // of a change, to be named first

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::CauseReport", text);
}

QString apart(qint64 ns)
{
    return base::humanDuration(std::max(std::abs(ns) / base::nsPerSecond * base::nsPerSecond, base::nsPerSecond));
}

QString measureWords(CauseMeasure measure, const JudgedMeasure &one)
{
    const auto both = [&one](const QString &words, base::Unit unit) {
        return words.arg(base::formatValue(one.now, unit), base::formatValue(one.usual, unit));
    };
    switch (measure) {
    case CauseMeasure::Latency:
        return both(say("p99 %1, usually %2"), base::Unit::Seconds);
    case CauseMeasure::Errors:
        return both(say("%1 of requests fail, usually %2"), base::Unit::Ratio);
    case CauseMeasure::Saturation:
        return one.title + u' ' + both(say("%1 full, usually %2"), base::Unit::Ratio);
    case CauseMeasure::Processor:
        return say("processor %1 cores, usually %2")
            .arg(QString::number(one.now, 'f', 2), QString::number(one.usual, 'f', 2));
    case CauseMeasure::Memory:
        return both(say("memory %1, usually %2"), base::Unit::Bytes);
    case CauseMeasure::ErrorLines:
        return say("%1 error lines a minute, usually %2")
            .arg(QString::number(one.now, 'f', 0), QString::number(one.usual, 'f', 0));
    }
    return {};
}

// The resource that is fullest of those that make up the reason.
std::optional<CauseMeasure> resourceOf(const CauseDetails &details)
{
    std::optional<CauseMeasure> best;
    double most = 0;
    for (const auto measure : {CauseMeasure::Saturation, CauseMeasure::Processor, CauseMeasure::Memory})
        if (const auto found = details.measures.find(measure);
            found != details.measures.end() && found->second.deviation.score > most) {
            most = found->second.deviation.score;
            best = measure;
        }
    return best;
}

QString wordsOf(CauseReason reason, const CauseFacts &facts, const analysis::ServiceFacts &service,
                const CauseDetails &details, const Incident &incident)
{
    const qint64 symptomNs = facts.question.symptomNs;
    switch (reason) {
    case CauseReason::Symptom:
        return measureWords(facts.symptom, details.measures.at(facts.symptom));
    case CauseReason::Saturation: {
        const auto measure = resourceOf(details);
        return measure ? measureWords(*measure, details.measures.at(*measure)) : QString();
    }
    case CauseReason::Link:
        return say("its callers wait longer than it works");
    case CauseReason::TimeOrder:
        return symptomNs - service.onsetNs.value_or(symptomNs) < base::nsPerSecond
                   ? QString()
                   : say("began %1 before the first symptom").arg(apart(symptomNs - *service.onsetNs));
    case CauseReason::Change:
        return say("%1 deployed %2 before the first symptom")
            .arg(details.change.toVersion.isEmpty() ? say("a new version") : details.change.toVersion,
                 apart(symptomNs - details.change.timeNs));
    case CauseReason::Region:
        return say("only in %1").arg(incident.regions.join(QStringLiteral(", ")));
    case CauseReason::History:
        return QCoreApplication::translate("wf::engine::CauseReport", "was the cause %n times before", nullptr,
                                           service.timesCause);
    case CauseReason::Stops:
        return say("requests end here that used to go on");
    case CauseReason::Errors:
        return say("%1 more error lines than usual")
            .arg(base::groupedInteger(static_cast<qint64>(std::min(1e12, service.errorLines))));
    }
    return {};
}

std::vector<CauseReason> reasonsOf(const analysis::SuspectedCause &cause, const analysis::CauseWeights &weights)
{
    std::vector<CauseReason> out;
    for (std::size_t i = 0; i < analysis::causeReasons; ++i)
        if (cause.features[i] * weights.values[i] >= leastScore / 2)
            out.push_back(static_cast<CauseReason>(i));
    std::ranges::stable_sort(out, std::greater{}, [&](CauseReason reason) {
        return cause.feature(reason) * weights.values[static_cast<std::size_t>(reason)];
    });
    return out;
}

void name(CauseSuspect &suspect, const CauseFacts &facts, const CauseDetails &details,
          const std::vector<CauseReason> &reasons)
{
    const QString &service = suspect.service;
    suspect.title = service;
    const auto first = std::ranges::find_if(reasons, [](CauseReason reason) {
        return reason == CauseReason::Symptom || reason == CauseReason::Saturation || reason == CauseReason::Errors ||
               reason == CauseReason::Stops;
    });
    if (suspect.cause.feature(CauseReason::Change) >= changeTells) {
        suspect.kind = Kind::Deploy;
        suspect.title = QString(service + u' ' + details.change.toVersion).trimmed();
        if (!details.change.region.isEmpty())
            suspect.title = say("%1 in %2").arg(suspect.title, details.change.region);
    } else if (first == reasons.end()) {
        return;
    } else if (*first == CauseReason::Saturation) {
        suspect.kind = Kind::Resource;
        const auto measure = resourceOf(details).value_or(CauseMeasure::Processor);
        suspect.title =
            say("%1: %2").arg(service, measure == CauseMeasure::Saturation ? details.measures.at(measure).title
                                       : measure == CauseMeasure::Memory   ? say("memory")
                                                                           : say("processor"));
    } else if (*first == CauseReason::Symptom) {
        const bool isLatency = facts.symptom == CauseMeasure::Latency;
        suspect.kind = isLatency ? Kind::Latency : Kind::Errors;
        suspect.title = isLatency ? say("%1 is slow").arg(service) : say("%1 fails").arg(service);
    } else {
        suspect.kind = *first == CauseReason::Errors ? Kind::Log : Kind::Errors;
        suspect.title = say("%1 fails").arg(service);
    }
}

CauseSuspect suspectOf(const analysis::SuspectedCause &cause, const CauseFacts &facts, const Incident &incident,
                       const analysis::CauseWeights &weights)
{
    const auto &details = facts.details[cause.service];
    const auto &service = *std::ranges::find(facts.question.services, cause.service, &analysis::ServiceFacts::service);
    CauseSuspect out;
    out.service = cause.service;
    out.cause = cause;
    out.bars = causeBarsOf(cause);
    const auto reasons = reasonsOf(cause, weights);
    for (const auto reason : reasons)
        if (const QString words = wordsOf(reason, facts, service, details, incident); !words.isEmpty())
            out.reasons << words;
    if (details.anomaly.startNs > 0)
        out.reasons << say("unusual since %1: %2").arg(base::hourMinute(details.anomaly.startNs), details.anomaly.what);
    if (cause.explained >= tellsAlone)
        out.reasons << say("but what it calls explains most of it");
    name(out, facts, details, reasons);
    out.atNs = out.kind == Kind::Deploy ? service.changeNs : service.onsetNs ? service.onsetNs : service.changeNs;
    if (out.atNs)
        out.leadNs = facts.question.symptomNs - *out.atNs;
    return out;
}

} // namespace

CauseReport causeReport(const CauseFacts &facts, const Incident &incident,
                        const std::vector<analysis::SuspectedCause> &ranked, const analysis::CauseWeights &weights)
{
    CauseReport out;
    out.incident = incident.number;
    out.symptomNs = facts.question.symptomNs;
    out.symptomService = facts.question.symptomService;
    const auto shares = causeShares(ranked);
    for (std::size_t i = 0; i < ranked.size() && out.suspects.size() < CauseReport::mostSuspects; ++i) {
        if (ranked[i].score < leastScore)
            break;
        out.suspects.push_back(suspectOf(ranked[i], facts, incident, weights));
        out.suspects.back().share = shares[i];
    }
    if (!out.suspects.empty())
        return out;
    if (incident.services.isEmpty())
        out.nothing = say("No suspect: its alerts name no service.");
    else if (!facts.isMeasured)
        out.nothing = say("No suspect: no source measures the services around it, none of them was deployed before it, "
                          "and none alarmed before the others.");
    else
        out.nothing = say("No suspect: everything around it is as usual, and nothing was deployed before it.");
    return out;
}

} // namespace wf::engine
