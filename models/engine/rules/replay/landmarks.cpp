// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/replay/landmarks.h"

#include "models/base/duration.h"
#include "models/engine/incidents/incidentkeys.h"
#include "models/engine/incidents/lessons.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleReplay", text);
}

void take(Landmark &into, const PastAlert &alert)
{
    into.startNs = into.startNs == 0 ? alert.startNs : std::min(into.startNs, alert.startNs);
    into.endNs = alert.endNs == 0        ? 0
                 : into.alerts.isEmpty() ? alert.endNs
                 : into.endNs == 0       ? 0
                                         : std::max(into.endNs, alert.endNs);
    if (!alert.service.isEmpty() && !into.services.contains(alert.service))
        into.services << alert.service;
    if (!into.alerts.contains(alert.name))
        into.alerts << alert.name;
    into.wasActedOn |= alert.ackNs != 0;
}

qint64 distance(const base::TimeRange &firing, const Landmark &mark)
{
    const qint64 endNs = mark.endNs == 0 ? std::max(mark.startNs, firing.endNs) : mark.endNs;
    if (mark.startNs > firing.endNs)
        return mark.startNs - firing.endNs;
    return endNs < firing.startNs ? firing.startNs - endNs : 0;
}

FiringWorth worthOf(const Landmark &mark)
{
    if (mark.outcome)
        return *mark.outcome == OutcomeKind::Real ? FiringWorth::Useful : FiringWorth::LikelyNoise;
    return mark.wasActedOn ? FiringWorth::Useful : FiringWorth::NotKnown;
}

QString nearWords(const base::TimeRange &firing, const Landmark &mark)
{
    const qint64 laterNs = mark.startNs - firing.startNs;
    if (std::abs(laterNs) < base::nsPerMinute)
        return tr("%1, at the same time").arg(mark.title);
    const QString length = base::humanDuration(std::abs(laterNs) - std::abs(laterNs) % base::nsPerMinute);
    return laterNs > 0 ? tr("%1, %2 later").arg(mark.title, length) : tr("%1, %2 earlier").arg(mark.title, length);
}

// Which of two marks explains a firing better: what says more, an incident, the nearer.
bool explainsMore(const base::TimeRange &firing, const Landmark &a, const Landmark &b)
{
    const auto rank = [&firing](const Landmark &mark) {
        const FiringWorth worth = worthOf(mark);
        return std::tuple(worth == FiringWorth::Useful        ? 0
                          : worth == FiringWorth::LikelyNoise ? 1
                                                              : 2,
                          mark.isIncident ? 0 : 1, distance(firing, mark), std::abs(mark.startNs - firing.startNs));
    };
    return rank(a) < rank(b);
}

} // namespace

std::vector<Landmark> landmarksOf(const std::vector<PastAlert> &alerts,
                                  const QHash<QString, QJsonValue> &incidentSettings)
{
    std::map<std::pair<QString, qint64>, qint64> incidentOf;
    std::map<qint64, Landmark> incidents;
    for (auto it = incidentSettings.cbegin(); it != incidentSettings.cend(); ++it) {
        if (it.key().startsWith(incidentOutcomeRoot)) {
            if (const auto outcome = outcomeFrom(it.value().toObject()))
                incidents[outcome->incident].outcome = outcome->kind;
        } else if (it.key().startsWith(incidentNumberRoot)) {
            if (const auto kept = keptIncidentFrom(it.value().toObject()))
                for (const auto &firing : kept->firings)
                    incidentOf.try_emplace({firing.fingerprint, firing.startNs}, kept->number);
        }
    }
    std::vector<Landmark> out;
    for (const auto &alert : alerts) {
        const auto it = incidentOf.find({alert.fingerprint, alert.startNs});
        if (it != incidentOf.end()) {
            take(incidents[it->second], alert);
            continue;
        }
        Landmark own;
        own.title = alert.name;
        take(own, alert);
        out.push_back(std::move(own));
    }
    for (auto &[number, incident] : incidents) {
        if (incident.alerts.isEmpty())
            continue; // its alerts are older than the log that was read
        incident.title = u"INC-%1"_s.arg(number);
        incident.isIncident = true;
        out.push_back(std::move(incident));
    }
    std::ranges::stable_sort(out, {}, &Landmark::startNs);
    return out;
}

QString firingWorthName(FiringWorth worth)
{
    switch (worth) {
    case FiringWorth::Useful:
        return u"useful"_s;
    case FiringWorth::LikelyNoise:
        return u"likely noise"_s;
    case FiringWorth::NotKnown:
        return u"not known"_s;
    case FiringWorth::NotWatched:
        break;
    }
    return u"not watched"_s;
}

FiringContext contextOf(base::TimeRange firing, const QString &name, const QString &service,
                        const std::vector<Landmark> &landmarks, qint64 watchedSinceNs)
{
    const Landmark *best = nullptr;
    for (const Landmark &mark : landmarks) {
        if (mark.startNs > firing.endNs + nearNs)
            break;
        const bool isOther = !service.isEmpty() && !mark.services.isEmpty() && !mark.services.contains(service);
        // The rule's own alert explains nothing but for what people said of it.
        const bool isItself = !mark.isIncident && mark.title == name && worthOf(mark) == FiringWorth::NotKnown;
        if (isOther || isItself || distance(firing, mark) > nearNs)
            continue;
        if (!best || explainsMore(firing, mark, *best))
            best = &mark;
    }
    if (best)
        return {worthOf(*best), nearWords(firing, *best), best->isIncident};
    if (watchedSinceNs == 0 || firing.startNs < watchedSinceNs)
        return {FiringWorth::NotWatched, tr("nobody kept a history then"), false};
    return {FiringWorth::LikelyNoise, tr("nothing else fired"), false};
}

} // namespace wf::engine
