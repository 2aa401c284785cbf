// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/analyze/forecastfiles.h"

#include "app/analyze/seriesfiles.h"
#include "models/analysis/capacity/forecast.h"
#include "models/base/safefile.h"

#include <QDir>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <atomic>
#include <thread>

namespace wf::app {

namespace {

struct Task {
    QString name;
    analysis::ForecastQuestion question;
    analysis::Forecast said;
};

base::Result<std::vector<Task>> tasksOf(const QDir &folder)
{
    const auto train = readWideSeries(folder.filePath(QStringLiteral("train.csv")));
    if (!train)
        return train.error();
    const auto metaText = readTextFile(folder.filePath(QStringLiteral("meta.json")));
    if (!metaText)
        return metaText.error();
    const auto meta = QJsonDocument::fromJson(*metaText).object();
    const auto periods = meta.value(QLatin1String("periods")).toObject();
    const int horizon = meta.value(QLatin1String("horizon")).toInt();
    QHash<QString, std::size_t> lengths;
    if (horizon <= 0) {
        const auto test = readWideSeries(folder.filePath(QStringLiteral("test.csv")));
        if (!test)
            return test.error();
        for (const auto &one : *test)
            lengths.insert(one.name, one.values.front().size());
    }
    std::vector<Task> out;
    for (const auto &one : *train) {
        const int period = periods.value(one.name).toInt(meta.value(QLatin1String("period")).toInt(1));
        const std::size_t steps = horizon > 0 ? static_cast<std::size_t>(horizon) : lengths.value(one.name);
        out.push_back({one.name,
                       {one.values.front(),
                        analysis::capacityPeriods(static_cast<std::size_t>(std::max(period, 1))),
                        {},
                        steps,
                        0.95},
                       {}});
    }
    return out;
}

void answerAll(std::vector<Task> &tasks)
{
    std::atomic<std::size_t> next = 0;
    std::vector<std::jthread> workers;
    for (unsigned w = 0; w < std::max(1U, std::thread::hardware_concurrency()); ++w)
        workers.emplace_back([&tasks, &next] {
            for (std::size_t i = next++; i < tasks.size(); i = next++)
                tasks[i].said = analysis::forecast(tasks[i].question);
        });
}

QByteArray lines(const std::vector<Task> &tasks, std::vector<double> analysis::Forecast::*column)
{
    QByteArray out;
    for (const Task &task : tasks) {
        out += task.name.toUtf8();
        for (const double v : task.said.*column)
            out += ',' + QByteArray::number(v, 'g', 12);
        out += '\n';
    }
    return out;
}

QByteArray report(const std::vector<Task> &tasks)
{
    QByteArray out = "name,past_accuracy,against_naive,heaviest_method,sentence\n";
    for (const Task &task : tasks) {
        const auto &f = task.said;
        out += task.name.toUtf8() + ',' + QByteArray::number(f.pastAccuracy, 'g', 4) + ',' +
               QByteArray::number(f.againstNaive, 'g', 4) + ',' +
               (f.methods.empty() ? QByteArray() : QByteArray(f.methods.front().name)) + ",\"" +
               analysis::forecastSentence(f).toUtf8() + "\"\n";
    }
    return out;
}

} // namespace

base::Result<QString> analyzeForecastFiles(const QString &in, const QString &out)
{
    auto tasks = tasksOf(QDir(in));
    if (!tasks)
        return tasks.error();
    answerAll(*tasks);
    const QDir folder(out);
    if (!QDir().mkpath(out))
        return base::makeError(base::ErrorKind::Storage, QStringLiteral("The folder %1 could not be made").arg(out));
    const std::pair<QString, QByteArray> files[] = {
        {QStringLiteral("middle.csv"), lines(*tasks, &analysis::Forecast::middle)},
        {QStringLiteral("lower.csv"), lines(*tasks, &analysis::Forecast::lower)},
        {QStringLiteral("upper.csv"), lines(*tasks, &analysis::Forecast::upper)},
        {QStringLiteral("report.csv"), report(*tasks)},
    };
    for (const auto &[name, text] : files)
        if (const auto status = base::writeFileSafely(folder.filePath(name), text); !status)
            return status.error();
    const auto silent = std::count_if(tasks->begin(), tasks->end(), [](const Task &t) {
        return t.said.answer != analysis::ForecastAnswer::Forecast;
    });
    return QStringLiteral("%1: %2 series, %3 of them not forecastable, written to %4")
        .arg(in)
        .arg(tasks->size())
        .arg(silent)
        .arg(out);
}

} // namespace wf::app
