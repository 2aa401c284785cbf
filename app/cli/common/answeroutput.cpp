// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/common/answeroutput.h"

#include "app/cli/common/output.h"
#include "models/base/duration.h"
#include "models/base/timetext.h"

#include <QJsonObject>

#include <cmath>

namespace wf::app {

namespace {

// Shortest text that reads back to the same double; NaN and infinities as Prometheus writes them.
QString exact(double v)
{
    if (std::isnan(v))
        return QStringLiteral("NaN");
    if (std::isinf(v))
        return v > 0 ? QStringLiteral("+Inf") : QStringLiteral("-Inf");
    return QString::number(v, 'g', QLocale::FloatingPointShortest);
}

} // namespace

void printAsTable(const signals::QueryAnswer &answer, bool instant)
{
    std::vector<QStringList> rows;
    if (instant) {
        for (const auto &s : answer.series)
            rows.push_back({s.labels.toString(), s.values.empty() ? QString() : exact(s.values.back())});
    } else {
        rows.push_back({QStringLiteral("SERIES"), QStringLiteral("TIME"), QStringLiteral("VALUE")});
        for (const auto &s : answer.series)
            for (std::size_t i = 0; i < s.size(); ++i)
                rows.push_back({i ? QString() : s.labels.toString(), base::isoTime(s.timesMs[i] * base::nsPerMs),
                                exact(s.values[i])});
    }
    printTable(rows);
}

void printAsCsv(const signals::QueryAnswer &answer)
{
    printLine(csvLine({QStringLiteral("series"), QStringLiteral("time"), QStringLiteral("value")}));
    for (const auto &s : answer.series)
        for (std::size_t i = 0; i < s.size(); ++i)
            printLine(csvLine({s.labels.toString(), base::isoTime(s.timesMs[i] * base::nsPerMs), exact(s.values[i])}));
}

QJsonArray seriesAsJson(const signals::QueryAnswer &answer)
{
    QJsonArray list;
    for (const auto &s : answer.series) {
        QJsonObject labels;
        for (const auto &[name, value] : s.labels)
            labels.insert(QString::fromStdString(name), QString::fromStdString(value));
        QJsonArray values;
        for (std::size_t i = 0; i < s.size(); ++i)
            values.append(QJsonArray{static_cast<double>(s.timesMs[i]) / 1000.0, exact(s.values[i])});
        list.append(QJsonObject{{QStringLiteral("metric"), labels}, {QStringLiteral("values"), values}});
    }
    return list;
}

std::optional<qint64> timeOf(const QString &text, qint64 nowNs)
{
    bool ok = false;
    const qint64 iso = base::parseIsoTime(text, &ok);
    if (ok)
        return iso;
    const double seconds = text.toDouble(&ok);
    if (ok && seconds > 1e8)
        return static_cast<qint64>(seconds * 1e9);
    if (text == QLatin1String("now"))
        return nowNs;
    const auto ago = base::parseDuration(text);
    return ago ? std::optional(nowNs - *ago) : std::nullopt;
}

bool isAnswerFormat(const QString &format)
{
    return QStringList{QStringLiteral("table"), QStringLiteral("json"), QStringLiteral("csv")}.contains(format);
}

} // namespace wf::app
