// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/async/jobscope.h"

#include <QCoreApplication>
#include <QHash>
#include <QPointer>
#include <QThread>
#include <QThreadPool>

#include <mutex>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace wf::async {

namespace {

// Linux: a thread has a niceness of its own, which Qt's priorities do not reach. Once a thread: it cannot be taken
// back.
void standBack()
{
#ifdef Q_OS_LINUX
    constexpr int steps = 5;
    const auto stepBack = [] {
        const auto thread = static_cast<id_t>(gettid());
        return setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + steps); // at most 19
    };
    thread_local const int done = stepBack();
    Q_UNUSED(done)
#endif
}

std::unique_ptr<QThreadPool> namedPool(const char *name, int threads)
{
    auto pool = std::make_unique<QThreadPool>();
    pool->setObjectName(QString::fromLatin1(name));
    pool->setMaxThreadCount(threads);
    return pool;
}

} // namespace

Pools::Pools()
    : m_parse(namedPool("parse", std::max(1, QThread::idealThreadCount()))),
      m_analysis(namedPool("analysis", std::max(1, QThread::idealThreadCount() - 1)))
{
    m_analysis->setThreadPriority(QThread::LowPriority);
}

Pools::~Pools() = default;

// Jobs post their answer to `receiver`, which lives on the owner's thread and dies with the scope: an answer that is
// already queued then is thrown away by Qt together with it.
struct JobScope::State {
    QObject *receiver = new QObject;
    std::mutex mutex; // guards receiver's life against posting, and the table
    quint64 nextId = 1;
    QHash<quint64, std::stop_source> running;
    QHash<QString, quint64> latest;
};

JobScope::JobScope() : m_state(std::make_shared<State>()) {}

JobScope::~JobScope()
{
    cancelAll();
    const std::scoped_lock lock(m_state->mutex);
    delete m_state->receiver;
    m_state->receiver = nullptr;
}

void JobScope::cancelAll()
{
    const std::scoped_lock lock(m_state->mutex);
    for (auto &source : m_state->running)
        source.request_stop();
    m_state->running.clear();
    m_state->latest.clear();
}

int JobScope::running() const
{
    const std::scoped_lock lock(m_state->mutex);
    return static_cast<int>(m_state->running.size());
}

void JobScope::launch(QThreadPool &pool, const QString &key, std::function<void(std::stop_token, const Finish &)> job)
{
    std::stop_source stop;
    quint64 id = 0;
    {
        const std::scoped_lock lock(m_state->mutex);
        id = m_state->nextId++;
        if (!key.isEmpty()) {
            if (const auto before = m_state->latest.constFind(key); before != m_state->latest.constEnd()) {
                if (auto it = m_state->running.find(*before); it != m_state->running.end()) {
                    it->request_stop();
                    m_state->running.erase(it);
                }
            }
            m_state->latest.insert(key, id);
        }
        m_state->running.insert(id, stop);
    }
    const Finish finish = [state = m_state, id, key](std::function<void()> deliver) {
        const std::scoped_lock lock(state->mutex);
        if (!state->receiver || !state->running.contains(id))
            return;
        QMetaObject::invokeMethod(
            state->receiver,
            [state, id, key, deliver = std::move(deliver)] {
                {
                    const std::scoped_lock inner(state->mutex);
                    if (!state->running.remove(id))
                        return; // outdated or cancelled after it was posted
                    if (!key.isEmpty() && state->latest.value(key) == id)
                        state->latest.remove(key);
                }
                deliver();
            },
            Qt::QueuedConnection);
    };
    const bool standsBack = pool.threadPriority() == QThread::LowPriority;
    pool.start([job = std::move(job), token = stop.get_token(), finish, standsBack]() mutable {
        if (standsBack)
            standBack();
        if (!token.stop_requested())
            job(token, finish);
    });
}

} // namespace wf::async
