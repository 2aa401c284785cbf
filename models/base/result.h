// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <optional>
#include <utility>
#include <variant>

namespace wf::base {

// What went wrong, in the classes an operator can act on.
enum class ErrorKind {
    Cancelled,     // never delivered to callbacks; only inside a room
    Unreachable,   // no connection: refused, DNS, proxy
    Tls,           // certificate or handshake
    Timeout,       // connect, idle or total deadline
    Unauthorized,  // 401, 403
    NotFound,      // 404: wrong base path or an older server
    BadRequest,    // 400, 422: the question is wrong
    RateLimited,   // 429
    Unavailable,   // 5xx, not ready
    Redirected,    // the server points elsewhere: a configuration error
    TooLarge,      // a bound of ours was hit: size, depth, decompression
    NotUnderstood, // the answer is not what the protocol says
    BreakerOpen,   // not asked: the circuit breaker is open
    Unsupported,   // the server cannot do this; detail says what is done instead
    Storage,       // disk or database
    Invalid,       // input of ours: file, expression, form
};

// A failure as a value. `summary` is one line saying what happened to what; `detail` is the source's own text,
// unedited but capped (it may be hostile: show it through the helpers of widgets/base only).
struct Error {
    ErrorKind kind = ErrorKind::Invalid;
    QString summary;
    QString detail;
    int httpStatus = 0;
    std::optional<std::chrono::milliseconds> retryAfter;

    friend bool operator==(const Error &, const Error &) = default;
};

// Either a value or an Error. No exceptions: callers look before they take.
template<class T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] const T &value() const & { return std::get<0>(m_state); }
    [[nodiscard]] T &value() & { return std::get<0>(m_state); }
    [[nodiscard]] T &&value() && { return std::get<0>(std::move(m_state)); }
    [[nodiscard]] const Error &error() const { return std::get<1>(m_state); }

    const T *operator->() const { return &value(); }
    T *operator->() { return &value(); }
    const T &operator*() const & { return value(); }
    T &operator*() & { return value(); }

private:
    std::variant<T, Error> m_state;
};

struct Done {
    friend bool operator==(const Done &, const Done &) = default;
};
// For operations whose success carries nothing.
using Status = Result<Done>;

[[nodiscard]] inline Error makeError(ErrorKind kind, QString summary, QString detail = {})
{
    return Error{kind, std::move(summary), std::move(detail), 0, std::nullopt};
}

// Stable lower-case name of the kind, for logs, JSON and tests ("timeout").
[[nodiscard]] QString errorKindName(ErrorKind kind);

} // namespace wf::base
