// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/analysis/logs/jsonfields.h"

#include <utility>

namespace wf::analysis {

namespace {

using signals::ParsedField;

constexpr int deepest = 32;

// Names as Loki makes them: what may not stand in a label becomes "_".
QString labelName(QString name)
{
    for (QChar &c : name)
        if (!((c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_'))
            c = u'_';
    return name;
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    std::optional<std::vector<ParsedField>> run()
    {
        space();
        if (!object({}, 0))
            return std::nullopt;
        space();
        if (m_at != m_text.size())
            return std::nullopt;
        return std::move(m_fields);
    }

private:
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool take(char c)
    {
        if (peek() != c || m_at >= m_text.size())
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
    // Over a string; its place with quotes.
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
    bool object(const QString &prefix, int depth)
    {
        if (!take('{'))
            return false;
        space();
        if (take('}'))
            return true;
        while (true) {
            space();
            const std::size_t begin = m_at;
            if (!skipString())
                return false;
            const QString key = labelName(unescaped(m_text.substr(begin + 1, m_at - begin - 2)));
            space();
            if (!take(':'))
                return false;
            space();
            const QString name = prefix.isEmpty() ? key : QString(prefix + u'_' + key);
            if (!value(name, depth))
                return false;
            space();
            if (take('}'))
                return true;
            if (!take(','))
                return false;
        }
    }
    bool value(const QString &name, int depth)
    {
        const std::size_t begin = m_at;
        const char c = peek();
        if (c == '{' && depth < deepest && m_fields.size() < mostFields)
            return object(name, depth + 1);
        if (c == '{' || c == '[')
            return skipNested() && add(name, ParsedField::Kind::Nested, begin);
        if (c == '"')
            return skipString() && add(name, ParsedField::Kind::String, begin);
        while (m_at < m_text.size() && m_text[m_at] != ',' && m_text[m_at] != '}' && m_text[m_at] != ']' &&
               m_text[m_at] != ' ')
            ++m_at;
        const auto word = m_text.substr(begin, m_at - begin);
        if (word == "null")
            return add(name, ParsedField::Kind::Null, begin);
        if (word == "true" || word == "false")
            return add(name, ParsedField::Kind::Boolean, begin);
        const bool number = !word.empty() && word.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
        return number && add(name, ParsedField::Kind::Number, begin);
    }
    bool add(const QString &name, ParsedField::Kind kind, std::size_t begin)
    {
        if (m_fields.size() >= mostFields)
            return true;
        const auto raw = m_text.substr(begin, m_at - begin);
        const QString text = kind == ParsedField::Kind::String
                                 ? unescaped(raw.substr(1, raw.size() - 2))
                                 : QString::fromUtf8(raw.data(), static_cast<qsizetype>(raw.size()));
        m_fields.push_back({name, text, kind, static_cast<qsizetype>(begin), static_cast<qsizetype>(raw.size())});
        return true;
    }
    [[nodiscard]] static QString unescaped(std::string_view raw)
    {
        QString text = QString::fromUtf8(raw.data(), static_cast<qsizetype>(raw.size()));
        if (raw.find('\\') == std::string_view::npos)
            return text;
        QString out;
        out.reserve(text.size());
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text[i] != u'\\' || i + 1 >= text.size()) {
                out += text[i];
                continue;
            }
            const QChar c = text[++i];
            bool ok = false;
            if (c == u'u' && i + 4 < text.size()) {
                const auto code = QStringView(text).mid(i + 1, 4).toUShort(&ok, 16);
                if (ok) {
                    out += QChar(code);
                    i += 4;
                }
            }
            if (!ok)
                out += c == u'n' ? QChar(u'\n') : c == u't' ? QChar(u'\t') : c == u'r' ? QChar(u'\r') : c;
        }
        return out;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<ParsedField> m_fields;
};

} // namespace

std::optional<std::vector<ParsedField>> jsonFields(std::string_view line)
{
    return Scanner(line).run();
}

} // namespace wf::analysis
