// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/freeze/freezebook.h"

#include "models/base/timetext.h"
#include "models/store/ledger.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace wf::engine {

using namespace Qt::StringLiterals;
using Kind = FreezeDecision::Kind;

namespace {

const QString prefix = u"objective.freeze."_s;
constexpr int mostRecords = 100'000;

std::optional<FreezeDecision> decisionOf(const store::AuditRecord &record)
{
    FreezeDecision out;
    const auto kinds = {Kind::Freeze, Kind::Lift, Kind::Later};
    const auto kind =
        std::ranges::find_if(kinds, [&](Kind one) { return record.note.action == prefix + freezeKindName(one); });
    if (kind == kinds.end())
        return std::nullopt;
    const QJsonObject &detail = record.note.detail;
    out.kind = *kind;
    out.objective = detail[u"objective"_s].toString();
    out.service = detail[u"service"_s].toString();
    out.why = detail[u"why"_s].toString();
    out.left = detail[u"left"_s].toDouble(std::numeric_limits<double>::quiet_NaN());
    out.untilNs = static_cast<qint64>(detail[u"until_ms"_s].toDouble()) * base::nsPerMs;
    out.by = record.note.actor;
    out.timeNs = record.timeNs;
    return out;
}

} // namespace

QString freezeKindName(Kind kind)
{
    return kind == Kind::Freeze ? u"freeze"_s : kind == Kind::Lift ? u"lift"_s : u"later"_s;
}

FreezeBook::FreezeBook(store::Ledger &ledger, QObject *parent) : QObject(parent), m_ledger(ledger) {}
FreezeBook::~FreezeBook() = default;

void FreezeBook::load()
{
    m_reading =
        m_ledger.trailOf(prefix, mostRecords, [this](const base::Result<std::vector<store::AuditRecord>> &reply) {
            m_isLoaded = true;
            m_error = reply ? std::nullopt : std::optional(reply.error());
            if (reply) {
                m_decisions.clear();
                m_newest.clear();
                for (const auto &record : *reply)
                    if (auto one = decisionOf(record))
                        take(std::move(*one));
            }
            Q_EMIT changed();
        });
}

const FreezeDecision *FreezeBook::standing(const QString &objective, qint64 nowNs) const
{
    const auto newest = m_newest.find(objective);
    if (newest == m_newest.end())
        return nullptr;
    const FreezeDecision &one = m_decisions[*newest];
    return one.kind == Kind::Later && one.untilNs > 0 && one.untilNs <= nowNs ? nullptr : &one;
}

void FreezeBook::take(FreezeDecision decision)
{
    m_newest.insert(decision.objective, m_decisions.size());
    m_decisions.push_back(std::move(decision));
}

void FreezeBook::decide(FreezeDecision decision, const QString &actor, std::function<void(base::Status)> reply)
{
    if (decision.why.trimmed().isEmpty())
        return reply(base::makeError(base::ErrorKind::Invalid, tr("A decision needs a reason")));
    const store::AuditNote note{actor,
                                prefix + freezeKindName(decision.kind),
                                decision.objective,
                                {{u"objective"_s, decision.objective},
                                 {u"service"_s, decision.service},
                                 {u"why"_s, decision.why.trimmed().left(2000)},
                                 {u"left"_s, std::isfinite(decision.left) ? QJsonValue(decision.left) : QJsonValue()},
                                 {u"until_ms"_s, static_cast<double>(decision.untilNs / base::nsPerMs)}}};
    m_writes.push_back(m_ledger.record(note, [this, reply](const base::Result<store::AuditRecord> &record) {
        if (!record)
            return reply(record.error());
        if (auto one = decisionOf(*record))
            take(std::move(*one));
        Q_EMIT changed();
        reply(base::Done{});
    }));
}

FreezeAdvice decided(const FreezeAdvice &advice, const FreezeDecision *standing)
{
    if (!standing || standing->kind == Kind::Later)
        return advice;
    const auto say = [](const char *text) { return QCoreApplication::translate("Objectives", text); };
    const QString who =
        say("%1 decided so on %2: %3.").arg(standing->by, base::isoTime(standing->timeNs), standing->why);
    if (standing->kind == Kind::Lift)
        return {FreezeAdvice::Decision::Go, say("everything"), who + u' ' + advice.reason};
    return {FreezeAdvice::Decision::Freeze, say("fixes, rollbacks and security updates"), who + u' ' + advice.reason};
}

} // namespace wf::engine
