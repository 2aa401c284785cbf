// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/grammar/promtext.h"

#include "models/base/duration.h"
#include "models/base/labels.h"
#include "models/engine/dashboards/grammar/metricunits.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

bool startsName(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_' || c == u':';
}
bool continuesName(QChar c)
{
    return startsName(c) || (c >= u'0' && c <= u'9');
}

bool isClassic(const QString &name, bool colons)
{
    if (name.isEmpty() || !startsName(name.front()))
        return false;
    return std::all_of(name.begin(), name.end(), [&](QChar c) { return continuesName(c) && (colons || c != u':'); });
}

// Past the string literal that begins at `at`.
qsizetype afterString(const QString &s, qsizetype at, QString *content = nullptr)
{
    const QChar quote = s[at];
    qsizetype i = at + 1;
    for (; i < s.size() && s[i] != quote; ++i) {
        if (s[i] == u'\\' && quote != u'`' && i + 1 < s.size())
            ++i;
        if (content)
            *content += s[i];
    }
    return std::min(i + 1, s.size());
}

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\'' || c == u'`';
}

// Past the bracket that closes the one at `at`.
qsizetype afterBracket(const QString &s, qsizetype at)
{
    int depth = 0;
    for (qsizetype i = at; i < s.size();) {
        if (isQuote(s[i])) {
            i = afterString(s, i);
            continue;
        }
        if (s[i] == u'(' || s[i] == u'{' || s[i] == u'[')
            ++depth;
        else if ((s[i] == u')' || s[i] == u'}' || s[i] == u']') && --depth == 0)
            return i + 1;
        ++i;
    }
    return s.size();
}

qsizetype afterSpace(const QString &s, qsizetype at)
{
    while (at < s.size() && s[at].isSpace())
        ++at;
    return at;
}

} // namespace

QString labelText(const QString &label)
{
    return isClassic(label, false) ? label : base::quoted(label);
}

QString selectorText(const QString &name, const QStringList &matchers)
{
    QStringList inside;
    for (const QString &m : matchers)
        if (!m.isEmpty())
            inside << m;
    const bool isPlain = isClassic(name, true);
    if (!isPlain)
        inside.prepend(base::quoted(name));
    else if (inside.isEmpty())
        return name;
    return (isPlain ? name : QString()) + u'{' + inside.join(u',') + u'}';
}

QStringList metricNamesIn(const QString &expr)
{
    static constexpr std::array grouping{"by"_L1,       "without"_L1,    "on"_L1,
                                         "ignoring"_L1, "group_left"_L1, "group_right"_L1};
    static constexpr std::array words{"and"_L1,  "or"_L1,  "unless"_L1, "atan2"_L1, "offset"_L1,
                                      "bool"_L1, "inf"_L1, "nan"_L1,    "start"_L1, "end"_L1};
    const auto isOneOf = [](QStringView word, const auto &list) {
        return word.size() <= 11 && std::ranges::any_of(list, [word](QLatin1StringView one) {
                   return word.size() == one.size() && word.compare(one, Qt::CaseInsensitive) == 0;
               });
    };
    const QStringView text(expr);
    QStringList names;
    for (qsizetype i = 0; i < expr.size();) {
        const QChar c = expr[i];
        if (isQuote(c)) {
            i = afterString(expr, i);
        } else if (c == u'{') {
            const qsizetype first = afterSpace(expr, i + 1);
            if (first < expr.size() && isQuote(expr[first])) { // {"http.server.duration", …}
                QString name;
                const qsizetype next = afterSpace(expr, afterString(expr, first, &name));
                if ((next >= expr.size() || expr[next] == u',' || expr[next] == u'}') && !names.contains(name))
                    names << name;
            }
            i = afterBracket(expr, i);
        } else if (c == u'[') {
            i = afterBracket(expr, i);
        } else if (startsName(c) && (i == 0 || !continuesName(expr[i - 1]))) {
            qsizetype end = i;
            while (end < expr.size() && continuesName(expr[end]))
                ++end;
            const QStringView word = text.mid(i, end - i);
            const qsizetype next = afterSpace(expr, end);
            const bool call = next < expr.size() && expr[next] == u'(';
            if (isOneOf(word, grouping))
                i = call ? afterBracket(expr, next) : end;
            else {
                // sum by (x) (…): the aggregator itself is followed by its grouping word
                const bool aggregates =
                    text.mid(next, 3) == "by "_L1 || text.mid(next, 3) == "by("_L1 || text.mid(next, 7) == "without"_L1;
                if (!call && !aggregates && !isOneOf(word, words) && !names.contains(word))
                    names << word.toString();
                i = end;
            }
        } else {
            ++i;
        }
    }
    return names;
}

namespace {

// Words that are no words: written as their trade writes them.
QString spelled(const QString &word)
{
    static const QHash<QString, QString> trade{{u"api"_s, u"API"_s},
                                               {u"cpu"_s, u"CPU"_s},
                                               {u"cpus"_s, u"CPUs"_s},
                                               {u"dns"_s, u"DNS"_s},
                                               {u"gc"_s, u"GC"_s},
                                               {u"grpc"_s, u"gRPC"_s},
                                               {u"http"_s, u"HTTP"_s},
                                               {u"https"_s, u"HTTPS"_s},
                                               {u"io"_s, u"I/O"_s},
                                               {u"ip"_s, u"IP"_s},
                                               {u"jvm"_s, u"JVM"_s},
                                               {u"rpc"_s, u"RPC"_s},
                                               {u"sql"_s, u"SQL"_s},
                                               {u"ssl"_s, u"SSL"_s},
                                               {u"tcp"_s, u"TCP"_s},
                                               {u"tls"_s, u"TLS"_s},
                                               {u"tsdb"_s, u"TSDB"_s},
                                               {u"udp"_s, u"UDP"_s},
                                               {u"url"_s, u"URL"_s},
                                               {u"wal"_s, u"WAL"_s},
                                               {u"aof"_s, u"AOF"_s},
                                               {u"rdb"_s, u"RDB"_s},
                                               {u"ttl"_s, u"TTL"_s},
                                               {u"ipv4"_s, u"IPv4"_s},
                                               {u"ipv6"_s, u"IPv6"_s},
                                               {u"lru"_s, u"LRU"_s},
                                               {u"oom"_s, u"OOM"_s},
                                               {u"fd"_s, u"file descriptors"_s},
                                               {u"req"_s, u"requests"_s},
                                               {u"reqs"_s, u"requests"_s},
                                               {u"resp"_s, u"responses"_s},
                                               {u"conn"_s, u"connections"_s},
                                               {u"conns"_s, u"connections"_s},
                                               {u"msg"_s, u"messages"_s},
                                               {u"msgs"_s, u"messages"_s},
                                               {u"fds"_s, u"file descriptors"_s}};
    return trade.value(word, word);
}

QString plainTitle(const QString &name)
{
    QString text = name;
    text.replace(u'.', u'_');
    for (const QString &part : {u"_bucket"_s, u"_count"_s, u"_sum"_s, u"_total"_s})
        if (text.endsWith(part)) {
            text.chop(part.size());
            break;
        }
    return wordsOf(withoutUnit(text));
}

QString capitalised(QString text)
{
    if (!text.isEmpty() && !text.startsWith("gRPC"_L1))
        text[0] = text[0].toUpper();
    return text;
}

// What was done to a recorded metric: "rate" and 5 min of "sum_rate5m". A sum goes without saying.
struct Operations {
    QString words;
    QString window;
    bool isKnown = false;
};

Operations operationsOf(const QString &part)
{
    static const QRegularExpression timed(u"^(.*?)_?(\\d+(?:ms|[smhdwy]))$"_s);
    static const QSet<QString> known{u"rate"_s,   u"irate"_s,    u"increase"_s, u"ratio"_s, u"burnrate"_s, u"burn"_s,
                                     u"sum"_s,    u"avg"_s,      u"mean"_s,     u"min"_s,   u"max"_s,      u"count"_s,
                                     u"stddev"_s, u"quantile"_s, u"delta"_s,    u"deriv"_s};
    Operations out;
    QString words = part;
    if (const auto match = timed.match(part); match.hasMatch())
        if (const auto window = base::parseDuration(match.captured(2))) {
            out.window = base::humanDuration(*window);
            out.isKnown = true;
            words = match.captured(1);
        }
    QStringList list = words.split(u'_', Qt::SkipEmptyParts);
    out.isKnown |= std::ranges::any_of(list, [](const QString &word) { return known.contains(word.toLower()); });
    if (out.isKnown)
        list.removeAll(u"sum"_s);
    out.words = list.join(u' ').replace("burnrate"_L1, "burn rate"_L1);
    return out;
}

// "level:metric:operations" as recording rules are called (prometheus.io/docs/practices/rules): the metric, what was
// done, over how long. The level, which labels are left, is said by the legend.
QString recordedTitle(QStringList parts)
{
    const Operations done = operationsOf(parts.back());
    if (done.isKnown)
        parts.removeLast();
    if (parts.size() > 1)
        parts.removeFirst();
    const QString metric = plainTitle(parts.join(u'_'));
    const QString words = done.isKnown && !metric.endsWith(u' ' + done.words) ? done.words : QString();
    const QString title = QString(metric + u' ' + words).trimmed();
    return done.window.isEmpty() ? title : title + u", "_s + done.window;
}

} // namespace

QString wordsOf(const QString &name)
{
    static const QRegularExpression joints(u"[_:.]+"_s);
    QStringList words = name.split(joints, Qt::SkipEmptyParts);
    for (QString &word : words)
        word = spelled(word);
    return words.join(u' ');
}

QString titleOf(const QString &name)
{
    const QStringList parts = name.split(u':', Qt::SkipEmptyParts);
    const QString text = capitalised(parts.size() > 1 ? recordedTitle(parts) : plainTitle(name));
    return text.isEmpty() ? name : text;
}

QString titleUnder(const QString &heading, const QString &name)
{
    const QString rest = name.startsWith(heading + u'_') && !name.contains(u':')
                             ? capitalised(plainTitle(name.mid(heading.size() + 1)))
                             : QString();
    return rest.isEmpty() ? titleOf(name) : rest;
}

} // namespace wf::engine
