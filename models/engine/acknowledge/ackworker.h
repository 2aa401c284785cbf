// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/portions.h"
#include "models/async/requests.h"
#include "models/base/clock.h"
#include "models/engine/acknowledge/opbook.h"
#include "models/engine/acknowledge/silenceop.h"
#include "models/sources/ports.h"

#include <QObject>

#include <functional>

namespace wf::engine {

class SilencesAtHand;

// An operation under way.
struct AckItem {
    store::OutboxItem row;
    SilenceOp op;
    bool restoring = false; // it stood and the server has lost it
    bool written = false;   // a write was sent in this round
    int changing = 0;       // wishes that the book is still writing down: what the server shows waits for them
    int wish = 0;           // counts the wishes; `decidedOn` is the one that this round's write was for
    int decidedOn = 0;
    std::optional<base::Error> failure;
};

// Makes one source's silences what the outbox wants: looks, writes, looks again (reliability.md 3.3). GUI thread.
class AckWorker final : public QObject {
    Q_OBJECT
public:
    using Random = std::function<double()>; // 0 <= x < 1
    AckWorker(sources::AlertSource &source, OpBook &book, const base::Clock &clock, Random random,
              QObject *parent = nullptr);
    ~AckWorker() override;

    [[nodiscard]] const sources::AlertSource &source() const { return m_source; }
    // Another member of the same cluster, asked instead while the own one does not answer; null: the own one. Members
    // share their silences, and what both were told is found by its key afterwards, so nothing is doubled.
    void setDetour(sources::AlertSource *member) { m_detour = member; }
    [[nodiscard]] const std::vector<std::unique_ptr<AckItem>> &items() const { return m_items; }
    [[nodiscard]] AckItem *find(const QString &opKey) const;
    void add(const store::OutboxItem &row, const SilenceOp &op);
    // The wish changed: written down first, then done. The reply comes when it is durable. A person's wish is Queued
    // anew; what the console does by itself (extending) yields to whoever ended the silence meanwhile.
    enum class Wish { OfPerson, OfConsole };
    void change(Wish wish, const QString &opKey, const SilenceOp &op, const store::AuditNote &audit,
                store::Reply<base::Done> reply);
    // Looks at once at everything that stands: after a restart of the server, or when a silence is missing.
    void lookAgain(const QString &opKey = {});
    // Gives up an operation that needs attention.
    void discard(const QString &opKey, const QString &actor, store::Reply<base::Done> reply);
    void setPaused(bool paused) { m_paused = paused; }
    // Now, by the server's clock where this machine's is so wrong that nothing new is sent: what stands there ends by
    // it.
    [[nodiscard]] qint64 serverNowNs() const;
    void tick();
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void changed();
    void applied(const wf::engine::AckItem &item);
    void restored(const wf::engine::AckItem &item);
    void needsAttention(const wf::engine::AckItem &item);
    // A colleague was first; ours is withdrawn.
    void yielded(const wf::engine::AckItem &item, const QString &holder, qint64 sinceNs);
    // Somebody ended it at another console or on the server: it is left so.
    void endedElsewhere(const wf::engine::AckItem &item);
    void bookFailed(const wf::base::Error &error);
    void bookWorks();

private:
    using Silences = std::vector<signals::Silence>;
    [[nodiscard]] std::vector<AckItem *> due() const;
    void onChanged(Wish wish, const QString &opKey, const SilenceOp &op, const base::Result<store::OutboxItem> &saved,
                   const store::Reply<base::Done> &reply);
    void noticeClockSetBack();
    void look(std::vector<QString> keys, bool readBack);
    // Of thousands of operations in portions: judges each, then writes what is to be written.
    void onSilences(std::vector<QString> keys, bool readBack, Silences onServer);
    void judge(const QString &key, bool readBack, const SilencesAtHand &atHand);
    void onNoSilences(std::vector<QString> keys, const base::Error &error);
    void writeWaiting();
    void write(AckItem &item, const SilenceDecision &decision);
    void written(const QString &opKey, std::optional<base::Error> failure);
    void sendNext();
    void confirm(AckItem &item, const SilenceDecision &decision);
    void close(AckItem &item, const SilenceDecision &decision);
    void failed(AckItem &item, const base::Error &error);
    void save(AckItem &item, store::OpChange change);
    void endRound();

    sources::AlertSource &m_source;
    sources::AlertSource *m_detour = nullptr;
    sources::AlertSource *m_asked = nullptr; // of this round
    OpBook &m_book;
    const base::Clock &m_clock;
    Random m_random;
    bool m_paused = false;
    qint64 m_tickedNs = 0;
    bool m_busy = false;
    bool m_again = false;                          // asked for while a round was under way
    std::vector<std::unique_ptr<AckItem>> m_items; // by key, that is by time of creation
    struct Call {
        QString opKey;
        SilenceDecision decision;
    };
    std::vector<Call> m_waiting; // writes of this round
    std::vector<QString> m_round;
    int m_inFlight = 0;
    async::Request m_look;
    std::vector<async::Request> m_writes;
    async::Requests m_saves;
    async::Portions m_portions;
};

} // namespace wf::engine
