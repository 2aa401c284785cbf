// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/resolve/resolver.h"

#include "models/engine/acknowledge/ackwords.h"

#include <map>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString sentenceOf(const base::Error &error)
{
    return error.detail.isEmpty() ? error.summary : QString(error.summary + u": "_s + error.detail);
}

SilenceRequest silenceOf(const QString &rule, const std::vector<WatchedAlert> &alerts)
{
    SilenceRequest out;
    out.matchers = stableMatchers(alerts);
    out.title = rule;
    for (const auto &alert : alerts) {
        out.fingerprints << alert.alert.fingerprint;
        for (const auto &source : alert.sources)
            if (!out.sources.contains(source))
                out.sources << source;
    }
    return out;
}

} // namespace

QString namesOf(const Resolver::Incidents &incidents)
{
    return incidents.size() == 1 ? incidents.front()->id()
                                 : Resolver::tr("%n incidents", nullptr, static_cast<int>(incidents.size()));
}

Resolver::Resolver(const Parts &parts, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_parts(parts), m_clock(clock)
{
}

Resolver::~Resolver() = default;

std::vector<WatchedAlert> Resolver::loudAlerts(const Incidents &incidents) const
{
    std::vector<WatchedAlert> out;
    for (const auto &incident : incidents)
        for (const auto &alert : incident->alerts) {
            const auto *watched = alert.fires() ? m_parts.alerts.snapshot()->find(alert.key) : nullptr;
            if (watched && watched->handling < Handling::Silenced && !watched->sources.isEmpty())
                out.push_back(*watched);
        }
    return out;
}

void Resolver::settle(const Incidents &incidents, const std::optional<IncidentOutcome> &outcome, Reply reply)
{
    if (incidents.empty())
        return reply(base::makeError(base::ErrorKind::Invalid, tr("There is no incident to speak of.")));
    auto resolved = std::make_shared<Resolved>();
    auto left = std::make_shared<std::size_t>(incidents.size());
    const auto ended = [resolved, left, reply = std::move(reply)] {
        if (--*left > 0)
            return;
        if (resolved->before.isEmpty())
            reply(base::makeError(base::ErrorKind::Storage, resolved->problems.join(u' ')));
        else
            reply(*resolved);
    };
    for (const auto &incident : incidents)
        m_parts.incidents.settle(
            incident->number, outcome,
            [resolved, ended, number = incident->number](const base::Result<std::optional<IncidentOutcome>> &before) {
                if (before)
                    resolved->before.insert(number, *before);
                else
                    resolved->problems << sentenceOf(before.error());
                ended();
            });
}

void Resolver::resolve(const Incidents &incidents, const Wish &wish, Reply reply)
{
    const auto loud = wish.silenceNs > 0 ? loudAlerts(incidents) : std::vector<WatchedAlert>();
    if (const auto may = m_parts.desk.mayAct(); !loud.empty() && !may)
        return reply(may.error());
    settle(incidents, IncidentOutcome{0, wish.outcome, 0, {}, wish.note, {}},
           [this, loud, wish, names = namesOf(incidents),
            reply = std::move(reply)](const base::Result<Resolved> &settled) {
               if (!settled || loud.empty())
                   return reply(settled);
               silence(loud, wish, names, std::make_shared<Resolved>(*settled), reply);
           });
}

// One silence for each rule: it holds what fires of it now and nothing of another.
void Resolver::silence(const std::vector<WatchedAlert> &alerts, const Wish &wish, const QString &names,
                       const std::shared_ptr<Resolved> &resolved, const Reply &reply)
{
    std::map<QString, std::vector<WatchedAlert>> byRule;
    for (const auto &alert : alerts)
        byRule[alert.alert.name()].push_back(alert);
    auto left = std::make_shared<std::size_t>(byRule.size());
    for (const auto &[rule, group] : byRule) {
        SilenceRequest request = silenceOf(rule, group);
        request.endsNs = m_clock.nowNs() + wish.silenceNs;
        request.why = tr("Resolved: %1").arg(wish.note.isEmpty() ? names : wish.note);
        m_parts.desk.silence(request, [resolved, left, reply,
                                       count = static_cast<int>(group.size())](const base::Result<QStringList> &keys) {
            if (keys) {
                resolved->silences << *keys;
                resolved->silenced += count;
            } else {
                resolved->problems << sentenceOf(keys.error());
            }
            if (--*left == 0)
                reply(*resolved);
        });
    }
}

void Resolver::takeBack(const Resolved &resolved, std::function<void(const base::Status &)> reply)
{
    for (auto it = resolved.before.cbegin(); it != resolved.before.cend(); ++it)
        m_parts.incidents.settle(it.key(), it.value(), [](const auto &) {});
    if (resolved.silences.isEmpty())
        return reply(base::Done{});
    m_parts.desk.undo(resolved.silences, std::move(reply));
}

} // namespace wf::engine
