// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/explore/book/copying.h"

#include "models/base/duration.h"
#include "models/engine/metrics/stepping.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace wf::engine {

namespace {

constexpr std::size_t mostRows = 50;
const QString scheme = u"watchfloor"_s;

QString filled(const CopiedQuery &query)
{
    return fillPlaceholders(query.text, query.range, query.stepNs, query.scrapeNs);
}

// In single quotes nothing means anything to a shell.
QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString moment(qint64 ns)
{
    return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, QTimeZone::utc()).toString(u"yyyy-MM-ddTHH:mm:ssZ"_s);
}

QString cell(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'|', u"\\|"_s).replace(u'`', u"'"_s);
    return text.replace(u'\n', u' ');
}

} // namespace

QString asCurl(const CopiedQuery &query, const QString &address)
{
    const bool isRange = query.stepNs > 0;
    QString base = address;
    while (base.endsWith(u'/'))
        base.chop(1);
    QString out = u"curl -sG %1"_s.arg(shellQuoted(base + (isRange ? u"/api/v1/query_range"_s : u"/api/v1/query"_s)));
    const auto add = [&out](const QString &name, const QString &value) {
        out += u" \\\n  --data-urlencode %1"_s.arg(shellQuoted(name + u'=' + value));
    };
    add(u"query"_s, filled(query));
    if (isRange) {
        add(u"start"_s, moment(query.range.startNs));
        add(u"end"_s, moment(query.range.endNs));
        add(u"step"_s, base::promDuration(query.stepNs));
    } else {
        add(u"time"_s, moment(query.range.endNs));
    }
    return out;
}

QString asCommand(const CopiedQuery &query)
{
    QString out = u"watchfloor metrics query %1"_s.arg(shellQuoted(filled(query)));
    if (query.stepNs > 0)
        out += u" --start %1 --end %2 --step %3"_s.arg(moment(query.range.startNs), moment(query.range.endNs),
                                                       base::promDuration(query.stepNs));
    return out;
}

QString asLink(const CopiedQuery &query)
{
    QUrlQuery parts;
    parts.addQueryItem(u"q"_s, QString::fromLatin1(QUrl::toPercentEncoding(query.text)));
    parts.addQueryItem(u"from"_s, moment(query.range.startNs));
    parts.addQueryItem(u"to"_s, moment(query.range.endNs));
    QUrl url;
    url.setScheme(scheme);
    url.setHost(u"metrics"_s);
    url.setQuery(parts);
    return QString::fromLatin1(url.toEncoded());
}

std::optional<LinkedQuery> fromLink(const QString &link)
{
    const QUrl url(link.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != scheme || url.host() != u"metrics"_s)
        return std::nullopt;
    const QUrlQuery parts(url);
    LinkedQuery out;
    out.text = parts.queryItemValue(u"q"_s, QUrl::FullyDecoded);
    const auto from = QDateTime::fromString(parts.queryItemValue(u"from"_s, QUrl::FullyDecoded), Qt::ISODate);
    const auto to = QDateTime::fromString(parts.queryItemValue(u"to"_s, QUrl::FullyDecoded), Qt::ISODate);
    if (from.isValid() && to.isValid() && from < to)
        out.range = {from.toMSecsSinceEpoch() * base::nsPerMs, to.toMSecsSinceEpoch() * base::nsPerMs};
    return out.text.isEmpty() ? std::nullopt : std::optional(out);
}

QString asMarkdown(const CopiedQuery &query, const signals::QueryAnswer &answer,
                   const std::function<QString(double)> &write, const QString &picture)
{
    QString fence = u"```"_s; // longer than any in the query
    while (query.text.contains(fence))
        fence += u'`';
    QString out = fence + u"promql\n"_s + query.text.trimmed() + u'\n' + fence + u"\n\n"_s;
    out += u"%1 – %2, a point every %3\n\n"_s.arg(moment(query.range.startNs), moment(query.range.endNs),
                                                  base::promDuration(query.stepNs));
    if (!picture.isEmpty())
        out += u"![chart](%1)\n\n"_s.arg(picture);
    out += u"| series | newest | greatest | mean |\n|---|---:|---:|---:|\n"_s;
    for (std::size_t i = 0; i < answer.series.size() && i < mostRows; ++i) {
        const auto &series = answer.series[i];
        double greatest = -INFINITY, sum = 0;
        std::size_t counted = 0;
        for (const double value : series.values)
            if (!std::isnan(value)) {
                greatest = std::max(greatest, value);
                sum += value;
                ++counted;
            }
        const double nothing = std::nan("");
        out +=
            u"| %1 | %2 | %3 | %4 |\n"_s.arg(u'`' + cell(series.labels.toString()) + u'`',
                                             cell(write(series.values.empty() ? nothing : series.values.back())),
                                             cell(write(counted > 0 ? greatest : nothing)),
                                             cell(write(counted > 0 ? sum / static_cast<double>(counted) : nothing)));
    }
    if (answer.series.size() > mostRows)
        out += u"\n%1\n"_s.arg(QCoreApplication::translate("wf::engine::Explore", "%1 more series are not listed.")
                                   .arg(answer.series.size() - mostRows));
    return out;
}

} // namespace wf::engine
