// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/jsontext.h"

#include "models/wire/text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace wf::wire {

namespace {

void appendEscaped(std::string &out, std::string_view text)
{
    static constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto u = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (u < 0x20) {
            out += "\\u00";
            out += hex[u >> 4];
            out += hex[u & 15U];
        } else {
            out += c;
        }
    }
    out += '"';
}

std::string shortest(double value, std::chars_format format)
{
    std::array<char, 400> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    return {buffer.data(), end};
}

} // namespace

void JsonText::comma()
{
    if (m_needsComma)
        m_out += ',';
    m_needsComma = true;
}

JsonText &JsonText::open(char c)
{
    comma();
    m_out += c;
    m_needsComma = false;
    return *this;
}

JsonText &JsonText::close(char c)
{
    m_out += c;
    m_needsComma = true;
    return *this;
}

JsonText &JsonText::key(std::string_view name)
{
    string(name);
    m_out += ':';
    m_needsComma = false;
    return *this;
}

JsonText &JsonText::string(std::string_view utf8)
{
    comma();
    appendEscaped(m_out, validUtf8(utf8));
    return *this;
}

JsonText &JsonText::real(double value)
{
    return std::isfinite(value) ? raw(shortest(value, std::chars_format::general)) : null();
}

JsonText &JsonText::raw(std::string_view json)
{
    comma();
    m_out += json;
    return *this;
}

JsonText &JsonText::labels(const base::Labels &labels)
{
    beginObject();
    for (const auto &[name, value] : labels)
        key(name).string(std::string_view(value));
    return endObject();
}

std::string sampleText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    const double size = std::fabs(value);
    // The border encoding/json of Go draws, which Prometheus keeps to.
    const bool isPlain = size == 0 || (size >= 1e-6 && size < 1e21);
    return shortest(value, isPlain ? std::chars_format::fixed : std::chars_format::scientific);
}

std::string secondsText(qint64 timeMs)
{
    const bool isNegative = timeMs < 0;
    const quint64 size = isNegative ? 0 - static_cast<quint64>(timeMs) : static_cast<quint64>(timeMs);
    std::string out = isNegative ? "-" : "";
    out += std::to_string(size / 1'000);
    if (const quint64 rest = size % 1'000; rest != 0)
        out += '.' + std::to_string(1'000 + rest).substr(1);
    return out;
}

} // namespace wf::wire
