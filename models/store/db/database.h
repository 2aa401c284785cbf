// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/store/db/ballast.h"
#include "models/store/db/courier.h"
#include "models/store/db/lane.h"
#include "models/store/db/migrate.h"
#include "models/store/db/notice.h"
#include "models/store/db/reply.h"
#include "models/store/db/salvage.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace wf::store {

struct DatabaseSpec {
    OpenOptions file;
    std::vector<Migration> migrations;
    // Empty: the file is disposable, damage or a newer schema means to begin anew. Otherwise these tables are salvaged.
    QStringList salvageTables;
    QStringList salvageAlsoFrom;                         // backups, newest first: rows the damaged file no longer has
    std::function<base::Status(Connection &)> afterOpen; // writer thread, in a transaction; a salvage is already done
    std::function<void(Connection &, const QString &aside, const SalvageReport &)> afterSalvage; // writer thread
    std::function<void(StoreNotice)> notice;                                                     // any thread
    std::shared_ptr<const Ballast> ballast; // given up when the disk is full
};

// One SQLite file with its two threads: a writer that owns the only writing connection, and a reader. Answers go
// through the courier to the thread that asked. Every write is one BEGIN IMMEDIATE … COMMIT and is answered after
// COMMIT; urgent ones that wait share one, in savepoints of their own, for it is the COMMIT that takes time.
class Database {
public:
    Database(DatabaseSpec spec, Courier &courier, const base::Clock &clock);
    ~Database(); // finishes accepted writes
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    // `check`: the last session ended uncleanly. Once, before anything else is asked.
    void open(bool readOnly, bool check, std::function<void(base::Result<int>)> opened);

    // Instead of open(): everything is answered with this error.
    void refuse(const base::Error &error);

    template<class T>
    async::Request read(std::function<base::Result<T>(Connection &)> work, Reply<T> reply)
    {
        return ask<T>(m_reader, Lane::Order::Normal, std::move(reply), true,
                      [this, work = std::move(work)] { return runRead<T>(work); });
    }
    // `work` may run twice: after the reserve was given up, after a damaged file was replaced, or when what it shared a
    // transaction with failed.
    template<class T>
    async::Request write(std::function<base::Result<T>(Connection &)> work, Reply<T> reply,
                         Lane::Order order = Lane::Order::Normal)
    {
        if (order != Lane::Order::Normal)
            return writeSoon<T>(std::move(work), std::move(reply), order);
        return ask<T>(m_writer, order, std::move(reply), false,
                      [this, work = std::move(work)] { return runWrite<T>(work); });
    }
    // On the writer thread outside a transaction: checkpoints, vacuum, backup.
    template<class T>
    async::Request upkeep(std::function<base::Result<T>(Connection &)> work, Reply<T> reply)
    {
        return ask<T>(m_writer, Lane::Order::Normal, std::move(reply), false,
                      [this, work = std::move(work)]() -> base::Result<T> {
                          if (!m_connection)
                              return m_openError;
                          return work(*m_connection);
                      });
    }
    // While paused every write fails at once; upkeep goes on. Any thread.
    void pauseWrites(bool paused) { m_paused = paused; }
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    [[nodiscard]] const QString &path() const { return m_spec.file.path; }

    static constexpr std::size_t mostTogether = 128;

private:
    // An urgent write that waits.
    struct Waiting {
        std::function<bool(Connection &)> inGroup; // false: it failed, and so it shall be answered
        std::function<void()> alone;
        std::function<void()> answer;
    };
    template<class T>
    async::Request writeSoon(std::function<base::Result<T>(Connection &)> work, Reply<T> reply, Lane::Order order)
    {
        Courier::Ticket ticket;
        auto result = std::make_shared<std::optional<base::Result<T>>>();
        Waiting one;
        one.inGroup = [work, result](Connection &connection) {
            result->emplace(work(connection));
            return (*result)->ok();
        };
        one.alone = [this, work = std::move(work), result] { result->emplace(runWrite<T>(work)); };
        one.answer = [this, ticket, result, reply = std::move(reply)] {
            if (reply && ticket.wanted())
                m_courier.deliver([ticket, reply, result] {
                    if (ticket.wanted())
                        reply(std::move(**result));
                });
        };
        {
            const std::scoped_lock lock(m_waitingMutex);
            const bool isFirst = order == Lane::Order::First;
            m_waiting.insert(isFirst ? m_waiting.begin() + m_first : m_waiting.end(), std::move(one));
            m_first += isFirst;
        }
        m_writer->post([this] { writeWaiting(); }, Lane::Order::Urgent);
        return ticket.request();
    }
    void writeWaiting();
    [[nodiscard]] bool writeTogether(const std::vector<Waiting> &group);

    template<class T, class Work>
    async::Request ask(std::unique_ptr<Lane> &lane, Lane::Order order, Reply<T> reply, bool skippable, Work work)
    {
        Courier::Ticket ticket;
        lane->post(
            [this, ticket, skippable, work = std::move(work), reply = std::move(reply)] {
                if (skippable && !ticket.wanted())
                    return;
                auto result = std::make_shared<base::Result<T>>(work());
                if (reply && ticket.wanted())
                    m_courier.deliver([ticket, reply, result] {
                        if (ticket.wanted())
                            reply(std::move(*result));
                    });
            },
            order);
        return ticket.request();
    }
    template<class T>
    base::Result<T> runRead(const std::function<base::Result<T>(Connection &)> &work)
    {
        if (auto status = readyToRead(); !status)
            return status.error();
        m_readConnection->clearFault();
        auto result = work(*m_readConnection);
        if (!result)
            readFailed();
        return result;
    }
    template<class T>
    base::Result<T> runWrite(const std::function<base::Result<T>(Connection &)> &work)
    {
        base::Result<T> result = m_openError;
        if (m_paused)
            return pausedError();
        for (int attempt = 0; attempt < 3 && m_connection; ++attempt) {
            const auto status = m_connection->transaction([&]() -> base::Status {
                result = work(*m_connection);
                if (!result)
                    return result.error();
                return base::Done{};
            });
            if (status) {
                wroteWell();
                return result;
            }
            result = status.error();
            if (!remedy(attempt))
                break;
        }
        return result;
    }
    base::Result<int> openWriter(bool check);
    base::Result<int> openFile(bool check, Fault &fault);
    base::Status ready(Fault &fault); // runs afterOpen
    base::Result<int> replaceDamaged(const QString &why);
    [[nodiscard]] static base::Error pausedError();
    base::Status readyToRead();
    void readFailed();
    bool remedy(int attempt); // after a failed write: is there a point in trying again?
    void wroteWell();
    void say(NoticeKind kind, const QString &summary, const QString &detail = {}, const QString &path = {});

    DatabaseSpec m_spec;
    Courier &m_courier;
    const base::Clock &m_clock;
    std::atomic<bool> m_readOnly = false;
    std::atomic<bool> m_paused = false;

    // Writer thread.
    std::unique_ptr<Connection> m_connection;
    base::Error m_openError;
    bool m_diskFull = false;

    // Reader thread.
    std::unique_ptr<Connection> m_readConnection;
    int m_readGeneration = 0;

    std::mutex m_mutex;
    std::condition_variable m_opened;
    bool m_refused = false;           // guarded
    bool m_isOpen = false;            // guarded: opening has ended, well or not
    std::atomic<int> m_generation{1}; // another file stands at the path

    std::mutex m_waitingMutex;
    std::deque<Waiting> m_waiting; // guarded
    std::ptrdiff_t m_first = 0;    // guarded: so many of them overtook the others

    std::unique_ptr<Lane> m_writer;
    std::unique_ptr<Lane> m_reader;
};

} // namespace wf::store
