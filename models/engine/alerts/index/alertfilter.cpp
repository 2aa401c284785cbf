// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/alerts/index/alertfilter.h"

#include "models/base/duration.h"

#include <QCoreApplication>

#include <re2/re2.h>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("AlertFilter", text);
}

bool isNameChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'.' || c == u'-' || c == u'/';
}

// Reads the text once, from left to right.
class Parser {
public:
    explicit Parser(const QString &text) : m_text(text) {}

    ParsedFilter parse()
    {
        ParsedFilter out;
        for (skipSpace(); m_at < m_text.size(); skipSpace()) {
            if (auto term = readTerm())
                out.filter.terms.push_back(std::move(*term));
            if (m_error) {
                out.error = m_error;
                break;
            }
        }
        return out;
    }

private:
    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    std::nullopt_t fail(qsizetype from, const QString &message)
    {
        m_error = FilterError{from, std::max<qsizetype>(1, m_at - from), message};
        return std::nullopt;
    }
    [[nodiscard]] bool ahead(QLatin1StringView what) const { return QStringView(m_text).sliced(m_at).startsWith(what); }

    std::optional<QString> readQuoted()
    {
        const qsizetype from = m_at++;
        QString out;
        while (m_at < m_text.size() && m_text[m_at] != u'"') {
            if (m_text[m_at] == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            out += m_text[m_at++];
        }
        if (m_at == m_text.size())
            return fail(from, say("Close the quotation mark"));
        ++m_at;
        return out;
    }
    std::optional<QString> readValue()
    {
        if (m_at < m_text.size() && m_text[m_at] == u'"')
            return readQuoted();
        const qsizetype from = m_at;
        while (m_at < m_text.size() && !m_text[m_at].isSpace())
            ++m_at;
        return m_text.sliced(from, m_at - from);
    }

    std::optional<FilterTerm> readTerm()
    {
        FilterTerm term;
        const qsizetype from = m_at;
        if (m_text[m_at] == u'-' && m_at + 1 < m_text.size() && !m_text[m_at + 1].isSpace()) {
            term.negated = true;
            ++m_at;
        }
        if (m_text[m_at] == u'"') {
            const auto text = readQuoted();
            if (!text)
                return std::nullopt;
            term.text = text->toLower();
            return term.text.isEmpty() ? std::nullopt : std::optional(term);
        }
        const qsizetype nameFrom = m_at;
        while (m_at < m_text.size() && isNameChar(m_text[m_at]))
            ++m_at;
        const QString name = m_text.sliced(nameFrom, m_at - nameFrom);
        if (!name.isEmpty() && m_at < m_text.size()) {
            for (const auto op : {"=~"_L1, "!~"_L1, "!="_L1})
                if (ahead(op))
                    return readMatch(term, name, op, from);
            if (ahead(">"_L1) || ahead("<"_L1))
                return readOrder(term, name, from);
            if (ahead("="_L1))
                return readMatch(term, name, "="_L1, from);
            if (ahead(":"_L1) && !ahead("://"_L1))
                return readField(term, name, from);
        }
        while (m_at < m_text.size() && !m_text[m_at].isSpace())
            ++m_at;
        term.text = m_text.sliced(nameFrom, m_at - nameFrom).toLower();
        return term;
    }

    std::optional<FilterTerm> readField(FilterTerm term, const QString &name, qsizetype from)
    {
        ++m_at;
        const auto value = readValue();
        if (!value)
            return std::nullopt;
        if (value->isEmpty())
            return fail(from, say("Write what %1 shall contain").arg(name));
        term.field = canonicalField(name);
        term.text = value->toLower();
        if (term.field != "ack"_L1 && term.field != "held"_L1) {
            term.kind = FilterTerm::Kind::Contains;
            return term;
        }
        term.kind = term.field == "ack"_L1 ? FilterTerm::Kind::Acknowledged : FilterTerm::Kind::Held;
        if (term.text != "yes"_L1 && term.text != "no"_L1)
            return fail(from, say("Write %1:yes or %1:no").arg(name));
        term.yes = term.text == "yes"_L1;
        return term;
    }

    std::optional<FilterTerm> readMatch(FilterTerm term, const QString &name, QLatin1StringView op, qsizetype from)
    {
        m_at += op.size();
        const auto value = readValue();
        if (!value)
            return std::nullopt;
        term.kind = FilterTerm::Kind::Match;
        term.field = name;
        term.matcher = {name, *value, op.endsWith(u'~'), !op.startsWith(u'!')};
        if (term.matcher.isRegex) {
            re2::RE2::Options options(re2::RE2::Quiet);
            options.set_max_mem(1 << 20);
            if (const re2::RE2 re(value->toStdString(), options); !re.ok())
                return fail(from, say("Not a regular expression: %1").arg(QString::fromStdString(re.error())));
        }
        return term;
    }

    std::optional<FilterTerm> readOrder(FilterTerm term, const QString &name, qsizetype from)
    {
        const bool more = m_text[m_at++] == u'>';
        const bool equal = m_at < m_text.size() && m_text[m_at] == u'=';
        if (equal)
            ++m_at;
        term.order = more ? (equal ? FilterTerm::Order::AtLeast : FilterTerm::Order::More)
                          : (equal ? FilterTerm::Order::AtMost : FilterTerm::Order::Less);
        const auto value = readValue();
        if (!value)
            return std::nullopt;
        term.field = canonicalField(name);
        if (term.field == "age"_L1) {
            term.kind = FilterTerm::Kind::Age;
            const auto ns = base::parseDuration(*value);
            if (!ns)
                return fail(from, say("Write a duration such as 10m or 2h"));
            term.number = static_cast<double>(*ns);
            return term;
        }
        if (term.field != "value"_L1)
            return fail(from, say("Only age and value can be compared with < and >"));
        term.kind = FilterTerm::Kind::Value;
        bool ok = false;
        term.number = value->toDouble(&ok);
        if (!ok)
            return fail(from, say("Write a number such as 0.5"));
        return term;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    std::optional<FilterError> m_error;
};

} // namespace

ParsedFilter parseAlertFilter(const QString &text)
{
    return Parser(text).parse();
}

const std::vector<FilterField> &filterFields()
{
    static const std::vector<FilterField> fields{
        {u"alert"_s, say("name of the alert")},
        {u"service"_s, say("service it belongs to")},
        {u"severity"_s, say("critical, warning or info")},
        {u"state"_s, say("firing, pending, acknowledged, silenced or inhibited")},
        {u"ack"_s, say("acknowledged: yes or no")},
        {u"held"_s, say("acknowledged, silenced or inhibited: yes or no")},
        {u"age"_s, say("since it fires: age>10m")},
        {u"value"_s, say("value of its expression: value>0.5")},
        {u"region"_s, say("region")},
        {u"instance"_s, say("instance or pod")},
        {u"owner"_s, say("who acknowledged or silenced it")},
        {u"source"_s, say("source that told it")},
        {u"summary"_s, say("summary annotation")}};
    return fields;
}

QString canonicalField(const QString &name)
{
    static const QHash<QString, QString> aliases{
        {u"svc"_s, u"service"_s}, {u"sev"_s, u"severity"_s}, {u"name"_s, u"alert"_s}, {u"by"_s, u"owner"_s}};
    return aliases.value(name, name);
}

FilterCursor filterCursor(const QString &text, qsizetype cursor)
{
    // Start of the term: after the last space that is outside quotation marks.
    qsizetype start = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < cursor; ++i) {
        if (text[i] == u'\\' && quoted)
            ++i;
        else if (text[i] == u'"')
            quoted = !quoted;
        else if (text[i].isSpace() && !quoted)
            start = i + 1;
    }
    FilterCursor out;
    if (start < cursor && text[start] == u'-')
        ++start;
    qsizetype nameEnd = start;
    while (nameEnd < cursor && isNameChar(text[nameEnd]))
        ++nameEnd;
    out.from = start;
    qsizetype opEnd = nameEnd;
    while (opEnd < cursor && u":=!~<>"_s.contains(text[opEnd]))
        ++opEnd;
    if (opEnd > nameEnd && nameEnd > start) {
        out.field = canonicalField(text.sliced(start, nameEnd - start));
        out.quotedValue = text[nameEnd] != u':';
        out.from = opEnd;
    }
    out.length = cursor - out.from;
    out.prefix = text.sliced(out.from, out.length);
    out.prefix.remove(u'"');
    return out;
}

QString filterValue(const QString &value)
{
    const bool plain = !value.isEmpty() && std::none_of(value.begin(), value.end(),
                                                        [](QChar c) { return c.isSpace() || c == u'"' || c == u'\\'; });
    if (plain)
        return value;
    QString escaped = value;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return u'"' + escaped + u'"';
}

} // namespace wf::engine
