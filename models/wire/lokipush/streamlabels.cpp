// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/lokipush/lokipush.h"
#include "models/wire/text.h"

#include <optional>

namespace wf::wire::lokipush {

namespace {

// Cuts pieces off the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_rest(text) {}
    bool take(char c)
    {
        skipSpace();
        if (!m_rest.starts_with(c))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }
    [[nodiscard]] bool atEnd()
    {
        skipSpace();
        return m_rest.empty();
    }
    [[nodiscard]] std::string_view name()
    {
        skipSpace();
        std::size_t end = 0;
        while (end < m_rest.size() && isNameChar(m_rest[end], end == 0))
            ++end;
        const std::string_view found = m_rest.substr(0, end);
        m_rest.remove_prefix(end);
        return found;
    }
    // "…" with escapes, or `…` without.
    [[nodiscard]] std::optional<std::string> quoted()
    {
        skipSpace();
        if (m_rest.starts_with('`')) {
            const auto end = m_rest.find('`', 1);
            if (end == std::string_view::npos)
                return std::nullopt;
            std::string out(m_rest.substr(1, end - 1));
            m_rest.remove_prefix(end + 1);
            return out;
        }
        if (!m_rest.starts_with('"'))
            return std::nullopt;
        m_rest.remove_prefix(1);
        std::string out;
        while (!m_rest.empty() && m_rest.front() != '"')
            if (!takeCharacter(out))
                return std::nullopt;
        return take('"') ? std::optional(std::move(out)) : std::nullopt;
    }

private:
    static bool isNameChar(char c, bool isFirst)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (!isFirst && c >= '0' && c <= '9');
    }
    void skipSpace()
    {
        while (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t'))
            m_rest.remove_prefix(1);
    }
    bool takeCharacter(std::string &out)
    {
        if (m_rest.front() != '\\') {
            out += m_rest.front();
            m_rest.remove_prefix(1);
            return true;
        }
        if (m_rest.size() < 2)
            return false;
        const char kind = m_rest[1];
        m_rest.remove_prefix(2);
        static constexpr std::string_view plain = "abfnrtv\\\"'";
        static constexpr std::string_view meant = "\a\b\f\n\r\t\v\\\"'";
        if (const auto at = plain.find(kind); at != std::string_view::npos) {
            out += meant[at];
            return true;
        }
        const std::size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        return digits > 0 && takeCode(digits, kind == 'x', out);
    }
    bool takeCode(std::size_t digits, bool isByte, std::string &out)
    {
        if (m_rest.size() < digits)
            return false;
        bool ok = false;
        const uint code = QByteArray(m_rest.data(), static_cast<qsizetype>(digits)).toUInt(&ok, 16);
        m_rest.remove_prefix(digits);
        if (!ok || code > 0x10FFFF)
            return false;
        if (isByte) {
            out += static_cast<char>(code);
        } else {
            const auto point = static_cast<char32_t>(code);
            out += QString::fromUcs4(&point, 1).toStdString();
        }
        return true;
    }
    std::string_view m_rest;
};

} // namespace

base::Result<base::Labels> parseStreamLabels(std::string_view text)
{
    const auto broken = [&] {
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QStringLiteral("couldn't parse labels: %1").arg(capped(text, 200)));
    };
    Scanner scanner(text);
    std::vector<base::Labels::Pair> pairs;
    if (!scanner.take('{'))
        return broken();
    while (!scanner.take('}')) {
        if (!pairs.empty() && !scanner.take(','))
            return broken();
        const auto name = scanner.name();
        if (name.empty() || !scanner.take('='))
            return broken();
        auto value = scanner.quoted();
        if (!value)
            return broken();
        pairs.emplace_back(std::string(name), validUtf8(*value));
    }
    return scanner.atEnd() ? base::Result(base::Labels(std::move(pairs))) : broken();
}

} // namespace wf::wire::lokipush
