// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/body/inflate.h"
#include "models/net/http.h"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>

class QObject;
class QThreadPool;

namespace wf::net {

// Carries a body from the socket to its consumer: decompresses, bounds, collects or hands on. Up to 64 KiB that happens
// in close(), on the caller's thread; beyond, on the pool, piece after piece in order. The three callbacks come on the
// receiver's thread; none after abandon().
class BodyPipe final : public std::enable_shared_from_this<BodyPipe> {
public:
    struct Setup {
        std::shared_ptr<BodyConsumer> consumer; // null = collect
        std::optional<Inflater::Format> compression;
        Inflater::Limits limits;
        qint64 keepAtMost = 0;       // collecting: drop what is beyond without an error; 0 = the limit is an error
        QThreadPool *pool = nullptr; // null = everything on the caller's thread
    };
    static std::shared_ptr<BodyPipe> make(Setup setup, QObject *receiver, std::function<void(base::Status)> finished,
                                          std::function<void()> drained);

    void push(QByteArray piece);
    void close();
    void abandon();
    [[nodiscard]] qint64 queuedBytes() const;
    [[nodiscard]] QByteArray takeBody(); // after finished()

private:
    explicit BodyPipe(Setup setup) : m_setup(std::move(setup)) {}
    void schedule();
    void work();
    base::Status process(const QByteArray &piece);
    base::Status accept(std::string_view plain);
    base::Status endOfBody();
    void report(base::Status status);
    void post(std::function<void()> call);

    Setup m_setup;
    std::function<void(base::Status)> m_finished;
    std::function<void()> m_drained;
    std::unique_ptr<Inflater> m_inflater;
    QByteArray m_body;
    qint64 m_plainBytes = 0;

    mutable std::mutex m_mutex; // guards what follows
    QObject *m_receiver = nullptr;
    std::deque<QByteArray> m_queue;
    qint64 m_queued = 0;
    qint64 m_total = 0;
    bool m_async = false;
    bool m_running = false;
    bool m_closed = false;
    bool m_done = false;
};

} // namespace wf::net
