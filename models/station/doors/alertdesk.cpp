// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/doors/alertdesk.h"

#include <condition_variable>
#include <list>
#include <mutex>

namespace wf::station {

// Where both sides meet. Requests are touched on the desk's thread alone.
class AlertDesk::Counter : public std::enable_shared_from_this<Counter> {
public:
    Counter(AlertDesk *desk, sources::AlertSource &source, std::chrono::milliseconds patience)
        : m_desk(desk), m_source(source), m_patience(patience)
    {
    }

    // question: async::Request(sources::AlertSource &, sources::Reply<T>)
    template<class T, class Question>
    base::Result<T> ask(Question question)
    {
        const auto slip = std::make_shared<Slip<T>>();
        std::unique_lock lock(m_mutex);
        if (m_desk)
            QMetaObject::invokeMethod(
                m_desk, [self = this->shared_from_this(), slip, question] { self->put<T>(slip, question); },
                Qt::QueuedConnection);
        m_news.wait_for(lock, m_patience, [&] { return !m_desk || slip->answer; });
        if (slip->answer)
            return std::move(*slip->answer);
        if (!m_desk)
            return base::makeError(base::ErrorKind::Cancelled, tr("The station is closing."));
        return base::makeError(base::ErrorKind::Timeout, tr("The station's alerts did not answer in time. Try again."));
    }

    void close()
    {
        m_requests.clear();
        const std::scoped_lock lock(m_mutex);
        m_desk = nullptr;
        m_news.notify_all();
    }

private:
    template<class T>
    struct Slip {
        std::optional<base::Result<T>> answer;
    };
    struct Running {
        std::shared_ptr<bool> isOver;
        async::Request request;
    };

    template<class T, class Question>
    void put(const std::shared_ptr<Slip<T>> &slip, const Question &question)
    {
        m_requests.remove_if([](const Running &running) { return *running.isOver; });
        const auto isOver = std::make_shared<bool>(false);
        async::Request request = question(m_source, [this, slip, isOver](base::Result<T> answer) {
            *isOver = true;
            const std::scoped_lock lock(m_mutex);
            slip->answer = std::move(answer);
            m_news.notify_all();
        });
        m_requests.push_back({isOver, std::move(request)});
    }

    std::mutex m_mutex; // of m_desk and the slips' answers
    std::condition_variable m_news;
    AlertDesk *m_desk; // null: closed
    sources::AlertSource &m_source;
    const std::chrono::milliseconds m_patience;
    std::list<Running> m_requests;
};

AlertDesk::AlertDesk(sources::AlertSource &source, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent), m_counter(std::make_shared<Counter>(this, source, patience))
{
}

AlertDesk::~AlertDesk()
{
    m_counter->close();
}

AlertAnswers AlertDesk::answers() const
{
    using sources::AlertSource;
    using sources::Reply;
    AlertAnswers answers;
    answers.alerts = [counter = m_counter]() -> base::Result<std::vector<signals::Alert>> {
        auto answer = counter->ask<signals::AlertAnswer>(
            [](AlertSource &source, Reply<signals::AlertAnswer> reply) { return source.alerts(std::move(reply)); });
        if (!answer)
            return answer.error();
        return std::move(answer->alerts);
    };
    answers.silences = [counter = m_counter] {
        using Silences = std::vector<signals::Silence>;
        return counter->ask<Silences>(
            [](AlertSource &source, Reply<Silences> reply) { return source.silences(std::move(reply)); });
    };
    answers.putSilence = [counter = m_counter](const signals::Silence &silence) {
        return counter->ask<QString>([silence](AlertSource &source, Reply<QString> reply) {
            return source.putSilence(silence, std::move(reply));
        });
    };
    answers.expireSilence = [counter = m_counter](const QString &id) {
        return counter->ask<base::Done>(
            [id](AlertSource &source, Reply<base::Done> reply) { return source.expireSilence(id, std::move(reply)); });
    };
    answers.status = [counter = m_counter] {
        return counter->ask<signals::AlertmanagerStatus>(
            [](AlertSource &source, Reply<signals::AlertmanagerStatus> reply) {
                return source.status(std::move(reply));
            });
    };
    return answers;
}

} // namespace wf::station
