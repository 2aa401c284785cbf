// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/incidents/daysignals.h"

#include "app/analyze/incidents/csvrows.h"
#include "app/analyze/seriesfiles.h"
#include "models/wire/jaeger/jaeger.h"
#include "models/wire/logtext/readline.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wf::app {

namespace {

QString withoutGz(QString file)
{
    return file.endsWith(QLatin1String(".gz")) ? file.chopped(3) : file;
}

base::Status insideFolder(const QString &file)
{
    if (file.contains(QLatin1String("..")) || QDir::isAbsolutePath(file))
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QStringLiteral("Traces and logs of a case are named below the folder of its day"), file);
    return base::Done{};
}

// "cart-6f7d9c-x2dbm" of a deployment's pod is "cart".
QString serviceOfPod(const QString &pod)
{
    return pod.section(QLatin1Char('-'), 0, -3);
}

void noteCalls(const std::vector<analysis::HandledRequest> &requests, QHash<QString, QStringList> &calls)
{
    for (const auto &request : requests)
        for (const QString &callee : request.callees)
            if (QStringList &known = calls[request.service]; !known.contains(callee))
                known.append(callee);
}

// Container runtimes wrap what was written into {"log": "…"}.
bool saysError(const QByteArray &line)
{
    const QJsonObject wrapped = QJsonDocument::fromJson(line).object();
    const QByteArray text =
        wrapped.contains(QLatin1String("log")) ? wrapped.value(QLatin1String("log")).toString().toUtf8() : line;
    const auto level = wire::logtext::readLine({text.constData(), static_cast<std::size_t>(text.size())}, {}).level;
    return level == signals::LogLevel::Error || level == signals::LogLevel::Fatal;
}

} // namespace

bool DaySignals::isThere(const QString &file) const
{
    return !existingTextFile(m_folder.filePath(withoutGz(file))).isEmpty();
}

base::Result<std::vector<analysis::HandledRequest>> DaySignals::requestsOf(const QString &file) const
{
    const auto text = readTextFile(m_folder.filePath(withoutGz(file)));
    if (!text)
        return text.error();
    const auto traces = wire::jaeger::decodeSharedTraces(*text);
    if (!traces)
        return traces.error();
    std::vector<analysis::HandledRequest> out;
    for (const auto &trace : *traces) {
        auto requests = analysis::handledRequests(trace);
        std::move(requests.begin(), requests.end(), std::back_inserter(out));
    }
    return out;
}

base::Result<DaySignals::Traced> DaySignals::traced(const QString &file)
{
    const QString quiet = QStringLiteral("traces/faultfree.json");
    if (file.isEmpty() || existingTextFile(m_folder.filePath(quiet)).isEmpty())
        return Traced();
    if (const auto inside = insideFolder(file); !inside)
        return inside.error();
    if (!isThere(file))
        return Traced();
    if (!m_usual) {
        auto usual = requestsOf(quiet);
        if (!usual)
            return usual.error();
        m_usual = std::move(*usual);
    }
    const auto now = requestsOf(file);
    if (!now)
        return now.error();
    Traced out{analysis::stopStrengths(*m_usual, *now), {}};
    noteCalls(*m_usual, out.calls);
    noteCalls(*now, out.calls);
    return out;
}

base::Result<DaySignals::ByService> DaySignals::errorsOf(const QString &file)
{
    if (const auto known = m_errors.find(file); known != m_errors.end())
        return known->second;
    const QString path = m_folder.filePath(file);
    auto rows = CsvRows::open(path);
    if (!rows)
        return rows.error();
    const int pod = rows->column("PodName");
    const int log = rows->column("Log");
    if (std::min(pod, log) < 0)
        return base::makeError(base::ErrorKind::NotUnderstood,
                               QStringLiteral("%1 lacks a column: PodName, Log").arg(path));
    ByService out;
    std::vector<QByteArray> cells;
    while (rows->next(cells))
        if (saysError(cells[static_cast<std::size_t>(log)]))
            ++out[serviceOfPod(QString::fromUtf8(cells[static_cast<std::size_t>(pod)]))];
    return m_errors.emplace(file, std::move(out)).first->second;
}

base::Result<DaySignals::ByService> DaySignals::errorLines(const QString &file)
{
    if (file.isEmpty())
        return ByService();
    if (const auto inside = insideFolder(file); !inside)
        return inside.error();
    if (!isThere(file))
        return ByService();
    const QString minute = withoutGz(file);
    auto out = errorsOf(minute);
    if (!out)
        return out;
    const QDir logs(m_folder.filePath(QFileInfo(minute).path()));
    double minutes = 0;
    ByService before;
    for (const QString &name : logs.entryList(QDir::Files, QDir::Name)) {
        const QString other = QFileInfo(minute).path() + QLatin1Char('/') + withoutGz(name);
        if (!other.endsWith(QLatin1String(".csv")) || other >= minute)
            continue;
        const auto errors = errorsOf(other);
        if (!errors)
            return errors;
        ++minutes;
        for (auto one = errors->cbegin(); one != errors->cend(); ++one)
            before[one.key()] += *one;
    }
    for (auto one = out->begin(); one != out->end(); ++one)
        *one = std::max(0.0, *one - (minutes > 0 ? before.value(one.key()) / minutes : 0));
    return out;
}

} // namespace wf::app
