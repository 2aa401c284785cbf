// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <bit>
#include <cstring>
#include <string_view>

// JSON as Go writes it, without white space, read byte by byte: the inner loop of PlainSpans. Whatever is accepted here
// is accepted by the general parser too; what is not may still be valid. The text must be valid UTF-8.
namespace wf::wire::jaeger {

class PlainJson {
public:
    PlainJson(const char *begin, const char *end) : m_at(begin), m_end(end) {}

    [[nodiscard]] const char *at() const { return m_at; }
    [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(m_end - m_at); }

    // Steps over these very characters, or stays where it is.
    template<std::size_t N>
    [[gnu::always_inline]] bool skip(const char (&text)[N])
    {
        if (left() < N - 1 || std::memcmp(m_at, text, N - 1) != 0)
            return false;
        m_at += N - 1;
        return true;
    }
    // The rest of a string whose opening quote is read: its text as written, escapes and all.
    [[gnu::always_inline]] bool string(std::string_view &text)
    {
        const char *const begin = m_at;
        for (const char *p = begin; (p = stopFrom(p)) < m_end;) {
            if (*p == '"') {
                text = {begin, static_cast<std::size_t>(p - begin)};
                m_at = p + 1;
                return true;
            }
            if (*p != '\\' || !skipEscape(p))
                return false;
        }
        return false;
    }
    // Without sign, fraction and exponent, at most 18 digits.
    bool whole(qint64 &value);
    // Any string, number or word. `text` is a string's text or the number or word itself.
    bool scalar(std::string_view &text, bool &isString);
    // Steps over what is left of an object or array, its closing bracket included. Checks brackets and quotes only.
    bool skipRest();

private:
    [[gnu::always_inline]] static quint64 load8(const char *p)
    {
        quint64 w = 0;
        std::memcpy(&w, p, sizeof w);
        if constexpr (std::endian::native == std::endian::big)
            w = __builtin_bswap64(w);
        return w;
    }
    // Bit 7 of bytes that are zero. Wrong only above the first that is right.
    [[gnu::always_inline]] static constexpr quint64 zeros(quint64 w)
    {
        return (w - 0x0101010101010101U) & ~w & 0x8080808080808080U;
    }
    // The first quote, backslash or control character from p on; the end when there is none.
    [[gnu::always_inline]] const char *stopFrom(const char *p) const
    {
        for (; m_end - p >= 8; p += 8) {
            const quint64 w = load8(p);
            const quint64 control = (w - 0x2020202020202020U) & ~w & 0x8080808080808080U;
            const quint64 stops = zeros(w ^ 0x2222222222222222U) | zeros(w ^ 0x5C5C5C5C5C5C5C5CU) | control;
            if (stops != 0)
                return p + (std::countr_zero(stops) >> 3);
        }
        while (p < m_end && *p != '"' && *p != '\\' && static_cast<unsigned char>(*p) >= 0x20)
            ++p;
        return p;
    }
    [[nodiscard]] bool skipEscape(const char *&p) const;
    bool number();

    const char *m_at;
    const char *m_end;
};

} // namespace wf::wire::jaeger
