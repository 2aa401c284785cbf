// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/history/incidentlog.h"

#include "models/store/ledger.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

const QString root = u"history/incident/"_s;

bool isWorse(signals::Severity one, signals::Severity other)
{
    const auto rank = [](signals::Severity severity) {
        return severity == signals::Severity::Critical  ? 3
               : severity == signals::Severity::Warning ? 2
               : severity == signals::Severity::Info    ? 1
                                                        : 0;
    };
    return rank(one) > rank(other);
}

// When the first of its alerts was taken, as its servers say it.
void addTaken(const Incident &incident, const AlertSnapshot &alerts, PastIncident &out)
{
    for (const auto &alert : incident.alerts) {
        const auto *watched = alert.fires() ? alerts.find(alert.key) : nullptr;
        if (!watched || watched->handling != Handling::Acknowledged || watched->heldSinceNs <= 0)
            continue;
        const qint64 at = std::max(watched->heldSinceNs, incident.openedNs);
        if (out.takenNs == 0 || at < out.takenNs) {
            out.takenNs = at;
            out.takenBy = watched->owner;
        }
    }
}

} // namespace

IncidentLog::IncidentLog(const Parts &parts, QObject *parent) : QObject(parent), m_parts(parts)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    m_settle.callOnTimeout(this, &IncidentLog::flush);
    const auto soon = [this] {
        if (m_isReady && !m_settle.isActive())
            m_settle.start();
    };
    connect(&m_parts.incidents, &IncidentKeeper::changed, this, soon);
    connect(&m_parts.causes, &CauseDesk::changed, this, soon);
}

IncidentLog::~IncidentLog() = default;

async::Request IncidentLog::read(store::Ledger &ledger,
                                 std::function<void(const base::Result<std::vector<PastIncident>> &)> reply)
{
    return ledger.settings(root, [reply = std::move(reply)](const base::Result<QHash<QString, QJsonValue>> &settings) {
        if (!settings)
            return reply(settings.error());
        std::vector<PastIncident> out;
        for (const auto &value : *settings)
            if (auto one = pastIncidentFrom(value.toObject()))
                out.push_back(std::move(*one));
        std::ranges::sort(out, {}, &PastIncident::number);
        reply(out);
    });
}

void IncidentLog::start()
{
    m_reading = read(m_parts.ledger, [this](const base::Result<std::vector<PastIncident>> &known) {
        if (!known)
            m_error = known.error();
        else
            for (const auto &one : *known)
                m_incidents[one.number] = one;
        m_isReady = true;
        flush();
        Q_EMIT changed();
    });
}

std::vector<PastIncident> IncidentLog::incidents() const
{
    std::vector<PastIncident> out;
    out.reserve(m_incidents.size());
    for (const auto &[number, one] : m_incidents)
        out.push_back(one);
    return out;
}

void IncidentLog::flush()
{
    if (!m_isReady)
        return;
    m_settle.stop();
    const auto snapshot = m_parts.incidents.snapshot();
    for (const auto *list : {&snapshot->open, &snapshot->closed})
        for (const auto &one : *list)
            remember(*one);
    rememberPast(snapshot->past);
    while (m_incidents.size() > mostKept) {
        const qint64 oldest = m_incidents.begin()->first;
        m_incidents.erase(m_incidents.begin());
        m_writes[oldest] = m_parts.ledger.setSetting(root + QString::number(oldest), QJsonValue(), [](const auto &) {});
    }
}

void IncidentLog::remember(const Incident &incident)
{
    const auto known = m_incidents.find(incident.number);
    PastIncident now = pastIncident(incident);
    now.kinds.clear(); // what only comparing needs is not kept
    now.words.clear();
    if (known != m_incidents.end()) {
        now.severity = isWorse(incident.severity, known->second.severity) ? incident.severity : known->second.severity;
        now.symptomNs = known->second.symptomNs;
        now.takenNs = known->second.takenNs;
        now.takenBy = known->second.takenBy;
    }
    addTaken(incident, *m_parts.alerts.snapshot(), now);
    const auto causes = m_parts.causes.report();
    if (causes && causes->incident == incident.number && causes->symptomNs > 0)
        now.symptomNs = causes->symptomNs;
    if (known != m_incidents.end() && known->second == now)
        return;
    m_incidents[now.number] = now;
    write(now);
}

// What was over before anybody watched: found in a history that was read. What is remembered already was seen better.
void IncidentLog::rememberPast(const PastIncidents &past)
{
    if (!past || past == m_past)
        return;
    m_past = past;
    for (PastIncident one : *past) {
        if (m_incidents.contains(one.number))
            continue;
        one.kinds.clear();
        one.words.clear();
        m_incidents[one.number] = one;
        write(one);
    }
}

void IncidentLog::write(const PastIncident &incident)
{
    m_writes[incident.number] = m_parts.ledger.setSetting(
        root + QString::number(incident.number), QJsonValue(toJson(incident)),
        [this](const base::Result<base::Done> &done) { m_error = done ? std::nullopt : std::optional(done.error()); });
    Q_EMIT changed();
}

} // namespace wf::engine
