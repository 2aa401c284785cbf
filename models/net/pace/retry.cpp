// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/net/pace/retry.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace wf::net {

using namespace Qt::StringLiterals;

milliseconds Backoff::delay(int attempt, const Uniform &uniform) const
{
    const double grown = static_cast<double>(base.count()) * std::pow(2.0, std::clamp(attempt - 1, 0, 30));
    return milliseconds(static_cast<qint64>(std::min(grown, static_cast<double>(cap.count())) * uniform()));
}

RetryBudget::RetryBudget(const base::Clock &clock, Options options)
    : m_clock(clock), m_options(options), m_tokens(options.capacity), m_lastNs(clock.monotonicNs())
{
}

void RetryBudget::refill()
{
    const qint64 now = m_clock.monotonicNs();
    const double seconds = static_cast<double>(now - m_lastNs) / static_cast<double>(base::nsPerSecond);
    m_tokens = std::min(m_options.capacity, m_tokens + seconds * m_options.perSecond);
    m_lastNs = now;
}

void RetryBudget::requestSent()
{
    refill();
    m_tokens = std::min(m_options.capacity, m_tokens + m_options.perRequest);
}

bool RetryBudget::takeRetry()
{
    refill();
    if (m_tokens < 1.0)
        return false;
    m_tokens -= 1.0;
    return true;
}

double RetryBudget::available() const
{
    RetryBudget copy = *this;
    copy.refill();
    return copy.m_tokens;
}

std::optional<qint64> parseHttpDate(const QByteArray &value)
{
    // The day of the week says nothing new, and two-digit years would contradict it: it is left out.
    QString text = QString::fromLatin1(value.left(64)).simplified();
    const qsizetype comma = text.indexOf(u',');
    text = text.mid(comma >= 0 ? comma + 2 : text.indexOf(u' ') + 1);
    for (const auto &format :
         {u"dd MMM yyyy hh:mm:ss 'GMT'"_s, u"dd-MMM-yy hh:mm:ss 'GMT'"_s, u"MMM d hh:mm:ss yyyy"_s}) {
        const QDateTime parsed = QLocale::c().toDateTime(text, format);
        if (!parsed.isValid())
            continue;
        QDateTime utc(parsed.date(), parsed.time(), Qt::UTC);
        if (utc.date().year() < 1970)
            utc = utc.addYears(100);
        return utc.toMSecsSinceEpoch() * base::nsPerMs;
    }
    return std::nullopt;
}

std::optional<milliseconds> parseRetryAfter(const QByteArray &value, qint64 nowNs)
{
    constexpr milliseconds cap = std::chrono::minutes(5);
    const QByteArray text = value.trimmed();
    if (text.isEmpty())
        return std::nullopt;
    if (std::all_of(text.begin(), text.end(), [](char ch) { return ch >= '0' && ch <= '9'; })) {
        bool ok = false;
        const qint64 seconds = text.toLongLong(&ok);
        return ok ? std::min(cap, milliseconds(std::min<qint64>(seconds, 86400) * 1000)) : cap;
    }
    if (const auto date = parseHttpDate(text))
        return std::clamp(milliseconds((*date - nowNs) / base::nsPerMs), milliseconds(0), cap);
    return std::nullopt;
}

} // namespace wf::net
