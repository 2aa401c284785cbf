// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"
#include "models/net/address.h"
#include "models/net/httpclient.h"
#include "models/signals/sourcestate.h"
#include "models/sources/core/sharing.h"
#include "models/sources/ports.h"

#include <QObject>

#include <functional>
#include <string_view>
#include <type_traits>

class QThreadPool;

namespace wf::sources {

// What every adapter borrows; outlives it.
struct SourceEnvironment {
    const base::Clock &clock;
    async::Pools &pools;
    net::SecretStore *store = nullptr;
    net::Uniform uniform = net::systemUniform();
};

struct SourceIdentity {
    QString id;
    QString name;
    signals::SourceKind kind = signals::SourceKind::Metrics;
    QString productHint; // what the operator says it is; empty = find out
};

// One question to the source's API.
struct Question {
    QString path; // encoded, below the base address
    net::Params params;
    std::vector<net::Header> headers;
    net::milliseconds deadline{60'000};
    bool mayBeForm = false; // the API takes the same question as POST form
    bool urgent = false;
    bool probe = false;
    std::function<std::shared_ptr<net::BodyConsumer>()> consumer; // decodes while the body arrives
};

// The part all adapters share: one HttpClient, the state for the Health screen, questions decoded off the GUI thread
// when they are large. GUI thread.
class SourceCore final : public QObject {
    Q_OBJECT
public:
    using Prober = std::function<async::Request(Reply<signals::Capability>)>;
    SourceCore(SourceIdentity identity, net::HttpOptions options, const SourceEnvironment &environment,
               QObject *parent);
    ~SourceCore() override;

    [[nodiscard]] net::HttpClient &http() { return m_http; }
    [[nodiscard]] const base::Clock &clock() const { return m_env.clock; }
    [[nodiscard]] const net::Uniform &uniform() const { return m_env.uniform; }
    [[nodiscard]] const SourceIdentity &identity() const { return m_identity; }
    [[nodiscard]] const signals::SourceState &state() const { return m_state; }
    [[nodiscard]] const signals::Capability &capability() const { return m_state.capability; }
    void setCapability(signals::Capability capability);
    void noteDatum(qint64 ns); // the newest datum seen
    // Asked once after start, and after each recovery; its answer becomes the capability.
    void setProber(Prober prober);
    void retryNow();

    // decode: Result<T>(std::string_view body), or with const QByteArray & where the answer shares the body; pure; runs
    // on the parse pool when the body is over 64 KiB. A question over 4 KB goes out as a form where the API takes it; a
    // 405 or 414 switches to the other way once, and it is remembered.
    template<class Decode, class T>
    async::Request ask(const Question &question, Decode decode, Reply<T> reply);
    // The bare answer, error statuses turned into errors.
    async::Request askRaw(const Question &question, Reply<net::HttpResponsePtr> reply);
    async::Request send(net::HttpRequest request, Reply<net::HttpResponsePtr> reply);
    // As ask(), for a request made by hand.
    template<class Decode, class T>
    void decodeLater(const std::shared_ptr<Steps> &steps, const net::HttpResponsePtr &response, Decode decode,
                     Reply<T> reply);
    [[nodiscard]] base::Error failure(const net::HttpResponse &response) const;
    // Any work on the parse pool in the name of this source.
    [[nodiscard]] async::JobScope &jobs() { return m_jobs; }
    [[nodiscard]] QThreadPool &parsePool() { return m_env.pools.parse(); }

Q_SIGNALS:
    void stateChanged();
    void recovered();

private:
    [[nodiscard]] net::HttpRequest requestFor(const Question &question, bool asForm) const;
    void refreshState();
    [[nodiscard]] signals::Reachability reachability() const;
    void probeByItself();

    SourceIdentity m_identity;
    SourceEnvironment m_env;
    net::HttpClient m_http;
    async::JobScope m_jobs;
    signals::SourceState m_state;
    Prober m_prober;
    async::Request m_probing;
    qint64 m_lastProbeNs = 0;
    bool m_hasCapability = false;
    bool m_isFormForbidden = false;
};

inline constexpr qint64 inlineDecodeBytes = 64 * 1024;

template<class Decode, class T>
void SourceCore::decodeLater(const std::shared_ptr<Steps> &steps, const net::HttpResponsePtr &response, Decode decode,
                             Reply<T> reply)
{
    const auto named = [name = m_identity.name](base::Result<T> result) {
        if (result)
            return result;
        base::Error error = result.error();
        error.summary = name + QStringLiteral(": ") + error.summary;
        return base::Result<T>(std::move(error));
    };
    const auto run = [response, decode = std::move(decode), named] {
        const QByteArray &body = response->body;
        if constexpr (std::is_invocable_v<Decode, std::string_view>)
            return named(decode(std::string_view(body.constData(), static_cast<std::size_t>(body.size()))));
        else
            return named(decode(body));
    };
    if (response->body.size() <= inlineDecodeBytes) {
        reply(run());
        return;
    }
    m_jobs.run(
        parsePool(), [run](std::stop_token) { return run(); },
        [steps, reply = std::move(reply)](base::Result<T> result) {
            if (steps->isWanted())
                reply(std::move(result));
        });
}

template<class Decode, class T>
async::Request SourceCore::ask(const Question &question, Decode decode, Reply<T> reply)
{
    auto steps = Steps::make();
    const std::weak_ptr<Steps> weak = steps;
    steps->add(askRaw(question, [this, weak, decode = std::move(decode),
                                 reply = std::move(reply)](base::Result<net::HttpResponsePtr> answer) {
        const auto held = weak.lock();
        if (!held || !held->isWanted())
            return;
        if (!answer)
            reply(answer.error());
        else
            decodeLater<Decode, T>(held, *answer, decode, reply);
    }));
    return Steps::request(std::move(steps));
}

} // namespace wf::sources
