// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/acknowledge/ackdesk.h"

#include "models/engine/acknowledge/ackwords.h"
#include "models/engine/acknowledge/readymatchers.h"
#include "models/engine/alerts/clockwords.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

constexpr qint64 arriveWithinNs = 2 * base::nsPerMinute;
constexpr std::size_t manyOps = 128; // of more than these not every step is told, but what came of many
constexpr int tellEachMs = 50;
constexpr qint64 longestNs = 400 * base::nsPerDay;

QString defaultNote()
{
    return AckDesk::tr("Acknowledged in Watchfloor");
}

SilenceOp acknowledgementOf(SilenceOp op, const WatchedAlert &alert, const AckRequest &request)
{
    op.acknowledgement = true;
    if (!request.owner.isEmpty())
        op.createdBy = request.owner;
    op.matchers = exactMatchers(alert.alert.labels);
    op.endsNs = op.startsNs + std::clamp<qint64>(request.durationNs, base::nsPerMinute, longestNs);
    op.extendByNs = request.extendWhileFiring ? op.endsNs - op.startsNs : 0;
    op.note = request.note.isEmpty() ? defaultNote() : request.note;
    op.title = (QStringList() << alert.alert.name() << alert.service << alert.region).join(u' ').simplified();
    op.fingerprints << alert.alert.fingerprint;
    return op;
}

base::Error readOnly(const AckDesk::Access &access)
{
    return base::makeError(base::ErrorKind::Unauthorized, access.readOnlyReason.isEmpty()
                                                              ? AckDesk::tr("This environment is read only.")
                                                              : access.readOnlyReason);
}

} // namespace

const AckOpView *AckSnapshot::forAlert(const QString &fingerprint) const
{
    const auto it = byAlert.constFind(fingerprint);
    return it == byAlert.cend() ? nullptr : &ops[*it];
}

const AckOpView *AckSnapshot::forSilence(const QString &silenceId) const
{
    const auto it = bySilence.constFind(silenceId);
    return it == bySilence.cend() ? nullptr : &ops[*it];
}

AckDesk::AckDesk(const sources::SourceSet &sources, AlertWatch &watch, OpBook &book, const base::Clock &clock,
                 Access access, QObject *parent)
    : QObject(parent),
      m_watch(watch),
      m_book(book),
      m_clock(clock),
      m_access(std::move(access)),
      m_snapshot(std::make_shared<AckSnapshot>()),
      m_timer(new QTimer(this)),
      m_tell(new QTimer(this))
{
    for (auto *source : sources.alerts) {
        m_members.insert(source->state().id, source);
        auto made = std::make_unique<AckWorker>(*source, book, clock,
                                                [] { return QRandomGenerator::global()->generateDouble(); });
        connect(made.get(), &AckWorker::changed, this, &AckDesk::publishSoon);
        connect(made.get(), &AckWorker::applied, this, [this](const AckItem &item) { Q_EMIT applied(item.row.opKey); });
        connect(made.get(), &AckWorker::restored, this,
                [this](const AckItem &item) { Q_EMIT restored(item.row.opKey); });
        connect(made.get(), &AckWorker::needsAttention, this,
                [this](const AckItem &item) { Q_EMIT needsAttention(item.row.opKey); });
        connect(made.get(), &AckWorker::yielded, this,
                [this](const AckItem &item, const QString &holder, qint64 sinceNs) {
                    const QString note = item.op.note == defaultNote() ? QString() : item.op.note;
                    Q_EMIT yielded({item.row.opKey, item.op.title, holder, sinceNs, note, item.op.fingerprints});
                });
        connect(made.get(), &AckWorker::endedElsewhere, this, [this](const AckItem &item) {
            Q_EMIT endedElsewhere(item.row.opKey, item.op.title, item.op.acknowledgement);
        });
        connect(made.get(), &AckWorker::bookFailed, this, [this](const base::Error &error) {
            m_bookError = error;
            publish();
        });
        connect(made.get(), &AckWorker::bookWorks, this, [this] { m_bookError.reset(); });
        m_workers.push_back(std::move(made));
    }
    setAccess(m_access);
    connect(&m_watch, &AlertWatch::changed, this, &AckDesk::onAlerts);
    connect(m_timer, &QTimer::timeout, this, &AckDesk::tick);
    m_timer->setInterval(1000);
    m_tell->setSingleShot(true);
    connect(m_tell, &QTimer::timeout, this, &AckDesk::publish);
}

AckDesk::~AckDesk() = default;

void AckDesk::setAccess(const Access &access)
{
    m_access = access;
    for (auto &worker : m_workers)
        worker->setPaused(access.readOnly);
    publish();
}

base::Status AckDesk::mayKeep() const
{
    if (m_access.keepsNothing)
        return readOnly(m_access);
    return base::Done{};
}

base::Status AckDesk::mayAct() const
{
    if (m_access.readOnly)
        return readOnly(m_access);
    if (m_workers.empty())
        return base::makeError(base::ErrorKind::Unsupported,
                               tr("No Alertmanager is connected: there is nowhere to acknowledge."));
    return base::Done{};
}

void AckDesk::start()
{
    m_load = m_book.outbox({}, [this](base::Result<std::vector<store::OutboxItem>> answer) {
        if (!answer) {
            m_bookError = answer.error();
            publish();
            return;
        }
        for (auto row : *answer) {
            const auto op =
                row.kind == silenceOpKind ? silenceOpFromJson(row.payload) : base::Result<SilenceOp>(base::Error{});
            AckWorker *const target = worker(row.source);
            if (!op || !target)
                continue;
            if (row.state != store::OpState::NeedsAttention)
                row.nextAtNs = std::min(row.nextAtNs, m_clock.nowNs()); // much may have happened since
            target->add(row, *op);
        }
        m_started = true;
        m_timer->start();
        publish();
        tick();
    });
}

void AckDesk::tick()
{
    if (!m_started)
        return;
    for (auto &worker : m_workers)
        worker->tick();
}

bool AckDesk::isBusy() const
{
    return m_portions.isBusy() || std::ranges::any_of(m_workers, [](const auto &worker) { return worker->isBusy(); });
}

SilenceOp AckDesk::newOp() const
{
    SilenceOp op;
    op.createdBy = m_access.actor;
    op.startsNs = m_clock.nowNs();
    op.deadlineNs = op.startsNs + arriveWithinNs;
    return op;
}

base::Status AckDesk::clocksAllow(const QStringList &sourceIds) const
{
    for (const auto &id : sourceIds) {
        const auto &state = worker(id)->source().state();
        if (std::abs(state.clockSkewNs) > refusedSkewNs)
            return base::makeError(base::ErrorKind::Invalid,
                                   tr("%1: it would end at the wrong time. Set the clocks right, or do it on the "
                                      "server.")
                                       .arg(skewSentence(state.name, state.clockSkewNs)));
    }
    return base::Done{};
}

void AckDesk::acknowledge(const AckRequest &request, Reply<QStringList> reply)
{
    if (const auto may = mayAct(); !may) {
        reply(may.error());
        return;
    }
    std::vector<std::pair<std::size_t, QString>> wanted; // place of the alert, server
    QHash<QStringList, QStringList> chosen;              // many alerts are of the same servers
    for (std::size_t i = 0; i < request.alerts.size(); ++i) {
        const auto &sources = request.alerts[i].sources;
        auto at = chosen.find(sources);
        if (at == chosen.end())
            at = chosen.insert(sources, onePerCluster(sources));
        for (const auto &source : *at)
            wanted.emplace_back(i, source);
    }
    if (wanted.empty()) {
        reply(base::makeError(base::ErrorKind::Invalid,
                              tr("Alertmanager does not know this alert yet: only its rule fires.")));
        return;
    }
    QStringList targets;
    for (const auto &servers : std::as_const(chosen))
        targets << servers;
    if (const auto may = clocksAllow(targets); !may) {
        reply(may.error());
        return;
    }
    auto batch = std::make_shared<Batch>();
    batch->open = static_cast<int>(wanted.size());
    batch->reply = std::move(reply);
    m_portions.run([this, request = std::make_shared<const AckRequest>(request), wanted = std::move(wanted), batch,
                    next = std::size_t(0)]() mutable {
        const auto &[place, source] = wanted[next];
        enqueue(source, acknowledgementOf(newOp(), request->alerts[place], *request), u"alert.acknowledge"_s, batch);
        return ++next < wanted.size();
    });
}

void AckDesk::silence(const SilenceRequest &request, Reply<QStringList> reply)
{
    if (const auto may = mayAct(); !may) {
        reply(may.error());
        return;
    }
    const QStringList targets = onePerCluster(request.sources);
    if (targets.isEmpty() || request.matchers.empty() || request.endsNs <= m_clock.nowNs()) {
        reply(base::makeError(base::ErrorKind::Invalid,
                              tr("A silence needs at least one label and an end in the future.")));
        return;
    }
    if (const auto may = clocksAllow(targets); !may) {
        reply(may.error());
        return;
    }
    auto batch = std::make_shared<Batch>();
    batch->open = static_cast<int>(targets.size());
    batch->reply = std::move(reply);
    for (const auto &source : targets) {
        SilenceOp op = newOp();
        op.matchers = request.matchers;
        op.endsNs = request.endsNs;
        op.note = request.why;
        op.title = request.title;
        op.fingerprints = request.fingerprints;
        enqueue(source, op, u"silence.put"_s, batch);
    }
}

void AckDesk::enqueue(const QString &source, const SilenceOp &op, const QString &action,
                      const std::shared_ptr<Batch> &batch)
{
    SilenceOp wish = op;
    wish.annotate = worker(source)->source().supportsAnnotations();
    store::NewOp row;
    row.source = source;
    row.kind = silenceOpKind;
    row.payload = toJson(wish);
    row.nextAtNs = m_clock.nowNs();
    row.audit = {
        m_access.actor,
        action,
        wish.title,
        {{u"source"_s, source}, {u"note"_s, wish.note}, {u"endsNs"_s, wish.endsNs}, {u"owner"_s, wish.createdBy}}};
    m_requests.add([&](const async::Requests::TokenPtr &answered) {
        return m_book.enqueue(row, [this, answered, source, wish, batch](const base::Result<store::OutboxItem> &saved) {
            answered->end();
            onEnqueued(source, wish, saved, batch);
        });
    });
}

void AckDesk::onEnqueued(const QString &source, const SilenceOp &op, const base::Result<store::OutboxItem> &saved,
                         const std::shared_ptr<Batch> &batch)
{
    if (saved) {
        m_bookError.reset();
        batch->keys << saved->opKey;
        worker(source)->add(*saved, op);
    } else {
        m_bookError = batch->error = saved.error();
    }
    if (--batch->open > 0)
        return batch->keys.size() == 1 ? publish() : publishLater(); // the first is shown at once
    publish();
    if (batch->error)
        batch->reply(*batch->error);
    else
        batch->reply(batch->keys);
    tick();
}

std::vector<const WatchedAlert *> AckDesk::preview(const std::vector<signals::Matcher> &matchers) const
{
    std::vector<const WatchedAlert *> out;
    const auto &alerts = m_watch.snapshot()->alerts;
    if (!matchers.empty())
        for (const std::size_t i : matching(matchers, alerts))
            if (!alerts[i].onlyRuleKnows())
                out.push_back(&alerts[i]);
    return out;
}

async::Request AckDesk::countHeld(const std::vector<signals::Matcher> &matchers,
                                  std::function<void(std::size_t)> reply) const
{
    auto portions = std::make_shared<async::Portions>();
    if (matchers.empty()) {
        reply(0);
        return {};
    }
    portions->run([snapshot = m_watch.snapshot(), ready = std::make_shared<const ReadyMatchers>(matchers),
                   reply = std::move(reply), next = std::size_t(0), held = std::size_t(0)]() mutable {
        const auto &alerts = snapshot->alerts;
        if (next == alerts.size()) {
            reply(held);
            return false;
        }
        held += !alerts[next].onlyRuleKnows() && ready->hold(alerts[next].alert.labels);
        ++next;
        return true;
    });
    return async::Request([portions]() mutable { portions.reset(); });
}

const signals::Silence *AckDesk::comingFor(const WatchedAlert &alert) const
{
    if (alert.handling != Handling::Open)
        return nullptr;
    const auto &silences = m_watch.snapshot()->silences;
    const auto found = std::find_if(silences.begin(), silences.end(), [&alert](const signals::Silence &one) {
        return one.state == signals::SilenceState::Pending && one.isAcknowledgement() &&
               matchesAll(one.matchers, alert.alert.labels);
    });
    return found == silences.end() ? nullptr : &*found;
}

AckWorker *AckDesk::worker(const QString &sourceId) const
{
    const auto it = std::find_if(m_workers.begin(), m_workers.end(),
                                 [&](const auto &w) { return w->source().state().id == sourceId; });
    return it == m_workers.end() ? nullptr : it->get();
}

// Members that lost one of theirs say that they are alone; they are still of one cluster while it does not answer. Two
// that answer and are alone do not share silences: a split.
QString AckDesk::clusterOf(const QString &sourceId) const
{
    const QString before = m_clusters.value(sourceId, sourceId);
    QString now = sourceId;
    bool isBroken = false;
    for (const auto &view : m_watch.snapshot()->sources) {
        if (view.id == sourceId)
            now = view.cluster;
        isBroken |= view.alertSource && view.error && m_clusters.value(view.id) == before;
    }
    return isBroken ? before : now;
}

void AckDesk::findDetours()
{
    const auto &views = m_watch.snapshot()->sources;
    for (const auto &view : views)
        if (view.alertSource && !view.error && view.cluster != view.id)
            m_clusters.insert(view.id, view.cluster);
    for (const auto &view : views) {
        AckWorker *target = view.alertSource ? worker(view.id) : nullptr;
        if (!target)
            continue;
        sources::AlertSource *detour = nullptr;
        if (view.error && m_clusters.contains(view.id))
            for (const auto &other : views)
                if (other.alertSource && !other.error && m_clusters.value(other.id) == m_clusters.value(view.id))
                    detour = m_members.value(other.id);
        target->setDetour(detour);
    }
}

QStringList AckDesk::onePerCluster(const QStringList &sources) const
{
    QHash<QString, QString> chosen; // cluster -> member; one that answers before one that does not
    QStringList clusters;
    for (const auto &id : sources) {
        if (!worker(id))
            continue;
        const auto &views = m_watch.snapshot()->sources;
        const auto view = std::find_if(views.begin(), views.end(), [&id](const auto &v) { return v.id == id; });
        const QString cluster = clusterOf(id);
        const bool answers = view != views.end() && !view->error;
        if (!chosen.contains(cluster)) {
            clusters << cluster;
            chosen.insert(cluster, id);
        } else if (answers) {
            const auto now =
                std::find_if(views.begin(), views.end(), [&](const auto &v) { return v.id == chosen.value(cluster); });
            if (now == views.end() || now->error)
                chosen.insert(cluster, id);
        }
    }
    QStringList out;
    for (const auto &cluster : clusters)
        out << chosen.value(cluster);
    return out;
}

void AckDesk::publishSoon()
{
    if (m_snapshot->ops.size() < manyOps)
        publish();
    else
        publishLater();
}

void AckDesk::publishLater()
{
    if (!m_tell->isActive())
        m_tell->start(tellEachMs);
}

void AckDesk::publish()
{
    m_tell->stop();
    auto next = std::make_shared<AckSnapshot>();
    for (const auto &worker : m_workers)
        for (const auto &item : worker->items()) {
            const bool leaving = item->op.wanted == SilenceOp::Wanted::Gone;
            next->ops.push_back({item->row.opKey, item->row.source, item->op.title, item->op.createdBy, item->op.note,
                                 item->row.error, item->row.remoteId, item->op.fingerprints, item->row.state,
                                 item->op.acknowledgement, leaving, item->op.endsNs, item->op.extendByNs,
                                 item->row.attempts, item->row.verifiedAtNs});
            const bool seen = item->row.state == store::OpState::Applied || item->row.state == store::OpState::Verified;
            next->needAttention += item->row.state == store::OpState::NeedsAttention ? 1 : 0;
            next->waiting += !seen && item->row.state != store::OpState::NeedsAttention ? 1 : 0;
        }
    for (std::size_t i = 0; i < next->ops.size(); ++i) {
        const auto &op = next->ops[i];
        if (!next->bySilence.contains(op.silenceId))
            next->bySilence.insert(op.silenceId, i);
        if (!op.leaving)
            for (const auto &fingerprint : op.fingerprints)
                next->byAlert.insert(fingerprint, i); // the latest counts
    }
    next->endings = m_endings;
    next->bookError = m_bookError;
    m_snapshot = std::move(next);
    Q_EMIT changed();
}

} // namespace wf::engine
