// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/variables/interpolate.h"

#include <optional>

namespace wf::query {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostOutput = qsizetype{1} << 20;
constexpr int mostNesting = 4; // an allValue may hold variables

struct Reference {
    qsizetype end = 0; // behind it
    QString name, field, format;
};

bool isWord(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_';
}

qsizetype wordEnd(const QString &text, qsizetype at)
{
    while (at < text.size() && isWord(text[at]))
        ++at;
    return at;
}

// The reference that starts at `at`, if one does.
std::optional<Reference> referenceAt(const QString &text, qsizetype at)
{
    const bool old = text.mid(at, 2) == "[["_L1, braces = text.mid(at, 2) == "${"_L1;
    if (!old && text[at] != u'$')
        return std::nullopt;
    const qsizetype start = at + (old || braces ? 2 : 1);
    qsizetype end = wordEnd(text, start);
    if (end == start)
        return std::nullopt;
    Reference out{end, text.mid(start, end - start), {}, {}};
    if (!old && !braces)
        return out;
    const QString close = old ? u"]]"_s : u"}"_s;
    const qsizetype closing = text.indexOf(close, end);
    if (closing < 0)
        return std::nullopt;
    QString rest = text.mid(end, closing - end);
    if (!old && rest.startsWith(u'.')) {
        const qsizetype colon = rest.indexOf(u':');
        out.field = rest.mid(1, (colon < 0 ? rest.size() : colon) - 1);
        rest = colon < 0 ? QString() : rest.mid(colon);
    }
    if (!rest.isEmpty() && !rest.startsWith(u':'))
        return std::nullopt;
    out.format = rest.mid(1);
    out.end = closing + close.size();
    return out;
}

// For a string inside a query: backslashes are doubled twice, what regular expressions know gets two in front.
QString queryRegexEscaped(const QString &value)
{
    QString out;
    for (const QChar c : value) {
        if (c == u'\\')
            out += uR"(\\\\)"_s;
        else if (QStringView(u"$^*{}[]+?.()|").contains(c))
            out += uR"(\\)"_s + c;
        else
            out += c;
    }
    return out;
}

QString queryDefault(const VariableValue &v)
{
    if (!v.multi && !v.includeAll) {
        QString one = v.values.join(u',');
        return one.replace(u"\\"_s, uR"(\\)"_s).replace(u"'"_s, uR"(\\')"_s);
    }
    QStringList escaped;
    for (const QString &value : v.values)
        escaped << queryRegexEscaped(value);
    return escaped.size() == 1 ? escaped.front() : u'(' + escaped.join(u'|') + u')';
}

class Interpolation {
public:
    Interpolation(const VariableScope &scope, Dialect dialect, const MacroReader *macro = nullptr,
                  const QString &otherwise = u"glob"_s)
        : m_scope(scope), m_dialect(dialect), m_macro(macro), m_otherwise(otherwise)
    {
    }

    QString run(const QString &text, int depth) const
    {
        QString out;
        for (qsizetype i = 0; i < text.size() && out.size() < mostOutput;) {
            if (text[i] != u'$' && text[i] != u'[') {
                out += text[i++];
                continue;
            }
            const auto reference = referenceAt(text, i);
            const auto known = reference ? m_scope.variables.constFind(reference->name) : m_scope.variables.constEnd();
            if (known == m_scope.variables.constEnd()) {
                if (const auto meant = reference && m_macro ? macroText(*reference) : std::nullopt) {
                    out += *meant;
                    i = reference->end;
                    continue;
                }
                const qsizetype next = reference ? reference->end : i + 1;
                out += QStringView(text).mid(i, next - i);
                i = next;
                continue;
            }
            out += written(*reference, *known, depth);
            i = reference->end;
        }
        return out.left(mostOutput);
    }

private:
    QString written(const Reference &r, const VariableValue &v, int depth) const
    {
        if (r.field == "text"_L1)
            return formatVariable(r.name, v, u"text"_s);
        if (v.isLiteral && r.format.isEmpty())
            return v.values.value(0);
        if (v.isAll && !v.allValue.isEmpty() && m_dialect != Dialect::Title && r.format != "text"_L1 &&
            r.format != "queryparam"_L1)
            return depth < mostNesting ? run(v.allValue, depth + 1) : v.allValue;
        if (!r.format.isEmpty())
            return formatVariable(r.name, v, r.format, m_scope.zone);
        switch (m_dialect) {
        case Dialect::Query:
            return queryDefault(v);
        case Dialect::Title:
            return formatVariable(r.name, v, u"text"_s);
        case Dialect::Regex:
            return formatVariable(r.name, v, u"regex"_s);
        case Dialect::Text:
            break;
        }
        return formatVariable(r.name, v, m_otherwise, m_scope.zone);
    }
    [[nodiscard]] std::optional<QString> macroText(const Reference &r) const
    {
        return (*m_macro)(r.name, r.field, r.format.isEmpty() ? m_otherwise : r.format);
    }
    const VariableScope &m_scope;
    Dialect m_dialect;
    const MacroReader *m_macro;
    QString m_otherwise;
};

} // namespace

QString interpolate(const QString &text, const VariableScope &scope, Dialect dialect)
{
    return Interpolation(scope, dialect).run(text, 0);
}

QString interpolateLink(const QString &text, const VariableScope &scope, const MacroReader &macro,
                        const QString &otherwise)
{
    return Interpolation(scope, Dialect::Text, &macro, otherwise).run(text, 0);
}

QStringList variablesIn(const QString &text)
{
    QStringList out;
    for (qsizetype i = 0; i < text.size();) {
        const auto reference = text[i] == u'$' || text[i] == u'[' ? referenceAt(text, i) : std::nullopt;
        if (reference && !out.contains(reference->name))
            out << reference->name;
        i = reference ? reference->end : i + 1;
    }
    return out;
}

} // namespace wf::query
