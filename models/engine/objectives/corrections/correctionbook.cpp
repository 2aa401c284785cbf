// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/corrections/correctionbook.h"

#include "models/store/ledger.h"

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

const QString prefix = u"objective.correction."_s;
const QString added = prefix + u"add"_s;
const QString revoked = prefix + u"revoke"_s;
constexpr int mostRecords = 100'000;

} // namespace

std::vector<Correction> correctionsIn(const std::vector<store::AuditRecord> &trail)
{
    std::vector<Correction> out;
    for (const store::AuditRecord &record : trail) {
        if (record.note.action == added) {
            if (auto read = correctionFrom(record.note.detail)) {
                read->addedBy = record.note.actor;
                read->addedNs = record.timeNs;
                out.push_back(std::move(*read));
            }
        } else if (record.note.action == revoked) {
            const auto of = std::ranges::find(out, record.note.detail[u"id"_s].toString(), &Correction::id);
            if (of == out.end() || !of->holds())
                continue;
            of->revokedBy = record.note.actor;
            of->revokedNs = record.timeNs;
            of->revokedWhy = record.note.detail[u"why"_s].toString();
        }
    }
    return out;
}

CorrectionBook::CorrectionBook(store::Ledger &ledger, const base::Clock &clock, QObject *parent)
    : QObject(parent),
      m_ledger(ledger),
      m_clock(clock),
      m_corrections(std::make_shared<const std::vector<Correction>>())
{
}

CorrectionBook::~CorrectionBook() = default;

void CorrectionBook::load()
{
    m_reading =
        m_ledger.trailOf(prefix, mostRecords, [this](const base::Result<std::vector<store::AuditRecord>> &reply) {
            m_isLoaded = true;
            m_error = reply ? std::nullopt : std::optional(reply.error());
            if (reply)
                publish(correctionsIn(*reply));
            else
                Q_EMIT changed();
        });
}

void CorrectionBook::add(Correction correction, const QString &actor,
                         std::function<void(base::Result<Correction>)> reply)
{
    correction.id = store::makeUlid(m_clock.nowNs());
    store::AuditNote note{actor, added, correction.name, toJson(correction)};
    m_writes.push_back(m_ledger.record(note, [this, correction = std::move(correction),
                                              reply](const base::Result<store::AuditRecord> &record) mutable {
        if (!record)
            return reply(record.error());
        correction.addedBy = record->note.actor;
        correction.addedNs = record->timeNs;
        auto all = *m_corrections;
        all.push_back(correction);
        publish(std::move(all));
        reply(correction);
    }));
}

void CorrectionBook::revoke(const QString &id, const QString &why, const QString &actor,
                            std::function<void(base::Status)> reply)
{
    const auto of = std::ranges::find(*m_corrections, id, &Correction::id);
    if (of == m_corrections->end())
        return reply(
            base::makeError(base::ErrorKind::NotFound, tr("There is no kept correction %1").arg(id.left(120))));
    if (!of->holds())
        return reply(base::makeError(base::ErrorKind::Invalid, tr("%1 is revoked already").arg(of->name)));
    if (why.trimmed().isEmpty())
        return reply(base::makeError(base::ErrorKind::Invalid, tr("Revoking a correction needs a reason")));
    const store::AuditNote note{actor, revoked, of->name, {{u"id"_s, id}, {u"why"_s, why.trimmed().left(2000)}}};
    m_writes.push_back(m_ledger.record(note, [this, id, reply](const base::Result<store::AuditRecord> &record) {
        if (!record)
            return reply(record.error());
        auto all = *m_corrections;
        const auto one = std::ranges::find(all, id, &Correction::id);
        if (one != all.end()) {
            one->revokedBy = record->note.actor;
            one->revokedNs = record->timeNs;
            one->revokedWhy = record->note.detail[u"why"_s].toString();
        }
        publish(std::move(all));
        reply(base::Done{});
    }));
}

void CorrectionBook::publish(std::vector<Correction> corrections)
{
    m_corrections = std::make_shared<const std::vector<Correction>>(std::move(corrections));
    Q_EMIT changed();
}

} // namespace wf::engine
