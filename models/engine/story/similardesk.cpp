// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/story/similardesk.h"

#include "models/store/ledger.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostAnswers = 20'000;

} // namespace

ConfirmedCauses confirmedCauses(const std::vector<store::AuditRecord> &oldestFirst)
{
    ConfirmedCauses out;
    for (const auto &record : oldestFirst) {
        const qint64 incident = record.note.subject.mid(record.note.subject.indexOf(u'-') + 1).toLongLong();
        const QString service = record.note.detail.value(u"service"_s).toString();
        if (record.note.action == u"cause.right"_s)
            out.insert(incident, service);
        else if (out.value(incident) == service)
            out.remove(incident);
    }
    return out;
}

SimilarDesk::SimilarDesk(const Parts &parts, const async::Pools &pools, QObject *parent)
    : QObject(parent), m_parts(parts), m_pools(pools)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleMs);
    m_settle.callOnTimeout(this, &SimilarDesk::refresh);
    const auto soon = [this] {
        if (m_incident != 0 && !m_settle.isActive())
            m_settle.start();
    };
    connect(&m_parts.incidents, &IncidentKeeper::changed, this, soon);
    connect(&m_parts.causes, &CauseDesk::changed, this, soon);
}

SimilarDesk::~SimilarDesk() = default;

void SimilarDesk::look(qint64 incident)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    m_comparedAlerts = 0;
    m_comparedSuspect.clear();
    m_found.clear();
    m_notes.clear();
    m_notesOpen = 0;
    m_jobs.cancelAll();
    m_isBusy = false;
    Q_EMIT changed();
    refresh();
}

void SimilarDesk::refresh()
{
    const auto *incident = m_parts.incidents.snapshot()->find(m_incident);
    if (!incident || m_isBusy)
        return;
    const auto report = m_parts.causes.report();
    const QString suspect = report && report->incident == m_incident && !report->suspects.empty()
                                ? report->suspects.front().service
                                : QString();
    if (incident->alerts.size() == m_comparedAlerts && suspect == m_comparedSuspect)
        return;
    m_comparedAlerts = incident->alerts.size();
    m_comparedSuspect = suspect;
    m_isBusy = true;
    m_reading = m_parts.ledger.trailOf(u"cause."_s, mostAnswers,
                                       [this](const base::Result<std::vector<store::AuditRecord>> &trail) {
                                           m_error = trail ? std::nullopt : std::optional(trail.error());
                                           compare(trail ? confirmedCauses(*trail) : ConfirmedCauses());
                                       });
}

void SimilarDesk::compare(const ConfirmedCauses &causes)
{
    m_jobs.runLatest(
        u"compare"_s, m_pools.analysis(),
        [snapshot = m_parts.incidents.snapshot(), number = m_incident, causes,
         suspect = m_comparedSuspect](std::stop_token) {
            const auto *incident = snapshot->find(number);
            return incident ? similarIncidents(*incident, *snapshot, causes, suspect) : std::vector<SimilarIncident>();
        },
        [this, causes](const std::vector<SimilarIncident> &found) { readNotes(found, causes); });
}

void SimilarDesk::readNotes(std::vector<SimilarIncident> found, const ConfirmedCauses &causes)
{
    m_isBusy = false;
    m_found.clear();
    m_notes.clear();
    m_notesOpen = 0;
    for (auto &one : found) {
        const qint64 number = one.past.number;
        m_found.push_back({std::move(one), causes.value(number), {}});
        store::NoteFilter filter;
        ++m_notesOpen;
        filter.subjectId = u"INC-%1"_s.arg(number);
        m_notes.push_back(
            m_parts.ledger.notes(filter, [this, number](const base::Result<std::vector<store::OperatorNote>> &notes) {
                --m_notesOpen;
                const auto at = std::ranges::find(m_found, number,
                                                  [](const SimilarStory &story) { return story.similar.past.number; });
                if (!notes || notes->empty() || at == m_found.end())
                    return;
                auto sorted = *notes;
                std::ranges::sort(sorted, std::greater{}, &store::OperatorNote::timeNs);
                for (const auto &note : sorted)
                    if (at->notes.size() < mostNotes)
                        at->notes << QString(note.author + u": "_s + note.text.simplified());
                Q_EMIT changed();
            }));
    }
    Q_EMIT changed();
}

} // namespace wf::engine
