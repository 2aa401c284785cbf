// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query/promql/histogram/arithmetic.h"
#include "models/query/promql/histogram/kahan.h"

// Sums and means as Prometheus builds them: a mean is the sum divided, until the sum would overflow; from there on it
// is carried along as a mean.
namespace wf::query {

class FloatMean {
public:
    explicit FloatMean(double first) : m_sum{first, 0} {}
    void add(double v)
    {
        ++m_count;
        if (!m_isIncremental) {
            KahanSum next = m_sum;
            next.add(v);
            if (!std::isinf(next.sum)) {
                m_sum = next;
                return;
            }
            m_isIncremental = true;
            m_mean = {m_sum.sum / (m_count - 1), m_sum.compensation / (m_count - 1)};
        }
        const double share = (m_count - 1) / m_count;
        m_mean = {share * m_mean.sum, share * m_mean.compensation};
        m_mean.add(v / m_count);
    }
    [[nodiscard]] double result() const
    {
        return m_isIncremental ? m_mean.value() : m_sum.sum / m_count + m_sum.compensation / m_count;
    }

private:
    KahanSum m_sum, m_mean;
    double m_count = 1;
    bool m_isIncremental = false;
};

// What is to be said about the histograms that were put together.
class HistogramNotes {
public:
    // A counter reset in one and certainly none in another.
    [[nodiscard]] bool hintsCollided() const { return m_hasReset && m_hasNoReset; }
    [[nodiscard]] bool boundsReconciled() const { return m_boundsReconciled; }

protected:
    void see(const signals::NativeHistogram &h)
    {
        m_hasReset = m_hasReset || h.resetHint == signals::NativeHistogram::ResetHint::Reset;
        m_hasNoReset = m_hasNoReset || h.resetHint == signals::NativeHistogram::ResetHint::NotReset;
    }
    // False when they could not be combined.
    bool see(const std::optional<Combination> &happened)
    {
        m_boundsReconciled = m_boundsReconciled || (happened && happened->boundsReconciled);
        return happened.has_value();
    }

private:
    bool m_hasReset = false, m_hasNoReset = false, m_boundsReconciled = false;
};

class HistogramTotal : public HistogramNotes {
public:
    explicit HistogramTotal(const signals::NativeHistogram &first) : m_sum{first, std::nullopt} { see(first); }
    bool add(const signals::NativeHistogram &h)
    {
        see(h);
        return see(query::add(m_sum, h));
    }
    [[nodiscard]] signals::NativeHistogram result() const { return settled(m_sum); }

private:
    CompensatedHistogram m_sum;
};

class HistogramMean : public HistogramNotes {
public:
    explicit HistogramMean(const signals::NativeHistogram &first) : m_sum{first, std::nullopt} { see(first); }
    bool add(const signals::NativeHistogram &h);
    [[nodiscard]] signals::NativeHistogram result() const;

private:
    void scale(double factor, bool divides);
    CompensatedHistogram m_sum; // of the mean once m_isIncremental
    double m_count = 1;
    bool m_isIncremental = false;
};

} // namespace wf::query
