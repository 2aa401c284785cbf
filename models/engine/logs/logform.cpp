// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/logs/logform.h"

#include "models/base/labels.h"

#include <QRegularExpression>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

bool isName(const QString &text)
{
    static const QRegularExpression name(u"\\A[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    return name.match(text).hasMatch();
}

QString anyOf(const QStringList &values)
{
    QStringList escaped;
    for (const auto &v : values)
        escaped << QString::fromStdString(base::regexEscaped(v.toStdString()));
    return escaped.join(u'|');
}

QString matcher(const LogForm::Label &label)
{
    if (label.values.size() == 1)
        return label.name + (label.isExcluded ? u"!="_s : u"="_s) + base::quoted(label.values.front());
    return label.name + (label.isExcluded ? u"!~"_s : u"=~"_s) + base::quoted(anyOf(label.values));
}

// Fields of JSON and of logfmt; a line that is one of them is no error for not being the other.
QString readFields()
{
    return u" | json | logfmt | drop __error__, __error_details__"_s;
}

QString levelsFrom(signals::LogLevel least)
{
    static const std::array words{u"fatal|critical"_s, u"error"_s, u"warn"_s, u"info"_s, u"debug"_s, u"trace"_s};
    QStringList out;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(least) && i < words.size(); ++i)
        out << words[i];
    return out.join(u'|');
}

// The string literal that begins at `at` ("…" with escapes or `…`), unescaped; `at` moves behind it.
QString literalAt(const QString &text, qsizetype &at)
{
    const QChar quote = text[at++];
    QString out;
    while (at < text.size() && text[at] != quote) {
        if (quote == u'"' && text[at] == u'\\' && at + 1 < text.size())
            ++at;
        out += text[at++];
    }
    ++at;
    return out;
}

// A regular expression that is nothing but words side by side: those words.
QStringList wordsOfRegex(QString pattern)
{
    pattern.remove(u"(?i)"_s);
    QStringList words{QString()};
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern[i];
        if (c == u'\\' && i + 1 < pattern.size() && !pattern[i + 1].isLetterOrNumber())
            words.back() += pattern[++i];
        else if (c == u'|')
            words << QString();
        else if (u"\\.+*?()[]{}^$"_s.contains(c))
            return {};
        else
            words.back() += c;
    }
    return words;
}

} // namespace

QString toLogQl(const LogForm &form, const QString &anyLabel)
{
    QStringList matchers;
    bool isAnchored = false;
    for (const auto &label : form.labels)
        if (isName(label.name) && !label.values.isEmpty()) {
            matchers << matcher(label);
            isAnchored = isAnchored || (!label.isExcluded && !label.values.contains(QString()));
        }
    if (!isAnchored && isName(anyLabel))
        matchers << anyLabel + u"=~"_s + base::quoted(u".+"_s);
    QString out = u'{' + matchers.join(u", "_s) + u'}';
    if (!form.text.isEmpty()) {
        const bool anyCase = form.text == form.text.toLower() && form.text != form.text.toUpper();
        out += anyCase ? QString(u" |~ "_s + base::quoted(QString(u"(?i)"_s + anyOf({form.text}))))
                       : QString(u" |= "_s + base::quoted(form.text));
    }
    if (form.leastLevel != signals::LogLevel::Unknown)
        out += u" | detected_level=~"_s + base::quoted(levelsFrom(form.leastLevel));
    bool isParsed = false;
    for (const auto &field : form.fields)
        if (isName(field.name) && !field.values.isEmpty()) {
            if (!isParsed)
                out += readFields();
            isParsed = true;
            out += u" | "_s + matcher(field);
        }
    return out;
}

QString containing(const QString &text)
{
    return text.isEmpty() ? QString() : QString(u" |= "_s + base::quoted(text));
}

QString narrowed(const QString &logQl, const LogForm::Label &condition, bool isOfStream)
{
    if (!isName(condition.name) || condition.values.isEmpty())
        return logQl;
    return logQl + (isOfStream ? u" | "_s : QString(readFields() + u" | "_s)) + matcher(condition);
}

QString selectorOf(const QString &logQl)
{
    const qsizetype begin = logQl.indexOf(u'{');
    for (qsizetype at = begin + 1; begin >= 0 && at < logQl.size();) {
        if (logQl[at] == u'"' || logQl[at] == u'`')
            literalAt(logQl, at);
        else if (logQl[at++] == u'}')
            return logQl.mid(begin, at - begin);
    }
    return {};
}

QStringList soughtTexts(const QString &logQl)
{
    QStringList out;
    for (qsizetype at = 0; at < logQl.size();) {
        const QChar c = logQl[at];
        if (c == u'"' || c == u'`') {
            literalAt(logQl, at);
            continue;
        }
        const auto two = QStringView(logQl).mid(at, 2);
        if (two != u"|=" && two != u"|~") {
            ++at;
            continue;
        }
        const bool isRegex = two == u"|~";
        at += 2;
        while (at < logQl.size() && logQl[at].isSpace())
            ++at;
        if (at < logQl.size() && (logQl[at] == u'"' || logQl[at] == u'`')) {
            const QString text = literalAt(logQl, at);
            out += isRegex ? wordsOfRegex(text) : QStringList{text};
        }
    }
    out.removeAll(QString());
    return out;
}

} // namespace wf::engine
