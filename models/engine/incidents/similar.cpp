// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/similar.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <array>

namespace wf::engine {

namespace {

constexpr qsizetype mostWords = 120;
constexpr qsizetype mostNamed = 2;
constexpr double weightOfAlerts = 0.45;
constexpr double weightOfServices = 0.2;
constexpr double weightOfCause = 0.15;
constexpr double weightOfText = 0.15;
constexpr double weightOfRegions = 0.05;

QString say(const char *text)
{
    return QCoreApplication::translate("wf::engine::SimilarIncidents", text);
}

void addWords(const QString &text, QStringList &out)
{
    QString word;
    const auto take = [&] {
        if (word.size() > 2 && out.size() < mostWords && !out.contains(word))
            out << word;
        word.clear();
    };
    for (const QChar c : text) {
        if (c.isLetter())
            word += c.toLower();
        else
            take();
    }
    take();
}

// What an alert is, whenever it fires: of a finding the figure that is unusual.
QString kindOfAlert(const IncidentAlert &alert)
{
    const QString name = alert.isFinding() ? alert.summary.section(QStringLiteral(": "), 0, 0) : alert.name;
    return QString(name + u' ' + alert.service).trimmed();
}

struct Shared {
    QStringList both;
    double share = 0; // of what either has
};

Shared shared(const QStringList &now, const QStringList &then)
{
    const QSet<QString> known(now.begin(), now.end());
    Shared out;
    for (const QString &one : then)
        if (known.contains(one))
            out.both << one;
    const auto either = now.size() + then.size() - out.both.size();
    out.share = either > 0 ? static_cast<double>(out.both.size()) / static_cast<double>(either) : 0;
    return out;
}

QString named(const QStringList &names)
{
    QStringList out = names.mid(0, mostNamed);
    if (names.size() > mostNamed)
        out << say("%1 more").arg(names.size() - mostNamed);
    return out.join(QStringLiteral(", "));
}

QString alertsReason(const QStringList &both, qsizetype all)
{
    if (both.size() == all)
        return all == 1 ? say("its alert fires now too: %1").arg(named(both))
                        : say("all its %1 alerts fire now too: %2").arg(all).arg(named(both));
    return (both.size() == 1 ? say("%1 of its %2 alerts fires now too: %3")
                             : say("%1 of its %2 alerts fire now too: %3"))
        .arg(both.size())
        .arg(all)
        .arg(named(both));
}

SimilarIncident compared(const PastIncident &now, const PastIncident &then, const QString &cause,
                         const QString &suspect)
{
    struct Part {
        double weight, share;
        QString reason;
    };
    std::vector<Part> parts;
    const auto alerts = shared(now.kinds, then.kinds);
    parts.push_back({weightOfAlerts, alerts.share, alertsReason(alerts.both, then.kinds.size())});
    const auto services = shared(now.services, then.services);
    parts.push_back({weightOfServices, services.share,
                     now.service == then.service && !now.service.isEmpty()
                         ? say("it began at %1 too").arg(now.service)
                         : say("the same services: %1").arg(named(services.both))});
    if (!cause.isEmpty() && !suspect.isEmpty())
        parts.push_back(
            {weightOfCause, cause == suspect ? 1.0 : 0.0, say("%1 was the cause, and is suspected now").arg(cause)});
    const auto words = shared(now.words, then.words);
    parts.push_back({weightOfText, words.share, say("it says the same: %1").arg(named(words.both))});
    const auto regions = shared(now.regions, then.regions);
    parts.push_back({weightOfRegions, regions.share, say("the same region: %1").arg(named(regions.both))});
    double all = 0, weights = 0;
    for (const Part &part : parts) {
        all += part.weight * part.share;
        weights += part.weight;
    }
    std::ranges::stable_sort(parts, std::greater{}, [](const Part &part) { return part.weight * part.share; });
    SimilarIncident out{then, all / weights, {}};
    for (const Part &part : parts)
        if (part.share > 0)
            out.reasons << part.reason;
    return out;
}

} // namespace

PastIncident pastIncident(const Incident &incident)
{
    PastIncident out;
    out.number = incident.number;
    out.title = incident.title;
    out.severity = incident.severity;
    out.openedNs = incident.openedNs;
    out.closedNs = incident.closedNs;
    out.service = incident.service;
    out.services = incident.services;
    out.regions = incident.regions;
    out.outcome = incident.outcome;
    out.outcomeNote = incident.outcomeNote;
    for (std::size_t i = 0; i < std::min(incident.alerts.size(), PastIncident::mostFirings); ++i)
        out.firings.push_back({incident.alerts[i].fingerprint, incident.alerts[i].startNs});
    addWords(incident.title, out.words);
    QSet<QString> seen;
    QStringList owners;
    for (const auto &alert : incident.alerts) {
        if (!alert.owner.isEmpty() && !owners.contains(alert.owner) && owners.size() < mostNamed)
            owners << alert.owner;
        const QString kind = kindOfAlert(alert);
        if (out.kinds.size() == PastIncident::mostKinds || seen.contains(kind))
            continue;
        seen.insert(kind);
        out.kinds << kind;
        addWords(alert.summary, out.words);
    }
    out.owner = owners.join(QStringLiteral(", "));
    return out;
}

std::vector<SimilarIncident> similarIncidents(const Incident &incident, const IncidentSnapshot &incidents,
                                              const ConfirmedCauses &causes, const QString &suspect)
{
    const PastIncident now = pastIncident(incident);
    std::vector<SimilarIncident> out;
    const auto look = [&](const PastIncident &then) {
        if (then.number == now.number)
            return;
        auto one = compared(now, then, causes.value(then.number), suspect);
        if (one.score >= leastSimilar)
            out.push_back(std::move(one));
    };
    for (const auto &closed : incidents.closed)
        look(pastIncident(*closed));
    if (incidents.past)
        for (const auto &past : *incidents.past)
            look(past);
    std::ranges::stable_sort(out, [](const SimilarIncident &a, const SimilarIncident &b) {
        return a.score != b.score ? a.score > b.score : a.past.closedNs > b.past.closedNs;
    });
    if (out.size() > mostSimilar)
        out.resize(mostSimilar);
    return out;
}

} // namespace wf::engine
