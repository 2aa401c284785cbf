// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/ackworker.h"
#include "models/engine/acknowledge/yield.h"
#include "models/engine/alerts/watch/alertwatch.h"

#include <QSet>

#include <set>

class QTimer;

namespace wf::engine {

// An operation as screens show it.
struct AckOpView {
    QString opKey, source, title, createdBy, note, error, silenceId;
    QStringList fingerprints;
    store::OpState state = store::OpState::Queued;
    bool acknowledgement = false;
    bool leaving = false; // being removed
    qint64 endsNs = 0, extendByNs = 0;
    int attempts = 0;
    qint64 verifiedAtNs = 0; // when the server last showed it
    // The server has it: lists that were asked for before do not show it yet.
    [[nodiscard]] bool stands() const
    {
        return !leaving && (state == store::OpState::Applied || state == store::OpState::Verified);
    }
};

// A silence that ends within ten minutes while it still holds firing alerts.
struct SilenceEnding {
    QString silenceId, source, title;
    qint64 endsNs = 0;
    int alerts = 0;
};

struct AckSnapshot {
    std::vector<AckOpView> ops; // oldest first
    int waiting = 0;            // not yet seen on their server
    int needAttention = 0;
    std::vector<SilenceEnding> endings;
    std::optional<base::Error> bookError;           // the ledger cannot write: nothing new is accepted, nothing is lost
    QHash<QString, std::size_t> byAlert, bySilence; // fingerprint and silence -> place in `ops`
    [[nodiscard]] const AckOpView *forAlert(const QString &fingerprint) const;
    [[nodiscard]] const AckOpView *forSilence(const QString &silenceId) const;
};

struct AckRequest {
    std::vector<WatchedAlert> alerts;
    QString note;
    qint64 durationNs = 15 * base::nsPerMinute;
    bool extendWhileFiring = true;
    QString owner = {}; // who looks after them; empty: who acts
};

struct SilenceRequest {
    QStringList sources; // ids of alert sources; one of each cluster is used
    std::vector<signals::Matcher> matchers;
    qint64 endsNs = 0;
    QString why;
    QString title;
    QStringList fingerprints;
};

// Acknowledges and silences: writes the wish down first, then makes the servers so, keeps watch until the end. GUI
// thread.
class AckDesk final : public QObject {
    Q_OBJECT
public:
    struct Access {
        QString actor; // who acts, for createdBy and the audit trail
        bool readOnly = false;
        QString readOnlyReason;    // why, and whom to ask
        bool keepsNothing = false; // nor here: what is written down ends with the window, as over a bundle
    };
    template<class T>
    using Reply = std::function<void(base::Result<T>)>;

    AckDesk(const sources::SourceSet &sources, AlertWatch &watch, OpBook &book, const base::Clock &clock, Access access,
            QObject *parent = nullptr);
    ~AckDesk() override;

    // Reads the outbox of earlier runs. Nothing is sent before that.
    void start();
    [[nodiscard]] bool isStarted() const { return m_started; }
    void setAccess(const Access &access);
    [[nodiscard]] const Access &access() const { return m_access; }
    // Why nothing may be done now; ok when it may.
    [[nodiscard]] base::Status mayAct() const;
    // Why nothing may be noted, said or taught here either; ok when it may, also where servers are read only.
    [[nodiscard]] base::Status mayKeep() const;

    // One acknowledgement for each alert. Replies with the keys once all are durable ("queued").
    void acknowledge(const AckRequest &request, Reply<QStringList> reply);
    void silence(const SilenceRequest &request, Reply<QStringList> reply);
    // Gives alerts to somebody: what is open is acknowledged for them, an acknowledgement that stands changes hands,
    // and colleagues see it on the server. The last one who assigns is right. Replies with the keys of what is new.
    void assign(const std::vector<WatchedAlert> &alerts, const QString &owner, const QString &note,
                Reply<QStringList> reply);
    // Tells colleagues something more about what is acknowledged: it replaces the note on the server. The last one who
    // writes is right. Invalid: none of these is acknowledged.
    void remark(const std::vector<WatchedAlert> &alerts, const QString &note, Reply<base::Done> reply);
    // Takes back what was asked under these keys, also when it is on the server already.
    void undo(const QStringList &opKeys, Reply<base::Done> reply);
    // Change a silence, whoever made it. An end that a person chose is no longer moved by extending.
    void setEnd(const QString &silenceId, qint64 endsNs, Reply<base::Done> reply);
    void edit(const QString &silenceId, const SilenceRequest &request, Reply<base::Done> reply);
    void expire(const QString &silenceId, Reply<base::Done> reply);
    // Undo of expire(): the silence stands again for what was left of it.
    void unexpire(const QString &silenceId, Reply<base::Done> reply);
    // For what needs attention.
    void retry(const QString &opKey);
    void discard(const QString &opKey, Reply<base::Done> reply);

    // Never null.
    [[nodiscard]] const std::shared_ptr<const AckSnapshot> &snapshot() const { return m_snapshot; }
    // An acknowledgement of this alert that stands on a server and has not begun: the clock of who made it is ahead.
    // Null when there is none.
    [[nodiscard]] const signals::Silence *comingFor(const WatchedAlert &alert) const;
    // Alerts of the present list that these matchers hold.
    [[nodiscard]] std::vector<const WatchedAlert *> preview(const std::vector<signals::Matcher> &matchers) const;
    // How many of the present list that would be, counted a few milliseconds at a time; the answer may come before this
    // returns.
    [[nodiscard]] async::Request countHeld(const std::vector<signals::Matcher> &matchers,
                                           std::function<void(std::size_t)> reply) const;
    // Does what is due; a timer calls it each second.
    void tick();
    [[nodiscard]] bool isBusy() const;

Q_SIGNALS:
    void changed();
    void applied(const QString &opKey);
    void restored(const QString &opKey);
    void needsAttention(const QString &opKey);
    // A colleague had acknowledged the alert before and holds it; ours is withdrawn.
    void yielded(const wf::engine::Yield &yield);
    // Somebody ended what we held at another console or on the server, and it is left so: servers do not tell who.
    void endedElsewhere(const QString &opKey, const QString &title, bool acknowledgement);
    // Once for each silence and end.
    void endingSoon(const wf::engine::SilenceEnding &ending);

private:
    void onAlerts();
    void findDetours();
    void followAlerts(AckWorker &worker, const AlertSourceView &view);
    void findEndings();
    void publish();
    void publishSoon();
    void publishLater();
    [[nodiscard]] AckWorker *worker(const QString &sourceId) const;
    [[nodiscard]] std::pair<AckWorker *, AckItem *> byKey(const QString &opKey) const;
    [[nodiscard]] std::pair<AckWorker *, AckItem *> bySilence(const QString &silenceId, SilenceOp::Wanted wanted) const;
    [[nodiscard]] QString clusterOf(const QString &sourceId) const;
    [[nodiscard]] QStringList onePerCluster(const QStringList &sources) const;
    [[nodiscard]] SilenceOp newOp() const;
    // Invalid when something would end at the wrong time on one of these.
    [[nodiscard]] base::Status clocksAllow(const QStringList &sourceIds) const;
    // Several operations asked for together: one answer when all are durable.
    struct Batch {
        int open = 0;
        QStringList keys;
        std::optional<base::Error> error;
        Reply<QStringList> reply;
    };
    void enqueue(const QString &source, const SilenceOp &op, const QString &action,
                 const std::shared_ptr<Batch> &batch);
    void onEnqueued(const QString &source, const SilenceOp &op, const base::Result<store::OutboxItem> &saved,
                    const std::shared_ptr<Batch> &batch);
    // Changes our own operation, or takes over somebody else's silence with a new one.
    void changeSilence(const QString &silenceId, const QString &action, const std::function<void(SilenceOp &)> &change,
                       Reply<base::Done> reply, SilenceOp::Wanted wanted = SilenceOp::Wanted::Present);

    struct Followed {
        qint64 startedNs = 0;
        qint64 lastGoodNs = 0;
        QHash<QString, int> orphanPolls;          // by operation
        QSet<std::pair<QString, QString>> rivals; // operation and silence that were looked at
    };
    void changeEach(const QStringList &silenceIds, const QString &action, std::function<void(SilenceOp &)> change,
                    const Reply<base::Done> &each);
    void lookForRivals(AckWorker &target, Followed &followed, const QHash<QString, const signals::Silence *> &listed);
    AlertWatch &m_watch;
    OpBook &m_book;
    const base::Clock &m_clock;
    Access m_access;
    bool m_started = false;
    std::vector<std::unique_ptr<AckWorker>> m_workers;
    QHash<QString, Followed> m_followed;
    QHash<QString, sources::AlertSource *> m_members; // by id
    QHash<QString, QString> m_clusters;               // by id: the last cluster it was a member of
    std::set<std::pair<QString, qint64>> m_warned;
    std::vector<SilenceEnding> m_endings;
    std::optional<base::Error> m_bookError;
    std::shared_ptr<const AckSnapshot> m_snapshot;
    async::Request m_load;
    async::Requests m_requests;
    async::Portions m_portions; // one key for thousands keeps nothing else waiting
    QTimer *m_timer = nullptr;
    QTimer *m_tell = nullptr;
};

} // namespace wf::engine
