// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/dashboards/grammar/promtext.h"
#include "models/engine/dashboards/panels/generate.h"

#include <QFile>
#include <QHash>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace wf::engine::dashboardtest {

using namespace Qt::StringLiterals;
using signals::MetricType;

inline base::Labels labelsOf(const QString &name, std::vector<base::Labels::Pair> more = {})
{
    more.emplace_back("__name__", name.toStdString());
    return base::Labels(std::move(more));
}

// The series of an exposition as a server would list them, and its metadata.
struct Exposed {
    std::vector<base::Labels> series;
    std::vector<signals::MetricInfo> metadata;
};

inline Exposed readExposition(const QString &path, const std::vector<base::Labels::Pair> &target)
{
    Exposed out;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return out;
    const QHash<QString, MetricType> types{{u"counter"_s, MetricType::Counter},
                                           {u"gauge"_s, MetricType::Gauge},
                                           {u"histogram"_s, MetricType::Histogram},
                                           {u"summary"_s, MetricType::Summary}};
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).trimmed();
        if (line.startsWith(u"# TYPE ")) {
            const QStringList words = line.split(u' ');
            out.metadata.push_back({words.value(2), types.value(words.value(3), MetricType::Unknown), {}, {}});
        }
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const qsizetype brace = line.indexOf(u'{'), space = line.indexOf(u' ');
        std::vector<base::Labels::Pair> labels = target;
        const QString name = line.left(brace >= 0 && brace < space ? brace : space);
        if (brace >= 0 && brace < space) {
            static const QRegularExpression pair(u"([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\""_s);
            auto it = pair.globalMatch(line, brace);
            while (it.hasNext()) {
                const auto m = it.next();
                labels.emplace_back(m.captured(1).toStdString(), m.captured(2).toStdString());
            }
        }
        out.series.push_back(labelsOf(name, std::move(labels)));
    }
    return out;
}

inline const signals::PanelSpec *panel(const signals::DashboardSpec &spec, const QString &row, const QString &title)
{
    for (const auto &r : spec.rows)
        if (r.title.startsWith(row))
            for (const auto &p : r.panels)
                if (p.title == title)
                    return &p;
    return nullptr;
}

inline QStringList allQueries(const signals::DashboardSpec &spec)
{
    QStringList out;
    for (const auto &r : spec.rows)
        for (const auto &p : r.panels)
            if (p.kind != signals::PanelKind::Logs)
                for (const auto &q : p.queries)
                    out << q.expr;
    return out;
}

// Metric names of which no query reads any part.
inline QStringList hidden(const ServiceMetrics &input, const signals::DashboardSpec &spec)
{
    QSet<QString> read;
    for (const QString &q : allQueries(spec))
        for (const QString &name : metricNamesIn(q))
            read.insert(name);
    QStringList out;
    for (const ServiceMetric &m : input.metrics) {
        QString stem = m.name;
        for (const QString &s : {u"_sum"_s, u"_count"_s})
            if (stem.endsWith(s))
                stem.chop(s.size());
        if (!read.contains(m.name) && !read.contains(stem + u"_bucket"_s) && !read.contains(stem))
            out << m.name;
    }
    return out;
}

// One rule a query, checked by the real parser.
inline QString complaints(const QStringList &queries)
{
    const QString tool = QStandardPaths::findExecutable(u"promtool"_s);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"rules.yml"_s));
    if (!file.open(QIODevice::WriteOnly))
        return u"cannot write"_s;
    file.write("groups:\n- name: generated\n  rules:\n");
    int n = 0;
    for (const QString &q : queries) {
        const QString expr = fillPlaceholders(q, {0, base::nsPerHour}, 15 * base::nsPerSecond, 15 * base::nsPerSecond);
        file.write(
            (u"  - record: generated:q%1\n    expr: '%2'\n"_s.arg(n++).arg(QString(expr).replace(u'\'', u"''"_s)))
                .toUtf8());
    }
    file.close();
    QProcess process;
    process.start(tool, {u"check"_s, u"rules"_s, file.fileName()});
    if (!process.waitForFinished(30'000))
        return u"promtool did not finish"_s;
    return process.exitCode() == 0
               ? QString()
               : QString::fromUtf8(process.readAllStandardError() + process.readAllStandardOutput()).left(2000);
}

inline ServiceMetrics shop()
{
    ServiceMetrics in;
    in.title = u"checkout"_s;
    in.matcher = u"service=\"checkout\""_s;
    in.splitLabel = u"region"_s;
    std::vector<base::Labels> series;
    for (const char *region : {"eu-west", "us-east"}) {
        for (const char *code : {"200", "404", "500"})
            series.push_back(
                labelsOf(u"http_requests_total"_s, {{"region", region}, {"code", code}, {"service", "checkout"}}));
        for (const char *le : {"0.1", "1", "+Inf"})
            series.push_back(labelsOf(u"http_request_duration_seconds_bucket"_s, {{"region", region}, {"le", le}}));
        series.push_back(labelsOf(u"http_request_duration_seconds_sum"_s, {{"region", region}}));
        series.push_back(labelsOf(u"http_request_duration_seconds_count"_s, {{"region", region}}));
        series.push_back(labelsOf(u"psp_pool_in_use"_s, {{"region", region}}));
        series.push_back(labelsOf(u"psp_pool_max"_s, {{"region", region}}));
        series.push_back(labelsOf(u"go_goroutines"_s, {{"region", region}}));
        series.push_back(labelsOf(u"orders_placed_total"_s, {{"region", region}}));
        series.push_back(labelsOf(u"cart_value_ratio"_s, {{"region", region}}));
        series.push_back(
            labelsOf(u"payment_client_request_duration_seconds_bucket"_s, {{"region", region}, {"le", "1"}}));
    }
    in.metrics = collectMetrics(series, {{u"http_requests_total"_s, MetricType::Counter, {}, {}},
                                         {u"http_request_duration_seconds"_s, MetricType::Histogram, {}, {}},
                                         {u"psp_pool_in_use"_s, MetricType::Gauge, {}, {}},
                                         {u"psp_pool_max"_s, MetricType::Gauge, {}, {}},
                                         {u"cart_value_ratio"_s, MetricType::Gauge, {}, {}}});
    signals::Rule rule;
    rule.name = u"TooManyErrors"_s;
    rule.query = u"sum(rate(http_requests_total{code=~\"5..\"}[5m])) / sum(rate(http_requests_total[5m])) > 0.01"_s;
    rule.labels = base::Labels{{"severity", "critical"}};
    in.rules = {rule};
    return in;
}

} // namespace wf::engine::dashboardtest
