// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ackworker.h"

#include "models/engine/acknowledge/silencesathand.h"
#include "models/engine/alerts/clockwords.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

constexpr int writesAtOnce = 4;
constexpr qint64 never = std::numeric_limits<qint64>::max() / 2;

bool stands(const AckItem &item)
{
    return item.row.state == store::OpState::Applied || item.row.state == store::OpState::Verified;
}

store::AuditNote noteOf(const AckItem &item, const QString &action, QJsonObject detail = {})
{
    detail.insert(u"operation"_s, item.row.opKey);
    detail.insert(u"source"_s, item.row.source);
    return {item.op.createdBy, action, item.op.title, detail};
}

QString actionName(const AckItem &item, QLatin1StringView what)
{
    return (item.op.acknowledgement ? "alert.acknowledge."_L1 : "silence.put."_L1) + what;
}

} // namespace

AckWorker::AckWorker(sources::AlertSource &source, OpBook &book, const base::Clock &clock, Random random,
                     QObject *parent)
    : QObject(parent), m_source(source), m_book(book), m_clock(clock), m_random(std::move(random))
{
}

AckWorker::~AckWorker() = default;

AckItem *AckWorker::find(const QString &opKey) const
{
    const auto it = std::lower_bound(m_items.begin(), m_items.end(), opKey,
                                     [](const auto &item, const QString &key) { return item->row.opKey < key; });
    return it == m_items.end() || (*it)->row.opKey != opKey ? nullptr : it->get();
}

void AckWorker::add(const store::OutboxItem &row, const SilenceOp &op)
{
    if (find(row.opKey))
        return;
    auto item = std::make_unique<AckItem>();
    item->row = row;
    item->op = op;
    const auto at = std::upper_bound(m_items.begin(), m_items.end(), row.opKey,
                                     [](const QString &key, const auto &i) { return key < i->row.opKey; });
    m_items.insert(at, std::move(item));
}

void AckWorker::change(Wish wish, const QString &opKey, const SilenceOp &op, const store::AuditNote &audit,
                       store::Reply<base::Done> reply)
{
    store::OpChange change;
    change.payload = toJson(op);
    change.nextAtNs = m_clock.nowNs();
    change.audit = audit;
    if (wish == Wish::OfPerson)
        change.state = store::OpState::Queued;
    if (AckItem *item = find(opKey))
        ++item->changing;
    m_saves.add([&](const async::Requests::TokenPtr &answered) {
        return m_book.update(opKey, change,
                             [this, answered, wish, opKey, op, reply](const base::Result<store::OutboxItem> &saved) {
                                 answered->end();
                                 onChanged(wish, opKey, op, saved, reply);
                             });
    });
}

void AckWorker::onChanged(Wish wish, const QString &opKey, const SilenceOp &op,
                          const base::Result<store::OutboxItem> &saved, const store::Reply<base::Done> &reply)
{
    AckItem *const item = find(opKey);
    if (item)
        --item->changing;
    if (!saved) {
        Q_EMIT bookFailed(saved.error());
        reply(saved.error());
        tick();
        return;
    }
    if (item) {
        item->op = op;
        ++item->wish;
        item->row.nextAtNs = m_clock.nowNs();
        if (wish == Wish::OfPerson)
            item->row.state = store::OpState::Queued;
    }
    Q_EMIT bookWorks();
    Q_EMIT changed();
    reply(base::Done{});
    tick();
}

void AckWorker::lookAgain(const QString &opKey)
{
    for (auto &item : m_items)
        if (stands(*item) && (opKey.isEmpty() || item->row.opKey == opKey))
            item->row.nextAtNs = std::min(item->row.nextAtNs, m_clock.nowNs());
    if (auto *item = opKey.isEmpty() ? nullptr : find(opKey); item && item->row.state == store::OpState::NeedsAttention)
        item->row.nextAtNs = m_clock.nowNs();
    tick();
}

void AckWorker::discard(const QString &opKey, const QString &actor, store::Reply<base::Done> reply)
{
    AckItem *item = find(opKey);
    if (!item) {
        reply(base::makeError(base::ErrorKind::NotFound, tr("There is no such operation")));
        return;
    }
    store::OpChange change;
    change.state = store::OpState::Done;
    change.audit = noteOf(*item, actionName(*item, "discarded"_L1));
    change.audit->actor = actor;
    m_saves.add([&](const async::Requests::TokenPtr &answered) {
        return m_book.update(opKey, change,
                             [this, answered, opKey, reply](const base::Result<store::OutboxItem> &saved) {
                                 answered->end();
                                 if (!saved) {
                                     reply(saved.error());
                                     return;
                                 }
                                 std::erase_if(m_items, [&opKey](const auto &i) { return i->row.opKey == opKey; });
                                 Q_EMIT changed();
                                 reply(base::Done{});
                             });
    });
}

// Operations on the same alert happen in the order in which they were asked for.
std::vector<AckItem *> AckWorker::due() const
{
    std::vector<AckItem *> out;
    QSet<QString> taken; // alerts that an earlier one has yet to see to
    for (const auto &item : m_items) {
        const bool mustWait =
            std::ranges::any_of(item->op.fingerprints, [&](const auto &f) { return taken.contains(f); });
        if (item->row.nextAtNs <= m_clock.nowNs() && item->changing == 0 && !mustWait)
            out.push_back(item.get());
        if (!stands(*item) && item->row.nextAtNs < never)
            taken.unite(QSet<QString>(item->op.fingerprints.begin(), item->op.fingerprints.end()));
    }
    return out;
}

qint64 AckWorker::serverNowNs() const
{
    const qint64 skewNs = (m_busy ? *m_asked : m_source).state().clockSkewNs; // as its last answer told
    return m_clock.nowNs() + (std::abs(skewNs) > refusedSkewNs ? skewNs : 0);
}

// What was to be done at a time that lies far ahead again is due now.
void AckWorker::noticeClockSetBack()
{
    const qint64 now = m_clock.nowNs();
    const qint64 backNs = std::exchange(m_tickedNs, now) - now;
    if (backNs <= toldSkewNs)
        return;
    for (auto &item : m_items) {
        if (item->row.nextAtNs < never)
            item->row.nextAtNs = std::min(item->row.nextAtNs, now);
        item->row.verifiedAtNs = std::min(item->row.verifiedAtNs, now);
        if (item->op.deadlineNs > 0)
            item->op.deadlineNs -= backNs;
    }
}

void AckWorker::tick()
{
    noticeClockSetBack();
    m_again = m_busy;
    if (m_busy || m_paused)
        return;
    const auto items = due();
    if (items.empty())
        return;
    m_busy = true;
    m_asked = m_detour ? m_detour : &m_source;
    m_round.clear();
    for (AckItem *item : items) {
        item->failure.reset();
        item->written = false;
        m_round.push_back(item->row.opKey);
    }
    look(m_round, false);
}

void AckWorker::look(std::vector<QString> keys, bool readBack)
{
    m_look = m_asked->silences([this, keys = std::move(keys), readBack](base::Result<Silences> answer) {
        if (answer)
            onSilences(keys, readBack, std::move(answer).value());
        else
            onNoSilences(keys, answer.error());
    });
}

void AckWorker::onNoSilences(std::vector<QString> keys, const base::Error &error)
{
    m_portions.run([this, keys = std::move(keys), error, at = std::size_t(0)]() mutable {
        if (at < keys.size()) {
            if (AckItem *item = find(keys[at++]); item && item->changing == 0)
                failed(*item, error);
            return true;
        }
        endRound();
        return false;
    });
}

void AckWorker::onSilences(std::vector<QString> keys, bool readBack, Silences onServer)
{
    struct Sight {
        Silences onServer;
        SilencesAtHand atHand{onServer};
        std::vector<QString> keys;
        std::size_t judged = 0;
        bool isRead = false;
    };
    auto sight = std::make_shared<Sight>();
    sight->onServer = std::move(onServer);
    sight->keys = std::move(keys);
    m_waiting.clear();
    m_portions.run([this, sight, readBack] {
        if (!sight->isRead) {
            sight->isRead = !sight->atHand.readOne();
            return true;
        }
        if (sight->judged < sight->keys.size()) {
            judge(sight->keys[sight->judged++], readBack, sight->atHand);
            return true;
        }
        writeWaiting();
        return false;
    });
}

void AckWorker::judge(const QString &key, bool readBack, const SilencesAtHand &atHand)
{
    AckItem *item = find(key);
    if (!item || item->changing > 0) // what is wanted is another by now: the next round sees to it
        return;
    const SilenceDecision decision = decide(item->row, item->op, atHand.about(item->row, item->op), serverNowNs());
    if (decision.what == SilenceDecision::Do::Confirm)
        confirm(*item, decision);
    else if (decision.what == SilenceDecision::Do::Close)
        close(*item, decision);
    else if (readBack && item->wish != item->decidedOn)
        m_again = true; // the write was for an earlier wish
    else if (readBack)
        failed(*item, item->failure.value_or(base::makeError(base::ErrorKind::NotUnderstood,
                                                             tr("The server took the silence but does not show it"))));
    else {
        item->decidedOn = item->wish;
        m_waiting.push_back({key, decision});
    }
}

void AckWorker::writeWaiting()
{
    if (m_waiting.empty()) {
        endRound();
        return;
    }
    m_round.clear();
    for (const auto &call : m_waiting)
        m_round.push_back(call.opKey);
    std::reverse(m_waiting.begin(), m_waiting.end()); // taken from the back
    m_writes.clear();
    m_inFlight = 0;
    sendNext();
}

void AckWorker::sendNext()
{
    while (m_inFlight < writesAtOnce && !m_waiting.empty()) {
        const Call call = std::move(m_waiting.back());
        m_waiting.pop_back();
        if (AckItem *item = find(call.opKey))
            write(*item, call.decision);
    }
    if (m_inFlight == 0 && m_waiting.empty())
        look(m_round, true); // whatever the answers were: only what the server shows counts
}

void AckWorker::write(AckItem &item, const SilenceDecision &decision)
{
    const QString key = item.row.opKey;
    item.written = true;
    item.restoring = item.restoring || (decision.what == SilenceDecision::Do::Post && stands(item));
    if (decision.what == SilenceDecision::Do::Expire) {
        for (const QString &id : decision.expire) {
            ++m_inFlight;
            m_writes.push_back(m_asked->expireSilence(id, [this, key](base::Result<base::Done> answer) {
                written(key, answer ? std::nullopt : std::optional(answer.error()));
            }));
        }
        return;
    }
    ++m_inFlight;
    m_writes.push_back(m_asked->putSilence(decision.put, [this, key](base::Result<QString> answer) {
        written(key, answer ? std::nullopt : std::optional(answer.error()));
    }));
}

void AckWorker::written(const QString &opKey, std::optional<base::Error> failure)
{
    --m_inFlight;
    if (AckItem *item = find(opKey); item && failure)
        item->failure = std::move(failure);
    sendNext();
}

void AckWorker::confirm(AckItem &item, const SilenceDecision &decision)
{
    const qint64 now = m_clock.nowNs();
    const qint64 serverNow = serverNowNs(); // by which things end
    store::OpChange change;
    if (decision.why == SilenceDecision::Why::Removed) { // gone, and looked at once more in a minute
        if (item.op.goneSinceNs == 0)
            item.op.goneSinceNs = serverNow;
        change.payload = toJson(item.op);
        change.state = store::OpState::Applied;
        change.nextAtNs = item.op.goneSinceNs + base::nsPerMinute - (serverNow - now);
        save(item, change);
        return;
    }
    const bool arrived = !stands(item);
    const bool restored = std::exchange(item.restoring, false);
    const bool edit = !arrived && item.written && !restored;
    SilenceOp op = item.op;
    op.endsNs = op.confirmedEndsNs = decision.endsNs;
    op.changed = false;
    if (op != item.op)
        change.payload = toJson(op);
    change.nextAtNs =
        nextLook(restored || edit ? store::OpState::Queued : item.row.state, op, serverNow) - (serverNow - now);
    change.state = arrived || restored || edit ? store::OpState::Applied : store::OpState::Verified;
    change.verifiedAtNs = now;
    if (item.row.remoteId != decision.id)
        change.remoteId = decision.id;
    if (item.row.attempts != 0)
        change.attempts = 0;
    if (!item.row.error.isEmpty())
        change.error = QString();
    const QJsonObject detail{{u"silence"_s, decision.id}, {u"endsNs"_s, decision.endsNs}};
    if (restored)
        change.audit = noteOf(item, actionName(item, "restored"_L1), detail);
    else if (arrived || edit)
        change.audit = noteOf(item, actionName(item, arrived ? "applied"_L1 : "changed"_L1), detail);
    item.op = op;
    save(item, change);
    if (restored)
        Q_EMIT this->restored(item);
    else if (arrived)
        Q_EMIT applied(item);
}

void AckWorker::close(AckItem &item, const SilenceDecision &decision)
{
    using Why = SilenceDecision::Why;
    const auto what = decision.why == Why::Ended            ? "ended"_L1
                      : decision.why == Why::EndedElsewhere ? "ended-elsewhere"_L1
                      : decision.why == Why::Yields         ? "yielded"_L1
                                                            : "removed"_L1;
    QJsonObject detail;
    if (decision.why == Why::Yields)
        detail = {{u"holder"_s, decision.holder}, {u"silence"_s, decision.id}, {u"note"_s, item.op.note}};
    store::OpChange change;
    change.state = store::OpState::Done;
    change.audit = noteOf(item, actionName(item, what), detail);
    save(item, change);
    if (decision.why == Why::Yields)
        Q_EMIT yielded(item, decision.holder, decision.holderSinceNs);
    if (decision.why == Why::EndedElsewhere)
        Q_EMIT endedElsewhere(item);
}

void AckWorker::failed(AckItem &item, const base::Error &error)
{
    const qint64 now = m_clock.nowNs();
    const bool refused = item.failure && item.failure->kind == base::ErrorKind::BadRequest;
    const bool late = item.op.deadlineNs > 0 && now > item.op.deadlineNs;
    store::OpChange change;
    change.attempts = item.row.attempts + 1;
    change.nextAtNs = refused ? never : now + backoffNs(*change.attempts, m_random());
    change.error = error.detail.isEmpty() ? error.summary : error.summary + u": "_s + error.detail;
    const bool tell = item.row.state != store::OpState::NeedsAttention &&
                      (refused || error.kind == base::ErrorKind::Unauthorized || (late && !stands(item)));
    if (tell) {
        change.state = store::OpState::NeedsAttention;
        change.audit = noteOf(item, actionName(item, "needs-attention"_L1), {{u"error"_s, *change.error}});
    }
    save(item, change);
    if (tell)
        Q_EMIT needsAttention(item);
}

// What happened is true at once; the book follows. Should it fail (a full disk), a later look finds the same again.
void AckWorker::save(AckItem &item, store::OpChange change)
{
    item.row.state = change.state.value_or(item.row.state);
    item.row.attempts = change.attempts.value_or(item.row.attempts);
    item.row.nextAtNs = change.nextAtNs.value_or(item.row.nextAtNs);
    item.row.remoteId = change.remoteId.value_or(item.row.remoteId);
    item.row.verifiedAtNs = change.verifiedAtNs.value_or(item.row.verifiedAtNs);
    item.row.error = change.error.value_or(item.row.error);
    m_saves.add([&](const async::Requests::TokenPtr &answered) {
        return m_book.update(item.row.opKey, change, [this, answered](const base::Result<store::OutboxItem> &saved) {
            answered->end();
            if (!saved && saved.error().kind == base::ErrorKind::Storage)
                Q_EMIT bookFailed(saved.error());
            else if (saved)
                Q_EMIT bookWorks();
        });
    });
}

void AckWorker::endRound()
{
    m_busy = false;
    std::erase_if(m_items, [](const auto &item) { return item->row.state == store::OpState::Done; });
    Q_EMIT changed();
    if (m_again)
        tick();
}

} // namespace wf::engine
