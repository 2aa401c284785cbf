// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causefacts.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace wf::engine {

namespace {

constexpr qint64 anomalyBeforeNs = base::nsPerHour; // before the first alert

constexpr double unusual = 5; // a score that an onset needs
constexpr double usual = 2;   // a score that another region stays below
constexpr std::size_t mostServices = 2'000;
constexpr double memoryWorth = 0.5; // it grows for good reasons too

analysis::DeviationFloor floorOf(CauseMeasure measure)
{
    switch (measure) {
    case CauseMeasure::Latency:
        return {.ofMedian = 0.1, .absolute = 0.002};
    case CauseMeasure::Errors:
        return {.ofMedian = 0.1, .absolute = 0.002};
    case CauseMeasure::Saturation:
        return {.ofMedian = 0.05, .absolute = 0.02};
    case CauseMeasure::Processor:
        return {.ofMedian = 0.1, .absolute = 0.02};
    case CauseMeasure::Memory:
        return {.ofMedian = 0.02, .absolute = 1 << 20};
    case CauseMeasure::ErrorLines:
        return {.ofMedian = 0.1, .absolute = 1};
    }
    return {};
}

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

// For the worse only: what falls is no trouble of these figures.
std::optional<JudgedMeasure> judged(const MeasuredCause &one, qint64 quietUntilNs)
{
    std::vector<double> before;
    std::vector<double> within;
    for (std::size_t i = 0; i < one.values.size(); ++i)
        if (std::isfinite(one.values[i]))
            (one.timesNs[i] < quietUntilNs ? before : within).push_back(one.values[i]);
    const auto floor = floorOf(one.measure);
    const double median = medianOf(before);
    std::erase_if(within, [median](double value) { return value <= median; });
    const auto found = analysis::deviation(before, within, floor);
    if (!found)
        return std::nullopt;
    JudgedMeasure out{*found, median, median + found->change, one.title, {}};
    const double unit = found->score > 0 ? found->change / found->score : 0;
    for (std::size_t i = 0; i < one.values.size() && !out.onsetNs && unit > 0; ++i)
        if (one.timesNs[i] >= quietUntilNs && (one.values[i] - median) / unit >= unusual)
            out.onsetNs = one.timesNs[i];
    return out;
}

// The service nearest to users: from which most of what alarms is reached by calls; of equals the first to alarm.
QString alarmOf(const Incident &incident, const QHash<QString, QStringList> &calls)
{
    QString best;
    qsizetype most = -1;
    for (const QString &service : incident.services) {
        QSet<QString> seen{service};
        QStringList open{service};
        while (!open.isEmpty())
            for (const QString &callee : calls.value(open.takeLast()))
                if (!seen.contains(callee)) {
                    seen.insert(callee);
                    open << callee;
                }
        const auto reached =
            std::ranges::count_if(incident.services, [&seen](const QString &one) { return seen.contains(one); });
        if (reached > most) {
            most = reached;
            best = service;
        }
    }
    return best;
}

// A figure by service, region and what it measures.
using Judged = std::map<QString, std::map<CauseMeasure, std::map<QString, JudgedMeasure>>>;

Judged judgedAll(const CauseSignals &gathered, qint64 quietUntilNs)
{
    Judged out;
    for (const auto &one : gathered.measured) {
        auto found = judged(one, quietUntilNs);
        if (!found)
            continue;
        auto &known = out[one.service][one.measure];
        const auto [at, isNew] = known.try_emplace(one.region, *found);
        if (!isNew && found->deviation.score > at->second.deviation.score)
            at->second = std::move(*found);
    }
    return out;
}

const JudgedMeasure *worstOf(const std::map<QString, JudgedMeasure> &byRegion)
{
    const auto worst =
        std::ranges::max_element(byRegion, {}, [](const auto &one) { return one.second.deviation.score; });
    return worst == byRegion.end() ? nullptr : &worst->second;
}

// Unusual where the alarm is, and nowhere else although it is measured there.
bool isOnlyIn(const QStringList &regions, const std::map<CauseMeasure, std::map<QString, JudgedMeasure>> &measures)
{
    bool isHere = false;
    bool isKnownElsewhere = false;
    for (const auto &[measure, byRegion] : measures)
        for (const auto &[region, judgedThere] : byRegion) {
            if (region.isEmpty())
                continue;
            const double score = judgedThere.deviation.score;
            if (regions.contains(region)) {
                isHere = isHere || score >= unusual;
                continue;
            }
            isKnownElsewhere = true;
            if (score >= usual)
                return false;
        }
    return isHere && isKnownElsewhere;
}

// The newest change of a service before the first symptom, in a region of the incident.
signals::Deploy changeOf(const QString &service, const Incident &incident, qint64 symptomNs,
                         const ServicesSnapshot &services)
{
    for (const auto &deploy : services.deploys) // newest first
        if (deploy.service == service && deploy.timeNs <= symptomNs &&
            (deploy.region.isEmpty() || incident.regions.isEmpty() || incident.regions.contains(deploy.region)))
            return deploy;
    return {};
}

QStringList candidates(const Incident &incident, const ServicesSnapshot &services, const Judged &measured,
                       const std::vector<CauseAnomaly> &anomalies)
{
    QStringList out = incident.services;
    QSet<QString> seen(out.begin(), out.end());
    const auto add = [&](const QString &service) {
        if (!service.isEmpty() && !seen.contains(service) && seen.size() < static_cast<qsizetype>(mostServices)) {
            seen.insert(service);
            out << service;
        }
    };
    for (const auto &[service, figures] : measured)
        add(service);
    for (const auto &anomaly : anomalies)
        add(anomaly.service);
    for (const auto &deploy : services.deploys)
        add(deploy.service);
    for (const auto &call : services.calls) {
        add(call.caller);
        add(call.callee);
    }
    return out;
}

// What more error lines there are than there would have been.
double moreLines(const MeasuredCause &one, qint64 quietUntilNs)
{
    std::vector<double> before;
    double within = 0;
    int steps = 0;
    for (std::size_t i = 0; i < one.values.size(); ++i) {
        if (!std::isfinite(one.values[i]))
            continue;
        if (one.timesNs[i] < quietUntilNs) {
            before.push_back(one.values[i]);
        } else {
            within += one.values[i];
            ++steps;
        }
    }
    double sum = 0;
    for (const double value : before)
        sum += value;
    const double mean = before.empty() ? 0 : sum / static_cast<double>(before.size());
    return std::max(0.0, within - mean * steps);
}

void fill(analysis::ServiceFacts &facts, CauseDetails &details, CauseMeasure symptom)
{
    for (const auto &[measure, one] : details.measures) {
        if (measure == symptom)
            facts.symptom = one.deviation;
        if (measure == CauseMeasure::Saturation || measure == CauseMeasure::Processor)
            facts.saturation = std::max(facts.saturation, one.deviation.score);
        if (measure == CauseMeasure::Memory)
            facts.saturation = std::max(facts.saturation, memoryWorth * one.deviation.score);
        if (one.onsetNs && (!facts.onsetNs || *one.onsetNs < *facts.onsetNs))
            facts.onsetNs = one.onsetNs;
    }
}

double scoreAt(const Judged &measured, const QString &service, CauseMeasure measure)
{
    const auto of = measured.find(service);
    if (of == measured.end())
        return 0;
    const auto figures = of->second.find(measure);
    const auto *worst = figures == of->second.end() ? nullptr : worstOf(figures->second);
    return worst ? worst->deviation.score : 0;
}

// Since when it hurts: the first alert there, or what is measured there if that began earlier.
qint64 symptomOf(const Incident &incident, const QString &service, const Judged &measured)
{
    qint64 out = incident.openedNs;
    for (const auto &alert : incident.alerts)
        if (alert.service == service) {
            out = std::max(out, alert.startNs);
            break;
        }
    if (const auto of = measured.find(service); of != measured.end())
        for (const auto measure : {CauseMeasure::Latency, CauseMeasure::Errors})
            if (const auto figures = of->second.find(measure); figures != of->second.end())
                for (const auto &[region, one] : figures->second)
                    if (one.onsetNs)
                        out = std::min(out, *one.onsetNs);
    return out;
}

// The first that goes on when the incident opens or while it is open; what lasts since long before is no sign of it.
CauseAnomaly anomalyOf(const QString &service, const Incident &incident, const std::vector<CauseAnomaly> &anomalies)
{
    CauseAnomaly out;
    for (const auto &one : anomalies)
        if (one.service == service && one.startNs + anomalyBeforeNs >= incident.openedNs &&
            (one.endNs == 0 || one.endNs + quietBeforeNs >= incident.openedNs) &&
            (incident.isOpen() || one.startNs <= incident.closedNs) && (out.startNs == 0 || one.startNs < out.startNs))
            out = one;
    return out;
}

} // namespace

CauseFacts causeFacts(const Incident &incident, const ServicesSnapshot &services, const CauseSignals &gathered,
                      const QHash<QString, int> &timesCause, const std::vector<CauseAnomaly> &anomalies)
{
    CauseFacts out;
    const qint64 quietUntilNs = incident.openedNs - quietBeforeNs;
    const auto measured = judgedAll(gathered, quietUntilNs);
    out.isMeasured = !measured.empty();
    for (const auto &call : services.calls)
        if (call.caller != call.callee)
            out.question.calls[call.caller] << call.callee;
    out.question.symptomService = alarmOf(incident, out.question.calls);
    out.symptom = scoreAt(measured, out.question.symptomService, CauseMeasure::Errors) >
                          scoreAt(measured, out.question.symptomService, CauseMeasure::Latency)
                      ? CauseMeasure::Errors
                      : CauseMeasure::Latency;
    out.question.symptomNs = symptomOf(incident, out.question.symptomService, measured);
    const auto stops = analysis::stopStrengths(gathered.usual, gathered.within);
    QHash<QString, double> lines;
    for (const auto &one : gathered.measured)
        if (one.measure == CauseMeasure::ErrorLines)
            lines[one.service] += moreLines(one, quietUntilNs);
    for (const QString &service : candidates(incident, services, measured, anomalies)) {
        analysis::ServiceFacts facts;
        facts.service = service;
        CauseDetails details;
        if (const auto of = measured.find(service); of != measured.end()) {
            for (const auto &[measure, byRegion] : of->second)
                if (const auto *worst = worstOf(byRegion))
                    details.measures.emplace(measure, *worst);
            facts.onlyInRegion = isOnlyIn(incident.regions, of->second);
        }
        fill(facts, details, out.symptom);
        for (const auto &alert : incident.alerts)
            if (alert.service == service) {
                details.isAlarming = true;
                facts.onsetNs = std::min(facts.onsetNs.value_or(alert.startNs), alert.startNs);
                break; // by onset
            }
        details.anomaly = anomalyOf(service, incident, anomalies);
        if (details.anomaly.startNs > 0)
            facts.onsetNs = std::min(facts.onsetNs.value_or(details.anomaly.startNs), details.anomaly.startNs);
        details.change = changeOf(service, incident, out.question.symptomNs, services);
        if (details.change.timeNs > 0)
            facts.changeNs = details.change.timeNs;
        facts.stops = stops.value(service);
        facts.errorLines = lines.value(service);
        facts.timesCause = timesCause.value(service);
        out.question.services.push_back(facts);
        out.details.insert(service, std::move(details));
    }
    return out;
}

} // namespace wf::engine
