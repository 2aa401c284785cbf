// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/labels.h"

#include <QString>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

// Bytes in, bytes out. Numbers are LEB128 varints (signed ones zig-zag first), texts carry their length in front,
// fixed-width numbers are little-endian. A reader never leaves its input: after the first shortage ok() stays false and
// everything reads as zero or empty.
namespace wf::store {

static_assert(std::endian::native == std::endian::little);

[[nodiscard]] constexpr quint64 zigzag(qint64 v)
{
    return (static_cast<quint64>(v) << 1) ^ static_cast<quint64>(v >> 63);
}
[[nodiscard]] constexpr qint64 unzigzag(quint64 u)
{
    return static_cast<qint64>((u >> 1) ^ (~(u & 1) + 1));
}
// Differences wrap: every pair of numbers has one, and it leads back.
[[nodiscard]] constexpr qint64 wrapSub(qint64 a, qint64 b)
{
    return static_cast<qint64>(static_cast<quint64>(a) - static_cast<quint64>(b));
}
[[nodiscard]] constexpr qint64 wrapAdd(qint64 a, qint64 b)
{
    return static_cast<qint64>(static_cast<quint64>(a) + static_cast<quint64>(b));
}
[[nodiscard]] constexpr qint64 wrapMul(qint64 a, qint64 b)
{
    return static_cast<qint64>(static_cast<quint64>(a) * static_cast<quint64>(b));
}

class ByteWriter {
public:
    void byte(unsigned v) { m_out += static_cast<char>(static_cast<unsigned char>(v)); }
    void varint(quint64 v)
    {
        for (; v >= 0x80; v >>= 7)
            byte(static_cast<unsigned>(v & 0x7F) | 0x80U);
        byte(static_cast<unsigned>(v));
    }
    void svarint(qint64 v) { varint(zigzag(v)); }
    void fixed64(quint64 v) { raw(&v, sizeof v); }
    void raw(const void *data, std::size_t size) { m_out.append(static_cast<const char *>(data), size); }
    void text(std::string_view v)
    {
        varint(v.size());
        m_out.append(v);
    }
    void text(const QString &v)
    {
        const QByteArray utf8 = v.toUtf8();
        text(std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())));
    }
    void labels(const base::Labels &v)
    {
        varint(v.size());
        for (const auto &[name, value] : v) {
            text(std::string_view(name));
            text(std::string_view(value));
        }
    }
    [[nodiscard]] std::string &bytes() { return m_out; }
    [[nodiscard]] const std::string &bytes() const { return m_out; }

private:
    std::string m_out;
};

class ByteReader {
public:
    explicit ByteReader(std::string_view in) : m_in(in) {}

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] std::size_t left() const { return m_in.size(); }
    [[nodiscard]] const char *data() const { return m_in.data(); }
    void fail()
    {
        m_ok = false;
        m_in = {};
    }
    [[nodiscard]] unsigned byte()
    {
        if (m_in.empty()) {
            fail();
            return 0;
        }
        const auto v = static_cast<unsigned char>(m_in.front());
        m_in.remove_prefix(1);
        return v;
    }
    [[nodiscard]] quint64 varint()
    {
        quint64 v = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const unsigned b = byte();
            v |= static_cast<quint64>(b & 0x7FU) << shift;
            if (b < 0x80)
                return v;
        }
        fail();
        return 0;
    }
    // A count of things that take at least one byte each: more than is left is a damaged input.
    [[nodiscard]] std::size_t count()
    {
        const auto v = varint();
        if (v > m_in.size()) {
            fail();
            return 0;
        }
        return static_cast<std::size_t>(v);
    }
    [[nodiscard]] qint64 svarint() { return unzigzag(varint()); }
    [[nodiscard]] quint64 fixed64()
    {
        const auto v = take(sizeof(quint64));
        quint64 out = 0;
        if (v.size() == sizeof out)
            std::memcpy(&out, v.data(), sizeof out);
        return out;
    }
    [[nodiscard]] std::string_view take(std::size_t size)
    {
        if (size > m_in.size()) {
            fail();
            return {};
        }
        const auto v = m_in.substr(0, size);
        m_in.remove_prefix(size);
        return v;
    }
    [[nodiscard]] std::string_view text() { return take(count()); }
    [[nodiscard]] QString qtext()
    {
        const auto v = text();
        return QString::fromUtf8(v.data(), static_cast<qsizetype>(v.size()));
    }
    [[nodiscard]] base::Labels labels()
    {
        const auto n = count();
        std::vector<base::Labels::Pair> pairs;
        pairs.reserve(n);
        for (std::size_t i = 0; i < n && m_ok; ++i) {
            const auto name = text();
            const auto value = text();
            pairs.emplace_back(name, value);
        }
        return m_ok ? base::Labels(std::move(pairs)) : base::Labels();
    }

private:
    std::string_view m_in;
    bool m_ok = true;
};

} // namespace wf::store
