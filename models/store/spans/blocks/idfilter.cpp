// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/store/spans/blocks/idfilter.h"

#include <QHashFunctions>

namespace wf::store {

namespace {

// The finisher of MurmurHash3: the halves of ids are mostly random already, but not always.
quint64 stirred(quint64 h)
{
    h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDU;
    h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53U;
    return h ^ (h >> 33);
}

} // namespace

TraceKey TraceKey::of(const QString &traceId)
{
    const QString digits = traceId.rightJustified(32, QLatin1Char('0'), true);
    return {digits.left(16).toULongLong(nullptr, 16), digits.mid(16).toULongLong(nullptr, 16)};
}

QString TraceKey::text() const
{
    return QStringLiteral("%1%2").arg(high, 16, 16, QLatin1Char('0')).arg(low, 16, 16, QLatin1Char('0'));
}

std::size_t TraceKeyHash::operator()(const TraceKey &key) const
{
    return qHashMulti(QHashSeed::globalSeed(), key.high, key.low);
}

template<class Visit>
bool IdFilter::eachBit(const TraceKey &key, Visit visit) const
{
    constexpr int probes = 7;
    const quint64 bits = m_words.size() * 64;
    quint64 at = stirred(key.low ^ stirred(key.high));
    const quint64 step = stirred(at) | 1;
    for (int i = 0; i < probes; ++i, at += step)
        if (!visit(at % bits))
            return false;
    return true;
}

void IdFilter::add(const TraceKey &key)
{
    eachBit(key, [this](quint64 bit) {
        m_words[bit / 64] |= quint64(1) << (bit % 64);
        return true;
    });
}

bool IdFilter::mayHave(const TraceKey &key) const
{
    return !m_words.empty() && eachBit(key, [this](quint64 bit) { return (m_words[bit / 64] >> (bit % 64) & 1) != 0; });
}

void IdFilter::write(ByteWriter &out) const
{
    out.varint(m_words.size());
    out.raw(m_words.data(), m_words.size() * sizeof(quint64));
}

IdFilter IdFilter::read(ByteReader &in)
{
    IdFilter filter;
    const std::size_t words = in.count();
    const auto bytes = in.take(words * sizeof(quint64));
    if (in.ok()) {
        filter.m_words.resize(words);
        std::memcpy(filter.m_words.data(), bytes.data(), bytes.size());
    }
    return filter;
}

} // namespace wf::store
