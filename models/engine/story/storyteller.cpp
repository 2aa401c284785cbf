// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/storyteller.h"

#include "models/engine/story/handover.h"
#include "models/engine/story/postmortem.h"
#include "models/store/ledger.h"

#include <algorithm>

namespace wf::engine {

namespace {

constexpr qint64 leadNs = 2 * base::nsPerHour;

// Three answers of the ledger joined into one; dropped with its Request.
struct Joined {
    TimelineSources sources;
    std::optional<base::Error> error;
    int open = 3;
    std::function<void(const base::Result<TimelineSources> &)> reply;
    std::vector<async::Request> requests;

    void done()
    {
        if (--open > 0 || !reply)
            return;
        const auto answer = std::exchange(reply, nullptr);
        if (error)
            answer(*error);
        else
            answer(std::move(sources));
    }
};

base::Error notKnown(qint64 incident)
{
    return base::makeError(
        base::ErrorKind::NotFound,
        Storyteller::tr("INC-%1 is not known any more: incidents are kept for a day after their end.").arg(incident));
}

std::vector<Attachment> attachmentsOf(const Incident &incident, const std::vector<Attachment> &all)
{
    std::vector<Attachment> out;
    std::ranges::copy_if(all, std::back_inserter(out),
                         [&incident](const Attachment &one) { return one.incident == incident.number; });
    return out;
}

} // namespace

Storyteller::Storyteller(const Parts &parts, const base::Clock &clock, QString actor, QObject *parent)
    : QObject(parent), m_parts(parts), m_clock(clock), m_actor(std::move(actor))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    m_settle.callOnTimeout(this, &Storyteller::refresh);
    const auto soon = [this] {
        if (m_incident != 0 && !m_settle.isActive())
            m_settle.start();
    };
    connect(&m_parts.incidents, &IncidentKeeper::changed, this, soon);
    connect(&m_parts.causes, &CauseDesk::changed, this, soon);
}

Storyteller::~Storyteller() = default;

async::Request Storyteller::read(base::TimeRange range, Sources reply)
{
    auto joined = std::make_shared<Joined>();
    joined->reply = std::move(reply);
    joined->sources.deploys = m_parts.services.snapshot()->deploys;
    joined->requests.push_back(
        m_parts.ledger.trail(range, mostRecords, [joined](const base::Result<std::vector<store::AuditRecord>> &answer) {
            if (answer)
                joined->sources.trail = *answer;
            else
                joined->error = answer.error();
            joined->done();
        }));
    store::NoteFilter filter;
    filter.range = range;
    joined->requests.push_back(
        m_parts.ledger.notes(filter, [joined](const base::Result<std::vector<store::OperatorNote>> &answer) {
            if (answer)
                joined->sources.notes = *answer;
            else
                joined->error = answer.error();
            joined->done();
        }));
    joined->requests.push_back(
        m_parts.ledger.settings(attachedRoot, [joined](const base::Result<QHash<QString, QJsonValue>> &answer) {
            if (answer)
                joined->sources.attachments = attachmentsFrom(*answer);
            else
                joined->error = answer.error();
            joined->done();
        }));
    return async::Request([joined] {
        joined->reply = nullptr;
        joined->requests.clear();
    });
}

void Storyteller::look(qint64 incident)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    m_timeline.clear();
    m_attachments.clear();
    m_reading = {};
    Q_EMIT changed();
    refresh();
}

void Storyteller::refresh()
{
    const auto *incident = m_parts.incidents.snapshot()->find(m_incident);
    if (!incident)
        return;
    m_reading =
        read({incident->openedNs - leadNs, m_clock.nowNs()}, [this](const base::Result<TimelineSources> &sources) {
            const auto *now = m_parts.incidents.snapshot()->find(m_incident);
            m_error = sources ? std::nullopt : std::optional(sources.error());
            if (now && sources) {
                m_timeline = incidentTimeline(*now, *sources);
                m_attachments = attachmentsOf(*now, sources->attachments);
            }
            Q_EMIT changed();
        });
}

async::Request Storyteller::handover(Document reply)
{
    qint64 firstNs = m_clock.nowNs();
    for (const auto &one : m_parts.incidents.snapshot()->open)
        firstNs = std::min(firstNs, one->openedNs);
    return read({firstNs - leadNs, m_clock.nowNs()},
                [this, reply = std::move(reply)](const base::Result<TimelineSources> &sources) {
                    if (!sources) {
                        reply(sources.error());
                        return;
                    }
                    const auto snapshot = m_parts.incidents.snapshot();
                    QHash<qint64, std::vector<TimelineEntry>> timelines;
                    for (const auto &one : snapshot->open)
                        timelines.insert(one->number, incidentTimeline(*one, *sources));
                    reply(handoverNote(*snapshot, timelines, m_actor));
                });
}

async::Request Storyteller::tell(qint64 incident, Timeline reply)
{
    const auto *known = m_parts.incidents.snapshot()->find(incident);
    const qint64 firstNs = known ? known->openedNs : m_clock.nowNs();
    return read({firstNs - leadNs, m_clock.nowNs()},
                [this, incident, reply = std::move(reply)](const base::Result<TimelineSources> &sources) {
                    const auto snapshot = m_parts.incidents.snapshot();
                    const auto *now = snapshot->find(incident);
                    if (sources && now)
                        reply(incidentTimeline(*now, *sources));
                    else
                        reply(sources ? notKnown(incident) : sources.error());
                });
}

async::Request Storyteller::review(qint64 incident, Document reply)
{
    const auto *known = m_parts.incidents.snapshot()->find(incident);
    const qint64 firstNs = known ? known->openedNs : m_clock.nowNs();
    return read({firstNs - leadNs, m_clock.nowNs()},
                [this, incident, reply = std::move(reply)](const base::Result<TimelineSources> &sources) {
                    const auto snapshot = m_parts.incidents.snapshot();
                    const auto *now = snapshot->find(incident);
                    if (!sources || !now) {
                        reply(sources ? notKnown(incident) : sources.error());
                        return;
                    }
                    const auto causes = m_parts.causes.report();
                    const bool isItsReport = causes && causes->incident == incident;
                    reply(postmortemDraft(*now, incidentTimeline(*now, *sources), isItsReport ? causes.get() : nullptr,
                                          attachmentsOf(*now, sources->attachments)));
                });
}

} // namespace wf::engine
