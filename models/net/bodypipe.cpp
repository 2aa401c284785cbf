// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/bodypipe.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QThread>
#include <QThreadPool>

namespace wf::net {

using base::Done;
using base::ErrorKind;
using base::makeError;

namespace {
constexpr qint64 inlineBytes = 64 * 1024;
}

std::shared_ptr<BodyPipe> BodyPipe::make(Setup setup, QObject *receiver, std::function<void(base::Status)> finished,
                                         std::function<void()> drained)
{
    std::shared_ptr<BodyPipe> pipe(new BodyPipe(std::move(setup)));
    pipe->m_receiver = receiver;
    pipe->m_finished = std::move(finished);
    pipe->m_drained = std::move(drained);
    if (pipe->m_setup.compression)
        pipe->m_inflater = std::make_unique<Inflater>(*pipe->m_setup.compression, pipe->m_setup.limits);
    return pipe;
}

void BodyPipe::push(QByteArray piece)
{
    if (piece.isEmpty())
        return;
    const std::scoped_lock lock(m_mutex);
    if (m_done)
        return;
    m_queued += piece.size();
    m_total += piece.size();
    m_queue.push_back(std::move(piece));
    if (m_total > inlineBytes && m_setup.pool) {
        m_async = true;
        schedule();
    }
}

void BodyPipe::close()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_closed = true;
        if (m_async) {
            schedule();
            return;
        }
        m_running = true;
    }
    work();
}

void BodyPipe::abandon()
{
    const std::scoped_lock lock(m_mutex);
    m_receiver = nullptr;
    m_done = true;
    m_queue.clear();
}

qint64 BodyPipe::queuedBytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_queued;
}

QByteArray BodyPipe::takeBody()
{
    return std::move(m_body);
}

void BodyPipe::schedule()
{
    if (m_running || m_done)
        return;
    m_running = true;
    m_setup.pool->start([self = shared_from_this()] { self->work(); });
}

void BodyPipe::work()
{
    for (;;) {
        QByteArray piece;
        bool ended = false;
        {
            const std::scoped_lock lock(m_mutex);
            if (m_done || (m_queue.empty() && !m_closed)) {
                m_running = false;
                break;
            }
            ended = m_queue.empty();
            if (!ended) {
                piece = std::move(m_queue.front());
                m_queue.pop_front();
                m_queued -= piece.size();
            }
        }
        const base::Status status = ended ? endOfBody() : process(piece);
        if (ended || !status) {
            report(status);
            return;
        }
    }
    post([this] { m_drained(); });
}

base::Status BodyPipe::process(const QByteArray &piece)
{
    const std::string_view bytes(piece.constData(), static_cast<std::size_t>(piece.size()));
    if (!m_inflater)
        return accept(bytes);
    base::Status accepted = Done{};
    auto status = m_inflater->feed(bytes, [&](std::string_view plain) {
        accepted = accept(plain);
        return accepted.ok();
    });
    return accepted.ok() ? status : accepted;
}

base::Status BodyPipe::accept(std::string_view plain)
{
    m_plainBytes += static_cast<qint64>(plain.size());
    if (m_plainBytes > m_setup.limits.maxBytes)
        return makeError(ErrorKind::TooLarge,
                         QCoreApplication::translate("Net", "The answer is larger than the %1 MiB allowed. Ask for "
                                                            "less, or raise the limit in the connection's settings.")
                             .arg(m_setup.limits.maxBytes >> 20));
    if (m_setup.consumer)
        return m_setup.consumer->feed(plain);
    qint64 room = static_cast<qint64>(plain.size());
    if (m_setup.keepAtMost > 0)
        room = std::clamp<qint64>(m_setup.keepAtMost - m_body.size(), 0, room);
    m_body.append(plain.data(), room);
    return Done{};
}

base::Status BodyPipe::endOfBody()
{
    if (m_inflater) {
        if (auto whole = m_inflater->finish(); !whole)
            return whole;
    }
    return m_setup.consumer ? m_setup.consumer->finish() : base::Status(Done{});
}

void BodyPipe::report(base::Status status)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_running = false;
        m_done = true;
        m_queue.clear();
        m_queued = 0;
    }
    post([this, status = std::move(status)] { m_finished(status); });
}

// Runs the call on the receiver's thread while it still wants it; at once when this already is that thread.
void BodyPipe::post(std::function<void()> call)
{
    std::unique_lock lock(m_mutex);
    if (!m_receiver)
        return;
    if (m_receiver->thread() == QThread::currentThread()) {
        lock.unlock();
        call();
        return;
    }
    QMetaObject::invokeMethod(
        m_receiver,
        [self = shared_from_this(), call = std::move(call)] {
            {
                const std::scoped_lock inner(self->m_mutex);
                if (!self->m_receiver)
                    return;
            }
            call();
        },
        Qt::QueuedConnection);
}

} // namespace wf::net
