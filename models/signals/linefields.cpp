// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/signals/linefields.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace wf::signals {

namespace {

using Kind = ParsedField::Kind;

constexpr int deepest = 32;

bool isLabelChar(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool isContinuationByte(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::optional<char32_t> fourHex(std::string_view text)
{
    unsigned value = 0;
    if (text.size() < 4)
        return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + 4, value, 16);
    if (error != std::errc{} || end != text.data() + 4)
        return std::nullopt;
    return static_cast<char32_t>(value);
}

// "u00e9" and the second half of a pair, `at` behind the backslash; how many characters were read, 0 when it is none.
std::size_t appendEscapedUnicode(std::string &out, std::string_view text)
{
    auto code = fourHex(text.substr(std::min<std::size_t>(1, text.size())));
    if (!code)
        return 0;
    std::size_t read = 5;
    const bool isHigh = *code >= 0xD800 && *code < 0xDC00;
    if (isHigh && text.substr(5).starts_with("\\u"))
        if (const auto low = fourHex(text.substr(7)); low && *low >= 0xDC00 && *low < 0xE000) {
            code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
            read = 11;
        }
    const char32_t whole = *code >= 0xD800 && *code < 0xE000 ? char32_t{0xFFFD} : *code;
    out += QString::fromUcs4(&whole, 1).toStdString();
    return read;
}

std::string unescaped(std::string_view raw)
{
    std::string out;
    out.reserve(raw.size());
    for (std::size_t i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\' || i + 1 >= raw.size()) {
            out += raw[i];
            continue;
        }
        const char c = raw[++i];
        if (c == 'u')
            if (const std::size_t read = appendEscapedUnicode(out, raw.substr(i)); read > 0) {
                i += read - 1;
                continue;
            }
        out += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
    return out;
}

void appendLabelName(std::string &out, std::string_view key)
{
    for (const char c : key)
        if (!isContinuationByte(c))
            out += isLabelChar(c) ? c : '_';
}

class JsonScanner {
public:
    JsonScanner(std::string_view text, const FieldVisitor &visit) : m_text(text), m_visit(visit) {}

    bool run()
    {
        space();
        if (!object(0))
            return false;
        space();
        return m_at == m_text.size();
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(char c)
    {
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    void space()
    {
        while (m_at < m_text.size() &&
               (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n' || m_text[m_at] == '\r'))
            ++m_at;
    }
    bool skipString()
    {
        if (!take('"'))
            return false;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at++];
            if (c == '"')
                return true;
            if (c == '\\')
                ++m_at;
        }
        return false;
    }
    // Over a nested value as it is written: brackets balanced outside strings.
    bool skipNested()
    {
        int depth = 0;
        do {
            const char c = peek();
            if (m_at >= m_text.size())
                return false;
            if (c == '"') {
                if (!skipString())
                    return false;
                continue;
            }
            depth += (c == '{' || c == '[') - (c == '}' || c == ']');
            ++m_at;
        } while (depth > 0);
        return true;
    }
    bool object(int depth)
    {
        if (!take('{'))
            return false;
        space();
        if (take('}'))
            return true;
        const std::size_t prefix = m_name.size();
        while (true) {
            space();
            const std::size_t begin = m_at;
            if (!skipString())
                return false;
            const auto key = m_text.substr(begin + 1, m_at - begin - 2);
            if (prefix > 0)
                m_name += '_';
            if (key.find('\\') == std::string_view::npos)
                appendLabelName(m_name, key);
            else
                appendLabelName(m_name, unescaped(key));
            space();
            if (!take(':'))
                return false;
            space();
            if (!value(depth))
                return false;
            m_name.resize(prefix);
            space();
            if (take('}'))
                return true;
            if (!take(','))
                return false;
        }
    }
    bool value(int depth)
    {
        const std::size_t begin = m_at;
        const char c = peek();
        if (c == '{' && depth < deepest && m_visited < mostLineFields)
            return object(depth + 1);
        if (c == '{' || c == '[')
            return skipNested() && tell(Kind::Nested, begin);
        if (c == '"')
            return skipString() && tell(Kind::String, begin);
        while (m_at < m_text.size() && m_text[m_at] != ',' && m_text[m_at] != '}' && m_text[m_at] != ']' &&
               m_text[m_at] != ' ')
            ++m_at;
        const auto word = m_text.substr(begin, m_at - begin);
        if (word == "null")
            return tell(Kind::Null, begin);
        if (word == "true" || word == "false")
            return tell(Kind::Boolean, begin);
        const bool number = !word.empty() && word.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
        return number && tell(Kind::Number, begin);
    }
    bool tell(Kind kind, std::size_t begin)
    {
        if (m_visited < mostLineFields) {
            ++m_visited;
            m_visit({m_name, m_text.substr(begin, m_at - begin), begin, kind});
        }
        return true;
    }

    std::string_view m_text;
    const FieldVisitor &m_visit;
    std::string m_name; // of the value being read
    std::size_t m_at = 0;
    std::size_t m_visited = 0;
};

bool isKeyChar(char c)
{
    return isLabelChar(c) || c == '.' || c == '-' || c == '/';
}

Kind kindOf(std::string_view value)
{
    if (value == "true" || value == "false")
        return Kind::Boolean;
    if (value == "null")
        return Kind::Null;
    std::size_t i = !value.empty() && (value[0] == '-' || value[0] == '+') ? 1 : 0;
    const std::size_t digits = i;
    while (i < value.size() && ((value[i] >= '0' && value[i] <= '9') || value[i] == '.'))
        ++i;
    // "5614ms", "84.90", "37%": a number with at most a short unit.
    const auto unit = value.substr(i);
    const bool short_ = unit.size() <= 3 && std::all_of(unit.begin(), unit.end(), [](char c) {
                            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '%';
                        });
    return i > digits && short_ ? Kind::Number : Kind::String;
}

} // namespace

bool visitJsonFields(std::string_view line, const FieldVisitor &visit)
{
    return JsonScanner(line, visit).run();
}

void visitLogfmtFields(std::string_view line, const FieldVisitor &visit)
{
    std::string name;
    std::size_t at = 0;
    std::size_t visited = 0;
    while (at < line.size() && visited < mostLineFields) {
        if (!isKeyChar(line[at])) {
            ++at;
            continue;
        }
        const std::size_t key = at;
        while (at < line.size() && isKeyChar(line[at]))
            ++at;
        if (at >= line.size() || line[at] != '=') {
            while (at < line.size() && line[at] != ' ')
                ++at;
            continue;
        }
        name.clear();
        appendLabelName(name, line.substr(key, at - key));
        const std::size_t value = ++at;
        const bool isQuoted = at < line.size() && line[at] == '"';
        if (isQuoted) {
            ++at;
            while (at < line.size() && line[at] != '"')
                at += line[at] == '\\' ? 2U : 1U;
            at = std::min(at + 1, line.size());
        } else {
            while (at < line.size() && line[at] != ' ')
                ++at;
        }
        const auto raw = line.substr(value, at - value);
        ++visited;
        visit({name, raw, value, isQuoted ? Kind::String : kindOf(raw)});
    }
}

std::string fieldText(const RawField &field)
{
    auto inside = field.raw;
    if (!inside.starts_with('"'))
        return std::string(inside);
    inside.remove_prefix(1);
    if (inside.ends_with('"'))
        inside.remove_suffix(1);
    return inside.find('\\') == std::string_view::npos ? std::string(inside) : unescaped(inside);
}

} // namespace wf::signals
