// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/net/pace/random.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace wf::net {

using std::chrono::milliseconds;

// Full jitter: U(0, min(cap, base * 2^(attempt-1))), attempt counted from 1 (Brooker 2015).
struct Backoff {
    milliseconds base{1000};
    milliseconds cap{30'000};
    [[nodiscard]] milliseconds delay(int attempt, const Uniform &uniform) const;
};

// How many retries a source may cost: 20 % of its requests plus one a second, at most ten saved up. Keeps a console
// from multiplying its load on a server that is already in trouble. Pure; one thread.
class RetryBudget {
public:
    struct Options {
        double perRequest = 0.2;
        double perSecond = 1.0;
        double capacity = 10.0;
    };
    explicit RetryBudget(const base::Clock &clock) : RetryBudget(clock, Options()) {}
    RetryBudget(const base::Clock &clock, Options options);
    void requestSent();
    // Takes one retry out of the budget; false when there is none left.
    [[nodiscard]] bool takeRetry();
    [[nodiscard]] double available() const;

private:
    void refill();
    const base::Clock &m_clock;
    Options m_options;
    double m_tokens;
    qint64 m_lastNs;
};

// Retry-After in seconds or as an HTTP date (RFC 9110, 10.2.3), capped at five minutes; nothing when it is neither.
[[nodiscard]] std::optional<milliseconds> parseRetryAfter(const QByteArray &value, qint64 nowNs);
// An HTTP date (RFC 9110, 5.6.7, all three forms) as UTC nanoseconds.
[[nodiscard]] std::optional<qint64> parseHttpDate(const QByteArray &value);

} // namespace wf::net
