// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/variables/interpolate.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>
#include <QUrl>

#include <array>

namespace wf::query {

using namespace Qt::StringLiterals;

namespace {

QStringList mapped(const QStringList &values, QString (*f)(const QString &))
{
    QStringList out;
    for (const QString &v : values)
        out << f(v);
    return out;
}

// encodeURIComponent, and !'()* as well.
QString percentEncoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}
QString uriEncoded(const QString &text) // encodeURI: what addresses are made of stays
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, ";,/?:@&=+$#"));
}

QString regexEscaped(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        if (QStringView(u"\\^$*+?.()|[]{}/").contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

QString luceneEscaped(const QString &text)
{
    QString out;
    for (const QChar c : text) {
        if (QStringView(u"!*+-=<> &|()[]{}^~?:\\/\"").contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

QString htmlEscaped(const QString &text)
{
    QString out = text;
    return out.replace(u"&"_s, u"&amp;"_s)
        .replace(u"<"_s, u"&lt;"_s)
        .replace(u">"_s, u"&gt;"_s)
        .replace(u"'"_s, u"&#39;"_s)
        .replace(u"\""_s, u"&quot;"_s);
}

QString jsonText(const QStringList &values, bool isList)
{
    const QByteArray list = QJsonDocument(QJsonArray::fromStringList(values)).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(isList ? list : list.mid(1, list.size() - 2));
}

QString glob(const QStringList &values)
{
    return values.size() == 1 ? values.front() : values.isEmpty() ? QString() : u'{' + values.join(u',') + u'}';
}

QString dateText(const QString &ms, const QString &format, const QString &zone)
{
    bool ok = false;
    const qint64 at = ms.toLongLong(&ok);
    if (!ok)
        return ms;
    if (format == "seconds"_L1)
        return QString::number(at / 1000);
    const QTimeZone named(zone.toUtf8());
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(at, Qt::UTC);
    if (format.isEmpty() || format == "iso"_L1)
        return when.toString(u"yyyy-MM-ddTHH:mm:ss.zzz"_s) + u'Z';
    static constexpr std::array letters{std::pair{u"YYYY", u"yyyy"}, std::pair{u"YY", u"yy"}, std::pair{u"DD", u"dd"},
                                        std::pair{u"SSS", u"zzz"},   std::pair{u"A", u"AP"},  std::pair{u"a", u"ap"}};
    QString qt = format.left(100);
    for (const auto &[moment, own] : letters)
        qt.replace(QStringView(moment).toString(), QStringView(own).toString());
    return (named.isValid() ? when.toTimeZone(named) : when).toString(qt);
}

QString joinedBy(const QStringList &values, const QString &quote, const QString &from, const QString &to)
{
    QStringList out;
    for (QString v : values)
        out << quote + v.replace(from, to) + quote;
    return out.join(u',');
}

QString queryParameters(const QString &name, const QString &prefix, const VariableValue &v)
{
    if (v.isAll)
        return name + u'=' + percentEncoded(prefix + u"$__all"_s);
    QStringList out;
    for (const QString &value : v.values)
        out << name + u'=' + percentEncoded(prefix + value);
    return out.join(u'&');
}

QString lucene(const QStringList &values)
{
    if (values.size() == 1)
        return luceneEscaped(values.front());
    QStringList quoted;
    for (const QString &v : values)
        quoted << u'"' + luceneEscaped(v) + u'"';
    return quoted.isEmpty() ? u"__empty__"_s : u'(' + quoted.join(u" OR "_s) + u')';
}

} // namespace

QString formatVariable(const QString &name, const VariableValue &v, const QString &format, const QString &zone)
{
    const QString kind = format.section(u':', 0, 0), argument = format.section(u':', 1);
    const bool several = v.values.size() != 1;
    if (kind == "csv"_L1 || kind == "raw"_L1)
        return v.values.join(u',');
    if (kind == "pipe"_L1)
        return v.values.join(u'|');
    if (kind == "join"_L1)
        return v.values.join(argument.isEmpty() ? u","_s : argument);
    if (kind == "regex"_L1) {
        const QStringList escaped = mapped(v.values, regexEscaped);
        return several ? u'(' + escaped.join(u'|') + u')' : escaped.front();
    }
    if (kind == "json"_L1)
        return jsonText(v.values, several || v.multi);
    if (kind == "html"_L1)
        return mapped(v.values, htmlEscaped).join(u", "_s);
    if (kind == "percentencode"_L1)
        return percentEncoded(glob(v.values));
    if (kind == "uriencode"_L1)
        return uriEncoded(glob(v.values));
    if (kind == "singlequote"_L1)
        return joinedBy(v.values, u"'"_s, u"'"_s, u"\\'"_s);
    if (kind == "doublequote"_L1)
        return joinedBy(v.values, u"\""_s, u"\""_s, u"\\\""_s);
    if (kind == "sqlstring"_L1)
        return joinedBy(v.values, u"'"_s, u"'"_s, u"''"_s);
    if (kind == "lucene"_L1)
        return lucene(v.values);
    if (kind == "distributed"_L1)
        return v.values.join(u',' + name + u'=');
    if (kind == "text"_L1)
        return v.isAll ? u"All"_s : v.texts.join(u" + "_s);
    if (kind == "queryparam"_L1)
        return queryParameters(u"var-"_s + name, {}, v);
    if (kind == "customqueryparam"_L1) // :name:prefix
        return queryParameters(argument.section(u':', 0, 0).isEmpty() ? name : argument.section(u':', 0, 0),
                               argument.section(u':', 1), v);
    if (kind == "date"_L1)
        return dateText(v.values.value(0), argument, zone);
    return glob(v.values);
}

} // namespace wf::query
