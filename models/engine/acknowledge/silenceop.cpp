// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/silenceop.h"

#include "models/base/clock.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wf::engine {

QJsonObject toJson(const SilenceOp &op)
{
    QJsonArray matchers;
    for (const auto &m : op.matchers)
        matchers.append(QJsonObject{
            {u"name"_s, m.name}, {u"value"_s, m.value}, {u"isRegex"_s, m.isRegex}, {u"isEqual"_s, m.isEqual}});
    return {{u"wanted"_s, op.wanted == SilenceOp::Wanted::Present ? u"present"_s : u"gone"_s},
            {u"acknowledgement"_s, op.acknowledgement},
            {u"matchers"_s, matchers},
            {u"startsNs"_s, op.startsNs},
            {u"endsNs"_s, op.endsNs},
            {u"confirmedEndsNs"_s, op.confirmedEndsNs},
            {u"createdBy"_s, op.createdBy},
            {u"note"_s, op.note},
            {u"title"_s, op.title},
            {u"fingerprints"_s, QJsonArray::fromStringList(op.fingerprints)},
            {u"adoptId"_s, op.adoptId},
            {u"extendByNs"_s, op.extendByNs},
            {u"deadlineNs"_s, op.deadlineNs},
            {u"goneSinceNs"_s, op.goneSinceNs},
            {u"changed"_s, op.changed},
            {u"annotate"_s, op.annotate}};
}

base::Result<SilenceOp> silenceOpFromJson(const QJsonObject &json)
{
    SilenceOp op;
    for (const auto &entry : json.value("matchers"_L1).toArray()) {
        const QJsonObject m = entry.toObject();
        op.matchers.push_back({m.value("name"_L1).toString(), m.value("value"_L1).toString(),
                               m.value("isRegex"_L1).toBool(), m.value("isEqual"_L1).toBool(true)});
    }
    const auto number = [&json](QLatin1StringView name) { return json.value(name).toInteger(); };
    op.wanted = json.value("wanted"_L1) == "gone"_L1 ? SilenceOp::Wanted::Gone : SilenceOp::Wanted::Present;
    op.acknowledgement = json.value("acknowledgement"_L1).toBool();
    op.startsNs = number("startsNs"_L1);
    op.endsNs = number("endsNs"_L1);
    op.confirmedEndsNs = number("confirmedEndsNs"_L1);
    op.createdBy = json.value("createdBy"_L1).toString();
    op.note = json.value("note"_L1).toString();
    op.title = json.value("title"_L1).toString();
    for (const auto &entry : json.value("fingerprints"_L1).toArray())
        op.fingerprints << entry.toString();
    op.adoptId = json.value("adoptId"_L1).toString();
    op.extendByNs = number("extendByNs"_L1);
    op.deadlineNs = number("deadlineNs"_L1);
    op.goneSinceNs = number("goneSinceNs"_L1);
    op.changed = json.value("changed"_L1).toBool();
    op.annotate = json.value("annotate"_L1).toBool();
    if (op.matchers.empty() || op.endsNs <= 0)
        return base::makeError(base::ErrorKind::Invalid, u"Not a silence operation"_s);
    return op;
}

namespace {

constexpr qint64 sameEndNs = 2 * base::nsPerSecond; // servers round

bool sameEnd(qint64 a, qint64 b)
{
    return std::abs(a - b) < sameEndNs;
}

signals::Silence wantedSilence(const store::OutboxItem &item, const SilenceOp &op, qint64 nowNs)
{
    signals::Silence out;
    out.matchers = op.matchers;
    out.startsNs = std::max(op.startsNs, nowNs);
    out.endsNs = op.endsNs;
    out.createdBy = op.createdBy;
    out.comment = silenceComment(op.acknowledgement, op.note, item.opKey);
    out.source = item.source;
    if (op.annotate)
        out.annotations = base::Labels({{"watchfloor_operation", item.opKey.toStdString()},
                                        {"watchfloor_acknowledgement", op.acknowledgement ? "true" : "false"}});
    return out;
}

// Keeps what the server has except what is wanted otherwise: with equal matchers and start the id survives
// (protocols.md 4.2).
SilenceDecision edited(const store::OutboxItem &item, const SilenceOp &op, const signals::Silence &present,
                       qint64 nowNs)
{
    SilenceDecision out;
    out.what = SilenceDecision::Do::Edit;
    out.why = SilenceDecision::Why::Differs;
    out.put = wantedSilence(item, op, nowNs);
    out.put.id = present.id;
    out.put.startsNs = present.startsNs;
    if (!op.changed) {
        out.put.matchers = present.matchers;
        if (!carriesMarker(present.comment, item.opKey))
            out.put.comment = present.comment + u' ' + opMarker(item.opKey);
        else
            out.put.comment = present.comment;
        out.put.createdBy = present.createdBy;
    }
    return out;
}

SilenceDecision close(SilenceDecision::Why why)
{
    SilenceDecision out;
    out.what = SilenceDecision::Do::Close;
    out.why = why;
    return out;
}

SilenceDecision expire(const std::vector<const signals::Silence *> &silences, std::size_t from,
                       SilenceDecision::Why why)
{
    SilenceDecision out;
    out.what = SilenceDecision::Do::Expire;
    out.why = why;
    for (std::size_t i = from; i < silences.size(); ++i)
        out.expire << silences[i]->id;
    return out;
}

SilenceDecision decideGone(const SilenceOp &op, const std::vector<const signals::Silence *> &mine, qint64 nowNs)
{
    if (!mine.empty())
        return expire(mine, 0, SilenceDecision::Why::Removed);
    // A write that seemed to fail may still arrive: look once more after a minute.
    if (op.goneSinceNs != 0 && nowNs - op.goneSinceNs >= base::nsPerMinute)
        return close(SilenceDecision::Why::Removed);
    SilenceDecision out;
    out.why = SilenceDecision::Why::Removed;
    return out;
}

bool endedElsewhere(const store::OutboxItem &item, const SilenceOp &op, const std::vector<signals::Silence> &onServer)
{
    const bool stood = item.state == store::OpState::Applied || item.state == store::OpState::Verified;
    return stood && std::any_of(onServer.begin(), onServer.end(), [&](const signals::Silence &s) {
               return s.id == item.remoteId && s.state == signals::SilenceState::Expired && s.endsNs < op.endsNs;
           });
}

bool earlier(const signals::Silence &a, const signals::Silence &b)
{
    return std::tie(a.startsNs, a.id) < std::tie(b.startsNs, b.id);
}

// The colleague's acknowledgement of exactly the same alert that this one has to yield to. `own` is null while none of
// ours stands: then any that holds was first.
const signals::Silence *firstHolder(const store::OutboxItem &item, const SilenceOp &op,
                                    const std::vector<signals::Silence> &onServer, const signals::Silence *own)
{
    if (!op.acknowledgement || op.changed || !op.adoptId.isEmpty())
        return nullptr;
    const signals::Silence *first = nullptr;
    for (const auto &s : onServer) {
        const bool holds = s.state == signals::SilenceState::Active && s.isAcknowledgement() &&
                           !carriesMarker(s.comment, item.opKey) && s.id != item.remoteId &&
                           sameMatchers(s.matchers, op.matchers);
        if (holds && (!own || earlier(s, *own)) && (!first || earlier(s, *first)))
            first = &s;
    }
    return first;
}

SilenceDecision yields(SilenceDecision decision, const signals::Silence &to)
{
    decision.why = SilenceDecision::Why::Yields;
    decision.id = to.id;
    decision.holder = to.createdBy;
    decision.holderSinceNs = to.startsNs;
    return decision;
}

} // namespace

SilenceDecision decide(const store::OutboxItem &item, const SilenceOp &op,
                       const std::vector<signals::Silence> &onServer, qint64 nowNs)
{
    std::vector<const signals::Silence *> mine;
    for (const auto &silence : onServer)
        if (silence.state != signals::SilenceState::Expired && // by the server's clock, whatever ours says
            (carriesMarker(silence.comment, item.opKey) || silence.id == item.remoteId || silence.id == op.adoptId))
            mine.push_back(&silence);
    // Of several the oldest stays, on whichever console asks.
    std::sort(mine.begin(), mine.end(), [](const auto *a, const auto *b) { return earlier(*a, *b); });

    if (op.wanted == SilenceOp::Wanted::Gone)
        return decideGone(op, mine, nowNs);
    if (op.endsNs <= nowNs && mine.empty())
        return close(SilenceDecision::Why::Ended);
    if (const auto *first = firstHolder(item, op, onServer, mine.empty() ? nullptr : mine.front()))
        return yields(
            mine.empty() ? close(SilenceDecision::Why::Yields) : expire(mine, 0, SilenceDecision::Why::Yields), *first);
    if (mine.empty()) {
        if (endedElsewhere(item, op, onServer))
            return close(SilenceDecision::Why::EndedElsewhere);
        SilenceDecision out;
        out.what = SilenceDecision::Do::Post;
        out.why = SilenceDecision::Why::Missing;
        out.put = wantedSilence(item, op, nowNs);
        return out;
    }
    if (mine.size() > 1)
        return expire(mine, 1, SilenceDecision::Why::Surplus);
    const signals::Silence &present = *mine.front();
    const bool editPending = op.endsNs > nowNs && !sameEnd(op.endsNs, op.confirmedEndsNs);
    const bool wordsDiffer = op.changed && (!sameMatchers(present.matchers, op.matchers) ||
                                            readableComment(present.comment) != readableComment(op.note));
    if (wordsDiffer || (editPending && !sameEnd(present.endsNs, op.endsNs)))
        return edited(item, op, present, nowNs);
    SilenceDecision out;
    out.id = present.id;
    out.endsNs = present.endsNs; // somebody else may have extended or shortened it: theirs counts
    return out;
}

qint64 nextLook(store::OpState before, const SilenceOp &op, qint64 nowNs)
{
    qint64 after = 15 * base::nsPerMinute;
    if (before != store::OpState::Applied && before != store::OpState::Verified)
        after = base::nsPerMinute;
    return std::min(nowNs + after, op.endsNs + base::nsPerSecond);
}

qint64 backoffNs(int attempts, double random)
{
    const double cap = std::min(30.0, 0.5 * std::pow(2.0, std::min(attempts, 10)));
    return static_cast<qint64>(cap * random * 1e9);
}

} // namespace wf::engine
