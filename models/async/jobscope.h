// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <stop_token>

class QThreadPool;

namespace wf::async {

// Named pools ("parse", "analysis"), never the global one. The composition root owns one Pools and hands it down. Where
// there are fewer processors than work, analysis stands back: what is looked at goes first.
class Pools {
public:
    Pools();
    ~Pools();
    Pools(const Pools &) = delete;
    Pools &operator=(const Pools &) = delete;
    [[nodiscard]] QThreadPool &parse() const { return *m_parse; }
    [[nodiscard]] QThreadPool &analysis() const { return *m_analysis; }

private:
    std::unique_ptr<QThreadPool> m_parse;
    std::unique_ptr<QThreadPool> m_analysis;
};

// Work on a pool whose answer is wanted by one owner. Keep it as a member of whoever wants the answer: when it dies,
// stop is requested, nothing blocks, and no `done` is called any more. `work` runs on the pool and captures values,
// never the owner; `done` runs on the owner's thread. Results must be movable.
class JobScope {
public:
    JobScope();
    ~JobScope();
    JobScope(const JobScope &) = delete;
    JobScope &operator=(const JobScope &) = delete;

    // work: T(std::stop_token); done: void(T).
    template<class Work, class Done>
    void run(QThreadPool &pool, Work work, Done done)
    {
        start(pool, {}, std::move(work), std::move(done));
    }
    // As run(), but a later job with the same key stops and outdates the earlier one.
    template<class Work, class Done>
    void runLatest(const QString &key, QThreadPool &pool, Work work, Done done)
    {
        start(pool, key, std::move(work), std::move(done));
    }
    void cancelAll();
    [[nodiscard]] int running() const;

private:
    struct State;
    template<class Work, class Done>
    void start(QThreadPool &pool, const QString &key, Work work, Done done);
    // Registers a job; `job` runs on the pool, and calls `finish` (thread-safe) with what to do on the owner's thread.
    using Finish = std::function<void(std::function<void()>)>;
    void launch(QThreadPool &pool, const QString &key, std::function<void(std::stop_token, const Finish &)> job);

    std::shared_ptr<State> m_state;
};

template<class Work, class Done>
void JobScope::start(QThreadPool &pool, const QString &key, Work work, Done done)
{
    launch(pool, key,
           [work = std::move(work), done = std::move(done)](std::stop_token stop, const Finish &finish) mutable {
               auto result = std::make_shared<decltype(work(stop))>(work(stop));
               finish([done = std::move(done), result]() mutable { done(std::move(*result)); });
           });
}

} // namespace wf::async
