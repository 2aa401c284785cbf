// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ackdesk.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

// Changing what stands, and following what the servers tell.
namespace wf::engine {

namespace {

constexpr qint64 warnBeforeNs = 10 * base::nsPerMinute;
constexpr int orphanLimit = 2; // polls in a row in which no alert carries it

QString readable(const std::vector<signals::Matcher> &matchers)
{
    QStringList out;
    for (const auto &m : matchers)
        out << m.toString();
    return out.join(u' ');
}

} // namespace

std::pair<AckWorker *, AckItem *> AckDesk::byKey(const QString &opKey) const
{
    for (const auto &worker : m_workers)
        if (AckItem *item = worker->find(opKey))
            return {worker.get(), item};
    return {};
}

std::pair<AckWorker *, AckItem *> AckDesk::bySilence(const QString &silenceId, SilenceOp::Wanted wanted) const
{
    for (const auto &worker : m_workers)
        for (const auto &item : worker->items())
            if (!silenceId.isEmpty() && (item->row.remoteId == silenceId || item->op.adoptId == silenceId) &&
                item->op.wanted == wanted)
                return {worker.get(), item.get()};
    return {};
}

void AckDesk::undo(const QStringList &opKeys, Reply<base::Done> reply)
{
    struct Undo {
        QStringList keys;
        qsizetype next = 0;
        qsizetype open = 0;
        std::optional<base::Error> error;
        Reply<base::Done> reply;
    };
    auto all = std::make_shared<Undo>();
    for (const auto &key : opKeys)
        if (byKey(key).second)
            all->keys << key;
    all->open = all->keys.size();
    all->reply = std::move(reply);
    if (all->keys.isEmpty()) {
        all->reply(base::makeError(base::ErrorKind::NotFound, tr("It has ended already.")));
        return;
    }
    const auto done = [all](const base::Result<base::Done> &kept) {
        if (!kept)
            all->error = kept.error();
        if (--all->open > 0)
            return;
        if (all->error)
            all->reply(*all->error);
        else
            all->reply(base::Done{});
    };
    m_portions.run([this, all, done] {
        const QString key = all->keys[all->next++];
        if (const auto [worker, item] = byKey(key); item) {
            SilenceOp op = item->op;
            op.wanted = SilenceOp::Wanted::Gone;
            op.extendByNs = 0;
            op.deadlineNs = m_clock.nowNs() + 2 * base::nsPerMinute;
            const auto *action = op.acknowledgement ? "alert.acknowledge.undo" : "silence.undo";
            worker->change(AckWorker::Wish::OfPerson, key, op,
                           {m_access.actor, QLatin1StringView(action), op.title, {{u"operation"_s, key}}}, done);
        } else {
            done(base::Done{}); // it ended meanwhile
        }
        return all->next < all->keys.size();
    });
}

void AckDesk::changeEach(const QStringList &silenceIds, const QString &action, std::function<void(SilenceOp &)> change,
                         const Reply<base::Done> &each)
{
    if (silenceIds.isEmpty())
        return;
    m_portions.run([this, silenceIds, action, change = std::move(change), each, next = qsizetype(0)]() mutable {
        changeSilence(silenceIds[next], action, change, each);
        return ++next < silenceIds.size();
    });
}

void AckDesk::changeSilence(const QString &silenceId, const QString &action,
                            const std::function<void(SilenceOp &)> &change, Reply<base::Done> reply,
                            SilenceOp::Wanted wanted)
{
    if (const auto may = mayAct(); !may) {
        reply(may.error());
        return;
    }
    if (const auto [target, item] = bySilence(silenceId, wanted); item) {
        SilenceOp op = item->op;
        change(op);
        op.deadlineNs = m_clock.nowNs() + 2 * base::nsPerMinute;
        target->change(AckWorker::Wish::OfPerson, item->row.opKey, op,
                       {m_access.actor,
                        action,
                        op.title,
                        {{u"silence"_s, silenceId}, {u"endsNs"_s, op.endsNs}, {u"owner"_s, op.createdBy}}},
                       std::move(reply));
        return;
    }
    const signals::Silence *known = m_watch.snapshot()->silence(silenceId);
    if (!known || !worker(known->source)) {
        reply(base::makeError(base::ErrorKind::NotFound, tr("There is no such silence any more.")));
        return;
    }
    SilenceOp op = newOp();
    op.adoptId = silenceId;
    op.acknowledgement = known->isAcknowledgement();
    op.matchers = known->matchers;
    op.startsNs = known->startsNs;
    op.endsNs = op.confirmedEndsNs = known->endsNs;
    op.note = readableComment(known->comment);
    op.title = readable(known->matchers);
    change(op);
    auto batch = std::make_shared<Batch>();
    batch->open = 1;
    batch->reply = [reply = std::move(reply)](base::Result<QStringList> keys) {
        if (keys)
            reply(base::Done{});
        else
            reply(keys.error());
    };
    enqueue(known->source, op, action, batch);
}

void AckDesk::assign(const std::vector<WatchedAlert> &alerts, const QString &owner, const QString &note,
                     Reply<QStringList> reply)
{
    AckRequest request;
    request.owner = owner.trimmed();
    // Always another text than before: that is how an edit is told from what stands.
    request.note = note.isEmpty() ? tr("Assigned to %1 by %2").arg(request.owner, m_access.actor) : note;
    QStringList held;
    for (const auto &alert : alerts) {
        if (alert.handling == Handling::Open)
            request.alerts.push_back(alert);
        else if (alert.handling == Handling::Acknowledged && alert.owner != request.owner &&
                 !held.contains(alert.silenceId))
            held << alert.silenceId;
    }
    if (request.owner.isEmpty() || (request.alerts.empty() && held.isEmpty())) {
        reply(base::makeError(base::ErrorKind::Invalid, request.owner.isEmpty()
                                                            ? tr("Write who shall look after it.")
                                                            : tr("Nothing is left to give to %1.").arg(request.owner)));
        return;
    }
    auto batch = std::make_shared<Batch>();
    batch->open = static_cast<int>(held.size()) + (request.alerts.empty() ? 0 : 1);
    batch->reply = std::move(reply);
    const auto done = [batch](const std::optional<base::Error> &error) {
        if (error)
            batch->error = error;
        if (--batch->open > 0)
            return;
        if (batch->error)
            batch->reply(*batch->error);
        else
            batch->reply(batch->keys);
    };
    changeEach(
        held, u"alert.assign"_s,
        [newOwner = request.owner, words = request.note](SilenceOp &op) {
            op.createdBy = newOwner;
            op.note = words;
            op.changed = true;
        },
        [done](const base::Result<base::Done> &kept) { done(kept ? std::nullopt : std::optional(kept.error())); });
    if (!request.alerts.empty())
        acknowledge(request, [batch, done](const base::Result<QStringList> &keys) {
            if (keys)
                batch->keys = *keys;
            done(keys ? std::nullopt : std::optional(keys.error()));
        });
}

void AckDesk::remark(const std::vector<WatchedAlert> &alerts, const QString &note, Reply<base::Done> reply)
{
    QStringList held;
    for (const auto &alert : alerts)
        if (alert.handling == Handling::Acknowledged && !held.contains(alert.silenceId))
            held << alert.silenceId;
    if (held.isEmpty()) {
        reply(base::makeError(base::ErrorKind::Invalid, tr("Nothing of it is acknowledged.")));
        return;
    }
    struct Open {
        qsizetype left;
        std::optional<base::Error> error;
    };
    auto open = std::make_shared<Open>(Open{held.size(), {}});
    changeEach(
        held, u"alert.remark"_s,
        [note](SilenceOp &op) {
            op.changed = op.changed || op.note != note;
            op.note = note;
        },
        [open, reply](const base::Result<base::Done> &done) {
            if (!done)
                open->error = done.error();
            if (--open->left > 0)
                return;
            if (open->error)
                reply(*open->error);
            else
                reply(base::Done{});
        });
}

void AckDesk::setEnd(const QString &silenceId, qint64 endsNs, Reply<base::Done> reply)
{
    if (endsNs <= m_clock.nowNs()) {
        reply(base::makeError(base::ErrorKind::Invalid, tr("The end must be in the future.")));
        return;
    }
    changeSilence(
        silenceId, u"silence.extend"_s,
        [endsNs](SilenceOp &op) {
            op.endsNs = endsNs;
            op.extendByNs = 0;
        },
        std::move(reply));
}

void AckDesk::edit(const QString &silenceId, const SilenceRequest &request, Reply<base::Done> reply)
{
    if (request.matchers.empty() || request.endsNs <= m_clock.nowNs()) {
        reply(base::makeError(base::ErrorKind::Invalid,
                              tr("A silence needs at least one label and an end in the future.")));
        return;
    }
    changeSilence(
        silenceId, u"silence.edit"_s,
        [&request](SilenceOp &op) {
            op.matchers = request.matchers;
            op.endsNs = request.endsNs;
            op.note = request.why;
            op.extendByNs = 0;
            op.changed = true;
        },
        std::move(reply));
}

void AckDesk::expire(const QString &silenceId, Reply<base::Done> reply)
{
    changeSilence(
        silenceId, u"silence.expire"_s,
        [](SilenceOp &op) {
            op.wanted = SilenceOp::Wanted::Gone;
            op.extendByNs = 0;
        },
        std::move(reply));
}

void AckDesk::unexpire(const QString &silenceId, Reply<base::Done> reply)
{
    changeSilence(
        silenceId, u"silence.expire.undo"_s,
        [](SilenceOp &op) {
            op.wanted = SilenceOp::Wanted::Present;
            op.goneSinceNs = 0;
        },
        std::move(reply), SilenceOp::Wanted::Gone);
}

void AckDesk::retry(const QString &opKey)
{
    if (const auto [target, item] = byKey(opKey); target)
        target->lookAgain(opKey);
}

void AckDesk::discard(const QString &opKey, Reply<base::Done> reply)
{
    if (const auto [target, item] = byKey(opKey); target)
        target->discard(opKey, m_access.actor, std::move(reply));
    else
        reply(base::makeError(base::ErrorKind::NotFound, tr("There is no such operation.")));
}

void AckDesk::onAlerts()
{
    findDetours();
    for (const auto &view : m_watch.snapshot()->sources)
        if (AckWorker *target = view.alertSource ? worker(view.id) : nullptr)
            followAlerts(*target, view);
    findEndings();
    publish();
    tick();
}

void AckDesk::followAlerts(AckWorker &target, const AlertSourceView &view)
{
    Followed &followed = m_followed[view.id];
    if (view.startedNs != 0 && std::exchange(followed.startedNs, view.startedNs) != view.startedNs)
        target.lookAgain(); // a restarted server may have forgotten
    if (view.lastGoodNs == 0 || std::exchange(followed.lastGoodNs, view.lastGoodNs) == view.lastGoodNs)
        return;
    if (target.items().empty())
        return;
    const auto &snapshot = *m_watch.snapshot();
    QHash<QString, const signals::Silence *> listed;
    for (const auto &silence : snapshot.silences)
        listed.insert(silence.id, &silence);
    lookForRivals(target, followed, listed);
    QSet<QString> silencing;
    if (std::ranges::any_of(target.items(), [](const auto &item) { return item->op.extendByNs > 0; }))
        for (const auto &entry : snapshot.alerts)
            for (const auto &id : entry.alert.silencedBy)
                silencing.insert(id);
    for (const auto &item : target.items()) {
        const bool stands = item->row.state == store::OpState::Applied || item->row.state == store::OpState::Verified;
        if (!stands || item->op.wanted == SilenceOp::Wanted::Gone || item->row.verifiedAtNs >= view.lastGoodNs ||
            item->changing > 0) // a person's wish is being written down: extending must not come after it
            continue;
        const signals::Silence *shown = listed.value(item->row.remoteId);
        if (!shown || shown->state == signals::SilenceState::Expired) {
            target.lookAgain(item->row.opKey);
            continue;
        }
        if (item->op.extendByNs == 0)
            continue;
        const bool carried = silencing.contains(item->row.remoteId);
        int &orphan = followed.orphanPolls[item->row.opKey];
        orphan = carried ? 0 : orphan + 1;
        SilenceOp op = item->op;
        if (orphan >= orphanLimit) {
            op.extendByNs = 0;
            target.change(AckWorker::Wish::OfConsole, item->row.opKey, op,
                          {op.createdBy, u"alert.acknowledge.stop-extending"_s, op.title, {}}, [](auto) {});
        } else if (carried && op.endsNs - target.serverNowNs() < std::min(5 * base::nsPerMinute, op.extendByNs / 2)) {
            op.endsNs = target.serverNowNs() + op.extendByNs;
            target.change(AckWorker::Wish::OfConsole, item->row.opKey, op,
                          {op.createdBy, u"alert.acknowledge.extend"_s, op.title, {{u"endsNs"_s, op.endsNs}}},
                          [](auto) {});
        }
    }
}

// A colleague's acknowledgement beside ours is looked at once, so that who was first is settled now and not at the next
// look.
void AckDesk::lookForRivals(AckWorker &target, Followed &followed,
                            const QHash<QString, const signals::Silence *> &listed)
{
    QHash<QString, const AckItem *> held; // by alert
    for (const auto &entry : m_watch.snapshot()->alerts) {
        if (entry.alert.silencedBy.size() < 2)
            continue;
        if (held.isEmpty())
            for (const auto &item : target.items())
                if (item->op.acknowledgement && item->op.wanted == SilenceOp::Wanted::Present)
                    for (const auto &fingerprint : item->op.fingerprints)
                        held.insert(fingerprint, item.get());
        const AckItem *const item = held.value(entry.alert.fingerprint);
        if (!item)
            continue;
        for (const auto &id : entry.alert.silencedBy) {
            const signals::Silence *other = listed.value(id);
            if (!other || id == item->row.remoteId || !other->isAcknowledgement() ||
                followed.rivals.contains({item->row.opKey, id}))
                continue;
            followed.rivals.insert({item->row.opKey, id});
            target.lookAgain(item->row.opKey);
        }
    }
}

void AckDesk::findEndings()
{
    const qint64 now = m_clock.nowNs();
    m_endings.clear();
    QSet<QString> extended;
    for (const auto &worker : m_workers)
        for (const auto &item : worker->items())
            if (item->op.extendByNs > 0 && item->op.wanted == SilenceOp::Wanted::Present)
                extended << item->row.remoteId << item->op.adoptId;
    QHash<QString, SilenceEnding> soon;
    for (const auto &silence : m_watch.snapshot()->silences)
        if (silence.state == signals::SilenceState::Active && silence.endsNs > now &&
            silence.endsNs - now <= warnBeforeNs && silence.endsNs - silence.startsNs > warnBeforeNs &&
            !extended.contains(silence.id))
            soon.insert(silence.id, {silence.id, silence.source, {}, silence.endsNs, 0});
    if (soon.isEmpty())
        return;
    for (const auto &alert : m_watch.snapshot()->alerts)
        for (const auto &id : alert.alert.silencedBy)
            if (const auto ending = soon.find(id); ending != soon.end() && ++ending->alerts == 1)
                ending->title = alert.alert.name() + u' ' + alert.service;
    for (const auto &silence : m_watch.snapshot()->silences) {
        const auto found = soon.constFind(silence.id);
        if (found == soon.cend() || found->alerts == 0)
            continue;
        // Named by what it holds: matchers are for machines.
        SilenceEnding ending = *found;
        if (ending.alerts > 1)
            ending.title += tr(" and %1 more").arg(ending.alerts - 1);
        ending.title = ending.title.trimmed();
        m_endings.push_back(ending);
        if (m_warned.emplace(ending.silenceId, ending.endsNs).second)
            Q_EMIT endingSoon(m_endings.back());
    }
}

} // namespace wf::engine
