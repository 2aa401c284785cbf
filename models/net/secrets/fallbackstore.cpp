// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/secrets/secretstore.h"

#include <utility>

namespace wf::net {

namespace {

// Both questions of one answer; dropping it drops both.
struct Pair {
    async::Request first, second;
};

class FallbackStore final : public SecretStore {
public:
    FallbackStore(std::unique_ptr<SecretStore> first, std::unique_ptr<SecretStore> second)
        : m_first(std::move(first)), m_second(std::move(second))
    {
    }

    async::Request read(const QString &name, SecretReply reply) override
    {
        // Where neither has it, what the first said counts: it is the usual place.
        return firstThenSecond<Secret>(
            [name](SecretStore &store, SecretReply done) { return store.read(name, std::move(done)); },
            std::move(reply));
    }
    async::Request write(const QString &name, const Secret &secret, SecretDone done) override
    {
        return firstThenSecond<base::Done>(
            [name, secret](SecretStore &store, SecretDone next) { return store.write(name, secret, std::move(next)); },
            std::move(done));
    }
    async::Request remove(const QString &name, SecretDone done) override
    {
        const auto pair = std::make_shared<Pair>();
        pair->first = m_first->remove(name, [pair, name, second = m_second.get(), done = std::move(done)](
                                                const base::Status &) { pair->second = second->remove(name, done); });
        return async::Request([pair] { *pair = {}; });
    }
    [[nodiscard]] QString description() const override { return m_first->description(); }
    [[nodiscard]] QString warning() const override { return m_first->warning(); }

private:
    template<class T, class Ask>
    async::Request firstThenSecond(Ask ask, std::function<void(base::Result<T>)> reply)
    {
        const auto pair = std::make_shared<Pair>();
        pair->first =
            ask(*m_first, [pair, ask, second = m_second.get(), reply = std::move(reply)](base::Result<T> first) {
                if (first)
                    return reply(std::move(first));
                pair->second = ask(*second, [reply, why = first.error()](base::Result<T> answer) {
                    reply(answer ? std::move(answer) : base::Result<T>(why));
                });
            });
        return async::Request([pair] { *pair = {}; });
    }

    std::unique_ptr<SecretStore> m_first, m_second;
};

} // namespace

std::unique_ptr<SecretStore> makeFallbackStore(std::unique_ptr<SecretStore> first, std::unique_ptr<SecretStore> second)
{
    if (!first)
        return second;
    return std::make_unique<FallbackStore>(std::move(first), std::move(second));
}

} // namespace wf::net
